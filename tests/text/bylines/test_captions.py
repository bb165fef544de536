"""Who took a picture is read at the end of its caption, which stays text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from juku.records import Curation
from juku.text.bylines.captions import is_caption
from juku.text.pages import read_page
from juku.text.vocabulary.marks import is_final

CASES = json.loads((Path(__file__).parents[2] / "cases/byline/captions.json").read_text("utf-8"))
PAGE = """# 山里的邮路

清晨的山路上，邮递员老何已经走了十里，邮包里装着三十封信。

{}

渡口的船工老周撑了四十年船，去年桥通了，他把船捐给了博物馆。
"""

PARTED = """# 山里的邮路

清晨的山路上，邮递员老何已经走了十里，邮包里装着三十封信。

渡口的船工老周撑了四十年船，去年桥通了，他把船捐给了博物馆。村里人说，以后过河再也不用等，日子也越过越热

{}

闹起来，镇上的集市一直开到天黑。
"""


def read(line):
    page = PAGE.format(line)
    (article,) = read_page(page, Curation()).articles
    return article, [unit.text(page) for unit in article.units]


@pytest.mark.parametrize(("line", "names"), CASES["captions"])
def test_a_caption_names_who_took_the_picture(line, names):
    article, texts = read(line)
    assert list(article.byline.photographers) == names
    assert line in texts


@pytest.mark.parametrize("line", CASES["prose"])
def test_other_text_of_the_same_words_names_nobody(line):
    article, texts = read(line)
    assert article.byline.photographers == ()
    assert line in "".join(texts)


@pytest.mark.parametrize("line", CASES["sent"])
def test_a_caption_that_says_who_sent_the_picture_ends_with_that(line):
    assert is_caption(line)
    assert is_final(line)


@pytest.mark.parametrize("line", CASES["not-sent"])
def test_a_line_that_says_of_no_picture_who_sent_it_is_left_open(line):
    assert not is_caption(line)
    assert not is_final(line)


@pytest.mark.parametrize("line", [line for line, _ in CASES["captions"]])
def test_a_sentence_goes_on_behind_a_caption_that_parts_it(line):
    page = PARTED.format(line)
    texts = [unit.text(page) for one in read_page(page, Curation()).articles for unit in one.units]
    assert line in texts
    assert any("热闹起来" in text for text in texts)
