"""Find words that the segmenter cuts apart, and see what a lexicon entry changes.

suggest proposes words from the corpus itself, best first, with frequency, cohesion (bits),
branching (bits) and how they are cut now; accept one by writing its row, with a reason, into
curation/lexicon.tsv. check says what the rows change: how often each word stands whole before and
after, and every stretch that is cut otherwise without one of the words in it. With ENTRY (a word,
or word:xpos:upos) only those are checked, taken on top of the lexicon as it is.

  juku lexicon suggest corpus --top 30
  juku lexicon check corpus
  juku lexicon check corpus 碳达峰:n:NOUN --sample other-news.tsv

CORPUS is a corpus, a folder of .txt and .tsv files, or one such file.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from juku.errors import so_many
from juku.remote import local

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from juku.records import LexiconEntry
    from juku.text.segmenting.tokens import Segmenter


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the two subcommands."""
    from juku.build.rows.kit import DEFAULT_SEGMENTER

    actions = parser.add_subparsers(metavar="ACTION", required=True)
    propose = actions.add_parser("suggest", help="propose new words from the corpus")
    propose.add_argument("corpus", type=local, help="a corpus, a folder of texts, or one file")
    propose.add_argument("--top", type=int, default=50, metavar="N", help="candidates to print")
    propose.add_argument("--count", type=int, default=4, metavar="N", help="occurrences at least")
    propose.add_argument("--length", type=int, default=7, metavar="N", help="characters at most")
    propose.set_defaults(action=_suggest)
    check = actions.add_parser("check", help="say what entries change")
    check.add_argument("corpus", type=local, help="a corpus, a folder of texts, or one file")
    check.add_argument("entries", nargs="*", metavar="ENTRY", help="word or word:xpos:upos")
    check.add_argument(
        "--sample",
        type=local,
        action="append",
        default=[],
        metavar="FILE",
        help="other news that should not change (may be given again)",
    )
    check.set_defaults(action=_check)
    for action in (propose, check):
        action.add_argument(
            "--segmenter",
            default=DEFAULT_SEGMENTER,
            metavar="NAME",
            help="that of the build; default: %(default)s, as there",
        )


def run(args: argparse.Namespace) -> int:
    """Do what the subcommand says."""
    return int(args.action(args))


def _suggest(args: argparse.Namespace) -> int:
    from juku.build import texts
    from juku.errors import EvidenceError
    from juku.text.segmenting import suggest, words

    if args.top < 0:
        raise EvidenceError(f"--top: is {args.top}; give the number of candidates, 0 or more")
    limits = suggest.Limits(count=args.count, length=args.length)
    segmenter = words.make(args.segmenter, texts.lexicon(args.corpus))
    found = suggest.suggest(_sentences(args.corpus), segmenter, limits)
    print("word\tcount\tcohesion\tbranching\tscore\tcut\tcontexts")
    for each in found[: args.top]:
        figures = f"{each.cohesion:.1f}\t{each.branching:.2f}\t{each.score:.1f}"
        contexts = " / ".join(each.contexts)
        print(f"{each.word}\t{each.count}\t{figures}\t{each.cut}\t{contexts}")
    return 0


def _check(args: argparse.Namespace) -> int:
    from juku.build import texts
    from juku.text.segmenting import words

    curated = texts.lexicon(args.corpus)
    named = _entries(args.entries)
    checked = named or curated
    before = words.make(args.segmenter, curated if named else ())
    after = words.make(args.segmenter, (*curated, *named))
    spelt = [entry.word for entry in checked]
    read = {path: _sentences(path) for path in (args.corpus, *args.sample)}
    for path, sentences in read.items():
        _report(path, sentences, spelt, (before, after))
    return 0


def _sentences(path: Path) -> list[str]:
    """Those to look at; what a build would set aside is passed over and named."""
    from juku.build import texts
    from juku.build.reading import readers

    aside: list[readers.Failure] = []
    sentences = texts.sentences(path, aside)
    for one in readers.told(aside):
        print(f"juku: note: passed over: {one}", file=sys.stderr)
    return sentences


def _entries(asked: Sequence[str]) -> tuple[LexiconEntry, ...]:
    """Entries as the command line has them, held to the rules of the file.

    Raises:
        EvidenceError: naming every entry that cannot be taken.
    """
    from juku.errors import EvidenceError, Findings
    from juku.text.segmenting import lexicon

    taken: dict[str, LexiconEntry] = {}
    found = Findings()
    for entry in asked:
        word, _, tags = entry.partition(":")
        xpos, _, upos = tags.partition(":")
        row = f"{word}\t{xpos or 'nz'}\t{upos or 'PROPN'}\tasked on the command line"
        made, wrong = lexicon.inspect("\t".join(lexicon.HEADER) + f"\n{row}", _ENTRY)
        found.messages += [
            f"{entry}: {one.removeprefix(f'{_ENTRY}:2: ')}" for one in wrong.messages
        ]
        if word in taken:
            found.add(entry, "is given twice", "give each word once")
        taken |= {one.word: one for one in made}
    found.raise_as(EvidenceError)
    return tuple(taken.values())


_ENTRY = "ENTRY"
"""What an entry of the command line is called where a file has its path."""


def _report(
    path: Path, sentences: Sequence[str], words: Sequence[str], pair: tuple[Segmenter, Segmenter]
) -> None:
    from juku.text.segmenting import effects

    found = effects.changes(sentences, *pair)
    aside = [change for change in found if not change.wanted(words)]
    changed = len({change.text for change in found})
    print(
        f"{path}: {so_many(len(sentences), 'sentences')}, {changed} cut otherwise,"
        f" {len(found)} stretches, {len(aside)} of them without an entry's word"
    )
    for each in effects.standings(sentences, words, *pair):
        if each.occurs:
            print(f"  {each.word}\toccurs {each.occurs}\twhole {each.before} → {each.after}")
    for change in aside:
        cuts = f"{'|'.join(change.before)} → {'|'.join(change.after)}"
        print(f"  aside\t{cuts}\t{sentences[change.text]}")
