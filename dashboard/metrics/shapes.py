"""Every table and curve by its key."""

from __future__ import annotations

from dashboard.metrics.digital_shapes import DIGITAL
from dashboard.metrics.journey_shapes import JOURNEY
from dashboard.metrics.retention_shapes import RETENTION
from dashboard.metrics.scorecard_shapes import SCORECARD
from dashboard.metrics.shape import Shape
from dashboard.metrics.teams_shapes import TEAMS
from dashboard.metrics.voice_shapes import VOICE

SHAPES: dict[str, Shape] = {
    shape.key: shape for shape in (*JOURNEY, *RETENTION, *VOICE, *TEAMS, *DIGITAL, *SCORECARD)
}
