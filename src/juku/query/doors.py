"""The questions that one asks a release; `juku.open` gives a `Questions`.

Every method has the name of its command, takes the same options and returns a frozen `Result`
that carries what was asked of which release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import numpy as np

from juku.arguments import checked
from juku.query import overview, sensitivity
from juku.query.asking import Bounded, Part, Scope, figures_of, names, question
from juku.query.comparing import Comparing
from juku.query.matching import order as order_of_words
from juku.query.matching.limits import check_rows
from juku.query.measures import collocation, concordance, frequency, spread
from juku.query.measures import ngrams as sequences
from juku.query.measures.concordance import METADATA, Concordance, Context
from juku.remote import local

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from juku.query.answers.results import Result, Rows
    from juku.query.asking import Answer


class Questions(Comparing):
    """A corpus that answers; made by `juku.open`.

    The options ``where``, ``once_per_story`` (see `Part`), ``seconds``, ``megabytes`` (see
    `Bounded`), ``chars``, ``strategy`` and ``within`` (see `Scope`) are the same in every method
    that takes them. ``limit`` is the most rows that are given, the first in the order of the
    table; without it the answer is whole.
    """

    # what is found

    @checked("QueryError")
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
        chosen, hits, budget = self._search(pattern, **scope)
        figures = figures_of(hits, chosen)
        if sample is not None:
            budget.check(concordance.DRAWN * len(hits))
            hits = hits.take(concordance.draw(hits, sample, random_seed))
        if sort:
            hits = hits.take(concordance.sort_order(self.corpus, hits, names(sort), budget))
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
        zeros: bool = False,
        in_articles: bool = False,
        limit: int | None = None,
        **scope: Unpack[Scope],
    ) -> Answer:
        """How many hits, altogether or by keys, also per million tokens with Wilson's interval.

        ``by`` names keys as in `juku.query.measures.grouping`: ``word``, ``R1.upos``,
        ``publisher``, ``year``; with ``zeros`` groups of metadata without a hit have a row as
        well, as a mean over the groups needs; with ``in_articles`` a column says in how many
        articles each row's hits stand. The figures say how many hits all segmentations
        agree on (``agreed``) and how often the strings stand in the text regardless of boundaries
        (``any_boundaries``), where the release has the votes of two segmentations or more.
        """
        chosen, hits, budget = self._search(pattern, **scope)
        table = frequency.count_by(
            self.corpus,
            hits,
            names(by),
            chosen,
            limit,
            zeros=zeros,
            in_articles=in_articles,
            budget=budget,
        )
        bounds = sensitivity.figures(self.corpus, hits, chosen, budget)
        return table, figures_of(hits, chosen) | bounds

    @question
    def words(
        self,
        *,
        attribute: str = "word",
        minimum: int = 1,
        matching: str | None = None,
        punctuation: bool = False,
        in_articles: bool = False,
        limit: int | None = None,
        **part: Unpack[Bounded],
    ) -> Answer:
        """The values of an attribute by frequency.

        - ``minimum``: the lowest count that is listed;
        - ``matching``: a regular expression that the whole value matches;
        - ``punctuation``: list values without a letter or digit as well;
        - ``in_articles``: say also in how many articles each stands.
        """
        chosen, budget = self._listed("words", **part)
        table = frequency.word_list(
            self.corpus,
            attribute,
            chosen,
            minimum=minimum,
            matching=matching,
            punctuation=punctuation,
            in_articles=in_articles,
            limit=limit,
            budget=budget,
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
        in_articles: bool = False,
        limit: int | None = None,
        **part: Unpack[Bounded],
    ) -> Answer:
        """Sequences of ``n`` tokens of one sentence by frequency; options as of `words`.

        They are measured against all ``sequences`` of that length, which the answer gives.
        """
        chosen, budget = self._listed("ngrams", **part)
        table = sequences.ngrams(
            self.corpus,
            n,
            attribute,
            chosen,
            minimum=minimum,
            punctuation=punctuation,
            in_articles=in_articles,
            limit=limit,
            budget=budget,
        )
        places = sequences.sequences(self.corpus, n, chosen)
        return table, {"size": chosen.tokens, "sequences": places}

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
        - ``measures``: columns, of `juku.query.measures.association.MEASURES`;
        - ``order``: the measure to order by;
        - ``minimum``: the lowest count near the hits that is listed;
        - ``distances``: also a column for each distance, left_5 … right_5.
        """
        window = collocation.Window(left, right)
        window.check(self.corpus, distances=distances)
        chosen, hits, budget = self._search(pattern, **scope)
        table = collocation.collocates(
            self.corpus,
            hits,
            chosen,
            attribute=attribute,
            window=window,
            measures=names(measures),
            order=order,
            minimum=minimum,
            punctuation=punctuation,
            distances=distances,
            limit=limit,
            budget=budget,
        )
        return table, figures_of(hits, chosen)

    # where and when

    @question
    def dispersion(self, pattern: str, *, over: str = "article", **scope: Unpack[Scope]) -> Answer:
        """How evenly the hits are spread over articles, days, months, years, publishers, ….

        The rows are the parts; the figures are range, DP, DPnorm, Juilland's D, KL divergence,
        Carroll's D₂ and Rosengren's S.
        """
        chosen, hits, budget = self._search(pattern, **scope)
        table, figures = spread.parts(self.corpus, hits, over, chosen, budget)
        return table, figures_of(hits, chosen) | figures

    @question
    def trend(self, pattern: str, *, by: str = "month", **scope: Unpack[Scope]) -> Answer:
        """The hits of each ``day``, ``month`` or ``year`` with the interval of their rate."""
        chosen, hits, budget = self._search(pattern, **scope)
        return spread.trend(self.corpus, hits, by, chosen, budget), figures_of(hits, chosen)

    # beyond the measures

    @checked("QueryError")
    def describe(self, *, columns: Sequence[str] = (), top: int | None = overview.TOP) -> Rows:
        """What the release holds: the ``top`` most frequent values of each metadata column.

        A row has how many ``different`` values its column has, how many articles have none
        (``null``), and one value with its articles, sentences and tokens.
        """
        return overview.overview(self.corpus.source, names(columns), top)

    @checked("QueryError")
    def sql(
        self, statement: str, *, limit: int | None = None, seconds: float | None = None
    ) -> Rows:
        """The rows of a ``SELECT`` over the views sentences, articles, blocks and tokens.

        Raises:
            LimitError: it took longer than ``seconds``.
            QueryError: DuckDB is not installed or refuses the statement.
        """
        from juku.query import sql

        return sql.query(self.corpus.source, statement, limit, seconds=seconds)

    @checked("QueryError")
    def export(self, form: str, out: str | Path, **part: Unpack[Part]) -> list[Path]:
        """Write the release, or a part, as ``conllu``, ``vertical``, ``tei`` or ``text``.

        Returns:
            The files that were written.

        Raises:
            QueryError: there is no such form, or nothing is in the part.
        """
        from juku.query import export

        where = part.get("where")
        named = [f"where {where}"] if where else []
        named += ["once per story"] if part.get("once_per_story") else []
        told, chosen = ", ".join(named), self.part(**part)
        return export.export(self.corpus.source, form, local(out), chosen, told)

    @checked("QueryError")
    def save(self, result: Result, path: str | Path) -> None:
        """Write a citation of ``result`` that `juku rerun` repeats and compares."""
        from juku.query import citation

        citation.save(result, str(self.corpus.source), local(path))


def open_questions(location: str | Path, *, cache: str | Path | None = None) -> Questions:
    """What `juku.open` gives."""
    from juku.query.opening import open_corpus
    from juku.remote import resolve

    return Questions(open_corpus(resolve(location), cache=cache))
