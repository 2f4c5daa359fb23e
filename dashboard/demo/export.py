"""The demo company's raw exports, in the vendors' own formats, with the truth they hold."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

from dashboard.demo import desk, digital, mentions, news, plans, shop, surveys, web
from dashboard.demo.clock import DAYS
from dashboard.demo.contacts import make_contacts
from dashboard.demo.moods import trouble_of
from dashboard.demo.orders import make_orders, thinned
from dashboard.demo.people import make_agents, make_people, write_people
from dashboard.demo.sizes import measure_sizes
from dashboard.demo.story import TRUTH, Truth, iso, planted, tell
from dashboard.demo.write import Written

Progress = Callable[[str], None]


def make_exports(
    folder: Path, *, seed: int = 7, scale: float = 1.0, progress: Progress | None = None
) -> Truth:
    """Writes every export and the truth file into `folder`, whose earlier content is removed when it is a demo's.

    The same seed and scale give the same bytes: nothing depends on the clock. `scale` 1 is the full demo (24,000
    customers, 1.5 million events). `progress` is told in words what is being made. Raises FileExistsError for a
    folder that holds anything but a demo, OSError as the file system does.
    """
    _empty(folder)
    say = progress or (lambda words: None)
    say("customers and orders")
    people, agents = make_people(seed, scale), make_agents(seed)
    wished = make_orders(seed, scale, people)
    say("contacts")
    contacts = make_contacts(seed, scale, people, agents, wished)
    trouble = trouble_of(people, contacts)
    orders = thinned(seed, wished, trouble.since, trouble.won_back)
    moments = surveys.nps_moments(seed, scale, people, orders, contacts, trouble)
    sessions = digital.make_sessions(seed, scale, people, orders)
    events = digital.make_events(seed, sessions)

    def files() -> Iterator[Written]:
        yield from write_people(folder, seed, people, agents)
        yield desk.write_tickets(folder, seed, people, agents, contacts)
        yield from desk.write_contacts(folder, seed, people, agents, contacts)
        say("survey answers")
        yield surveys.write_delighted(folder, seed, people, moments)
        yield surveys.write_qualtrics(folder, seed, scale, people, orders, contacts, trouble)
        yield surveys.write_medallia(folder, seed, people, agents, contacts)
        yield surveys.write_chatwoot(folder, seed, people, agents, contacts)
        say("reviews, posts and news")
        yield mentions.write_trustpilot(folder, seed, scale)
        yield from mentions.write_google_play(folder, seed, scale)
        yield mentions.write_app_store(folder, seed, scale)
        yield mentions.write_posts(folder, seed, scale)
        yield news.write_elsewhere(folder, seed, scale)
        say("purchases, store visits and coupons")
        yield from shop.write_online(folder, seed, people, orders)
        yield shop.write_tills(folder, seed, people, orders)
        yield shop.write_footfall(folder, seed, orders)
        yield shop.write_coupons(folder, seed, scale, people)
        yield plans.write_costs(folder, seed, people, contacts)
        yield plans.write_targets(folder)
        yield plans.write_benchmarks(folder)
        say("web and app events")
        yield from web.write_events(folder, seed, people, orders, sessions, events)

    written = tuple(files())
    counts = {"customers": len(people), "contacts": len(contacts), "purchases": len(orders),
              "events": len(events.session), "nps_answers": len(moments),
              "agents": len(agents.names)}  # fmt: skip
    sizes = measure_sizes(people, orders, contacts, moments, trouble, sessions, events)
    truth = Truth(seed, scale, iso(0), iso(DAYS - 1), counts, written, planted(sizes))
    tell(folder, truth)
    return truth


def company_text() -> str:
    """The demo company's file; data/company.toml holds the same."""
    return resources.files("dashboard.demo").joinpath("company.toml").read_text("utf-8")


def write_mappings(folder: Path) -> list[Path]:
    """Copies the demo company's own mappings (its surveys' scales and embedded data) to a home's mappings folder."""
    folder.mkdir(parents=True, exist_ok=True)
    copied = []
    for entry in sorted(
        resources.files("dashboard.demo").joinpath("mappings").iterdir(), key=lambda e: e.name
    ):
        if entry.name.endswith(".toml"):
            target = folder / entry.name
            target.write_text(entry.read_text("utf-8"), "utf-8")
            copied.append(target)
    return copied


def _empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / TRUTH).is_file():
            raise FileExistsError(
                f"{folder} holds files that are not a demo's: choose another folder or empty it"
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
