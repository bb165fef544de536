"""A page read through a view is curated by the code points of the page, as its ledger shows."""

from __future__ import annotations

from juku.records import Correction, Curation, Span, View
from juku.text import views

PAGE = "<h1>第一号新闻</h1><p>第一段正文在这里。</p><p>第二段正文在这里。</p>"


def run(text):
    return Span(PAGE.index(text), PAGE.index(text) + len(text))


VIEW = View(
    (run("第一号新闻"), run("第一段正文在这里。"), run("第二段正文在这里。")),
    ("# ", "\n", "\n"),
    single=True,
)


def kinds(*rows):
    reading = views.read(PAGE, VIEW, Curation(corrections=rows), "p")
    return {PAGE[b.start : b.end]: b.kind for b in reading.blocks if b.kind != "markup"}


def correction(text, kind, source="p"):
    return Correction(source, PAGE.index(text), kind, "a reason", "corrections.tsv:2")


def test_a_correction_names_its_block_by_where_the_page_has_it():
    before = kinds()
    assert list(before.values()) == ["title", "paragraph", "paragraph"]
    for text in before:
        assert kinds(correction(text, "furniture")) == before | {text: "furniture"}


def test_what_the_view_does_not_show_or_another_page_has_is_left_as_it_is():
    assert kinds(correction("<p>", "furniture")) == kinds()
    assert kinds(correction("第一段正文在这里。", "furniture", "q")) == kinds()
