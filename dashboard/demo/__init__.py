"""The demo company: a made-up retailer's raw exports, and the truth that is planted in them."""

from dashboard.demo.export import company_text, make_exports, write_mappings
from dashboard.demo.story import Cause, Truth

__all__ = ["Cause", "Truth", "company_text", "make_exports", "write_mappings"]
