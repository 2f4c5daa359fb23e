"""Sightline: customer experience from a folder of exports to an honest dashboard."""

__version__ = "0.1.0"
