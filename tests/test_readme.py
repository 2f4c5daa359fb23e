"""What the README shows of the code stands in the code."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_metric_of_the_readme_is_one_of_the_catalogue():
    (shown,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert shown in (ROOT / "dashboard/metrics/direct.py").read_text("utf-8")
