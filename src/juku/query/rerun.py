"""A saved question asked again, of the same release or another, and compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku.errors import QueryError, so_many
from juku.query.citation import QUESTIONS, fingerprint, load
from juku.query.doors import open_questions
from juku.remote import is_address

if TYPE_CHECKING:
    from juku.query.answers.results import Result
    from juku.query.doors import Questions


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
            return f"the same {so_many(self.rows_now, what)}; {where}"
        return f"different: {so_many(self.rows_now, what)} now, {self.rows_then:,} then; {where}"


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
        path: the file that `juku.query.citation.save` wrote.
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
        same=fingerprint(result) == saved["sha256"],
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
