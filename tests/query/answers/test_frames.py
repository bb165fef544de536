"""A frame has the same rows in every shape, and says what was asked of which release."""

from __future__ import annotations

from juku.errors import so_many


def test_a_result_says_what_was_asked_of_which_release(news):
    about = news.questions.count('"改革"', by="year", once_per_story=True).about
    assert about.question == "count"
    assert about.options["pattern"] == '"改革"'
    assert about.options["once_per_story"] is True
    assert about.options["limit"] is None
    assert about.tokens == news.questions.corpus.n_tokens
    assert about.release == "news"
    assert len(about.identity) == 64
    assert about.line().startswith('count "改革" by=year once_per_story=yes · news · ')


def test_what_a_search_may_cost_is_no_part_of_the_question(news):
    plain = news.questions.find('"改革"').about
    bound = news.questions.find('"改革"', seconds=5, megabytes=100).about
    assert plain == bound


def test_an_option_of_0_is_said(news):
    assert "left=0" in news.questions.collocates('"改革"', left=0).about.line()


def test_a_repr_shows_twenty_rows_and_how_many_are_left(news):
    result = news.questions.words()
    extra = len(result) - 20
    assert extra > 0
    shown = repr(result).splitlines()
    assert shown[0] == result.about.line()
    assert len(shown) == 1 + 1 + 20 + 1
    assert shown[-1] == f"… {so_many(extra, 'more rows')}"


def test_a_notebook_gets_an_escaped_table(open_made):
    from juku.query.doors import Questions

    questions = Questions(open_made([open_made.Story(["<b>/x/X &/x/X"])]))
    shown = questions.words(punctuation=True)._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert shown.startswith("<table><caption>words")
