"""provenance.json that somebody edited or cut: said where and what, never a traceback."""

from __future__ import annotations

import json

import pytest

from juku.build.running.settings import Settings
from juku.errors import ReleaseError
from juku.release import assemble, hub, places, record, validate, verify, withhold, workplace


def put(root, dotted, value):
    path = root / record.NAME
    raw = json.loads(path.read_text("utf-8"))
    *inside, last = dotted.split(".")
    at = raw
    for name in inside:
        at = at.setdefault(name, {})
    at[last] = value
    path.write_text(json.dumps(raw), "utf-8")


@pytest.mark.parametrize("value", [None, 3, [1], ["x"], [["x"]], "x", {}, [], True])
@pytest.mark.parametrize(
    "name",
    [
        "about", "about.annotations_licence", "about.creators", "about.languages",
        "about.publishers", "about.released", "about.title", "code", "dependencies",
        "engines", "evidence", "evidence.pages_by_day", "options", "options.segmenter",
        "withheld", "withheld.taken_down",
    ],
)  # fmt: skip
def test_any_value_anywhere_is_a_finding_or_harmless(release, name, value):
    put(release, name, value)
    assert verify.verify(release)
    validate.release(release)


def test_every_misshapen_value_is_named_at_once(release):
    put(release, "options", [])
    put(release, "withheld.text", "half")
    put(release, "withheld.taken_down", [["a"]])
    put(release, "evidence.pages_by_day", {"demo": 3})
    put(release, "about.title", None)
    put(release, "about.creators", [])
    put(release, "about.languages", [5])
    with pytest.raises(ReleaseError) as caught:
        record.load(release)
    assert [line.split(": ")[1] for line in str(caught.value).splitlines()] == [
        "options", "evidence.pages_by_day", "withheld.text", "withheld.taken_down", "about.title",
        "about.creators", "about.languages",
    ]  # fmt: skip
    assert not withhold.of_release(release)


ENDLESS = (
    '{"name": "", "version": "", "identity": "",'
    ' "tables": {"sentences": {"row_hash": "", "rows": Infinity}}}'
)


@pytest.mark.parametrize("text", ["", "[]", "[[[[", "{}", ENDLESS])
def test_a_build_over_a_release_without_its_record_is_refused(release, mini_corpus, text):
    (release / record.NAME).write_text(text, "utf-8")
    with pytest.raises(ReleaseError, match=r"provenance\.json"):
        assemble.build(Settings(corpus=mini_corpus), release, "1.0.0")
    assert (release / record.NAME).read_text("utf-8") == text
    assert not workplace.of(release).exists()


@pytest.mark.parametrize(
    ("creator", "released", "told"),
    [
        ("Unnamed", "2000-01-01", "creators, released: are"),
        ("临江大学", "2000-01-01", "released: is"),
        ("Unnamed", "2024-12-01", "creators: is"),
    ],
)
def test_a_release_that_does_not_say_whose_it_is_is_not_published(
    release, tmp_path, creator, released, told
):
    put(release, "about.creators", [creator])
    put(release, "about.released", released)
    place = tmp_path / "mirror"
    for publish in (
        lambda: places.publish(release, str(place)),
        lambda: places.publish(release, str(place), dry_run=True),
        lambda: hub.publish(release, "user/demo", endpoint="http://127.0.0.1:9"),
    ):
        with pytest.raises(ReleaseError) as refused:
            publish()
        assert str(refused.value).startswith(
            f"{release}/provenance.json: about: {told} as `juku new` wrote, "
        )
    assert not place.exists()
