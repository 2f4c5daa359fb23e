"""Values to words, by locale and with their unit. At most three significant figures; the data keeps the rest."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import floor, isfinite, log10

from babel import Locale
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
)

from dashboard.metrics.metric import Unit

NOTHING = "–"
MINUS = "−"
"""As wide as a plus, and not a hyphen."""
FIGURES = 3
COMPACT_FROM = 10_000
DURATIONS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))
SUFFIX: dict[Unit, str] = {"stars": " stars", "clicks": " clicks"}


def shown(value: float | None, unit: Unit, *, locale: str = "en", currency: str = "EUR") -> str:
    """A value as a tile shows it: '31', '45.3%', '€1.23M', '2 h 5 min', '4.32 stars'. None is an en dash."""
    if value is None or not isfinite(value):
        return NOTHING
    return _written(value, unit, locale, currency).replace("-", MINUS)


def _written(value: float, unit: Unit, locale: str, currency: str) -> str:
    if unit == "percent":
        return _percent(_exact(value), locale)
    if unit == "money":
        return _money(value, locale, currency)
    if unit == "seconds":
        return duration(value)
    return f"{_count(value, unit, locale)}{SUFFIX.get(unit, '')}"


def change(delta: float | None, unit: Unit, *, locale: str = "en", currency: str = "EUR") -> str:
    """A difference with its sign: '+4 points', '−2.1 points', '+€12', '−3 min'. No difference is without one."""
    if delta is None or not isfinite(delta):
        return NOTHING
    size = amount(abs(delta), unit, locale=locale, currency=currency)
    return size if is_zero(delta, unit) else f"{'+' if delta > 0 else MINUS}{size}"


def amount(size: float, unit: Unit, *, locale: str = "en", currency: str = "EUR") -> str:
    """The size of a difference: shares and scores differ in points."""
    if unit in ("percent", "points"):
        number = _count(size, "points", locale)
        return f"{number} point" if number == "1" else f"{number} points"
    return shown(size, unit, locale=locale, currency=currency)


def interval(
    low: float | None, high: float | None, unit: Unit, *, locale: str = "en", currency: str = "EUR"
) -> str:
    """'29.3 to 58'; a bound the data does not reach is said as that."""
    if low is None and high is None:
        return NOTHING
    if high is None:
        return f"{shown(low, unit, locale=locale, currency=currency)} or more"
    if low is None:
        return f"up to {shown(high, unit, locale=locale, currency=currency)}"
    sides = (shown(side, unit, locale=locale, currency=currency) for side in (low, high))
    return " to ".join(sides)


def is_zero(delta: float, unit: Unit) -> bool:
    """Whether a difference shows as nothing."""
    return abs(delta) < (0.05 if unit in ("points", "percent") else 0.5 if unit == "seconds" else 1e-9)


def duration(seconds: float) -> str:
    """The two largest units: '45 s', '2 h 5 min', '3 d 4 h'."""
    sign, left = (MINUS if seconds < 0 else ""), abs(seconds)
    if 0 < left < 9.95:
        return f"{sign}{left:.2g} s"
    place = next((i for i, (_, size) in enumerate(DURATIONS) if left >= size), 3)
    smallest = DURATIONS[min(place + 1, 3)][1]
    left = round(left / smallest) * smallest
    place = next((i for i, (_, size) in enumerate(DURATIONS) if left >= size), 3)
    words: list[str] = []
    for name, size in DURATIONS[place : place + 2]:
        count, left = divmod(int(left), size)
        words += [f"{count} {name}"] if count or (name == "s" and not words) else []
    return sign + " ".join(words)


def _exact(value: float) -> Decimal:
    """The value with three significant figures, digits before the point all kept."""
    places = FIGURES - 1 - floor(log10(abs(value))) if value else 0
    return Decimal(f"{value:.{min(max(places, 0), 6)}f}").normalize() + 0


def _count(value: float, unit: Unit, locale: str) -> str:
    if abs(value) >= COMPACT_FROM and _shortens(value, locale):
        return format_compact_decimal(_three(value), locale=locale, fraction_digits=_fraction(value))
    if unit == "points":
        exact = Decimal(f"{value:.{0 if abs(value) >= 9.95 else 1}f}").normalize() + 0
        return _number(exact, locale)
    return _number(_exact(value), locale)


@lru_cache(maxsize=4096)
def _number(exact: Decimal, locale: str) -> str:
    """Kept, because a page writes hundreds of numbers and three figures are often the same ones."""
    return format_decimal(exact, locale=locale, decimal_quantization=False)


@lru_cache(maxsize=4096)
def _percent(exact: Decimal, locale: str) -> str:
    return format_percent(exact / 100, locale=locale, decimal_quantization=False)


def _money(value: float, locale: str, currency: str) -> str:
    if abs(value) >= COMPACT_FROM and _shortens(value, locale):
        return format_compact_currency(
            _three(value), currency, locale=locale, fraction_digits=_fraction(value)
        )
    if abs(value) >= 100 or value == round(value):
        return format_currency(
            round(value), currency, locale=locale, currency_digits=False, format=_whole(locale)
        )
    return format_currency(Decimal(f"{value:.2f}"), currency, locale=locale)


def _fraction(value: float) -> int:
    """Decimals that leave three figures of a value shown in thousands or millions."""
    figures = floor(log10(abs(_three(value)))) % 3
    return FIGURES - 1 - figures


def _whole(locale: str) -> str:
    pattern: str = Locale.parse(locale).currency_formats["standard"].pattern
    return pattern.replace(".00", "")


def _three(value: float) -> float:
    return float(f"{value:.{FIGURES}g}")


def _shortens(value: float, locale: str) -> bool:
    """Whether the locale has a short form for thousands; all have one for millions."""
    return abs(value) >= 1e6 or bool(
        Locale.parse(locale).compact_decimal_formats["short"]["other"]["10000"].pattern.strip("0")
    )
