"""A file that is not imported at all, with the reason and what would mend it."""

from __future__ import annotations


class Refused(ValueError):
    """The whole file is refused: nothing of it was imported. The message is for the person who sent it."""


class Unanswered(ValueError):
    """Something only the company knows is missing: `key` names the answer, the message is the question."""

    def __init__(self, key: str, text: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.key = key
        self.text = text
        self.choices = choices
