"""How to cite a release: CITATION.cff for people, datacite.json for a DOI."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juku.build.about import About
    from juku.release.facts import Facts


_MESSAGE = (
    "If you use this dataset, cite it and the publisher of the articles. The licence given here is "
    "that of the annotations; the text is its publishers', as LICENSE says."
)


def cff(about: About, record: Mapping[str, Any], facts: Facts) -> str:
    """CITATION.cff 1.2.0; every scalar is a JSON string, which is YAML as well."""
    lines = [
        "cff-version: 1.2.0",
        f"message: {_MESSAGE}",
        "type: dataset",
        f"title: {_text(about.title)}",
        f"version: {_text(record['version'])}",
        f"date-released: {record['released']}",
        f"abstract: {_text(about.description)}",
        "authors:",
        *(f"  - name: {_text(name)}" for name in about.creators),
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
        "creators": [{"name": n, "nameType": "Organizational"} for n in about.creators],
        "publisher": {"name": about.creators[0]},
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
        "descriptions": [{"description": about.description, "descriptionType": "Abstract"}],
        "rightsList": [
            {"rights": f"Annotations: {about.annotations_licence}"},
            *({"rights": f"Text: {rights}"} for rights in facts.rights),
        ],
        "formats": ["application/vnd.apache.parquet"],
        "sizes": [
            f"{facts.sentences} sentences",
            f"{facts.articles} articles",
            f"{sum(table.bytes for table in facts.tables.values())} bytes",
        ],
    }
