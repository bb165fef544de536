"""Word standards: UD v1 to v2, and derivational affixes glued or left apart.

Three things are done to the Chinese GSD treebanks, each a function of its own so that the docs
can say which figures rest on which:

``from_v1``     tags and punctuation of the UD v1 edition as the v2 edition has them;
``harmonise``   的 and adverbs that open a clause (``SCONJ`` in GSD only) as PUD tags them;
``merge``       发言|人 to 发言人: GSD cuts derivational affixes off, PUD and newspapers do not.

The *fine* standard leaves ``merge`` out; the *merged* standard has it in.
"""

from __future__ import annotations

from dataclasses import replace

from juku.text.ud.treebank import GoldSentence, GoldWord

FULL_WIDTH = {
    ",": "，",
    ".": "。",
    "(": "（",
    ")": "）",
    ":": "：",
    ";": "；",
    "?": "？",
    "!": "！",
    "--": "——",
    "----": "——",
    "...": "……",
    "......": "……",
    "``": "“",
    "''": "”",
}
# 著 stays in these; elsewhere at the end of a word it stands for 着 in the converted text.
_KEEPS_ZHU = (
    "名著",
    "显著",
    "卓著",
    "原著",
    "巨著",
    "专著",
    "土著",
    "编著",
    "论著",
    "遗著",
    "合著",
)
_SUFFIX = {"SFN", "SFV", "SFA", "PFN"}
_PREFIX = {"PFA"}


def from_v1(sentence: GoldSentence) -> GoldSentence:
    """A sentence of the UD v1 edition with the forms and universal tags of v2."""
    return replace(sentence, words=tuple(map(_word_from_v1, sentence.words)))


def _word_from_v1(word: GoldWord) -> GoldWord:
    form = _form_from_v1(word)
    return replace(word, form=form, upos=_upos_from_v1(word))


def _form_from_v1(word: GoldWord) -> str:
    if word.upos == "PUNCT":
        return FULL_WIDTH.get(word.form, word.form)
    if word.form.endswith("著") and not word.form.endswith(_KEEPS_ZHU):
        bare = word.form == "著" and word.xpos != "AS"
        return word.form if bare else word.form[:-1] + "着"
    return word.form


def _upos_from_v1(word: GoldWord) -> str:
    """The v2 tag, from the v1 tag, the language's own tag and the relation to the head.

    >>> _upos_from_v1(GoldWord("是", "VERB", "VC", "cop"))
    'AUX'
    """
    by_relation = {
        ("VC", "cop"): "AUX",
        ("BB", "auxpass"): "AUX",
        ("BB", "aux:caus"): "ADP",
        ("RB", "mark"): "SCONJ",
        ("DEC", "acl:relcl"): "SCONJ",
    }
    by_tag = {("PART", "AS"): "AUX", ("X", "UH"): "PART", ("SYM", "/"): "PUNCT"}
    if word.upos == "CONJ":
        return "CCONJ"
    changed = by_relation.get((word.xpos, word.deprel)) or by_tag.get((word.upos, word.xpos))
    return changed or word.upos


def harmonise(sentence: GoldSentence) -> GoldSentence:
    """A sentence with GSD's clause markers tagged as PUD tags the same words."""
    fold = {"DEC": "PART", "DEV": "PART", "RB": "ADV"}
    words = (
        replace(word, upos=fold.get(word.xpos, word.upos)) if word.upos == "SCONJ" else word
        for word in sentence.words
    )
    return replace(sentence, words=tuple(words))


def merge(sentence: GoldSentence) -> GoldSentence:
    """A sentence with derivational affixes glued to their stems, where both are Han.

    The whole is a NOUN, or a PROPN where the stem is one.

    >>> stem, affix = GoldWord("发言", "VERB", "VV"), GoldWord("人", "PART", "SFN")
    >>> [(word.form, word.upos) for word in merge(GoldSentence("", (stem, affix))).words]
    [('发言人', 'NOUN')]
    """
    words: list[GoldWord] = []
    for word in sentence.words:
        last = words[-1] if words else GoldWord(" ")
        suffixed = word.xpos in _SUFFIX and word.upos == "PART"
        prefixed = last.xpos in _PREFIX and last.upos == "PART"
        if (suffixed or prefixed) and not last.space_after and _han(last.form + word.form):
            stem = word if prefixed else last
            words[-1] = _glued(last.form + word.form, stem, word, still_open=prefixed and suffixed)
        else:
            words.append(word)
    return replace(sentence, words=tuple(words))


def _glued(form: str, stem: GoldWord, last: GoldWord, *, still_open: bool) -> GoldWord:
    upos = "PROPN" if stem.upos == "PROPN" else "NOUN"
    xpos = "PFA" if still_open else ("NNP" if upos == "PROPN" else "NN")
    return GoldWord(form, upos, xpos, stem.deprel, space_after=last.space_after)


def _han(form: str) -> bool:
    return all("\u3400" <= mark <= "\u9fff" or mark in "〇○" for mark in form)
