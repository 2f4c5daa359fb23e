"""The overview in Apache Superset, made through its REST interface: database, datasets, charts, dashboard, filter."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.peers.overview import CHARTS, CUBES, FILTER, TILES, Chart, Tile

USER, PASSWORD = "admin", "admin"
NATIVE = "NATIVE_FILTER-region"
PALETTE = "supersetColors"


@dataclass(slots=True)
class Api:
    """Superset's REST interface on this machine, as its administrator."""

    url: str
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})

    def enter(self) -> None:
        said = self.post("security/login", username=USER, password=PASSWORD, provider="db", refresh=True)
        self.headers["Authorization"] = f"Bearer {said['access_token']}"

    def post(self, what: str, **given: Any) -> dict[str, Any]:
        """Raises RuntimeError with Superset's own words when it refuses."""
        asked = urllib.request.Request(
            f"{self.url}/api/v1/{what}", json.dumps(given).encode(), self.headers, method="POST"
        )
        try:
            with urllib.request.urlopen(asked, timeout=120) as answer:
                said: dict[str, Any] = json.load(answer)
                return said
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"Superset refused {what}: {error.read().decode()[:500]}") from error


def make_dashboard(url: str, snapshot: Path, earliest: str, latest: str) -> str:
    """Make the overview over a snapshot, opened read-only; gives the dashboard's address."""
    api = Api(url)
    api.enter()
    database = api.post(
        "database/", database_name="Snapshot", sqlalchemy_uri=f"duckdb:///{snapshot}?access_mode=READ_ONLY"
    )["id"]
    cubes = {
        cube: api.post("dataset/", database=database, schema="main", table_name=cube)["id"] for cube in CUBES
    }
    drawn = (*TILES, *CHARTS)
    dashboard = api.post("dashboard/", dashboard_title="Overview", published=True)["id"]
    charts = {
        one.key: api.post(
            "chart/", slice_name=one.label, viz_type=_kind(one), datasource_id=cubes[one.cube],
            datasource_type="table", params=json.dumps(_form(one, cubes[one.cube], earliest, latest)),
            dashboards=[dashboard],
        )["id"]
        for one in drawn
    }  # fmt: skip
    settings = {
        "native_filter_configuration": [_filter(cubes[CUBES[0]], list(charts.values()))],
        "cross_filters_enabled": False, "color_scheme": PALETTE,
    }  # fmt: skip
    asked = urllib.request.Request(
        f"{url}/api/v1/dashboard/{dashboard}",
        json.dumps({"json_metadata": json.dumps({**settings, "positions": _places(charts)})}).encode(),
        api.headers, method="PUT",
    )  # fmt: skip
    urllib.request.urlopen(asked, timeout=120).close()
    return f"{url}/superset/dashboard/{dashboard}/"


def _kind(drawn: Tile | Chart) -> str:
    if isinstance(drawn, Tile):
        return "big_number"
    return "echarts_timeseries_line" if drawn.by == "month" else "echarts_timeseries_bar"


def _form(drawn: Tile | Chart, cube: int, earliest: str, latest: str) -> dict[str, Any]:
    metric = {
        "expressionType": "SQL", "sqlExpression": drawn.value, "label": drawn.label,
        "optionName": f"metric_{drawn.key}",
    }  # fmt: skip
    during = {
        "expressionType": "SIMPLE", "subject": "day", "operator": "TEMPORAL_RANGE", "clause": "WHERE",
        "comparator": f"{earliest} : {latest}",
    }  # fmt: skip
    common = {
        "datasource": f"{cube}__table", "viz_type": _kind(drawn), "adhoc_filters": [during],
        "granularity_sqla": "day", "time_range": f"{earliest} : {latest}", "x_axis": "day",
        "time_grain_sqla": "P1M", "color_scheme": PALETTE, "row_limit": 1000,
    }  # fmt: skip
    if isinstance(drawn, Tile):
        return {**common, "metric": metric, "show_trend_line": True, "y_axis_format": "SMART_NUMBER"}
    split = [drawn.split] if drawn.split else []
    return {
        **common,
        "metrics": [metric],
        "groupby": split,
        "x_axis": "day" if drawn.by == "month" else drawn.by,
    }


def _filter(cube: int, charts: list[int]) -> dict[str, Any]:
    """A filter over every chart, which its reader applies with a button."""
    return {
        "id": NATIVE, "name": FILTER.capitalize(), "filterType": "filter_select", "type": "NATIVE_FILTER",
        "targets": [{"datasetId": cube, "column": {"name": FILTER}}],
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False, "searchAllOptions": False},
        "defaultDataMask": {"extraFormData": {}, "filterState": {}}, "cascadeParentIds": [],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []}, "chartsInScope": charts, "tabsInScope": [],
    }  # fmt: skip


def _places(charts: dict[str, int]) -> dict[str, Any]:
    """Two rows of four tiles and two of two charts."""
    rows = [
        *[[tile.key for tile in TILES[start : start + 4]] for start in range(0, len(TILES), 4)],
        *[[chart.key for chart in CHARTS[start : start + 2]] for start in range(0, len(CHARTS), 2)],
    ]
    places: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {
            "type": "GRID", "id": "GRID_ID", "parents": ["ROOT_ID"],
            "children": [f"ROW-{number}" for number in range(len(rows))],
        },
    }  # fmt: skip
    for number, keys in enumerate(rows):
        row, parents = f"ROW-{number}", ["ROOT_ID", "GRID_ID"]
        places[row] = {
            "type": "ROW", "id": row, "parents": parents, "children": [f"CHART-{key}" for key in keys],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }  # fmt: skip
        for key in keys:
            places[f"CHART-{key}"] = {
                "type": "CHART", "id": f"CHART-{key}", "children": [], "parents": [*parents, row],
                "meta": {"chartId": charts[key], "width": 12 // len(keys), "height": 20 if len(keys) == 4 else 36},
            }  # fmt: skip
    return places
