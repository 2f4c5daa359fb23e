"""Colours as PowerPoint wants them: our own, or those of the company's template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR

from dashboard.figures.template import LIGHT, Palette

THEMED = {
    LIGHT.ink: MSO_THEME_COLOR.TEXT_1, LIGHT.grey: MSO_THEME_COLOR.TEXT_1, LIGHT.paper: MSO_THEME_COLOR.BACKGROUND_1,
    LIGHT.accent: MSO_THEME_COLOR.ACCENT_1,
}  # fmt: skip
"""What a template's own colours stand for; good, bad and before stay what they are everywhere."""


def rgb(colour: str) -> RGBColor:
    """'#23508E' as a colour of a shape, a line or a run."""
    made: RGBColor = RGBColor.from_string(colour.lstrip("#").upper())
    return made


@dataclass(frozen=True, slots=True)
class Brush:
    """`themed`: text and the accent are those of the template."""

    themed: bool = False
    palette: Palette = LIGHT

    def paint(self, target: Any, colour: str) -> None:
        """Give a colour to what has one: a run's, a line's, a fill's."""
        if self.themed and colour in THEMED:
            target.theme_color = THEMED[colour]
        else:
            target.rgb = rgb(colour)

    def xml(self, colour: str) -> str:
        """The same for what python-pptx has no words for."""
        if self.themed and colour in THEMED:
            return f'<a:schemeClr val="{MSO_THEME_COLOR.to_xml(THEMED[colour])}"/>'
        return f'<a:srgbClr val="{colour.lstrip("#")}"/>'

    def fill(self, shape: Any, colour: str) -> None:
        """Fill a shape, a cell or a mark of a chart."""
        shape.fill.solid()
        self.paint(shape.fill.fore_color, colour)

    def hatch(self, shape: Any, colour: str, under: str) -> None:
        """The same, hatched: not over yet."""
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        self.paint(shape.fill.fore_color, colour)
        self.paint(shape.fill.back_color, under)
