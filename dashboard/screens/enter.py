"""The way into every page: the look, the snapshot in force, and the scope bar."""

from __future__ import annotations

from dashboard.company import CompanyFileError
from dashboard.screens import address, data, states, versions
from dashboard.screens.scope_bar import current_scope, scope_bar
from dashboard.screens.theme import dress, palette
from dashboard.screens.visit import Visit
from dashboard.store.snapshot import SnapshotError

FOREIGN = (
    "This snapshot was built by another version of Sightline, so numbers on this page may be missing or wrong. "
    "`sightline build` makes it anew."
)


def enter(page: str) -> Visit | None:
    """What the page is given; None when something else is shown instead of it."""
    dress()
    home = data.home()
    try:
        company = data.company(home)
    except CompanyFileError as error:
        states.no_company(home, str(error))
        return None
    try:
        newest, notice = data.published(home)
    except SnapshotError as error:
        states.broken(str(error))
        return None
    if newest is None:
        if notice:
            states.broken(notice)
        else:
            states.nothing_yet(home)
        return None
    address.arrived(page)
    db, gone = versions.asked_for(home, newest)
    facts = data.facts(db)
    scope, notices = current_scope(facts.vocabulary)
    foreign = FOREIGN if facts.foreign else None
    scope_bar(scope, facts, [*notices, *(words for words in (notice, gone, foreign) if words)])
    versions.say(home, db, newest, scope)
    return Visit(home, company, db, facts, scope, palette(), page=page)
