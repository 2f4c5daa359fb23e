"""A metric of only one touchpoint, topic or question, over a built record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.narrowed import declared, narrowed
from dashboard.metrics.query import measure
from dashboard.scope import Scope, Window
from dashboard.store.snapshot import Snapshot, current, open_snapshot
from tests.screens.conftest import made

ORIGIN = "'f.csv' as _file, 1 as _line, 'Survey tool' as _source, timestamp '2026-05-01' as _imported_at"
ANSWERS = f"""
insert into survey_answer by name
select 'a' || i as answer_id, timestamp '2026-01-05 12:00' as answered_at, 'c' || i as customer_id,
  case when i % 2 = 0 then 'csat' else 'nps' end as kind, case when i % 4 < 2 then 5 else 1 end as score,
  case when i % 2 = 0 then 1 else 0 end as scale_min, case when i % 2 = 0 then 5 else 10 end as scale_max,
  'up' as direction, case when i < 20 then 'delivery' else 'return' end as touchpoint,
  case when i < 4 then 'It''s clean?' else 'Good?' end as question, {ORIGIN}
from range(60) answers(i)
"""
SCOPE = Scope(date(2026, 1, 1), date(2026, 2, 1))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory):
    path = current(made(tmp_path_factory.mktemp("narrow") / "home", ANSWERS))
    assert isinstance(path, Path)
    opened = open_snapshot(path)
    yield opened
    opened.close()


def asked(snapshot: Snapshot, metric, scope: Scope = SCOPE):
    return measure(snapshot, [metric], scope, [Window("now", scope.start, scope.end)])[0]


def test_without_a_condition_it_is_the_metric_itself():
    assert narrowed(CATALOGUE["csat"], {}) is CATALOGUE["csat"]
    assert narrowed(CATALOGUE["csat"], {"touchpoint": ()}) is CATALOGUE["csat"]


def test_only_the_answers_about_a_touchpoint_count(snapshot):
    # even numbers under 20 are ten csat answers, those divisible by four satisfied
    found = asked(snapshot, declared("csat", None, {"touchpoint": ("delivery",)}))
    assert (found.value, found.n) == (50.0, 10)


def test_a_quote_in_a_value_is_text(snapshot):
    found = asked(snapshot, declared("csat", None, {"question": ("It's clean?",)}))
    assert (found.value, found.n) == (50.0, 2)
    nobody = declared("csat", None, {"question": ("') or ('1' = '1",)})
    assert asked(snapshot, nobody).n == 0


def test_a_value_that_does_not_occur_finds_nothing(snapshot):
    assert asked(snapshot, declared("nps", None, {"touchpoint": ("moon",)})).value is None


def test_all_touchpoints_together_are_the_metric_itself(snapshot):
    every = asked(snapshot, declared("nps", None, {"touchpoint": ("delivery", "return")}))
    plain = asked(snapshot, CATALOGUE["nps"])
    assert (every.value, every.low, every.high, every.n) == (plain.value, plain.low, plain.high, plain.n)


@pytest.mark.parametrize(
    "key", ["csat", "ces", "nps", "first_contact_resolution", "reopen_rate", "bot_containment"]
)
def test_every_metric_of_answers_and_contacts_can_be_narrowed_to_a_touchpoint(snapshot, key):
    assert asked(snapshot, narrowed(CATALOGUE[key], {"touchpoint": ("delivery",)})) is not None


def test_narrowed_metrics_have_keys_of_their_own():
    one, other = (declared("csat", None, {"touchpoint": (name,)}) for name in ("delivery", "return"))
    assert len({one.key, other.key, "csat"}) == 3


@pytest.mark.parametrize(
    ("key", "variant", "only", "says"),
    [
        ("cleanliness", None, {}, "There is no metric called 'cleanliness'."),
        ("csat", "sideways", {}, "no way of counting called 'sideways'"),
        ("churn_rate", None, {"touchpoint": ("delivery",)}, "Churn rate cannot be told apart by touchpoint."),
        ("csat", None, {"answer_id; drop table x": ("a",)}, "cannot be told apart by"),
    ],
)
def test_what_cannot_be_asked_says_so(key, variant, only, says):
    with pytest.raises(ValueError, match=says):
        declared(key, variant, only)
