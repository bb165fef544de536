"""corpus/about.json: what the dataset is called, and by whom."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku import data
from juku.build.corpus.manifest import half_a_character, is_day, not_json
from juku.errors import EvidenceError, Findings, quoted
from juku.filehash import regular
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "about.json"

_NAME = re.compile(r"\w[\w-]*")
_LONGEST_NAME = 150
"""Bytes, so that a file can be named by it with a version and an ending, in 255 at the most."""
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"https?://[^\s/]\S*")


@dataclass(frozen=True, slots=True)
class Person:
    """A creator who is a person; every other is a name, and told as an organisation's."""

    family: str
    given: str | None = None

    @property
    def is_east_asian(self) -> bool:
        """Whether the name is written in full-width characters, the family's first.

        >>> Person("王", "小明").is_east_asian, Person("Wang", "Xiaoming").is_east_asian
        (True, False)
        """
        return all(unicodedata.east_asian_width(c) == "W" for c in self.family + (self.given or ""))

    @property
    def name(self) -> str:
        """The name as one writes it.

        >>> Person("王", "小明").name, Person("Wang", "Xiaoming").name, Person("Plato").name
        ('王小明', 'Xiaoming Wang', 'Plato')
        """
        if self.is_east_asian:
            return self.family + (self.given or "")
        return " ".join(filter(None, [self.given, self.family]))


@dataclass(frozen=True, slots=True)
class About:
    """What a corpus says of itself; the fields are those of schema/about.json."""

    name: str
    title: str
    description: str
    creators: tuple[str | Person, ...]
    publishers: Mapping[str, str]
    annotations_licence: str
    languages: tuple[str, ...]
    released: dt.date
    homepage: str | None = None

    @property
    def makers(self) -> tuple[str, ...]:
        """The names of the creators."""
        return tuple(one.name if isinstance(one, Person) else one for one in self.creators)


def load(root: Path) -> About:
    """Read about.json of the corpus at ``root``.

    Raises:
        EvidenceError: naming every field that is not as it should be.
    """
    about, found = inspect(root)
    found.raise_as(EvidenceError)
    return about


def inspect(root: Path) -> tuple[About, Findings]:
    """What about.json says, with all findings, none raised."""
    path = Path(root) / FILE
    found = Findings()
    row = _read(path, found)
    if row is not None:
        _check(row, path, found)
    if found or row is None:
        return default(Path(root).name), found
    return from_row(row), found


def misshapen(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The fields of a row that are not of the form of schema/about.json, and what they are not.

    One that is missing is in no form.

    >>> misshapen({"title": None, "languages": [5], "released": "today"})
    [('title', 'is no string'), ('languages', 'is no list<string>'), ('released', 'is no day')]
    """
    wrong = [
        (field["name"], f"is no {field['type']}")
        for field in data.load("about")["fields"]
        if field["name"] in row and not _fits(row[field["name"]], field["type"])
    ]
    if isinstance(row.get("released"), str) and not is_day(row["released"]):
        wrong.append(("released", "is no day"))
    return wrong


def from_row(row: Mapping[str, Any]) -> About:
    """What a row that has the form of schema/about.json says."""
    values: dict[str, Any] = {
        **row,
        "creators": tuple(
            one if isinstance(one, str) else Person(**one) for one in row["creators"]
        ),
        "languages": tuple(row["languages"]),
        "released": dt.date.fromisoformat(row["released"]),
    }
    return About(**values)


def default(name: str) -> About:
    """What `juku new` writes for a corpus called ``name``, to be edited by its curator."""
    plain = re.sub(r"[^\w-]+", "-", name).strip("-_") or "corpus"
    plain = plain.encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    return About(
        name=plain,
        title=f"{plain}: sentences of Chinese newspaper pages",
        description="Sentences of newspaper pages, each shown on the page that it came from.",
        creators=("Unnamed",),
        publishers={},
        annotations_licence="CC-BY-4.0",
        languages=("zh",),
        released=dt.date(2000, 1, 1),
    )


def unsaid(root: Path) -> str | None:
    """What a note says of fields that are as `juku new` wrote them; None where there are none."""
    same = as_made(to_row(load(root)))
    if same is None:
        return None
    return (
        f"{Path(root) / FILE}: {same}; every release is cited by them, so say whose it is and from "
        "when before you publish one"
    )


def as_made(row: Mapping[str, Any]) -> str | None:
    """That fields which a release is cited by are as `juku new` wrote them; None if none is.

    >>> as_made({**to_row(default("demo")), "released": "2024-11-04"})
    'creators: is as `juku new` wrote'
    """
    made = to_row(default(""))
    same = [name for name in ("creators", "released") if row.get(name) == made[name]]
    verb = "is" if len(same) == 1 else "are"
    return f"{', '.join(same)}: {verb} as `juku new` wrote" if same else None


def to_row(about: About) -> dict[str, Any]:
    """The row that says ``about``, as JSON has it; ``from_row`` reads it."""
    row: dict[str, Any] = {name: getattr(about, name) for name in About.__slots__}
    row["creators"] = [
        one if isinstance(one, str) else {k: v for k, v in asdict(one).items() if v is not None}
        for one in about.creators
    ]
    row["languages"] = list(about.languages)
    row["released"] = about.released.isoformat()
    if about.homepage is None:
        del row["homepage"]
    return row


def to_json(about: About) -> str:
    """The file that says ``about``."""
    return json.dumps(to_row(about), ensure_ascii=False, indent=1) + "\n"


def _read(path: Path, found: Findings) -> dict[str, Any] | None:
    try:
        raw = regular(path).read_bytes()
    except OSError as error:
        found.messages.append(told(path, "cannot be read", error, "`juku new` shows its form"))
        return None
    try:
        row = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        found.add(str(path), *not_json(raw, error, "`juku new` shows its form"))
        return None
    if not isinstance(row, dict):
        found.add(str(path), "is not a JSON object", "`juku new` shows its form")
        return None
    if (half := half_a_character(row)) is not None:
        found.add(str(path), half, "write the whole character")
        return None
    return row


def _check(row: dict[str, Any], path: Path, found: Findings) -> None:
    fields = {field["name"]: field for field in data.load("about")["fields"]}
    for name in sorted(row.keys() - fields.keys()):
        found.add(f"{path}: {name}", "is not known", f"known are {', '.join(fields)}")
    for name, field in fields.items():
        if name not in row:
            if not field["nullable"]:
                found.add(f"{path}: {name}", "is missing", f"add it: {field['description']}")
        elif not _fits(row[name], field["type"]):
            example = json.dumps(field["example"], ensure_ascii=False)
            found.add(f"{path}: {name}", f"is no {field['type']}", f"for example {example}")
    if not found:
        _check_values(row, path, found)


def _fits(value: Any, kind: str) -> bool:
    match kind:
        case "string":
            return isinstance(value, str) and bool(value.strip())
        case "map":
            return isinstance(value, dict) and all(_fits(v, "string") for v in value.values())
        case "person":
            return (
                isinstance(value, dict)
                and "family" in value
                and value.keys() <= set(Person.__slots__)
                and all(_fits(v, "string") for v in value.values())
            )
        case _:
            kinds = kind.removeprefix("list<").removesuffix(">").split(" or ")
            listed = isinstance(value, list) and bool(value)
            return listed and all(any(_fits(one, of) for of in kinds) for one in value)


def _check_values(row: dict[str, Any], path: Path, found: Findings) -> None:
    if not _NAME.fullmatch(row["name"]):
        found.add(f"{path}: name", f"is {quoted(row['name'])}", "use letters, digits, `-` and `_`")
    if (length := len(row["name"].encode())) > _LONGEST_NAME:
        fact = f"is {length:,} bytes long, and files are named by it"
        found.add(f"{path}: name", fact, f"give one of {_LONGEST_NAME} at the most")
    for tag in row["languages"]:
        if not _TAG.fullmatch(tag):
            found.add(f"{path}: languages", f"{quoted(tag)} is no BCP 47 tag", "write zh-Hans-CN")
    if not _ADDRESS.fullmatch(row.get("homepage", "http://none")):
        fact = f"is {quoted(row['homepage'])}"
        found.add(f"{path}: homepage", fact, "write it whole, as https://example.org/juku")
    if not is_day(row["released"]):
        found.add(f"{path}: released", f"is {quoted(row['released'])}", "it must be YYYY-MM-DD")
