"""Which lines of a page of HTML are its main text, as trafilatura says."""

from __future__ import annotations

from typing import Any

from juku.errors import EvidenceError

ITEM = "- "
"""What trafilatura puts before an item of a list; the page has it nowhere."""
_SHORTEST = "25"
"""Characters of a main text that trafilatura does not doubt; its own 250 are for Latin letters."""


def extract(page: str, where: str) -> tuple[str, list[str]]:
    """The headline and the lines of the main text, as trafilatura gives them.

    Raises:
        EvidenceError: trafilatura, or what it imports itself, is not installed.
    """
    why = missing()
    if why is not None:
        raise EvidenceError(f"{where}: {why}")
    import trafilatura

    sizes = trafilatura.settings.use_config()
    sizes.set("DEFAULT", "MIN_EXTRACTED_SIZE", _SHORTEST)
    made: Any = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=False, with_metadata=True, config=sizes
    )
    if made is None:
        return "", []
    return made.title or "", (made.text or "").split("\n")


def missing() -> str | None:
    """Why no page of HTML can be read here, and the remedy; None where nothing is missing.

    trafilatura asks for lxml_html_clean by an extra of lxml, which pip before 23.3 passes over.
    """
    try:
        import trafilatura  # noqa: F401  # that it can be imported is what is asked
    except ImportError as error:
        return _told(error)
    return None


def _told(error: ImportError) -> str:
    """The fact and the remedy of an import that failed."""
    if isinstance(error, ModuleNotFoundError) and error.name == "trafilatura":
        return "HTML needs trafilatura; pip install trafilatura lxml_html_clean"
    if "lxml_html_clean" in str(error):
        return "trafilatura needs lxml_html_clean; pip install lxml_html_clean"
    return f"trafilatura is there, but cannot be imported ({error}); install it anew"
