"""How far a build is: a bar with rate and time left on a terminal, silence in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tqdm import tqdm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juku.build.reading.plan import Plan
    from juku.build.running.receipts import Receipt


class _Bar(tqdm):  # type: ignore[misc]  # it has no types
    """A bar without the thread that tqdm would start to watch it, on a terminal or not."""

    monitor_interval = 0


def note(said: str) -> None:
    """Say something to whoever waits, in a pipe too, above a bar that stands on the terminal."""
    tqdm.write(f"juku: note: {said}", file=sys.stderr)


def shown(receipts: Iterable[Receipt], plan: Plan, done: int) -> Iterator[Receipt]:
    """``receipts`` as they come, counted in bytes of source text, ``done`` of them before."""
    with _Bar(
        total=sum(plan.sizes), initial=done, unit="B", unit_scale=True, disable=None, desc="build"
    ) as bar:
        for receipt in receipts:
            bar.update(plan.sizes[receipt.task])
            yield receipt
