"""What is different: the questions that set a part of a release beside another, or a list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from juku.errors import QueryError
from juku.query.asking import PARTED, Asking, Bounded, Scope, question
from juku.query.measures import comparison, selection, wordlists
from juku.query.opening import open_corpus
from juku.remote import resolve

if TYPE_CHECKING:
    from juku.query.asking import Answer
    from juku.query.measures.selection import Selection


class Comparing(Asking):
    """A corpus that is compared, with itself or with another."""

    @question
    def keyness(
        self,
        *,
        reference: Asking | str | Path | None = None,
        reference_where: str | None = None,
        reference_tokens: int | None = None,
        attribute: str = "word",
        order: str = "g2",
        minimum: int = 3,
        confidence: float = 0.95,
        smoothing: float = 1.0,
        punctuation: bool = False,
        limit: int | None = None,
        **part: Unpack[Bounded],
    ) -> Answer:
        """What is more, and at the end what is less frequent here than in a reference.

        - ``where``: the target; by default all of this corpus;
        - ``reference``: another release, or a frequency list (TSV, CSV, Parquet); by default this
          corpus without the target;
        - ``reference_where``: a part of the reference, where that is a release;
        - ``reference_tokens``: the size behind a frequency list that does not say it;
        - ``order``: one of `juku.query.measures.comparison.ORDERS`;
        - ``smoothing``: what ``simple_maths`` adds to both rates per million.

        The figure ``in_both`` tells tokens that are in the target and in the reference, where any
        are.
        """
        once = part.get("once_per_story", False)
        chosen, budget = self._listed("keyness", **part)
        both: dict[str, int] = {}
        if reference is None and reference_where is None:
            _check_list(None, None, reference_tokens)
            if not (part.get("where") or "").strip():
                raise QueryError(
                    "keyness: has nothing to compare with; give `where` (--where) a condition that "
                    "parts the release, or `reference` (--reference) a release or a list"
                )
            whole = self.part(once_per_story=once)
            target, listed = wordlists.parted(chosen, whole, attribute, budget)
        else:
            target = wordlists.of_selection("the target", chosen, attribute, budget)
            other = self._reference(reference, reference_where, once_per_story=once)
            _check_list(other, reference_where, reference_tokens)
            if isinstance(other, Path):
                listed = wordlists.read(other, reference_tokens, budget)
            else:
                listed = wordlists.of_selection("the reference", other, attribute, budget)
                both = _shared(chosen, other)
        table = comparison.key_words(
            target,
            listed,
            order=order,
            minimum=minimum,
            confidence=confidence,
            smoothing=smoothing,
            punctuation=punctuation,
            limit=limit,
            budget=budget,
        )
        return table, {"size": target.tokens, "reference_size": listed.tokens} | both

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

        Without ``against`` it is the rest of the corpus. The figure ``in_both`` tells tokens that
        both parts have, where they have any; the tests take the parts for independent.
        """
        if not scope.get("where"):
            raise QueryError("compare: has no part to compare; give `where` a condition")
        condition = scope.pop("where", None)
        every, hits, budget = self._search(pattern, **scope)
        one = every & selection.where(self.corpus, condition)
        two = every - one if against is None else every & selection.where(self.corpus, against)
        budget.check(PARTED * len(hits))
        counts = len(one.keep(hits)), len(two.keep(hits))
        table = comparison.two_sides(*counts, one.tokens, two.tokens, confidence=confidence)
        return table, {"size": one.tokens, "reference_size": two.tokens} | _shared(one, two)

    def _reference(
        self, reference: Asking | str | Path | None, where: str | None, *, once_per_story: bool
    ) -> Selection | Path:
        """The part of a release that is compared with, or the path of a list."""
        if isinstance(reference, (str, Path)) and Path(reference).is_file():
            return Path(reference)
        if isinstance(reference, (str, Path)):
            reference = Asking(open_corpus(resolve(reference)))
        return (reference or self).part(where, once_per_story=once_per_story)


def _shared(one: Selection, two: Selection) -> dict[str, int]:
    """The tokens that are on both sides of a comparison, where there are any.

    Of two releases, as of two versions of one, they are those of sentences with the same id.
    """
    if one.index.identity == two.index.identity:
        both = (one & two).tokens
    else:
        both = selection.also_in(one, two).tokens
    return {"in_both": both} if both else {}


def _check_list(reference: object, where: str | None, tokens: int | None) -> None:
    """Refuse what is asked of the other kind of reference, rather than pass over it."""
    is_list = isinstance(reference, Path)
    if is_list and where is not None:
        raise QueryError("reference_where: is for a release, not for a list; leave it out")
    if tokens is not None and not is_list:
        raise QueryError("reference_tokens: is for a list, as `reference`; leave it out")
    if tokens is not None and tokens < 1:
        raise QueryError(f"reference_tokens: {tokens} is no size of a corpus; give 1 or more")
