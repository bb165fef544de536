"""The questions that one asks a release; `juku.open` gives a `Questions`.

Every method has the name of its command, takes the same options and returns a frozen `Result`
that carries what was asked of which release.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import numpy as np

from juku.errors import QueryError
from juku.query import (
    collocation,
    comparison,
    concordance,
    frequency,
    selection,
    sensitivity,
    spread,
    wordlists,
)
from juku.query import ngrams as sequences
from juku.query import order as order_of_words
from juku.query.asking import Asking, Part, Scope, figures_of, names, question
from juku.query.concordance import METADATA, Concordance, Context
from juku.query.limits import check_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.query.asking import Answer
    from juku.query.results import Result, Rows
    from juku.query.selection import Selection


class Questions(Asking):
    """A corpus that answers; made by `juku.open`.

    The options ``where``, ``once_per_story`` (see `Part`), ``chars``, ``strategy`` and ``within``
    (see `Scope`) are the same in every method that takes them. ``limit`` is the most rows that
    are given, the first in the order of the table; without it the answer is whole.
    """

    # what is found

    def find(
        self,
        pattern: str,
        *,
        sort: Sequence[str] = (),
        sample: int | None = None,
        random_seed: int = 0,
        width: int | None = 20,
        unit: str = "characters",
        context: str = "paragraph",
        columns: Sequence[str] = METADATA,
        limit: int | None = None,
        **scope: Unpack[Scope],
    ) -> Concordance:
        """The hits of a pattern (CQL, or characters with ``chars``) in their context.

        - ``sort``: keys such as ``R1``, ``L1.upos``, ``word``, ``published``, ``-published``;
        - ``sample``, ``random_seed``: so many hits, drawn; the same seed draws the same ones;
        - ``width``: so much context on each side, None for all of ``context``;
        - ``unit``: of the width; ``characters`` as printed, ``tokens`` with a blank between;
        - ``context``: what the context ends with: ``sentence``, ``paragraph``, ``article``;
        - ``columns``: metadata, or keys such as ``upos``, that a line carries.

        Raises:
            QueryError: the pattern or an option cannot be understood.
            LimitError: the query went over its limits.
        """
        asked = {k: v for k, v in locals().items() if k not in ("self", "pattern", "scope")} | scope
        check_rows(limit)
        shown = Context(width, unit, context)  # type: ignore[arg-type]  # it checks them itself
        if width != 0:
            order_of_words.need(self.corpus, "width: what stands around a hit", "give --width 0")
        chosen, hits = self.hits(pattern, **scope)
        figures = figures_of(hits, chosen)
        if sample is not None:
            hits = hits.take(concordance.draw(hits, sample, random_seed))
        if sort:
            hits = hits.take(concordance.sort_order(self.corpus, hits, names(sort)))
        if limit is not None:
            hits = hits.take(np.arange(min(limit, len(hits))))
        about = self.about(Questions.find, (pattern,), asked, figures)
        return Concordance(about, self.corpus, hits, shown, tuple(names(columns)))

    kwic = find

    # how often

    @question
    def count(
        self,
        pattern: str,
        *,
        by: Sequence[str] = (),
        limit: int | None = None,
        **scope: Unpack[Scope],
    ) -> Answer:
        """How many hits, altogether or by keys, also per million tokens with Wilson's interval.

        ``by`` names keys as in `juku.query.grouping`: ``word``, ``R1.upos``, ``publisher``,
        ``year``. The figures say how many hits all segmentations agree on (``agreed``) and how
        often the strings stand in the text regardless of boundaries (``any_boundaries``), where
        the release has the votes of two segmentations or more.
        """
        chosen, hits = self.hits(pattern, **scope)
        table = frequency.count_by(self.corpus, hits, names(by), chosen, limit)
        figures = figures_of(hits, chosen) | sensitivity.figures(self.corpus, hits, chosen)
        return table, figures

    @question
    def words(
        self,
        *,
        attribute: str = "word",
        minimum: int = 1,
        matching: str | None = None,
        punctuation: bool = False,
        limit: int | None = None,
        **part: Unpack[Part],
    ) -> Answer:
        """The values of an attribute by frequency.

        - ``minimum``: the lowest count that is listed;
        - ``matching``: a regular expression that the whole value matches;
        - ``punctuation``: list values without a letter or digit as well.
        """
        chosen = self.part(**part)
        table = frequency.word_list(
            self.corpus,
            attribute,
            chosen,
            minimum=minimum,
            matching=matching,
            punctuation=punctuation,
            limit=limit,
        )
        return table, {"size": chosen.tokens}

    @question
    def ngrams(
        self,
        n: int = 2,
        *,
        attribute: str = "word",
        minimum: int = 2,
        punctuation: bool = False,
        limit: int | None = None,
        **part: Unpack[Part],
    ) -> Answer:
        """Sequences of ``n`` tokens of one sentence by frequency; options as of `words`."""
        chosen = self.part(**part)
        table = sequences.ngrams(
            self.corpus,
            n,
            attribute,
            chosen,
            minimum=minimum,
            punctuation=punctuation,
            limit=limit,
        )
        return table, {"size": chosen.tokens}

    # what goes with what

    @question
    def collocates(
        self,
        pattern: str,
        *,
        attribute: str = "word",
        left: int = 5,
        right: int = 5,
        measures: Sequence[str] = collocation.MEASURES,
        order: str = "g2",
        minimum: int = 3,
        punctuation: bool = False,
        distances: bool = False,
        limit: int | None = None,
        **scope: Unpack[Scope],
    ) -> Answer:
        """What stands near the hits more often than by chance, with O11 … E22.

        - ``left``, ``right``: the window in tokens; it ends with the sentence;
        - ``measures``: columns, of `juku.query.association.MEASURES`;
        - ``order``: the measure to order by;
        - ``minimum``: the lowest count near the hits that is listed;
        - ``distances``: also a column for each distance, left_5 … right_5.
        """
        order_of_words.check_window(self.corpus, left, right, distances=distances)
        chosen, hits = self.hits(pattern, **scope)
        table = collocation.collocates(
            self.corpus,
            hits,
            chosen,
            attribute=attribute,
            window=collocation.Window(left, right),
            measures=names(measures),
            order=order,
            minimum=minimum,
            punctuation=punctuation,
            distances=distances,
            limit=limit,
        )
        return table, figures_of(hits, chosen)

    # what is different

    @question
    def keyness(
        self,
        *,
        reference: Questions | str | Path | None = None,
        reference_where: str | None = None,
        reference_tokens: int | None = None,
        attribute: str = "word",
        order: str = "g2",
        minimum: int = 3,
        confidence: float = 0.95,
        punctuation: bool = False,
        limit: int | None = None,
        **part: Unpack[Part],
    ) -> Answer:
        """What is more, and at the end what is less frequent here than in a reference.

        - ``where``: the target; by default all of this corpus;
        - ``reference``: another release, or a frequency list (TSV, CSV, Parquet); by default this
          corpus without the target;
        - ``reference_where``: a part of the reference, where that is a release;
        - ``reference_tokens``: the size behind a frequency list that does not say it;
        - ``order``: one of `juku.query.comparison.ORDERS`.
        """
        once = part.get("once_per_story", False)
        chosen = self.part(**part)
        if reference is None and reference_where is None:
            if not (part.get("where") or "").strip():
                raise QueryError(
                    "keyness: has nothing to compare with; give `where` (--where) a condition that "
                    "parts the release, or `reference` (--reference) a release or a list"
                )
            whole = self.part(once_per_story=once)
            target, listed = wordlists.parted(chosen, whole, attribute)
        else:
            target = wordlists.of_selection("the target", chosen, attribute)
            other = self._reference(reference, reference_where, once_per_story=once)
            listed = (
                wordlists.read(other, reference_tokens)
                if isinstance(other, Path)
                else wordlists.of_selection("the reference", other, attribute)
            )
        table = comparison.key_words(
            target,
            listed,
            order=order,
            minimum=minimum,
            confidence=confidence,
            punctuation=punctuation,
            limit=limit,
        )
        return table, {"size": target.tokens, "reference_size": listed.tokens}

    @question
    def compare(
        self,
        pattern: str,
        *,
        against: str | None = None,
        confidence: float = 0.95,
        **scope: Unpack[Scope],
    ) -> Answer:
        """The frequency of a pattern in the part ``where`` and in the part ``against``, one row.

        Without ``against`` it is the rest of the corpus.
        """
        if not scope.get("where"):
            raise QueryError("compare: has no part to compare; give `where` a condition")
        condition = scope.pop("where", None)
        every, hits = self.hits(pattern, **scope)
        one = every & selection.where(self.corpus, condition)
        two = every - one if against is None else every & selection.where(self.corpus, against)
        counts = len(one.keep(hits)), len(two.keep(hits))
        table = comparison.two_sides(*counts, one.tokens, two.tokens, confidence=confidence)
        return table, {"size": one.tokens, "reference_size": two.tokens}

    # where and when

    @question
    def dispersion(self, pattern: str, *, over: str = "article", **scope: Unpack[Scope]) -> Answer:
        """How evenly the hits are spread over articles, days, months, years, publishers, ….

        The rows are the parts; the figures are range, DP, DPnorm, Juilland's D, KL divergence,
        Carroll's D₂ and Rosengren's S.
        """
        chosen, hits = self.hits(pattern, **scope)
        table, figures = spread.parts(self.corpus, hits, over, chosen)
        return table, figures_of(hits, chosen) | figures

    @question
    def trend(self, pattern: str, *, by: str = "month", **scope: Unpack[Scope]) -> Answer:
        """The hits of each ``day``, ``month`` or ``year`` with the interval of their rate."""
        chosen, hits = self.hits(pattern, **scope)
        return spread.trend(self.corpus, hits, by, chosen), figures_of(hits, chosen)

    # beyond the measures

    def sql(self, statement: str, *, limit: int | None = None) -> Rows:
        """The rows of a ``SELECT`` over the views sentences, articles, blocks and tokens.

        Raises:
            QueryError: DuckDB is not installed or refuses the statement.
        """
        from juku.query import sql

        return sql.query(self.corpus.source, statement, limit)

    def export(self, form: str, out: str | Path) -> list[Path]:
        """Write the whole release as ``conllu``, ``vertical``, ``tei`` or ``text``.

        Returns:
            The files that were written.

        Raises:
            QueryError: there is no such form.
        """
        from juku.query import export

        return export.export(self.corpus.source, form, Path(out))

    def save(self, result: Result, path: str | Path) -> None:
        """Write a citation of ``result`` that `juku rerun` repeats and compares."""
        from juku.query import citation

        citation.save(result, str(self.corpus.source), Path(path))

    def _reference(
        self, reference: Questions | str | Path | None, where: str | None, *, once_per_story: bool
    ) -> Selection | Path:
        """The part of a release that is compared with, or the path of a list."""
        if isinstance(reference, (str, Path)) and Path(reference).is_file():
            return Path(reference)
        if isinstance(reference, (str, Path)):
            reference = open_questions(reference)
        return (reference or self).part(where, once_per_story=once_per_story)


def open_questions(location: str | Path, *, cache: str | Path | None = None) -> Questions:
    """What `juku.open` gives."""
    from juku.query.opening import open_corpus
    from juku.remote import resolve

    return Questions(open_corpus(resolve(location), cache=cache))
