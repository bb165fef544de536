"""rjieba against jieba: every difference in the words by kind, and how much faster.

    python scripts/compare_jieba.py FILE... [--write]

FILE is a treebank (.conll, .conllu), documents and text split by a tab (.tsv) or plain text; a
line is a text. ``jieba.cut`` is the reference for the words; speed is compared with
``jieba.posseg``, which is what gives words with tags. The status is 1 if a difference is of no
known kind. With ``--write``, the figures go into docs/measurements/jieba.json.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from itertools import accumulate, pairwise
from pathlib import Path

from juku.text.segmenting.words_jieba import JiebaSegmenter, RjiebaSegmenter
from juku.text.ud import treebank

TARGET = Path(__file__).parent.parent / "docs" / "measurements" / "jieba.json"
ROUNDS = 3
SHOWN = 5
RUN = re.compile(r"[A-Za-z0-9.+#&_%-]+")
# jieba reads a run of ASCII characters with a pattern for letters and digits, one decimal part
# and a percent sign, and leaves every other mark a piece; rjieba keeps the run whole.
KINDS = (
    ("letters or digits joined by a hyphen", re.compile(r"[A-Za-z0-9]-+[A-Za-z0-9]")),
    ("a decimal with letters behind it", re.compile(r"\d\.\d+[A-Za-z]")),
    ("points in a web address, initials or a section number", re.compile(r"[A-Za-z0-9]\.")),
    ("another ASCII mark between letters or digits", re.compile(r"[A-Za-z0-9][+#&_%]")),
)

Difference = tuple[str, str, str]
"""The kind, rjieba's pieces and jieba's, a bar between."""


def texts(path: Path) -> list[str]:
    """The texts of one file."""
    raw = path.read_text("utf-8")
    if path.suffix in {".conll", ".conllu"}:
        read = treebank.read(raw, path.name)
        return ["".join(word.form for word in sentence.words) for sentence in read]
    lines = (line.rpartition("\t")[2] for line in raw.split("\n"))
    # Treebanks write a text as words with blanks between; Han needs none.
    return [re.sub(r"(?<![ -~]) | (?![ -~])", "", line).strip() for line in lines]


def differences(text: str, fast: list[str], reference: list[str]) -> list[Difference]:
    """Stretches between shared boundaries that are not cut alike, each with its kind."""
    cuts = [[0, *accumulate(map(len, pieces))] for pieces in (fast, reference)]
    found = []
    for start, end in pairwise(sorted(set(cuts[0]) & set(cuts[1]))):
        one, other = (
            "|".join(text[a:b] for a, b in pairwise(cut) if start <= a and b <= end) for cut in cuts
        )
        if one != other:
            found.append((kind(text[start:end], one), one, other))
    return found


def kind(stretch: str, fast: str) -> str:
    """What sort of difference it is: a run of ASCII that rjieba keeps whole, or unexplained."""
    if RUN.fullmatch(stretch) and fast == stretch:
        for name, pattern in KINDS:
            if pattern.search(stretch):
                return name
    return "unexplained"


def example(found: list[Difference], name: str) -> tuple[str, str]:
    """The first difference of a kind, as the two cut it; a bar would end a table's cell."""
    return next((one, other.replace("|", " ")) for k, one, other in found if k == name)


def seconds(work: object, batch: list[str]) -> float:
    """CPU time of ``work`` on ``batch``."""
    begin = time.process_time()
    work(batch)  # type: ignore[operator]
    return time.process_time() - begin


def main() -> int:
    """Compare, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    batch = list(dict.fromkeys(text for file in args.files for text in texts(file) if text))
    fast, slow = RjiebaSegmenter(), JiebaSegmenter()
    found = [
        difference
        for text in batch
        for difference in differences(text, fast.cut([text])[:-1], slow.cut(text))
    ]
    counts = Counter(name for name, _, _ in found)
    for name, times in counts.most_common():
        print(f"{times:5} {name}")
        alike = dict.fromkeys(f"{one}  ←  {other}" for k, one, other in found if k == name)
        for line in list(alike)[: None if name == "unexplained" else SHOWN]:
            print(f"      {line}")
    rounds = [
        (
            seconds(fast.cut, batch),
            seconds(fast.segment, batch),
            seconds(lambda some: [list(slow._tagger.cut(text)) for text in some], batch),  # noqa: SLF001
        )
        for _ in range(ROUNDS)
    ]
    cut, tagged, posseg = (min(times) for times in zip(*rounds, strict=True))
    size = sum(map(len, batch))
    figures = {
        "bytes": sum(len(text.encode()) for text in batch),
        "characters": size,
        "texts": len(batch),
        "unexplained": counts["unexplained"],
        "words_ratio": round(posseg / cut, 1),
        "tokens_ratio": round(posseg / tagged, 1),
    }
    speeds = [("rjieba, words", cut), ("rjieba, words and tags", tagged), ("posseg", posseg)]
    tables = {
        "jieba-differences": {
            "header": ["difference", "how often", "rjieba", "jieba"],
            "rows": [[name, n, *example(found, name)] for name, n in counts.most_common()],
        },
        "jieba-speed": {
            "header": ["what", "characters a second", "times posseg"],
            "rows": [[name, round(size / took), round(posseg / took, 1)] for name, took in speeds],
        },
    }
    print(json.dumps(figures, indent=1))
    if args.write:
        written = json.dumps({**figures, "tables": tables}, ensure_ascii=False, indent=1)
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(written + "\n", "utf-8")
    return 1 if counts["unexplained"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
