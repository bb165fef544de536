"""Surname and given name are one token after joining, and what only looks so stays apart."""

from __future__ import annotations

import numpy as np
import pytest

from juku.text.segmenting import words
from juku.text.segmenting.tokens import Tokens


class Fixed:
    """An engine that cuts at blanks of a pattern and tags as told."""

    name = version = "fixed"

    def segment(self, texts):
        return words.engine("rjieba").segment(texts)


def tokens(*pairs):
    forms = [form for form, _ in pairs]
    ends = np.cumsum([*map(len, forms)])
    starts = np.array([0, *ends[:-1]], np.int32)
    upos = [tag for _, tag in pairs]
    return Tokens(forms, starts, [None] * len(forms), upos, np.array([0, len(forms)]))


def joined(*pairs):
    from juku.text.segmenting import joining

    text = "".join(form for form, _ in pairs)
    found = joining.join(tokens(*pairs), [text], Fixed())
    return list(zip(found.words, found.upos, strict=True))


@pytest.mark.parametrize(
    ("surname", "given"), [("黄", "宝妹"), ("张", "耘"), ("欧阳", "修"), ("习", "近平")]
)
def test_a_surname_and_a_given_name_are_one(surname, given):
    found = joined((surname, "PROPN"), (given, "PROPN"), ("说", "VERB"))
    assert found == [(surname + given, "PROPN"), ("说", "VERB")]


@pytest.mark.parametrize(
    "pairs",
    [
        (("陈", "PROPN"), ("量子", "NOUN")),
        (("金", "PROPN"), ("和", "CCONJ"), ("李", "PROPN")),
        (("韩", "PROPN"), ("美", "PROPN"), ("关系", "NOUN")),
        (("李", "PROPN"), ("开复们", "PROPN")),
        (("北京", "PROPN"), ("大学", "PROPN")),
        (("张", "PROPN"), ("OK", "PROPN")),
    ],
)
def test_what_is_no_name_stays_as_it_is(pairs):
    assert joined(*pairs) == list(pairs)


def test_names_in_a_row_do_not_overlap():
    row = [("林", "PROPN"), ("郑", "PROPN"), ("月娥", "PROPN")]
    assert joined(*row) == [("林郑", "PROPN"), ("月娥", "PROPN")]


def test_a_name_of_the_news_is_whole_with_joining_and_in_two_without():
    text = ["六尺巷社区党总支书记张耘说，黄宝妹来了。"]
    assert "黄宝妹" in list(words.make("ud").segment(text).words)
    assert "黄" in list(words.make("ud", joining=False).segment(text).words)
