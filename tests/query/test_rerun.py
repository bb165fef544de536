"""A saved question is asked again and says whether the answer is the same."""

from __future__ import annotations

import pytest

from juku.errors import QueryError
from juku.query import citation
from juku.query.rerun import ask, rerun

ASKS = {
    "find": lambda q: q.find('"改革"', sample=5, random_seed=9, sort=["R1"]),
    "count": lambda q: q.count('[upos="NOUN"]', by=["word", "publisher"], once_per_story=True),
    "words": lambda q: q.words(attribute="upos", where='publisher = "甲报"'),
    "ngrams": lambda q: q.ngrams(3, limit=10),
    "collocates": lambda q: q.collocates('"改革"', left=2, distances=True),
    "keyness": lambda q: q.keyness(where='publisher = "甲报"'),
    "compare": lambda q: q.compare("改革", chars=True, where='publisher = "甲报"'),
    "dispersion": lambda q: q.dispersion('"改革"', over="month"),
    "trend": lambda q: q.trend('"改革"', by="year"),
}


def test_every_question_can_be_asked_again():
    assert set(ASKS) == set(citation.QUESTIONS)


@pytest.mark.parametrize("name", ASKS)
def test_the_same_release_gives_the_same_answer(news, tmp_path, name):
    path = tmp_path / "query.json"
    result = ASKS[name](news.questions)
    citation.save(result, str(news.path), path)
    again = rerun(path)
    assert (again.same, again.same_release) == (True, True)
    assert again.rows_then == again.rows_now == len(result)
    assert again.result.rows() == result.rows()
    assert "the same release, news" in again.verdict()


def test_another_release_with_other_hits_is_told_apart(news, tmp_path, make_release):
    path = tmp_path / "query.json"
    citation.save(news.questions.find('"改革"'), str(news.path), path)
    other = make_release([make_release.Story(["改革 开放"])])
    again = rerun(path, other)
    assert (again.same, again.same_release, again.rows_now) == (False, False, 1)
    assert again.verdict().startswith("different: 1 hit now, ")


def test_another_release_with_the_same_sentences_has_the_same_hits(tmp_path, make_release):
    """More articles that do not have the word change the release but not the hits."""
    import juku

    story = make_release.Story(["改革 开放", "深化 改革"], article_id="a-20240101-00000001")
    more = make_release.Story(["别的 话"], article_id="a-20240101-00000002")
    path = tmp_path / "query.json"
    first, second = make_release([story]), make_release([story, more])
    citation.save(juku.open(first, cache=tmp_path).find('"改革"'), str(first), path)
    again = rerun(path, second)
    assert (again.same, again.same_release) == (True, False)


def test_an_option_that_is_not_there_is_refused(news):
    with pytest.raises(QueryError, match="colour"):
        ask(news.questions, "count", {"pattern": '"改革"', "colour": "red"})


@pytest.fixture
def saved_beside(news, tmp_path, monkeypatch):
    """A question that was asked in a folder of the release ``R`` there, and saved beside it."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "R").symlink_to(news.path)
    path = folder / "query.json"
    citation.save(news.questions.count('"改革"'), "R", path)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setenv("JUKU_CACHE", str(news.folder / "cache"))
    return path


def test_a_release_is_found_beside_the_file(saved_beside):
    assert rerun(saved_beside).same


def test_a_release_of_the_current_folder_comes_first(saved_beside, make_release, tmp_path):
    other = make_release([make_release.Story(["改革"])])
    (tmp_path / "elsewhere" / "R").symlink_to(other)
    assert rerun(saved_beside).rows_now == 1
    assert not rerun(saved_beside).same


def test_a_release_that_is_nowhere_can_be_named(saved_beside, news):
    (saved_beside.parent / "R").unlink()
    with pytest.raises(QueryError) as caught:
        rerun(saved_beside)
    assert f"name the release: `juku rerun {saved_beside} RELEASE`" in str(caught.value)
    assert rerun(saved_beside, news.path).same
