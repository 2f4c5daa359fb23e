"""The company file: one TOML file read into one frozen `Company`."""

from __future__ import annotations

import tomllib
from datetime import date, time
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from dashboard.promises import USUAL_MEASURES, Letter, Measure, Recovery

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip


class CompanyFileError(ValueError):
    """The company file cannot be used; the message names the key and what is expected."""


@cache
def zones() -> frozenset[str]:
    """The time zones this machine knows, by IANA name; looking them up walks hundreds of files."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in zones():
        raise ValueError(f"'{name}' is not an IANA time zone, for example Europe/Vilnius")
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Hours(_Part):
    """Opening hours of one weekday, in the company's own time zone."""

    open: time
    close: time

    @model_validator(mode="after")
    def _ordered(self) -> Hours:
        if self.open >= self.close:
            raise ValueError("closes before it opens")
        return self


class Stage(_Part):
    name: str = Field(min_length=1)
    touchpoints: tuple[str, ...] = ()


class Churn(_Part):
    """`contract`: the subscription ended. `inactivity`: no purchase for `inactive_days`. `auto`: contract
    where dated subscriptions exist, else inactivity."""

    rule: Literal["auto", "contract", "inactivity"] = "auto"
    inactive_days: int = Field(default=180, ge=1, le=3650)


class Thresholds(_Part):
    minimum_n: int = Field(default=30, ge=1)
    anonymity: int = Field(default=5, ge=1)


class Windows(_Part):
    """How long a thing may take before it counts as not done."""

    first_contact_resolution_days: int = Field(default=7, ge=1)
    repurchase_days: int = Field(default=90, ge=1)
    cart_hours: int = Field(default=24, ge=1)
    task_minutes: int = Field(default=30, ge=1)
    coupon_days: int = Field(default=60, ge=1)
    service_level_seconds: int = Field(default=20, ge=1)


class Value(_Part):
    gross_margin: float | None = Field(default=None, gt=0, le=1)
    discount_rate: float = Field(default=0.1, ge=0, lt=1)
    horizon_years: int = Field(default=3, ge=1, le=20)


class Brands(_Part):
    own: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()


class Unlabelled(_Part):
    """What the company declares about files that do not say it themselves."""

    time_zone: Zone | None = None
    day_first: bool | None = None


class Vision(_Part):
    statement: str = ""


Colour = Annotated[str, Field(pattern="^#[0-9A-Fa-f]{6}$")]


class Look(_Part):
    """What decks and reports look like. `template`: a .pptx or .potx beside the company file."""

    accent: Colour | None = None
    others: Annotated[tuple[Colour, ...], Field(max_length=11)] = ()
    template: str | None = Field(default=None, pattern=r"^[^/\\\x00]+\.(pptx|potx)$")


class Company(_Part):
    """Everything the company decides. `journey` keeps the order of its stages."""

    name: str = Field(min_length=1)
    demo: bool = False
    currency: str = Field(default="EUR", pattern="^[A-Z]{3}$")
    time_zone: Zone = "UTC"
    week_start: Weekday = "monday"
    languages: tuple[str, ...] = ("en",)
    hours: dict[Weekday, Hours] = Field(default_factory=dict)
    holidays: tuple[date, ...] = ()
    journey: tuple[Stage, ...] = Field(default=(), min_length=0)
    churn: Churn = Churn()
    thresholds: Thresholds = Thresholds()
    windows: Windows = Windows()
    value: Value = Value()
    brands: Brands = Brands()
    unlabelled: Unlabelled = Unlabelled()
    targets: dict[str, float] = Field(default_factory=dict)
    vision: Vision = Vision()
    courted: dict[Letter, Annotated[tuple[Measure, ...], Field(max_length=3)]] = Field(default_factory=dict)
    recovery: Recovery = Recovery()
    look: Look = Look()
    roles: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_stage_a_touchpoint(self) -> Company:
        seen: dict[str, str] = {}
        for stage in self.stages:
            for touchpoint in stage.touchpoints:
                if touchpoint in seen:
                    raise ValueError(
                        f"touchpoint '{touchpoint}' is in '{seen[touchpoint]}' and '{stage.name}'"
                    )
                seen[touchpoint] = stage.name
        if len({stage.name for stage in self.stages}) < len(self.stages):
            raise ValueError("two journey stages have the same name")
        return self

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The company's journey, or the default one."""
        return self.journey or DEFAULT_JOURNEY

    @cached_property
    def stage_of(self) -> dict[str, str]:
        """Touchpoint to stage."""
        return {point: stage.name for stage in self.stages for point in stage.touchpoints}

    def measures(self, letter: Letter) -> tuple[Measure, ...]:
        """What a letter of COURTED is read from: the company's own measures, or the usual ones."""
        return self.courted.get(letter, USUAL_MEASURES[letter])

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


DEFAULT_JOURNEY: tuple[Stage, ...] = (
    Stage(name="Awareness", touchpoints=("advert", "social_post", "news", "first_visit", "search")),
    Stage(name="Consideration", touchpoints=("product_page", "category_page", "store_visit", "wishlist")),
    Stage(name="Purchase", touchpoints=("cart", "checkout", "payment", "point_of_sale", "order")),
    Stage(
        name="Service",
        touchpoints=(
            "onboarding",
            "delivery",
            "fulfilment",
            "support_contact",
            "return",
            "account",
            "complaint",
        ),
    ),
    Stage(
        name="Loyalty",
        touchpoints=("review", "repurchase", "renewal", "loyalty_programme", "coupon", "referral"),
    ),
)


def read_company(path: Path) -> Company:
    """The company file at `path`. Raises `CompanyFileError` that names the file, the key and the mend."""
    try:
        return Company.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        raise CompanyFileError(f"{path} does not exist: `sightline init` writes one") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CompanyFileError(f"{path} is not valid TOML: {error}") from None
    except ValidationError as error:
        lines = (f"  {'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
        raise CompanyFileError(f"{path} has settings that cannot be used:\n" + "\n".join(lines)) from None
