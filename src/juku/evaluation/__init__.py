"""How well words and tags agree with gold data: scores with intervals, errors, tables."""

from __future__ import annotations
