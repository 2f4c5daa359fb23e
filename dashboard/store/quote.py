"""The only two ways a name or a text gets into SQL that is put together: as a quoted name, as a literal."""

from __future__ import annotations


def literal(value: str | int | float | bool | None) -> str:
    """A SQL literal of a plain Python value. Raises ValueError on text SQL cannot hold."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"({value!r}::double)" if isinstance(value, float) else str(value)
    if "\0" in value:
        raise ValueError("a text with a NUL byte cannot be stored")
    return "'" + value.replace("'", "''") + "'"


def name(identifier: str) -> str:
    """A quoted SQL name."""
    if "\0" in identifier:
        raise ValueError("a name with a NUL byte cannot be stored")
    return '"' + identifier.replace('"', '""') + '"'
