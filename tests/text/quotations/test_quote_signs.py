"""What is seen of many paragraphs at once is what is seen of each."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from juku.text.quotations import narrative, quote_marks, quote_signs
from juku.text.vocabulary.folding import unfolded

_BEFORE = re.escape("".join(sorted(unfolded(quote_signs.OPENERS | quote_signs.LEADERS))))
POSSIBLE = re.compile(rf"[{quote_marks.OPENING}{quote_marks.STRAIGHT}](?<![^{_BEFORE}].)")
"""An opening mark at the start of a paragraph or behind what lets a quotation start."""
pieces = st.sampled_from('“”「」‘’『"＂〝，。\n说說：着著４的a \0😀')
paragraphs = st.text(pieces, max_size=20) | st.text(max_size=20)


@given(st.lists(paragraphs, max_size=8))
def test_marks_are_those_of_each_paragraph_in_which_a_quotation_may_start(texts):
    marks, folds = quote_signs.read(texts)
    alone = [quote_marks.pair(text) if POSSIBLE.search(text) else None for text in texts]
    assert marks == alone
    assert len(folds) == len(texts)


@given(st.lists(paragraphs, min_size=1, max_size=4))
def test_a_paragraph_is_read_as_without_what_was_seen_of_it(texts):
    for text, marks, folds in zip(texts, *quote_signs.read(texts), strict=True):
        if marks is not None:
            assert narrative.around(text, marks, folds=folds) == narrative.read(text)
