"""What is seen of many paragraphs at once is what is seen of each, with the kernel or without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.text.quotations import narrative, quote_marks, quote_signs
from juku.text.vocabulary.folding import unfolded

_BEFORE = re.escape("".join(sorted(unfolded(quote_signs.OPENERS | quote_signs.LEADERS))))
POSSIBLE = re.compile(
    rf"[{quote_marks.OPENING}{quote_marks.STRAIGHT}](?<![^{_BEFORE}].)", re.DOTALL
)
"""An opening mark at the start of a paragraph or behind what lets a quotation start."""
_MARKS = quote_marks.OPENING + quote_marks.CLOSING + quote_marks.STRAIGHT
pieces = st.sampled_from("“”" * 5 + _MARKS + "，。；\r\n说說：着著４的aXi\0￿😀\udc80")
paragraphs = st.text(pieces, max_size=30) | st.text(max_size=20)
KERNEL = pytest.mark.skipif(quote_signs._KERNEL is None, reason="the kernel is not built here")
WAYS = [quote_signs.plainly, pytest.param(quote_signs.read, marks=KERNEL)]


@pytest.mark.parametrize("read", WAYS)
@given(texts=st.lists(paragraphs, max_size=8))
def test_seen_is_each_paragraph_by_itself_where_a_quotation_may_start(read, texts):
    for text, seen in zip(texts, read(texts), strict=True):
        told = narrative.read(text)
        if POSSIBLE.search(text) and (told.pairs or told.open is not None):
            assert narrative.Narrative(text, *seen) == told
        else:
            assert seen is None


@pytest.mark.parametrize("read", WAYS)
@pytest.mark.parametrize(
    "text",
    [
        "“好。”" * 20_000,
        "“" * 50_000,
        "说：“‘’" * 20_000,
        "，" * 100_000 + "“４",
        "“" + "笑著" * 9_000,
    ],
)
def test_a_long_paragraph_is_seen_as_a_short_one_is(read, text):
    [seen] = read([text])
    assert narrative.Narrative(text, *seen) == narrative.read(text)


@KERNEL
@pytest.mark.parametrize("tables", [(b"", b""), (bytes(0x20000), bytes(0x1FFFF))])
def test_the_kernel_refuses_tables_of_another_size(tables):
    with pytest.raises(ValueError, match="65,536 numbers"):
        quote_signs._KERNEL.read(["“"], *tables)


@KERNEL
@pytest.mark.parametrize("texts", [[b"a"], ["“", None], 3])
def test_the_kernel_refuses_what_is_no_text(texts):
    with pytest.raises(TypeError):
        quote_signs._KERNEL.read(texts, bytes(0x20000), bytes(0x20000))
