"""What is altered while a build runs is in no release that does not say so."""

from __future__ import annotations

import shutil

import pytest

import juku
from juku.build.running import pipeline
from juku.build.running.settings import Settings, code_sha256
from juku.errors import BuildError
from juku.release import assemble


@pytest.fixture
def corpus(mini_corpus, tmp_path):
    return shutil.copytree(mini_corpus, tmp_path / "corpus")


@pytest.fixture
def altering(monkeypatch):
    """A function: what is done when the tasks of the next build have run."""
    run = pipeline.run

    def during(alter):
        def altered(*given):
            outcome = run(*given)
            alter()
            monkeypatch.setattr(pipeline, "run", run)
            return outcome

        monkeypatch.setattr(pipeline, "run", altered)

    return during


def append(path, line):
    def alter():
        with path.open("a", encoding="utf-8") as file:
            file.write(line)

    return alter


ROWS = {
    "curation/lexicon.tsv": "新词语\tn\tNOUN\tstands in a headline\n",
    "curation/takedowns.tsv": "id\treason\npages/p1.txt\tasked\n",
    "curation/notes.tsv": "",
    "manifest.jsonl": "\n",
}


@pytest.mark.parametrize("name", ROWS)
def test_evidence_that_is_altered_meanwhile_is_named(corpus, tmp_path, altering, name):
    altering(append(corpus / name, ROWS[name]))
    with pytest.raises(BuildError) as refused:
        assemble.build(Settings(corpus=corpus), tmp_path / "out", "1.0.0")
    assert str(refused.value) == (
        f"{corpus}/{name}: was altered while the build ran; run the same command again: it goes "
        "on from what still holds"
    )
    assert not (tmp_path / "out").exists()


def test_the_same_command_then_builds_what_is_there(corpus, tmp_path, altering):
    altering(append(corpus / "curation" / "lexicon.tsv", ROWS["curation/lexicon.tsv"]))
    for _ in range(2):
        try:
            built = assemble.build(Settings(corpus=corpus), tmp_path / "out", "1.0.0")
        except BuildError:
            continue
    assert juku.verify(built.path, corpus=corpus) == []


def test_a_release_that_is_there_is_not_compared_with_what_came_of_two_states(
    corpus, tmp_path, altering
):
    assemble.build(Settings(corpus=corpus), tmp_path / "out", "1.0.0")
    altering(append(corpus / "curation" / "lexicon.tsv", ROWS["curation/lexicon.tsv"]))
    with pytest.raises(BuildError, match=r"lexicon\.tsv: was altered while the build ran"):
        assemble.build(Settings(corpus=corpus), tmp_path / "out", "1.0.0")


def test_a_library_that_is_replaced_meanwhile_is_told(corpus, tmp_path, altering, monkeypatch):
    code_sha256()  # kept for the process, of the library that is really there
    package = tmp_path / "site"
    (package / "release").mkdir(parents=True)
    (package / "release" / "card.md").write_text("old", "utf-8")
    monkeypatch.setattr(juku, "__path__", [str(package), *juku.__path__])
    altering(append(package / "release" / "card.md", "new"))
    with pytest.raises(
        BuildError, match=r"^juku: its own files were replaced while the build ran; "
    ):
        assemble.build(Settings(corpus=corpus), tmp_path / "out", "1.0.0")
    assert not (tmp_path / "out").exists()
    altering(append(package / "release" / ".card.md.swp", "of an editor"))
    assert assemble.build(Settings(corpus=corpus), tmp_path / "out", "1.0.0").path.is_dir()
