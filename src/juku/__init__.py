"""juku (句库, "sentence bank"): newspaper pages become a versioned dataset of sentences."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

__version__ = version("juku")

if TYPE_CHECKING:
    from pathlib import Path

    from juku.query.doors import Questions


# A module may have an `open` of its own, as gzip and tarfile have.
def open(location: str | Path, *, cache: str | Path | None = None) -> Questions:  # noqa: A001
    """Open a release to ask it: ``juku.open("dist/demo").find('"发展"')``.

    Args:
        location: a release directory, a folder of Parquet, or ``hf://datasets/USER/NAME@v1.0.0``.
        cache: the folder of indexes; by default ``$JUKU_CACHE``, else ``~/.cache/juku``.

    Raises:
        QueryError: there is no corpus there.
        ContractError: its Parquet is not what the contract says.
        ReleaseError: it is elsewhere and did not arrive whole.
    """
    from juku.query.doors import open_questions

    return open_questions(location, cache=cache)
