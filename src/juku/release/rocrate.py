"""ro-crate-metadata.json: the release as an RO-Crate 1.2, with the run that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juku import contract, store
from juku.errors import so_many
from juku.release import citation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juku.build.corpus.about import About, Person
    from juku.release.facts import Facts

PROFILE = "https://w3id.org/ro/crate/1.2"
NAME = "ro-crate-metadata.json"

_HOMES = {
    "python": "https://www.python.org/",
    "pyarrow": "https://arrow.apache.org/",
    "numpy": "https://numpy.org/",
    "jieba": "https://github.com/fxsjy/jieba",
    "rjieba": "https://github.com/messense/rjieba-py",
    "opencc": "https://github.com/BYVoid/OpenCC",
}

_DOCUMENTS = {
    "README.md": ("the dataset card", "text/markdown"),
    "DATASHEET.md": ("the datasheet in the seven sections of Gebru et al.", "text/markdown"),
    "LICENSE": ("whose the text is, and the licence of the annotations", "text/plain"),
    "CHANGELOG.md": ("what changed since the release before it", "text/markdown"),
    "CITATION.cff": ("how to cite the release", "text/yaml"),
    "croissant.json": ("the release in Croissant 1.1", "application/ld+json"),
    "datacite.json": ("metadata for a DOI", "application/json"),
    "provenance.json": ("with what the rows were made", "application/json"),
    "requirements.lock": ("the versions that the rows depend on", "text/plain"),
    "coverage.tsv": ("pages and articles by publisher and day", "text/tab-separated-values"),
    "coverage.svg": ("the same as a chart", "image/svg+xml"),
    "ngrams.tsv": ("counts of token sequences", "text/tab-separated-values"),
    "failures.jsonl": ("pages or records that were set aside", "application/jsonl"),
}


def document(
    about: About, record: Mapping[str, Any], facts: Facts, files: Mapping[str, int]
) -> dict[str, Any]:
    """The crate; ``files`` gives the size in bytes of every other file by its path."""
    software = _software(about, record)
    parquet = [_parquet(path, n) for path, n in sorted(files.items()) if path not in _DOCUMENTS]
    documents = [_file(p, *words, files[p]) for p, words in _DOCUMENTS.items() if p in files]
    authors = [_author(f"#author-{n}", one) for n, one in enumerate(about.creators, 1)]
    owners = [
        _organisation(f"#publisher-{p}", about.publishers.get(p, p))
        for p in sorted(facts.publishers)
    ]
    parts = [{"@id": one["@id"]} for one in (*parquet, *documents) if one["@id"] != "LICENSE"]
    return {
        "@context": f"{PROFILE}/context",
        "@graph": [
            {
                "@id": NAME,
                "@type": "CreativeWork",
                "conformsTo": {"@id": PROFILE},
                "about": {"@id": "./"},
            },
            _root(about, record, parts, (authors, owners)),
            *parquet,
            *documents,
            *authors,
            *owners,
            *software,
            _action(record, software),
        ],
    }


def _root(
    about: About,
    record: Mapping[str, Any],
    parts: list[dict[str, str]],
    people: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> dict[str, Any]:
    authors, owners = ([{"@id": one["@id"]} for one in some] for some in people)
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{about.title}, {record['version']}",
        "description": citation.described(about, record),
        "datePublished": record["released"],
        "license": {"@id": "LICENSE"},
        "version": record["version"],
        "identifier": f"urn:sha256:{record['identity']}",
        "inLanguage": _one(list(about.languages)),
        "author": _one(authors),
        "publisher": authors[0],
        "copyrightHolder": _one(owners or authors),
        "hasPart": [*parts, {"@id": "LICENSE"}],
        "mentions": {"@id": "#build"},
    }


def _one(values: list[Any]) -> Any:
    """A single value stands alone in an RO-Crate, several stand in a list."""
    return values[0] if len(values) == 1 else values


def _parquet(path: str, size: int) -> dict[str, Any]:
    folder = path.split("/", 1)[0]
    table = next(name for name, where in store.FOLDERS.items() if where == folder)
    words = contract.table(table).description
    return _file(path, f"{table}: {words}", "application/vnd.apache.parquet", size)


def _file(path: str, description: str, kind: str, size: int) -> dict[str, Any]:
    return {
        "@id": path,
        "@type": "File",
        "name": path.rsplit("/", 1)[-1],
        "description": description,
        "encodingFormat": kind,
        "contentSize": str(size),
    }


def _author(identifier: str, creator: str | Person) -> dict[str, Any]:
    if isinstance(creator, str):
        return _organisation(identifier, creator)
    parts = citation.parts_of(creator)
    return {"@id": identifier, "@type": "Person", "name": creator.name, **parts}


def _organisation(identifier: str, name: str) -> dict[str, Any]:
    return {"@id": identifier, "@type": "Organization", "name": name}


def _software(about: About, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    code = record["code"]
    own = f"urn:git:{code['commit']}" if code["commit"] else f"urn:juku:{code['version']}"
    versions = {"juku": code["version"], **record["dependencies"]}
    urls = {"juku": about.homepage or own, **_HOMES}
    return [
        {
            "@id": f"#software-{name}",
            "@type": "SoftwareApplication",
            "name": name,
            "version": version,
            "url": urls.get(name, f"urn:package:{name}"),
        }
        for name, version in versions.items()
        if version
    ]


def _action(record: Mapping[str, Any], software: list[dict[str, Any]]) -> dict[str, Any]:
    evidence = record["evidence"]
    return {
        "@id": "#build",
        "@type": "CreateAction",
        "name": f"build of {record['name']} {record['version']}",
        "description": (
            f"From {so_many(evidence['pages'], 'files')} whose manifest has the SHA-256 "
            f"{evidence['manifest_sha256']}."
        ),
        "endTime": record["released"],
        "instrument": [{"@id": one["@id"]} for one in software],
        "result": {"@id": "./"},
    }
