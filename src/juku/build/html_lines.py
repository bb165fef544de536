"""Which lines of a page of HTML are its main text, as trafilatura says."""

from __future__ import annotations

from typing import Any

from juku.errors import EvidenceError

ITEM = "- "
"""What trafilatura puts before an item of a list; the page has it nowhere."""
_SHORTEST = "25"
"""Characters of a main text that trafilatura does not doubt; its own 250 are for Latin letters."""


def extract(page: str, where: str) -> tuple[str, list[str]]:
    """The headline and the lines of the main text, as trafilatura gives them."""
    try:
        import trafilatura
    except ImportError as error:
        raise EvidenceError(f"{where}: HTML needs trafilatura; pip install trafilatura") from error
    sizes = trafilatura.settings.use_config()
    sizes.set("DEFAULT", "MIN_EXTRACTED_SIZE", _SHORTEST)
    made: Any = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=False, with_metadata=True, config=sizes
    )
    if made is None:
        return "", []
    return made.title or "", (made.text or "").split("\n")
