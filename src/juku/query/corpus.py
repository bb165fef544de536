"""A corpus to ask: the index of a release, and what finds patterns in it.

Everything that measures starts here: `Corpus.find` gives spans of token positions, `Index` says
what stands at a position.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from juku.arguments import checked
from juku.errors import so_many
from juku.query.indexing.index import Index
from juku.query.matching.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from juku.query.matching.hits import Hits

Strategy = Literal["standard", "shortest", "longest", "traditional"]
"""Which of several matches at a place are kept; see `Corpus.find`."""

DEFAULT_LIMITS = Limits()


class Corpus(Index):
    """The index of a corpus, with `find` and `find_chars`. Open one with `juku.open`."""

    def __init__(
        self, index: Path, source: Path, release: dict[str, str | None] | None = None
    ) -> None:
        """``release`` is what the release says of itself; without it, what the index was told."""
        super().__init__(index)
        self.source = source
        """Where the corpus was opened: a release, a folder of Parquet, or an index."""
        self._release = release

    @property
    def release(self) -> dict[str, str | None]:
        """``name``, ``version`` and ``identity`` of the release, where its provenance says."""
        return super().release if self._release is None else dict(self._release)

    @property
    def name(self) -> str:
        """The name of the release, or that of its folder."""
        return self.release["name"] or self.source.resolve().stem

    @property
    def version(self) -> str | None:
        """The version of the release, None where its provenance does not say."""
        return self.release["version"]

    def __repr__(self) -> str:
        version = f" {self.version}" if self.version else ""
        return (
            f"<corpus {self.name}{version}: {so_many(self.n_tokens, 'tokens')}, "
            f"{so_many(self.n_sentences, 'sentences')}, {so_many(self.n_articles, 'articles')}>"
        )

    @checked("QueryError")
    def find(
        self,
        pattern: str,
        *,
        strategy: Strategy | None = None,
        within: str | None = None,
        limit: int | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Hits:
        """Every match of a CQL pattern.

        For each start the shortest end that matches is taken (the longest under ``longest``).
        Then ``standard`` keeps the earliest start for each end, ``longest`` drops matches that
        lie in another, ``shortest`` drops those that hold another, ``traditional`` drops none.

        Args:
            pattern: see docs/query.md.
            strategy: ``standard`` unless given here or in the pattern, as ``(?longest)``.
            within: ``sentence``, ``paragraph`` or ``article``, as ``within`` in the pattern.
            limit: at most so many hits, the first ones; `Hits.complete` says if there were more.
            limits: of time and memory.

        Raises:
            QueryError: the pattern cannot be read; the message points at the place.
            LimitError: the query went over its limits.
        """
        from juku.query.matching.searching import find

        return find(self, pattern, strategy=strategy, within=within, limit=limit, limits=limits)

    @checked("QueryError")
    def find_chars(
        self,
        pattern: str,
        *,
        attribute: Literal["word", "hans"] = "word",
        limit: int | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Hits:
        """Every place where a string of characters stands, wherever words begin and end.

        White space is passed over in pattern and text; a hit stays in one sentence. `Hits.start`
        and `Hits.end` are the tokens that it touches, ``char_start`` and ``char_end`` its place
        in the first and the last of them, ``cuts_word`` whether it starts or ends inside a word.

        Args:
            pattern: characters, ``?`` for any one, ``*`` for up to ten, ``[…]`` for one of some;
                see docs/query.md.
            attribute: ``hans`` finds either script.
            limit: at most so many hits, the first ones.
            limits: of time and memory.

        Raises:
            QueryError: the pattern cannot be read; the message points at the place.
            LimitError: the query went over its limits.
        """
        from juku.query.matching.characters import find_chars

        return find_chars(self, pattern, attribute=attribute, limit=limit, limits=limits)
