"""The card that is shipped beside the contextual engine's model."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from typing import TYPE_CHECKING

from juku.evaluation.trials import GSD_DEV, GSD_V1, PUD
from juku.text.ud import train_tags, train_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juku.text.ud.treebank import GoldSentence

FILE = "card.json"
LICENCE = "CC BY-SA 4.0"
SOURCES = {
    GSD_V1: (
        "UD_Chinese-GSD, train, UD v1 edition, simplified",
        "CC BY-SA 4.0",
        "multi-criteria-cws, commit 24be488d, data/other/udc",
    ),
    GSD_DEV: ("UD_Chinese-GSDSimp, dev", "CC BY-SA 4.0", "commit eb3aed31"),
    PUD: (
        "UD_Chinese-PUD, Wikipedia half, simplified with equal lengths",
        "CC BY-SA 3.0",
        "commit 2849afd9",
    ),
}
CONVERSION = {
    "from_v1": "UD v1 tags and marks to v2: CONJ is CCONJ; copula and 被 are AUX, 把, 将 ADP; "
    "aspect particles are AUX, sentence-final ones PART; ASCII marks become full width; 著 becomes "
    "着 where it is the particle or ends a word that is no noun or adjective of writing or fame",
    "harmonise": "SCONJ of 的, 地 and of adverbs that open a clause is PART and ADV, as in PUD",
    "merge": "derivational affixes of GSD are glued to their Han stems: 发言|人 is 发言人",
}
"""The functions of juku.text.ud.standard, and what each does to the data."""


def card(sentences: Sequence[GoldSentence], files: Mapping[str, bytes], model: bytes) -> str:
    """The card as JSON; ``files`` are the training data as read, by name."""
    fitted = {"words": train_words.SETTINGS, "tags": train_tags.SETTINGS}
    facts = {
        "name": "juku ud",
        "task": "word segmentation and universal parts of speech of simplified Chinese",
        "model": "linear-chain CRF over characters, then a linear model over words",
        "licence": LICENCE,
        "licence_reason": "adapted from treebanks under CC BY-SA; the code's licence is another",
        "sha256": hashlib.sha256(model).hexdigest(),
        "bytes": len(model),
        "sentences": len(sentences),
        "words": sum(len(sentence.words) for sentence in sentences),
        "data": [_source(name, data) for name, data in files.items()],
        "conversion": CONVERSION,
        "dictionary": {"name": "jieba", "version": version("jieba"), "licence": "MIT"},
        "rough_cut": {"name": "rjieba", "version": version("rjieba"), "licence": "MIT"},
        "fitting": {name: str(settings) for name, settings in fitted.items()},
        "scores": "docs/measurements/words.json, each set scored by a model that has not seen it",
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def _source(name: str, data: bytes) -> dict[str, str]:
    title, licence, origin = SOURCES[name]
    digest = hashlib.sha256(data).hexdigest()
    return {"file": name, "title": title, "licence": licence, "from": origin, "sha256": digest}
