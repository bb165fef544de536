"""Global constraints: what stands after ``::``, about labels and metadata.

A comparison with a label that names nothing, or with metadata that are null, does not hold; the
same goes for ``!=``.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.errors import one_of
from juku.query.language import ast
from juku.query.language.derived import ATTRIBUTES
from juku.query.language.messages import PatternError
from juku.query.matching.limits import FREE
from juku.query.matching.predicates import is_literal, match_values, matching_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.limits import Budget

    Truth = NDArray[np.bool_]
    Places = Mapping[str, NDArray[np.int64]]
    Check = Callable[[Places], Truth]

_OF_DAYS = ("year", "month", "day", "date")
"""What one may ask for who wants a part of ``published``."""

MATCH, MATCH_END = "match", "matchend"
"""Names of the first and the last token of the match, which always have a place."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
"""A day or the year or month of one; half a month, as 2024-1, would compare as no one means."""

_PARTS_OF_DAYS = (len("2024"), len("2024-01"))
"""As a day, so its year and month may be what a regular expression describes."""

_ORDERS: dict[str, Any] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint that has met a corpus, parted by what must be known to answer it."""

    opening: Check | None
    """What the first token alone decides."""
    whole: Check | None
    """What needs the labels or the end."""


def meet(index: Index, query: ast.Query, labels: list[str], budget: Budget = FREE) -> Constraint:
    """The checks of ``query.constraint``.

    Raises:
        PatternError: a label or column is unknown, or a value does not fit its column.
        LimitError: the budget is spent.
    """
    if query.constraint is None:
        return Constraint(None, None)
    made = _Checks(index, query.text, {*labels, MATCH, MATCH_END}, budget)
    parts = query.constraint.parts if isinstance(query.constraint, ast.And) else (query.constraint,)
    opening = tuple(part for part in parts if _labels(part) <= {MATCH})
    whole = tuple(part for part in parts if not _labels(part) <= {MATCH})
    return Constraint(
        made.check(ast.And(opening)) if opening else None,
        made.check(ast.And(whole)) if whole else None,
    )


def of_metadata(index: Index, query: ast.Query) -> Check | None:
    """What ``query.constraint`` asks of the metadata of the match alone, whatever its words.

    It takes places of one token each, as the match's first and last.
    """
    whole = query.constraint
    parts = whole.parts if isinstance(whole, ast.And) else (whole,) if whole else ()
    asked = tuple(
        part
        for part in parts
        if _labels(part) <= {MATCH, MATCH_END}
        and not any(ref.attribute in ATTRIBUTES for ref in _refs(part))
    )
    made = _Checks(index, query.text, {MATCH, MATCH_END})
    return made.check(ast.And(asked)) if asked else None


def _labels(formula: ast.Formula) -> set[str]:
    return {ref.label for ref in _refs(formula)}


def _refs(formula: ast.Formula) -> list[ast.Ref]:
    if isinstance(formula, ast.Compare):
        return [side for side in (formula.left, formula.right) if isinstance(side, ast.Ref)]
    if isinstance(formula, ast.Not):
        return _refs(formula.part)
    parts = formula.parts if isinstance(formula, (ast.And, ast.Or)) else ()
    return [ref for part in parts for ref in _refs(part)]


class _Checks:
    def __init__(self, index: Index, text: str, labels: set[str], budget: Budget = FREE) -> None:
        self.budget = budget
        self.index = index
        self.text = text
        self.labels = labels

    def check(self, formula: ast.Formula) -> Check:
        if isinstance(formula, ast.Compare):
            return self._compare(formula)
        if isinstance(formula, ast.Not):
            inner = self.check(formula.part)
            return lambda places: ~inner(places)
        inners = self._inners(formula)
        join = np.logical_and if isinstance(formula, ast.And) else np.logical_or

        def joined(places: Places) -> Truth:
            found = inners[0](places)
            for inner in inners[1:]:
                join(found, inner(places), out=found)
            return found

        return joined

    def _inners(self, formula: ast.Formula) -> list[Check]:
        """The checks of the parts of ``formula``; one of all that ask what one thing equals."""
        differ = isinstance(formula, ast.And)
        alike: dict[Hashable, list[ast.Compare]] = {}
        inners = []
        for part in formula.parts if isinstance(formula, (ast.And, ast.Or)) else ():
            if isinstance(part, ast.Compare) and _equals(part) and part.differ == differ:
                alike.setdefault((part.left.label, part.left.attribute), []).append(part)
            else:
                inners.append(self.check(part))
        return [self._compare(*same) for same in alike.values()] + inners

    def _compare(self, node: ast.Compare, *more: ast.Compare) -> Check:
        """The check of a comparison, or of several that ask whether one thing is any value."""
        for side in (node.left, node.right):
            if isinstance(side, ast.Ref):
                self._known(side)
        sides = [s for s in (node.left, node.right) if isinstance(s, ast.Ref)]
        if isinstance(node.right, ast.Ref):
            holds = self._with_ref(node, node.right)
        else:
            values = [one.right for one in (node, *more) if isinstance(one.right, ast.Literal)]
            holds = self._with_values(node, values)

        def check(places: Places) -> Truth:
            if any(side.label not in places for side in sides):
                return np.zeros(len(places[MATCH]), bool)
            return holds(places)

        return check

    def _known(self, ref: ast.Ref) -> None:
        if ref.label not in self.labels:
            labels = ", ".join(sorted(self.labels))
            fact = f"there is no label {ref.label!r} in the pattern"
            raise PatternError(
                self.text, ref.at, fact, f"use one of {labels}, or write {ref.label}:[…]"
            )
        known = (*ATTRIBUTES, *self.index.articles.column_names, *self.index.of_sentences)
        if ref.attribute not in known:
            fact = f"there is no attribute or column {ref.attribute!r}"
            day = f'compare {ref.label}.published with "2024", "2024-11" or "2024-11-04"'
            remedy = day if ref.attribute in _OF_DAYS else one_of(ref.attribute, known)
            raise PatternError(self.text, ref.at, fact, remedy)

    def _unit(self, ref: ast.Ref) -> str:
        """What has a value each in a column."""
        return "sentence" if ref.attribute in self.index.of_sentences else "article"

    # with a value

    def _with_values(self, node: ast.Compare, values: list[ast.Literal]) -> Check:
        ref = node.left
        if ref.attribute in ATTRIBUTES:
            return self._attribute_values(node, values)
        column = self._column(ref)
        truth, known = self._column_values(column, node, values)
        passing = known & (truth != node.differ)
        unit = self._unit(ref)
        return lambda places: passing[self.index.unit_of(unit, places[ref.label])]

    def _column(self, ref: ast.Ref) -> pa.Array:
        """The values of a column, one an article or a sentence."""
        table = self.index.sentences if self._unit(ref) == "sentence" else self.index.articles
        column = table[ref.attribute].combine_chunks()
        return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column

    def _attribute_values(self, node: ast.Compare, values: list[ast.Literal]) -> Check:
        ref = node.left
        if node.op != "=":
            fact = f"{ref.attribute} has no order"
            raise PatternError(self.text, ref.at, fact, "compare it with = or !=")
        passing = np.full(len(self.index.lexicon(ref.attribute)), node.differ)
        for value in values:
            self.budget.check()
            passing[matching_ids(self.index, _test(node, value), self.text)] = not node.differ
        return lambda places: passing[self.index.ids(ref.attribute, places[ref.label])]

    def _column_values(
        self, column: pa.Array, node: ast.Compare, values: list[ast.Literal]
    ) -> tuple[Truth, Truth]:
        """For each row whether the comparison holds, and whether the column says anything."""
        kind = column.type
        if pa.types.is_list(kind):
            inner, _ = self._column_values(column.flatten(), node, values)
            owners = pc.list_parent_indices(column).to_numpy()
            truth = np.zeros(len(column), bool)
            truth[owners[inner]] = True
            return truth, pc.list_value_length(column).fill_null(0).to_numpy() > 0
        known = _numpy(pc.is_valid(column))
        if pa.types.is_integer(kind) or pa.types.is_floating(kind):
            return self._numbers(column.fill_null(0).to_numpy(), node, values), known
        dates = pa.types.is_date(kind) or pa.types.is_timestamp(kind)
        text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
        if not (dates or text or pa.types.is_boolean(kind)):
            fact = f"{node.left.attribute} is of type {kind}"
            raise PatternError(
                self.text, node.left.at, fact, "compare a column of text, numbers or days"
            )
        column = (column if text else column.cast(pa.string())).fill_null("")
        return self._texts(column, node, values, dates=dates), known

    def _numbers(self, column: NDArray[Any], node: ast.Compare, values: list[ast.Literal]) -> Truth:
        truth = np.zeros(len(column), bool)
        for value in values:
            self.budget.check()
            try:
                number = float(value.value)
            except ValueError:
                fact = f"{node.left.attribute} is a number"
                raise PatternError(self.text, value.at, fact, "compare it with a number") from None
            truth |= _ORDERS[node.op](column, number)
        return truth

    def _texts(
        self, column: pa.Array, node: ast.Compare, values: list[ast.Literal], *, dates: bool
    ) -> Truth:
        tests = [_test(node, value) for value in values]
        listed = [test.value for test in tests if node.op == "=" and not dates and is_literal(test)]
        truth = _numpy(pc.is_in(column, pa.array(listed, column.type)))
        for test in tests if len(listed) < len(tests) else ():
            self.budget.check()
            if dates or node.op != "=" or not is_literal(test):
                truth |= self._text_value(column, node, test, dates=dates)
        return truth

    def _text_value(
        self, column: pa.Array, node: ast.Compare, value: ast.Test, *, dates: bool
    ) -> Truth:
        """Equality as a regular expression, order by code points; a date by as much as is given."""
        as_it_is = replace(value, flags="".join(set(value.flags) & {"l"}))  # days have no case
        written = dates and (node.op != "=" or is_literal(as_it_is))
        if written and not _DATE.fullmatch(value.value):
            fact = f"{node.left.attribute} is a day, and {value.value!r} is none"
            raise PatternError(self.text, value.at, fact, "write 2024, 2024-01 or 2024-01-31")
        if written:
            column = pc.utf8_slice_codeunits(column, 0, len(value.value))
        if node.op == "=":
            forms = [column]
            if dates and not written:
                forms += [pc.utf8_slice_codeunits(column, 0, size) for size in _PARTS_OF_DAYS]
            held = [_numpy(match_values(form, value.value, value, self.text)) for form in forms]
            either: Truth = np.logical_or.reduce(held)
            return either
        names = {"<": "less", ">": "greater", "<=": "less_equal", ">=": "greater_equal"}
        return _numpy(getattr(pc, names[node.op])(column, value.value))

    # with another token

    def _with_ref(self, node: ast.Compare, right: ast.Ref) -> Check:
        left = node.left
        if (left.attribute in ATTRIBUTES) != (right.attribute in ATTRIBUTES):
            fact = f"{left.attribute} and {right.attribute} cannot be compared"
            raise PatternError(self.text, right.at, fact, "compare tokens with tokens, or columns")
        if left.attribute in ATTRIBUTES:
            if node.op != "=":
                fact = f"{left.attribute} has no order"
                raise PatternError(self.text, left.at, fact, "compare it with = or !=")
            compare = operator.ne if node.differ else operator.eq
            other = self._translated(right.attribute, left.attribute)
            return lambda places: compare(
                self.index.ids(left.attribute, places[left.label]),
                other(self.index.ids(right.attribute, places[right.label])),
            )
        return self._columns(node, right)

    def _translated(self, of: str, to: str) -> Callable[[NDArray[Any]], NDArray[Any]]:
        """Ids of one attribute as ids of another with the same values; -1 where there is none."""
        if of == to:
            return lambda ids: ids
        table = pc.index_in(self.index.lexicon(of), self.index.lexicon(to)).fill_null(-1).to_numpy()
        return lambda ids: table[ids]

    def _columns(self, node: ast.Compare, right: ast.Ref) -> Check:
        columns = [self._column(ref) for ref in (node.left, right)]
        if columns[0].type != columns[1].type or pa.types.is_list(columns[0].type):
            fact = f"{node.left.attribute} and {right.attribute} cannot be compared"
            raise PatternError(self.text, right.at, fact, "compare columns of one type")
        both = pa.concat_arrays(columns)
        ranks = pc.rank(both, tiebreaker="dense").to_numpy().astype(np.int64)
        known = _numpy(pc.is_valid(both))
        half = len(columns[0])

        def holds(places: Places) -> Truth:
            one = self.index.unit_of(self._unit(node.left), places[node.left.label])
            two = self.index.unit_of(self._unit(right), places[right.label]) + half
            truth: Truth = _ORDERS[node.op](ranks[one], ranks[two]) != node.differ
            return truth & known[one] & known[two]

        return holds


def _equals(node: ast.Compare) -> bool:
    """Whether it asks if something has a value, or if it has not."""
    return node.op == "=" and isinstance(node.right, ast.Literal)


def _test(node: ast.Compare, value: ast.Literal) -> ast.Test:
    return ast.Test(node.left.attribute, value.value, value.flags, value.at)


def _numpy(column: pa.Array) -> Truth:
    truth: Truth = column.to_numpy(zero_copy_only=False)
    return truth.astype(bool)
