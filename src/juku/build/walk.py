"""The sentences of a corpus without a release: for loaders and for a first look."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku import store
from juku.build.running import pipeline
from juku.build.running.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.build.rows.kit import Options


def sentences(corpus: Path, options: Options) -> Iterator[dict[str, Any]]:
    """Every row of the sentences table of ``corpus``, as a build with ``options`` makes it.

    Rows are read back from shards in a temporary folder, so memory does not grow with them.

    Raises:
        EvidenceError: the corpus is not as its manifest says.
        BuildError: a page cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "work"
        pipeline.run(Settings(corpus=corpus, options=options, strict=True), work)
        for batch in store.batches(store.shards(work, "sentences")):
            yield from batch.to_pylist()
