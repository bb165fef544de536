"""What two stretches of text share is the same number in every process."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest

from juku.text.mending import telling, topics

PROGRAM = """
from juku.text.mending import topics
texts = ["进博会开幕式在上海举行，各国客商云集展馆", "展馆外的广场上，客商排队入场，志愿者引路",
         "志愿者引路之余还教老人用手机，展馆里有翻译", "上海的展馆周边，老人用手机拍下广场夜景"]
given = {pair: weight + 1 / (1 + ord(pair[0]) * ord(pair[1]) % 97)
         for pair, weight in topics.weights(texts).items()}
print([topics.told(one, other, given).hex() for one in texts for other in texts])
"""


def test_what_is_told_does_not_hang_on_the_order_of_a_set():
    """Python seeds the hashes of strings anew in every process, and sets are ordered by them."""
    said = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={"PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in range(1, 7)
    }
    assert len(said) == 1


@pytest.mark.parametrize("other", [-math.inf, math.inf])
def test_what_tells_does_not_hang_on_the_last_bit_of_a_logarithm(monkeypatch, other):
    """Which is another with another C library, and decides where two stories fit equally well."""
    texts = ["进博会开幕", "进博会闭幕", "水稻开镰", "竹农领到了林权证"]
    given = topics.weights(texts), [telling.words.__wrapped__(text) for text in texts]
    for module in (topics, telling):
        monkeypatch.setattr(module, "log", lambda x: math.nextafter(math.log(x), other))
    assert given == (topics.weights(texts), [telling.words.__wrapped__(text) for text in texts])


def test_a_share_is_of_the_smaller_sides_pairs():
    given = topics.weights(["进博会开幕", "进博会闭幕", "水稻开镰"])
    assert topics.told("进博会开幕", "进博会开幕了", given) == 1.0
    assert topics.told("进博会开幕", "水稻开镰", given) == 0.0
    assert topics.told("", "水稻开镰", given) == 0.0
