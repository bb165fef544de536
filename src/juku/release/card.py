"""The dataset card: README.md of a release, whose YAML is the only place where configs stand."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from juku import contract, store
from juku.release import citation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juku.build.corpus.about import About
    from juku.release.facts import Facts

_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
    (1_000_000_000, "100M<n<1B"),
    (10_000_000_000, "1B<n<10B"),
    (100_000_000_000, "10B<n<100B"),
    (1_000_000_000_000, "100B<n<1T"),
)


def head(about: About, record: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """What the YAML of the card says.

    Each config carries ``version:``, and its info the identity of the rows, so that
    `load_dataset` never takes a rebuilt directory for the one in its cache.
    """
    rows = facts.sentences
    return {
        "pretty_name": about.title,
        "language": sorted({tag.split("-")[0] for tag in about.languages}),
        "language_details": ", ".join(about.languages),
        "license": "other",
        "license_name": "text-of-its-publishers-annotations-" + about.annotations_licence.lower(),
        "license_link": "LICENSE",
        "multilinguality": ["monolingual"],
        "annotations_creators": ["machine-generated"],
        "language_creators": ["found"],
        "source_datasets": ["original"],
        "size_categories": [next((name for most, name in _SIZES if rows < most), "n>1T")],
        "task_categories": ["token-classification", "text-generation"],
        "tags": ["corpus-linguistics", "newspapers", "chinese", "sentences", "provenance", "text"],
        "configs": [_config(name, record["version"]) for name in contract.TABLES],
        "dataset_info": [_info(name, record, facts) for name in contract.TABLES],
    }


def _config(name: str, version: str) -> dict[str, Any]:
    config: dict[str, Any] = {
        "config_name": name,
        "version": version,
        "data_files": [{"split": "train", "path": f"{store.FOLDERS[name]}/train-*.parquet"}],
    }
    if name == contract.TABLES[0]:
        config["default"] = True
    return config


def _info(name: str, record: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    table = facts.tables[name]
    return {
        "config_name": name,
        "description": f"{record['name']} {record['version']} {record['tables'][name]['row_hash']}",
        "features": [_feature(f.name, f.type) for f in contract.table(name).fields],
        "splits": [{"name": "train", "num_bytes": table.memory, "num_examples": table.rows}],
        "download_size": table.bytes,
        "dataset_size": table.memory,
    }


def _feature(name: str, kind: str) -> dict[str, str]:
    if kind.startswith("list<"):
        return {"name": name, "list": kind.removeprefix("list<").removesuffix(">")}
    return {"name": name, "dtype": kind}


def render(
    about: About, record: Mapping[str, Any], facts: Facts, passages: Mapping[str, str]
) -> str:
    """The whole card: YAML, then the sections of the Hub's template."""
    yaml_head = yaml.safe_dump(
        head(about, record, facts), allow_unicode=True, sort_keys=False, width=1000
    )
    publishers = "; ".join(about.publishers.get(p, p) for p in sorted(facts.publishers)) or "none"
    cited = citation.of_release(about, record)
    body = files("juku.release").joinpath("card.md").read_text("utf-8")
    return body.format(
        yaml=yaml_head,
        title=about.title,
        description=citation.described(about, record),
        creators=", ".join(about.makers),
        languages=", ".join(about.languages),
        licence=about.annotations_licence,
        publishers=publishers,
        name=record["name"],
        version=record["version"],
        identity=record["identity"],
        segmenter=record["options"]["segmenter"],
        fields="\n\n".join(_fields(name) for name in contract.TABLES),
        citation=cited.text,
        bibtex=cited.bibtex,
        **passages,
    )


def _fields(name: str) -> str:
    return f"**{name}**: {contract.table(name).description}\n\n{contract.field_table(name)}"
