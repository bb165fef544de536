"""What every kernel that finds readings is held to: the same as Python finds without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def agree(compiled: Sequence[Any], plainly: Sequence[Any]) -> None:
    """Hold that two ways found the same, of the same types and printed alike."""
    assert compiled == plainly
    assert [type(one) for one in compiled] == [type(one) for one in plainly]
    assert list(map(repr, compiled)) == list(map(repr, plainly))


def agree_on_news(compiled: Sequence[Any], plainly: Sequence[Any], texts: Sequence[str]) -> None:
    """Hold the same of passages of which most have something to be found."""
    assert len(plainly) > len(texts) / 2
    agree(compiled, plainly)
