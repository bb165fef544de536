"""Write schema/ambiguous.json: the characters that OpenCC's dictionaries convert one to many.

    python scripts/list_ambiguous.py

Run it after OpenCC is upgraded; a test fails when the table is not of the installed version.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import opencc

CLIB = Path(opencc.__file__).parent / "clib"
TARGET = Path(__file__).parent.parent / "schema" / "ambiguous.json"
DICTIONARIES = {"s2t": "STCharacters", "t2s": "TSCharacters"}
HIGHEST_BMP = 0xFFFF


def entries(dictionary: str) -> dict[str, list[str]]:
    """Character → its candidates, as OpenCC's own tool prints them."""
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "printed.txt"
        command = [CLIB / "bin" / "opencc_dict", "-f", "ocd2", "-t", "text"]
        source = CLIB / "share" / "opencc" / f"{dictionary}.ocd2"
        subprocess.run(
            [*command, "-i", source, "-o", printed], check=True, stdout=subprocess.DEVNULL
        )
        rows = (row.split("\t") for row in printed.read_text("utf-8").splitlines() if "\t" in row)
        return {key: values.split(" ") for key, values in rows}


def common(candidates: list[str]) -> list[str]:
    """Without characters outside the BMP: rare variants that no newspaper means."""
    return [each for each in candidates if ord(each) <= HIGHEST_BMP]


def main() -> None:
    """Write the table."""
    table: dict[str, object] = {
        "description": "Characters with more than one candidate in OpenCC's character"
        " dictionaries, candidates outside the BMP left out; the first candidate is OpenCC's"
        " choice where no phrase decides. Written by scripts/list_ambiguous.py.",
        "opencc": opencc.__version__,
    }
    for config, dictionary in DICTIONARIES.items():
        several = {key: common(values) for key, values in entries(dictionary).items()}
        table[config] = {
            key: "".join(several[key]) for key in sorted(several) if len(several[key]) > 1
        }
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{TARGET.name}: " + ", ".join(f"{name} {len(table[name])}" for name in DICTIONARIES))


if __name__ == "__main__":
    main()
