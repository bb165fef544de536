"""A question that can be cited: asked again, of the same release or another, and compared.

The file says what was asked of which release, how many rows came, and a fingerprint of them. That
of a concordance is taken over the hits' sentences and places, so that two releases with the same
sentences agree whatever else changed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku import __version__
from juku.errors import QueryError
from juku.query import files
from juku.query.concordance import Concordance, fingerprint
from juku.query.doors import open_questions
from juku.query.writing import jsonable
from juku.remote import is_address

if TYPE_CHECKING:
    from juku.query.doors import Questions
    from juku.query.results import Result

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


@dataclass(frozen=True, slots=True)
class Rerun:
    """A question that was asked again."""

    saved: dict[str, Any]
    """What the file says."""
    result: Result
    rows_then: int
    rows_now: int
    same: bool
    """Whether the rows (of a concordance: the hits) have the same fingerprint."""
    same_release: bool
    """Whether the release has the identity that it had."""

    def verdict(self) -> str:
        """One line for a person."""
        what = "hits" if self.saved["about"]["question"] == "find" else "rows"
        then, now = self.saved["about"], self.result.about
        old = " ".join(filter(None, [then["release"], then["version"]]))
        new = " ".join(filter(None, [now.release, now.version]))
        where = f"the same release, {new}" if self.same_release else f"{new}, not {old} as then"
        if self.same:
            return f"the same {self.rows_now:,} {what}; {where}"
        return f"different: {self.rows_now:,} {what}, then {self.rows_then:,}; {where}"


def cite(result: Result, location: str) -> dict[str, Any]:
    """What is kept of a question and its answer, as JSON can hold it."""
    return {
        "juku_query": FORMAT,
        "location": location,
        "about": result.about.as_dict(),
        "rows": len(result),
        "sha256": _digest(result),
    }


def save(result: Result, location: str, path: Path) -> None:
    """Write the citation of ``result``, which was asked of the release at ``location``.

    Raises:
        QueryError: ``path`` cannot be written.
    """
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
    except (OSError, ValueError, RecursionError) as error:
        raise QueryError(f"{path}: cannot be read: {error}; save the query again") from error
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


def find_release(path: Path, saved: dict[str, Any]) -> str | Path:
    """Where the release lies that a saved question was asked of.

    A path that is not absolute is looked for from the current folder, then from the file's.

    Raises:
        QueryError: it is in neither.
    """
    location = saved["location"]
    if is_address(location):
        return str(location)
    found = next((p for p in (Path(location), path.parent / location) if p.exists()), None)
    if found is None:
        raise QueryError(
            f"{path}: location: there is no {location}, neither from the current folder nor from "
            f"that of the file; name the release: `juku rerun {path} RELEASE`"
        )
    return found


def rerun(path: Path, location: str | Path | None = None) -> Rerun:
    """Ask a saved question again.

    Args:
        path: the file that `save` wrote.
        location: the release to ask; by default the one that was asked, see `find_release`.

    Raises:
        QueryError: the file is not a saved question, its options are unknown, or the release is
            no longer there.
    """
    saved = load(path)
    questions = open_questions(find_release(path, saved) if location is None else location)
    result = ask(questions, saved["about"]["question"], saved["about"]["options"])
    return Rerun(
        saved=saved,
        result=result,
        rows_then=saved["rows"],
        rows_now=len(result),
        same=_digest(result) == saved["sha256"],
        same_release=result.about.identity == saved["about"]["identity"],
    )


def ask(questions: Questions, name: str, options: dict[str, Any]) -> Result:
    """Ask by name, with options as JSON holds them.

    Raises:
        QueryError: there is no such question or option.
    """
    if name not in QUESTIONS:
        raise QueryError(f"question: there is no {name!r}; use one of {', '.join(QUESTIONS)}")
    try:
        result: Result = getattr(questions, name)(**options)
    except TypeError as error:
        raise QueryError(f"{name}: {error}; see `juku {name} --help`") from error
    return result


def _digest(result: Result) -> str:
    if isinstance(result, Concordance):
        return fingerprint(result.index, result.hits)
    digest = hashlib.sha256()
    for row in result.rows():
        line = json.dumps([_rounded(jsonable(value)) for value in row.values()], ensure_ascii=False)
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _rounded(value: Any) -> Any:
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value
