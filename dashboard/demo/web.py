"""The events of visits as Google Analytics exports them: flattened, in packed CSV files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.random import Generator

from dashboard.demo.clock import DAYS, START, Flags, Ints, local_day, to_local
from dashboard.demo.digital import ERRORS, EVENTS, FINISHED, PAGES, TASKS, Happened, Sessions
from dashboard.demo.orders import Orders
from dashboard.demo.people import People
from dashboard.demo.story import dice
from dashboard.demo.write import Column, Spoilt, Written, write_sheet

_FILES = 8
_TERMS = ("kettle", "lamp", "gift", "wool throw", "raincoat", "puzzle", "planter", "candles", "knife", "toy train",
          "umbrella", "garden hose", "tea light", "curtains")  # fmt: skip
_NOT_SOLD = 10  # search terms from this one on find nothing


def write_events(
    folder: Path, seed: int, people: People, orders: Orders, sessions: Sessions, events: Happened
) -> list[Written]:
    """Packed CSV files; each holds a few events that cannot be read, the first also a broken line."""
    days = local_day(sessions.start)
    wrong = (Spoilt("event_timestamp", "", "no time"), Spoilt("event_timestamp", "17e15", "not a time"),
             Spoilt("event_name", "", "no name"), Spoilt("", "", "ragged"))  # fmt: skip

    def one(part: int) -> Written:
        first, last = np.searchsorted(days, [part * DAYS // _FILES, (part + 1) * DAYS // _FILES])
        low, high = map(int, np.searchsorted(events.session, [first, last]))
        rng = dice(seed, f"event file {part}")
        columns = _columns(rng, people, orders, sessions, events, slice(low, high))
        return write_sheet(
            folder / f"ga4_events_part{part + 1}.csv.gz",
            columns,
            high - low,
            spoilt=wrong if part == 0 else wrong[:-1],
        )

    with ThreadPoolExecutor(2) as pool:  # most of the time goes into packing, which two threads can share
        return list(pool.map(one, range(_FILES)))


def _coded(codes: Ints, values: tuple[str, ...] | list[str], missing: Flags | None = None) -> pa.Array:
    index = pa.array(codes.astype(np.int32), mask=missing)
    return pa.DictionaryArray.from_arrays(index, pa.array(values, pa.string())).cast(pa.string())


def _columns(
    rng: Generator, people: People, orders: Orders, sessions: Sessions, events: Happened, part: slice
) -> dict[str, Column]:
    s, name, task = events.session[part], events.name[part], events.task[part]
    place, n = events.place[part], len(events.session[part])
    when = (
        sessions.start[s] * 1_000_000
        + (place * sessions.seconds[s] * 1e6).astype(np.int64)
        + rng.integers(0, 9_000, n)
    )
    customer, finished = sessions.customer[s], name == FINISHED
    term, searched = rng.integers(0, len(_TERMS), n), name == EVENTS.index("search")
    clicks = 3 + task * 2 % 5 + rng.poisson(3.5, n) + (sessions.device[s] == 2) * 2
    spent = np.array([0, 0.18, 0.27, 0.12, 0.30, 0.06])[task] * sessions.seconds[s]
    paid = (name == EVENTS.index("purchase")) & (sessions.order[s] >= 0)
    date = (
        to_local(when // 1_000_000).astype("datetime64[s]").astype("datetime64[D]") - np.datetime64(START)
    ).astype(np.int64)
    dates = [str(d).replace("-", "") for d in np.datetime64(START) + np.arange(DAYS + 1)]
    return {
        "event_date": _coded(date, dates), "event_timestamp": when, "event_name": _coded(name, EVENTS),
        "event_params.ga_session_id": sessions.start[s],
        "event_params.page_location": _coded(events.page[part], [f"https://quillmoor.example{p}" for p in PAGES]),
        "event_params.task": _coded(task, TASKS, task == 0),
        "event_params.clicks": pa.array(clicks, mask=~finished),
        "event_params.seconds": pa.array(np.round(spent, 1), mask=~finished),
        "event_params.error_message": _coded(events.error[part], ERRORS, events.error[part] == 0),
        "event_params.search_term": _coded(term, _TERMS, ~searched),
        "event_params.results": pa.array(np.where(term >= _NOT_SOLD, 0, 3 + term * 2), mask=~searched),
        "user_pseudo_id": sessions.visitor[s].astype(str),
        "user_id": _coded(customer, people.ids.tolist(), customer < 0),
        "platform": _coded(np.where(sessions.app[s], 1 + sessions.visitor[s] % 3 // 2, 0),
        ("WEB", "ANDROID", "IOS")),
        "device.category": _coded(sessions.device[s], ("desktop", "mobile", "tablet")),
        "ecommerce.purchase_revenue": pa.array(orders.amount[sessions.order[s]], mask=~paid),
    }  # fmt: skip
