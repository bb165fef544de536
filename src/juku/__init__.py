"""juku (句库, "sentence bank"): newspaper pages become a versioned dataset of sentences."""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("juku")
