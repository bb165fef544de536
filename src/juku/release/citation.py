"""How to cite a release, and an article or a sentence of it.

In words and BibTeX for whoever writes, in CITATION.cff for tools, in datacite.json for a DOI.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juku.build.corpus import about as abouts
from juku.errors import ReleaseError, so_many
from juku.query.indexing import intact
from juku.query.indexing.sources import find_source
from juku.release import record as records
from juku.release import rows, withhold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from juku.build.corpus.about import About, Person
    from juku.release.facts import Facts


@dataclass(frozen=True, slots=True)
class Citation:
    """What one cites, as a line for a person and as an entry of BibTeX."""

    text: str
    bibtex: str


def cite(root: Path, name: str | None = None) -> list[Citation]:
    """The release at ``root``, behind the sentence or article of it that is called ``name``.

    Raises:
        ReleaseError: there is no release, its record does not say whose it is, or no row of it
            has that name.
        QueryError: a row is to be cited, and the files are not those that the release lists.
        ContractError: its Parquet is not what the contract says.
    """
    record = records.load(root).raw
    try:
        about = abouts.from_row(record["about"])
        whole = of_release(about, record)
    except (KeyError, TypeError, ValueError) as error:
        raise ReleaseError(
            f"{root}/{records.NAME}: does not say how to cite it ({type(error).__name__}: {error})"
            "; build the release again"
        ) from error
    return [whole] if name is None else [_of_row(root, name, about, record), whole]


def of_release(about: About, record: Mapping[str, Any]) -> Citation:
    """The release that ``record``, its provenance.json, is of."""
    year, version = record["released"][:4], record["version"]
    without = _WITHOUT.get(record.get("withheld", {}).get("text"), "")
    exactly = f"Version {version}{without}, identity sha256:{record['identity']}"
    where = {"url": about.homepage} if about.homepage else {}
    said = f"{_listed(about.makers)} ({year}): {about.title.rstrip('.')}. {exactly}."
    text = " ".join([*said.split(), *where.values()])
    fields = {
        "author": " and ".join(map(_author, about.creators)),
        "title": f"{{{_tex(about.title)}}}",
        "year": year,
        "note": _tex(exactly),
        **where,
    }
    return Citation(text, _entry(f"{record['name']}-{version}", fields))


_WITHOUT = {"none": " without text", "shuffled": " with its words shuffled"}
"""How the release of a text that may not be passed on differs from that of the text."""


def _of_row(root: Path, name: str, about: About, record: Mapping[str, Any]) -> Citation:
    """A sentence or article: by whom and when it was printed, and where in the release it is."""
    intact.check(find_source(root))
    article = rows.named(root, name)[1]
    if article["article_id"] != name:
        article = rows.find(root, "articles", article["article_id"]) or article
    owner = about.publishers.get(article["publisher"], article["publisher"])
    place = f"{record['name']} {record['version']}, {name}"
    day, title = article["published"], article["title"]
    inferred = article.get("published_evidence", "").startswith("inferred")
    printed = f"[{_in_words(day)}]" if inferred else _in_words(day)
    fields = {
        "author": f"{{{_tex(owner)}}}",
        "title": f"{{{_tex(title or article['article_id'])}}}",
        "year": str(day.year),
        "note": _tex(f"{printed}; {place}"),
    }
    what = f"《{title}》, {printed}" if title else printed
    return Citation(f"{owner}: {what}; {place}.", _entry(name, fields))


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _in_words(day: dt.date) -> str:
    """A day as one writes it in English, whatever the locale: ``4 November 2024``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _listed(names: tuple[str, ...]) -> str:
    """Names in a row: ``A, B and C``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _author(creator: str | Person) -> str:
    """A creator as BibTeX has one, which turns round what it can tell apart.

    >>> [_author(one) for one in ("A and B", abouts.Person("Wang", "Xiaoming"))]
    ['{A and B}', '{Wang}, {Xiaoming}']
    """
    if isinstance(creator, str):
        return f"{{{_tex(creator)}}}"
    if creator.given is None or creator.is_east_asian:
        return f"{{{_tex(creator.name)}}}"
    return f"{{{_tex(creator.family)}}}, {{{_tex(creator.given)}}}"


def _entry(key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)


def _tex(text: str) -> str:
    r"""Text as a field of BibTeX may hold it, where braces must stand in pairs.

    >>> _tex("R&D {50%}")
    'R\\&D \\textbraceleft{}50\\%\\textbraceright{}'
    """
    return " ".join(text.split()).translate(_TEX)


_MESSAGE = (
    "If you use this dataset, cite it and the publisher of the articles. The licence given here is "
    "that of the annotations; the text is its publishers', as LICENSE says."
)


def described(about: About, record: Mapping[str, Any]) -> str:
    """What a release is, and what it is without."""
    return " ".join(filter(None, [about.description, withhold.summary(record)]))


def cff(about: About, record: Mapping[str, Any], facts: Facts) -> str:
    """CITATION.cff 1.2.0; every scalar is a JSON string, which is YAML as well."""
    lines = [
        "cff-version: 1.2.0",
        f"message: {_MESSAGE}",
        "type: dataset",
        f"title: {_text(about.title)}",
        f"version: {_text(record['version'])}",
        f"date-released: {record['released']}",
        f"abstract: {_text(described(about, record))}",
        "authors:",
        *map(_cff_author, about.creators),
        "identifiers:",
        "  - type: other",
        f"    value: {_text('sha256:' + record['identity'])}",
        "    description: logical hash of the rows (docs/identity.md of juku)",
        f"license: {_text(about.annotations_licence)}",
        "keywords: [corpus linguistics, Chinese, newspapers]",
    ]
    if about.homepage:
        lines.append(f"url: {_text(about.homepage)}")
    if facts.publishers:
        lines += ["references:", *(_reference(about, p) for p in sorted(facts.publishers))]
    return "\n".join(lines) + "\n"


def _cff_author(creator: str | Person) -> str:
    if isinstance(creator, str):
        return f"  - name: {_text(creator)}"
    given = f"\n    given-names: {_text(creator.given)}" if creator.given is not None else ""
    return f"  - family-names: {_text(creator.family)}{given}"


def _reference(about: About, publisher: str) -> str:
    name = _text(about.publishers.get(publisher, publisher))
    return (
        f"  - type: newspaper-article\n    title: {_text('The articles of ' + publisher)}\n"
        f"    authors:\n      - name: {name}\n    notes: no licence given here covers the text"
    )


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def datacite(about: About, record: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """The attributes of a DOI by the DataCite schema 4.5; the DOI itself is for the agency."""
    days = [day.isoformat() for day in (facts.first_day, facts.last_day) if day]
    dates = [{"date": record["released"], "dateType": "Issued"}]
    if days:
        covered = {"date": "/".join(days), "dateType": "Other", "dateInformation": "covered"}
        dates.append(covered)
    owners = [about.publishers.get(p, p) for p in sorted(facts.publishers)]
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "titles": [{"title": about.title}],
        "creators": [_datacite_creator(one) for one in about.creators],
        "publisher": {"name": about.makers[0]},
        "publicationYear": record["released"][:4],
        "types": {"resourceType": "corpus", "resourceTypeGeneral": "Dataset"},
        "version": record["version"],
        "language": about.languages[0],
        "dates": dates,
        "subjects": [{"subject": s} for s in ("corpus linguistics", "Chinese", "newspapers")],
        "contributors": [
            {"name": n, "nameType": "Organizational", "contributorType": "RightsHolder"}
            for n in owners
        ],
        "alternateIdentifiers": [
            {
                "alternateIdentifier": record["identity"],
                "alternateIdentifierType": "SHA-256 of the rows",
            }
        ],
        "descriptions": [{"description": described(about, record), "descriptionType": "Abstract"}],
        "rightsList": [
            {"rights": f"Annotations: {about.annotations_licence}"},
            *({"rights": f"Text: {rights}"} for rights in facts.rights),
        ],
        "formats": ["application/vnd.apache.parquet"],
        "sizes": [
            so_many(facts.sentences, "sentences"),
            so_many(facts.articles, "articles"),
            so_many(sum(table.bytes for table in facts.tables.values()), "bytes"),
        ],
    }


def _datacite_creator(creator: str | Person) -> dict[str, str]:
    if isinstance(creator, str):
        return {"name": creator, "nameType": "Organizational"}
    parts = parts_of(creator)
    named = ", ".join(parts[part] for part in ("familyName", "givenName") if part in parts)
    return {"name": named, "nameType": "Personal", **parts}


def parts_of(person: Person) -> dict[str, str]:
    """The parts of a name as DataCite and schema.org call them.

    >>> parts_of(abouts.Person("Wang", "Xiaoming"))
    {'givenName': 'Xiaoming', 'familyName': 'Wang'}
    """
    given = {} if person.given is None else {"givenName": person.given}
    return {**given, "familyName": person.family}
