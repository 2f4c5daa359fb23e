"""What stands beside the sentence of the page Digital: the store and the coupon that stand apart from the rest."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.insight.campaigns import Campaign, lead
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.screens.digital_store_lines import Stores
from dashboard.screens.filters import spoken
from dashboard.screens.visit import Visit


def apart(stores: Stores | None, campaigns: Sequence[Campaign], visit: Visit) -> str:
    """'Apart from the rest: ...'; empty when nothing is."""
    words = [words for words in (_store(stores, visit), _coupon(campaigns, visit)) if words]
    return f"Apart from the rest: {'; '.join(words)}." if words else ""


def _store(stores: Stores | None, visit: Visit) -> str:
    """The store that sells to fewer of its visitors than the others do."""
    worse = [(name, change) for name, change in stores.apart if (change.delta or 0.0) < 0] if stores else []
    if not stores or not worse:
        return ""
    name, change = worse[0]
    each, shown = stores.of(name, "store_conversion"), visit.shown(CATALOGUE["store_conversion"])
    if each is None or each.now.value is None or change.delta is None:
        return ""
    others = shown(each.now.value - change.delta)
    return f"{spoken(name)} sells to {shown(each.now.value)} of its visitors, other stores to {others}"


def _coupon(campaigns: Sequence[Campaign], visit: Visit) -> str:
    first = lead(campaigns)
    if (
        first is None
        or first.share.value is None
        or first.rest.value is None
        or (first.apart.delta or 0.0) > 0
    ):
        return ""
    shown = visit.shown(CATALOGUE["coupon_redemption"])
    here, others = shown(first.share.value), shown(first.rest.value)
    return f"{here} of the coupons of {spoken(first.name)} were redeemed, of others {others}"
