"""A question that can be cited: what is kept of it and of its answer in a file.

The file says what was asked of which release, how many rows came, and a fingerprint of them. That
of a concordance is taken over the hits' sentences and places, so that two releases with the same
sentences agree whatever else changed.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from juku import __version__
from juku.errors import QueryError
from juku.query.answers import files
from juku.query.answers.values import jsonable
from juku.query.measures import concordance
from juku.surroundings import told

if TYPE_CHECKING:
    from pathlib import Path

    from juku.query.answers.results import Result

FORMAT = 1
"""Version of the file's shape."""

QUESTIONS = (
    "find",
    "count",
    "words",
    "ngrams",
    "collocates",
    "keyness",
    "compare",
    "dispersion",
    "trend",
)
"""What can be asked again."""

KEYS = {"location": str, "about": dict, "rows": int, "sha256": str}
"""What a saved question has, and of which type."""

ABOUT = ("options", "release", "version", "identity")
"""What it says of the question besides its name."""

DIGITS = 9
"""Significant digits of a number that count: the last bits differ between processors."""


def cite(result: Result, location: str) -> dict[str, Any]:
    """What is kept of a question and its answer, as JSON can hold it."""
    return {
        "juku_query": FORMAT,
        "location": location,
        "about": result.about.as_dict(),
        "rows": len(result),
        "sha256": fingerprint(result),
    }


def save(result: Result, location: str, path: Path) -> None:
    """Write the citation of ``result``, which was asked of the release at ``location``.

    Raises:
        QueryError: it is of no question that can be asked again, or ``path`` cannot be written.
    """
    asked = result.about.question
    if asked not in QUESTIONS:
        raise QueryError(f"save: {asked} cannot be asked again; save one of {', '.join(QUESTIONS)}")
    text = json.dumps(cite(result, location), ensure_ascii=False, indent=1, allow_nan=False)
    with files.placed(path) as part:
        part.write_text(text + "\n", "utf-8")


def load(path: Path) -> dict[str, Any]:
    """A saved question.

    Raises:
        QueryError: the file is not one.
    """
    try:
        saved: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except OSError as error:
        elsewhere = "name a file that --save wrote"
        raise QueryError(told(path, "cannot be read", error, elsewhere)) from error
    except (ValueError, RecursionError) as error:
        raise QueryError(f"{path}: is not what --save wrote ({error}); save it again") from error
    if not isinstance(saved, dict) or saved.get("juku_query") != FORMAT:
        raise QueryError(
            f"{path}: juku_query: is not {FORMAT}; save the query with juku {__version__}"
        )
    about = saved.get("about")
    lacks = [key for key, kind in KEYS.items() if not isinstance(saved.get(key), kind)]
    if isinstance(about, dict):
        lacks += [f"about.{key}" for key in ABOUT if key not in about]
        if about.get("question") not in QUESTIONS:
            lacks.append("a known question")
        if not isinstance(about.get("options", {}), dict):
            lacks.append("about.options as an object")
    if lacks:
        raise QueryError(f"{path}: lacks {', '.join(lacks)}; save the query again")
    return saved


def fingerprint(result: Result) -> str:
    """SHA-256 of the rows, of a concordance that of its hits."""
    if isinstance(result, concordance.Concordance):
        return concordance.fingerprint(result.index, result.hits)
    digest = hashlib.sha256()
    for row in result.rows():
        line = json.dumps([_rounded(jsonable(value)) for value in row.values()], ensure_ascii=False)
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _rounded(value: Any) -> Any:
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value
