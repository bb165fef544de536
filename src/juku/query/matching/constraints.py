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

from juku.query.language import ast
from juku.query.language.derived import ATTRIBUTES
from juku.query.language.messages import PatternError
from juku.query.matching.predicates import is_literal, match_values, matching_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from juku.query.indexing.index import Index

    Truth = NDArray[np.bool_]
    Places = Mapping[str, NDArray[np.int64]]
    Check = Callable[[Places], Truth]

OF_SENTENCES = ("role", "section", "paragraph")
"""Columns that differ between the sentences of an article."""

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


def meet(index: Index, query: ast.Query, labels: list[str]) -> Constraint:
    """The checks of ``query.constraint``.

    Raises:
        PatternError: a label or column is unknown, or a value does not fit its column.
    """
    if query.constraint is None:
        return Constraint(None, None)
    made = _Checks(index, query.text, {*labels, MATCH, MATCH_END})
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
    def __init__(self, index: Index, text: str, labels: set[str]) -> None:
        self.index = index
        self.text = text
        self.labels = labels

    def check(self, formula: ast.Formula) -> Check:
        if isinstance(formula, ast.Compare):
            return self._compare(formula)
        if isinstance(formula, ast.Not):
            inner = self.check(formula.part)
            return lambda places: ~inner(places)
        parts = formula.parts if isinstance(formula, (ast.And, ast.Or)) else ()
        inners = [self.check(part) for part in parts]
        join = np.logical_and if isinstance(formula, ast.And) else np.logical_or

        def joined(places: Places) -> Truth:
            found = inners[0](places)
            for inner in inners[1:]:
                join(found, inner(places), out=found)
            return found

        return joined

    def _compare(self, node: ast.Compare) -> Check:
        for side in (node.left, node.right):
            if isinstance(side, ast.Ref):
                self._known(side)
        sides = [s for s in (node.left, node.right) if isinstance(s, ast.Ref)]
        if isinstance(node.right, ast.Literal):
            holds = self._with_value(node, node.right)
        else:
            holds = self._with_ref(node, node.right)

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
        known = (*ATTRIBUTES, *self.index.articles.column_names, *OF_SENTENCES)
        if ref.attribute not in known:
            names = ", ".join(known)
            fact = f"there is no attribute or column {ref.attribute!r}"
            day = f'compare {ref.label}.published with "2024", "2024-11" or "2024-11-04"'
            remedy = day if ref.attribute in _OF_DAYS else f"use one of {names}"
            raise PatternError(self.text, ref.at, fact, remedy)

    # with a value

    def _with_value(self, node: ast.Compare, value: ast.Literal) -> Check:
        ref = node.left
        if ref.attribute in ATTRIBUTES:
            return self._attribute_value(node, value)
        truth, known = self._column_value(self._column(ref), node, value)
        passing = known & (truth != node.differ)
        return lambda places: passing[self.index.unit_of(_unit(ref), places[ref.label])]

    def _column(self, ref: ast.Ref) -> pa.Array:
        """The values of a column, one an article or a sentence."""
        table = self.index.sentences if _unit(ref) == "sentence" else self.index.articles
        column = table[ref.attribute].combine_chunks()
        return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column

    def _attribute_value(self, node: ast.Compare, value: ast.Literal) -> Check:
        ref = node.left
        if node.op != "=":
            fact = f"{ref.attribute} has no order"
            raise PatternError(self.text, ref.at, fact, "compare it with = or !=")
        test = ast.Test(ref.attribute, value.value, value.flags, value.at)
        passing = np.full(len(self.index.lexicon(ref.attribute)), node.differ)
        passing[matching_ids(self.index, test, self.text)] = not node.differ
        return lambda places: passing[self.index.ids(ref.attribute, places[ref.label])]

    def _column_value(
        self, column: pa.Array, node: ast.Compare, value: ast.Literal
    ) -> tuple[Truth, Truth]:
        """For each row whether the comparison holds, and whether the column says anything."""
        if pa.types.is_list(column.type):
            inner, _ = self._column_value(column.flatten(), node, value)
            owners = pc.list_parent_indices(column).to_numpy()
            truth = np.zeros(len(column), bool)
            truth[owners[inner]] = True
            return truth, pc.list_value_length(column).fill_null(0).to_numpy() > 0
        known = _numpy(pc.is_valid(column))
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            return self._text_value(column.fill_null(""), node, value), known
        if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
            return self._text_value(
                column.cast(pa.string()).fill_null(""), node, value, dates=True
            ), known
        if pa.types.is_boolean(column.type):
            return self._text_value(column.cast(pa.string()).fill_null(""), node, value), known
        if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
            fact = f"{node.left.attribute} is of type {column.type}"
            raise PatternError(
                self.text, node.left.at, fact, "compare a column of text, numbers or days"
            )
        try:
            number = float(value.value)
        except ValueError:
            fact = f"{node.left.attribute} is a number"
            raise PatternError(self.text, value.at, fact, "compare it with a number") from None
        return _ORDERS[node.op](column.fill_null(0).to_numpy(), number), known

    def _text_value(
        self, column: pa.Array, node: ast.Compare, value: ast.Literal, *, dates: bool = False
    ) -> Truth:
        """Equality as a regular expression, order by code points; a date by as much as is given."""
        test = ast.Test(node.left.attribute, value.value, value.flags, value.at)
        as_it_is = replace(test, flags="".join(set(value.flags) & {"l"}))  # days have no case
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
            held = [_numpy(match_values(form, value.value, test, self.text)) for form in forms]
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
            one = self.index.unit_of(_unit(node.left), places[node.left.label])
            two = self.index.unit_of(_unit(right), places[right.label]) + half
            truth: Truth = _ORDERS[node.op](ranks[one], ranks[two]) != node.differ
            return truth & known[one] & known[two]

        return holds


def _unit(ref: ast.Ref) -> str:
    """What has a value each in a column."""
    return "sentence" if ref.attribute in OF_SENTENCES else "article"


def _numpy(column: pa.Array) -> Truth:
    truth: Truth = column.to_numpy(zero_copy_only=False)
    return truth.astype(bool)
