"""A page read through a view is curated by the code points of the page, as its ledger shows."""

from __future__ import annotations

from juku.records import Article, Correction, Curation, PageReading, Span, Unit, View
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


class Counted(Unit):
    """A unit that counts how often anyone asks for its paragraph."""

    asked = 0

    @property
    def paragraph(self):
        Counted.asked += 1
        return self[2]


def test_units_before_a_headline_are_not_gone_through_again_for_it(monkeypatch):
    monkeypatch.setattr(Counted, "asked", 0)
    text = "新闻。" * 300
    spans = [(Span(at, at + 3),) for at in range(0, len(text), 3)]
    stories = tuple(Article((Counted("title", one, 0),)) for one in spans)
    (article,) = views.as_one(PageReading((), stories), text).articles
    assert [unit[2] for unit in article.units] == list(range(300))
    assert Counted.asked < 10 * 300
