"""Which lines of a page of HTML are its main text: what trafilatura says, and items of lists."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from juku.errors import EvidenceError
from juku.text import marks

ITEM = "- "
"""What trafilatura puts before an item of a list; the page has it nowhere."""
_SHORTEST = "25"
"""Characters of a main text that trafilatura does not doubt; its own 250 are for Latin letters."""


def extract(page: str, where: str) -> tuple[str, list[str]]:
    """The headline and the lines of the main text, as trafilatura gives them.

    It leaves lists out unless it is asked for all that may be text; of that answer the items are
    taken, where they stand between lines of its first answer or behind them.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise EvidenceError(f"{where}: HTML needs trafilatura; pip install trafilatura") from error
    sizes = trafilatura.settings.use_config()
    sizes.set("DEFAULT", "MIN_EXTRACTED_SIZE", _SHORTEST)
    made: Any
    more: Any
    made, more = (
        trafilatura.bare_extraction(
            page,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            favor_recall=all_,
            config=sizes,
        )
        for all_ in (False, True)
    )
    if made is None:
        return "", []
    return made.title or "", _with_items(_lines(made), _lines(more))


def _lines(made: Any) -> list[str]:
    return (made.text or "").split("\n") if made is not None else []


def _with_items(lines: list[str], more: list[str]) -> list[str]:
    """``lines`` with the items of lists that only ``more`` has, each behind the line it is behind.

    Behind the last line are also addresses and charts of what is read most: there an item is text
    only where it ends as a sentence does.
    """
    behind: dict[str, list[str]] = {line: [] for line in lines}
    last = None
    for line in more:
        if line in behind:
            last = line
        elif last is not None and line.startswith(ITEM):
            behind[last].append(line)
    if lines:
        behind[lines[-1]] = [*takewhile(_ends_a_sentence, behind[lines[-1]])]
    return [found for line in lines for found in (line, *behind.pop(line, ()))]


def _ends_a_sentence(line: str) -> bool:
    return marks.is_final(line) or line.endswith(("；", ";"))
