"""Annotations of a batch of sentences, each engine called once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from juku.build.rows import columns
from juku.text.forms import script, width
from juku.text.segmenting import votes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.build.rows.kit import Kit


def sentences(texts: Sequence[str], kit: Kit) -> dict[str, Any]:
    """Every column of the sentences table that engines make from ``text`` alone."""
    return {**_forms(texts), **_edits(texts), **_words(texts, kit)}


def _forms(texts: Sequence[str]) -> dict[str, Any]:
    forms = script.forms(texts)
    return {
        "text_hans": columns.strings(forms.hans),
        "text_hant": columns.strings(forms.hant),
        "ambiguous": columns.flat_list(pa.array(forms.ambiguous), forms.offsets, pa.int32()),
    }


def _edits(texts: Sequence[str]) -> dict[str, Any]:
    made = width.normal(texts)
    lists = {name: getattr(made, name) for name in ("start", "end", "to", "rule")}
    return {
        "text_norm": columns.strings(made.texts),
        **{
            f"edit_{name}": columns.flat_list(
                pa.array(values), made.offsets, columns.item_type("sentences", f"edit_{name}")
            )
            for name, values in lists.items()
        },
    }


def _words(texts: Sequence[str], kit: Kit) -> dict[str, Any]:
    tokens = kit.segmenter.segment(texts)
    lists = {
        "tokens": (columns.strings(tokens.words), pa.string()),
        "token_start": (pa.array(tokens.starts), pa.int32()),
        "boundary_votes": (pa.array(votes.count(tokens, texts, kit.voters)), pa.int8()),
        "xpos": (columns.strings(tokens.xpos), pa.string()),
        "upos": (columns.strings(tokens.upos), pa.string()),
    }
    return {
        name: columns.flat_list(values, tokens.offsets, item)
        for name, (values, item) in lists.items()
    }
