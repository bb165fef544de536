"""The card beside the model says what the model is."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest

from juku.text.ud.model import FILE, shipped

FOLDER = files("juku.text.ud")
GOLD = Path(__file__).parents[4] / "shared" / "gold"


@pytest.fixture(scope="module")
def card():
    return json.loads(FOLDER.joinpath("card.json").read_text("utf-8"))


def test_the_card_is_that_of_the_model(card):
    data = FOLDER.joinpath(FILE).read_bytes()
    assert card["sha256"] == hashlib.sha256(data).hexdigest()
    assert card["bytes"] == len(data) < 20_000_000
    assert shipped()[1] == card["sha256"][:12]


def test_every_source_has_a_licence_and_the_model_has_theirs(card):
    assert card["licence"] == "CC BY-SA 4.0"
    assert {row["licence"] for row in card["data"]} == {"CC BY-SA 4.0", "CC BY-SA 3.0"}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold data is not beside the project")
def test_the_sources_are_the_files_that_are_named(card):
    for row in card["data"]:
        data = (GOLD / row["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"]
