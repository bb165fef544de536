"""Write every generated passage of the docs, or check that each agrees with the data.

python scripts/docs.py --release dist/juku-1.0.0 [--check]

Figures of the first corpus come from its release, figures of quality and speed from
docs/measurements/*.json, which scripts/evaluate*.py and scripts/benchmark*.py write.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku import contract
from juku.evaluation import measured
from juku.release import counting, facts, markers, passages
from juku.text import rules
from juku.text.forms import width

if TYPE_CHECKING:
    from juku.records import Kind

ROOT = Path(__file__).parents[1]
MARKED = (
    "DATASHEET.md",
    "docs/annotations.md",
    "docs/archives.md",
    "docs/layout.md",
    "docs/speed.md",
    "docs/words.md",
)
FIELDS = """# Fields

Generated from `schema/*.json`, the contract that every release keeps.
A *verbatim* field holds characters of the page, an *automatic* one was made by a program.
A *converted* one comes from a conversion table, a *curated* one from a person.
"""


def main() -> int:
    """Write or check; status 1 and the names of what disagrees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", type=Path, required=True)
    parser.add_argument("--check", action="store_true", help="write nothing; say what differs")
    args = parser.parse_args()
    wrong = []
    for path, text in generated(args.release).items():
        there = path.read_text("utf-8") if path.exists() else None
        if there == text:
            continue
        wrong.append(path.relative_to(ROOT))
        if not args.check:
            path.write_text(text, "utf-8")
    for path in wrong:
        print(
            f"{path}: {'disagrees with the data; run make docs-write' if args.check else 'written'}"
        )
    return 1 if args.check and wrong else 0


def generated(release: Path) -> dict[Path, str]:
    """Every file with generated passages → what it should say."""
    values = {
        **passages.of_release(*found(release)),
        **measured.passages(ROOT / "docs" / "measurements"),
        **{f"rules-{kind}": rules_of(kind) for kind in rules.BY_KIND},
        "edit-rules": passages.markdown(
            ["`edit_rule`", "what the rule does"],
            [(f"`{name}`", does) for name, does in width.RULES.items()],
        ),
    }
    made = {
        ROOT / name: markers.fill((ROOT / name).read_text("utf-8"), values, name)
        for name in MARKED
        if (ROOT / name).exists()
    }
    tables = [
        f"## {n}\n\n{contract.table(n).description}\n\n{contract.field_table(n)}"
        for n in contract.TABLES
    ]
    return {**made, ROOT / "docs" / "fields.md": "\n\n".join([FIELDS.strip(), *tables]) + "\n"}


def rules_of(kind: Kind) -> str:
    """The rules that make a block one of a kind, as a table."""
    rows = [(f"`{name}`", says) for name, says in rules.BY_KIND[kind].items()]
    return passages.markdown([f"{kind} by", "what the rule says"], rows)


def found(release: Path) -> tuple[facts.Facts, dict[str, Any]]:
    """The facts of the release, with the pages that its manifest lists, and its record."""
    record = json.loads((release / "provenance.json").read_text("utf-8"))
    return counting.collect(release, record["evidence"]["pages_by_day"]), record


if __name__ == "__main__":
    sys.exit(main())
