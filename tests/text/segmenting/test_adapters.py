"""Other libraries as segmenters: fakes of the exact call shape stand for each of them."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.errors import SegmenterError
from juku.records import LexiconEntry
from juku.text.segmenting import adapters, joining, words
from juku.text.segmenting.tokens import breaches

TEXTS = ["第七届进博会在上海举办。", "", " \n", "他 说好"]
CUT = {
    "第七届进博会在上海举办。": ["第七", "届", "进", "博会", "在", "上海", "举办", "。"],
    "他 说好": ["他", "说", "好"],
}
CTB = {"第七": "OD", "届": "M", "在": "P", "上海": "NR", "举办": "VV", "。": "PU", "他": "PN"}
LTP = {"第七": "m", "届": "q", "在": "p", "上海": "ns", "举办": "v", "。": "wp", "他": "r"}
UPOS = ["NUM", "NOUN", "PROPN", "ADP", "PROPN", "VERB", "PUNCT"]
LEXICON = [LexiconEntry("进博会", "nz", "PROPN", "a fair")]


@pytest.fixture
def install(monkeypatch):
    """Put a module of attributes where an import finds it, with a version."""

    def put(name, **attributes):
        module = ModuleType(name)
        vars(module).update(attributes)
        monkeypatch.setitem(sys.modules, name, module)
        monkeypatch.setattr(adapters, "version", lambda _: "9.9")

    return put


def _universal(word):
    return {"第七": "NUM", "届": "NOUN", "在": "ADP", "上海": "PROPN", "举办": "VERB",
            "。": "PUNCT", "他": "PRON"}.get(word, "X")  # fmt: skip


def _check(segmenter):
    tokens = segmenter.segment(TEXTS)
    assert breaches(tokens, TEXTS) == []
    assert tokens.of(0).words == ["第七", "届", "进博会", "在", "上海", "举办", "。"]
    assert tokens.of(0).upos == UPOS
    assert tokens.of(0).xpos[2] is None
    assert [len(tokens.of(i)) for i in (1, 2, 3)] == [0, 0, 3]


def test_spacy_gives_its_tokens_and_both_tags(install):
    class Pipeline:
        def pipe(self, texts):
            for text in texts:
                yield [
                    SimpleNamespace(text=w, tag_=CTB.get(w, ""), pos_=_universal(w), is_space=False)
                    for w in CUT[text]
                ] + [SimpleNamespace(text=" ", tag_="_SP", pos_="SPACE", is_space=True)]

    install("spacy", load={"zh_core_web_sm": Pipeline()}.__getitem__)
    segmenter = words.engine("spacy:zh_core_web_sm", LEXICON)
    _check(segmenter)
    assert segmenter.version.startswith("spacy-9.9 zh_core_web_sm lexicon-")


def test_spacy_without_its_model_says_how_to_get_it(install):
    def load(name):
        raise OSError(f"Can't find model '{name}'")

    install("spacy", load=load)
    with pytest.raises(SegmenterError, match="python -m spacy download zh_core_web_sm"):
        words.engine("spacy")


def test_stanza_gives_its_words_and_downloads_nothing(install):
    asked = {}

    class Document:
        def __init__(self, sentences, text):
            assert sentences == []
            self.text = text

    class Pipeline:
        def __init__(self, lang, **options):
            asked.update(options, lang=lang)

        def bulk_process(self, documents):
            for document in documents:
                document.sentences = [
                    SimpleNamespace(
                        words=[
                            SimpleNamespace(text=w, xpos=CTB.get(w), upos=_universal(w))
                            for w in CUT[document.text]
                        ]
                    )
                ]
            return documents

    install("stanza", Pipeline=Pipeline, Document=Document)
    _check(words.engine("stanza", LEXICON))
    assert asked == {
        "lang": "zh-hans",
        "processors": "tokenize,pos",
        "download_method": None,
        "verbose": False,
    }


def test_hanlp_maps_the_tags_of_the_chinese_treebank(install):
    def pipeline(texts, tasks):
        assert tasks == ["tok/fine", "pos/ctb"]
        cut = [CUT[text] for text in texts]
        return {"tok/fine": cut, "pos/ctb": [[CTB.get(w, "?") for w in ws] for ws in cut]}

    mtl = SimpleNamespace(SMALL="https://file.example/small.zip")
    install(
        "hanlp",
        load={"https://file.example/small.zip": pipeline}.__getitem__,
        pretrained=SimpleNamespace(mtl=mtl),
    )
    segmenter = words.engine("hanlp:SMALL", LEXICON)
    _check(segmenter)
    assert " SMALL " in segmenter.version


def test_ltp_maps_its_own_tags(install):
    class LTPModel:
        def __init__(self, name):
            assert name == "/models/small/"

        def pipeline(self, texts, tasks):
            assert tasks == ["cws", "pos"]
            cut = [CUT[text] for text in texts]
            return SimpleNamespace(cws=cut, pos=[[LTP.get(w, "?") for w in ws] for ws in cut])

    install("ltp", LTP=LTPModel)
    segmenter = words.engine("ltp:/models/small/", LEXICON)
    _check(segmenter)
    assert " small " in segmenter.version


@pytest.mark.parametrize("name", ["spacy", "stanza", "hanlp", "ltp"])
def test_a_library_that_is_not_there_is_named_with_its_remedy(monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(SegmenterError, match=f"segmenter {name}: .*; pip install {name}"):
        words.engine(name)


def test_an_engine_without_models_takes_none():
    with pytest.raises(SegmenterError, match="rjieba: takes no model; leave out :big"):
        words.engine("rjieba:big")


def test_rewritten_text_is_refused():
    with pytest.raises(SegmenterError, match="gives 'CD' where the text has 'ＣＤ好'"):
        adapters.align("some", ["ＣＤ好"], [[("CD", None, "X"), ("好", None, "ADJ")]])


def test_lost_text_is_refused():
    with pytest.raises(SegmenterError, match="leaves out '不好'"):
        adapters.align("some", ["好不好"], [[("好", None, "ADJ")]])


@given(text=st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_aligned_words_keep_the_token_law(text):
    pieces = [(piece, None, "X") for piece in text.split(" ")]
    assert breaches(adapters.align("some", [text], [pieces]), [text]) == []


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ([("进", "v", "VERB"), ("博会", "n", "NOUN")], (["进博会"], [None], ["PROPN"])),
        ([("进博会", "NN", "NOUN")], (["进博会"], [None], ["PROPN"])),
        ([("进博会", "NR", "PROPN")], (["进博会"], ["NR"], ["PROPN"])),
        ([("去进博会", "NN", "NOUN")], (["去进博会"], ["NN"], ["NOUN"])),
    ],
)
def test_a_lexicon_word_is_one_token_with_the_tag_of_the_lexicon(found, kept):
    text = "".join(word for word, _, _ in found)
    tokens = joining.keep_whole(
        adapters.align("x", [text], [found]), [text], LEXICON, words.engine("rjieba")
    )
    assert (list(tokens.words), list(tokens.xpos), list(tokens.upos)) == kept


def test_longer_lexicon_words_go_first_and_none_changes_the_other_texts():
    longer = [*LEXICON, LexiconEntry("进博会上", "nz", "NOUN", "made up")]
    texts = ["上", "进博会上", "进博会"]
    found = [[(character, None, "X") for character in text] for text in texts]
    tokens = joining.keep_whole(
        adapters.align("x", texts, found), texts, longer, words.engine("rjieba")
    )
    assert list(zip(tokens.words, tokens.upos, strict=True)) == [
        ("上", "X"),
        ("进博会上", "NOUN"),
        ("进博会", "PROPN"),
    ]


def test_a_lexicon_word_across_a_token_is_left_alone():
    tokens = adapters.align(
        "x", ["进博会上"], [[("进", None, "X"), ("博", None, "X"), ("会上", None, "X")]]
    )
    kept = joining.keep_whole(tokens, ["进博会上"], LEXICON, words.engine("rjieba"))
    assert kept is tokens
