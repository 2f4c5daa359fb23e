"""Takes personal data out of free text: e-mail addresses, phone numbers, card numbers and IBANs.

Order numbers, dates, amounts and the XXXX of already masked texts stay. What looks like a phone number but is one of
those stays too: a plain run of digits is a phone number only with a leading + or 00, or with the separators people
put into phone numbers. Every pattern has one way to match (no nested repetition), so time is linear in the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

_EMAIL = re.compile(
    r"(?<![\w.%+'-])[\w.%+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|(?<!\w)@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_DIGITS = re.compile(r"(?<![\w{$€£#./:-])(?:\+|\(\+?)?\d[\d \t().\-–/]{5,28}\d(?![\w}%:])")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})")
_TIME_AFTER = re.compile(r"[ T]+\d{1,2}(?::\d{2})?$")
_PHONE_WORD = re.compile(
    r"(?i)(?:tel|phone|mobile|call|whatsapp|fax|sms|cell)\W{0,3}(?:(?:me|us|at|on|is|number|no)\W{1,2}){0,3}$"
)
_DECIMAL = re.compile(r"\d+\.\d+")
_ORDER = re.compile(r"(?i)(?:order|ticket|invoice|case|ref(?:erence)?|no|nr|number|#)\W{0,3}$")
_LONGEST_PHONE = 15


def redact(text: str | None) -> str | None:
    """`text` with [email], [card] and [phone] in place of those. None stays None."""
    return text if not text else _redact(text)


@lru_cache(maxsize=4096)
def _redact(text: str) -> str:
    if "@" in text:
        text = _EMAIL.sub("[email]", text)
    if not any(character.isdigit() for character in text):
        return text
    return _DIGITS.sub(_number, _IBAN.sub(_iban, text))


def _iban(found: re.Match[str]) -> str:
    compact = found.group().replace(" ", "")
    turned = compact[4:] + compact[:4]
    as_digits = "".join(str(int(character, 36)) for character in turned)
    return "[card]" if 15 <= len(compact) <= 34 and int(as_digits) % 97 == 1 else found.group()


def _number(found: re.Match[str]) -> str:
    shown = found.group()
    digits = "".join(character for character in shown if character.isdigit())
    if 13 <= len(digits) <= 19 and _luhn(digits):
        return "[card]"
    before = found.string[max(0, found.start() - 14) : found.start()]
    return "[phone]" if _is_phone(shown, digits, before) else shown


def _is_phone(shown: str, digits: str, before: str) -> bool:
    if not 7 <= len(digits) <= _LONGEST_PHONE or _DATE.fullmatch(_TIME_AFTER.sub("", shown)):
        return False
    if shown.startswith(("+", "(+", "00")) or _PHONE_WORD.search(before):
        return True
    groups = [part for part in re.split(r"\D+", shown) if part]
    if len(groups) == 1 or _ORDER.search(before) or _DATE.search(shown) or _DECIMAL.fullmatch(shown):
        return False
    return _local(groups) or (len(digits) >= 9 and len(groups) <= 6 and max(map(len, groups)) <= 8)


def _local(groups: list[str]) -> bool:
    """555-0142 and 555 01 42: a short local number."""
    return [len(group) for group in groups] in ([3, 4], [3, 2, 2])


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0
