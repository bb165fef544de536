"""The generator lies beside these tests; the gold data, where it is, beside the project."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
GOLD = Path(__file__).parents[2].parent / "shared" / "gold"


@pytest.fixture(scope="session")
def gold():
    """The folder of the gold data; a test that needs it is skipped without it."""
    if not (GOLD / "ntrex-zh-news.tsv").exists():
        pytest.skip("the gold data is not beside the project (../shared/gold)")
    return GOLD


@pytest.fixture(scope="session")
def news(gold):
    """Stories whose paragraphs end as an editor ends them."""
    import storybank

    return storybank.bank(gold)


@pytest.fixture(scope="session")
def own():
    """Stories of our own text, which are always there."""
    import storybank

    return storybank.bank(None)
