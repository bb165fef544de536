"""croissant.json: the release for machines, in Croissant 1.1 with its RAI terms and provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juku import contract, store
from juku.errors import so_many
from juku.release import citation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juku.build.corpus.about import About, Person
    from juku.release.facts import Facts

VERSION = "http://mlcommons.org/croissant/1.1"
PARQUET = "application/x-parquet"

_TERMS = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject",
    "fileSet", "format", "includes", "isArray", "arrayShape", "isLiveDataset", "jsonPath", "key",
    "md5", "parentField", "path", "recordSet", "references", "regex", "repeated", "replace",
    "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _TERMS},
}

_TYPES = {
    "string": "sc:Text",
    "int8": "sc:Integer",
    "int32": "sc:Integer",
    "float64": "sc:Float",
    "date32": "sc:Date",
}


def document(
    about: About, record: Mapping[str, Any], facts: Facts, sums: Mapping[str, str]
) -> dict[str, Any]:
    """The document of a release; ``sums`` gives the SHA-256 of each Parquet file by its path."""
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": record["name"],
        "alternateName": about.title,
        "description": citation.described(about, record),
        "version": record["version"],
        "license": "LICENSE",
        "url": about.homepage or f"urn:sha256:{record['identity']}",
        "identifier": f"urn:sha256:{record['identity']}",
        "creator": [_agent(one) for one in about.creators],
        "publisher": [_agent(one) for one in about.creators],
        "datePublished": record["released"],
        "inLanguage": list(about.languages),
        "keywords": ["corpus linguistics", "Chinese", "newspapers", "sentences"],
        "isLiveDataset": False,
        "citeAs": citation.of_release(about, record).bibtex,
        "usageInfo": "LICENSE",
        "copyrightNotice": _copyright(about, facts),
        **_provenance(about, record, facts),
        **_responsibility(about, record, facts),
        "distribution": _distribution(sums),
        "recordSet": [_record_set(name) for name in contract.TABLES],
    }


def _agent(creator: str | Person) -> dict[str, str]:
    if isinstance(creator, str):
        return {"@type": "sc:Organization", "name": creator}
    return {"@type": "sc:Person", "name": creator.name, **citation.parts_of(creator)}


def _copyright(about: About, facts: Facts) -> str:
    texts = "; ".join(facts.rights) or "none"
    return f"Text: {texts}. Annotations: {about.annotations_licence}, which covers no text."


def _provenance(about: About, record: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    owners = [about.publishers.get(p, p) for p in facts.publishers]
    software = [f"{name} {version}" for name, version in record["dependencies"].items() if version]
    return {
        "prov:wasDerivedFrom": [{"@type": "prov:Entity", "name": f"pages of {o}"} for o in owners],
        "prov:wasAttributedTo": [{"@type": "prov:Agent", "name": o} for o in owners],
        "prov:wasGeneratedBy": {
            "@type": "prov:Activity",
            "name": f"juku build, code {record['code']['commit'] or record['code']['version']}",
            "prov:used": [{"@type": "prov:SoftwareAgent", "name": name} for name in software],
        },
    }


def _responsibility(about: About, record: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    owners = "; ".join(about.publishers.get(p, p) for p in facts.publishers) or "no publisher"
    return {
        "rai:dataCollection": (
            f"Newspaper pages of {owners} ({facts.pages:,}), kept as received and named by the "
            "SHA-256 of their bytes."
        ),
        "rai:dataCollectionType": ["Others"],
        "rai:dataCollectionMissingData": (
            "coverage.tsv has a line for every publisher and day with a page; a line with no "
            "article is a page that gave none, a day without a line is a gap in the collection."
            + _aside(record.get("failures", 0))
        ),
        "rai:dataCollectionTimeframe": [
            f"{day.isoformat()}T00:00:00" for day in (facts.first_day, facts.last_day) if day
        ],
        "rai:dataPreprocessingProtocol": _preprocessing(facts),
        "rai:dataAnnotationProtocol": (
            f"All annotation is automatic: {facts.tokens:,} tokens by "
            f"{record['options']['segmenter']}, tags, quotations, quantities and dates by rule "
            "or model. The status of every field is in the card."
        ),
        "rai:machineAnnotationTools": [f"{k}: {v}" for k, v in record["engines"].items()],
        "rai:dataLimitations": [
            (
                "Token boundaries and tags are a machine's; boundary_votes says how many "
                "segmentations agree. Script conversion is ambiguous where `ambiguous` says so."
            ),
        ],
        "rai:dataBiases": [
            (
                "The text is what its publishers chose to print; it speaks for them, not for a "
                "population."
            ),
        ],
        "rai:personalSensitiveInformation": [
            "Names of reporters and of persons in public life, as printed.",
        ],
        "rai:dataUseCases": ["Corpus linguistics; studies of media and political discourse."],
        "rai:dataReleaseMaintenancePlan": (
            "Every release is immutable and has a version; values that change raise the first "
            "number. A takedown removes text and keeps ids."
        ),
    }


def _aside(failures: int) -> str:
    """What is said of pages and records that could not be read."""
    told = "1 page or record was" if failures == 1 else f"{failures:,} pages or records were"
    return f" {told} set aside: failures.jsonl names what could not be read." if failures else ""


def _preprocessing(facts: Facts) -> list[str]:
    blocks = facts.tables["blocks"].rows
    aside = sum(facts.kinds.get(kind, 0) for kind in ("repeat", "furniture"))
    edits = sum(facts.edits.values())
    mending = (
        f"Every character of the pages is in a block of the ledger, which has "
        f"{so_many(blocks, 'blocks')}, {aside:,} of them set aside as repeats or furniture. Broken "
        "paragraphs are joined, sentences split by rule."
    )
    folding = (
        f"Width and punctuation are folded in text_norm by {so_many(edits, 'edits')}; each is "
        "recorded and can be undone. text itself is never changed."
    )
    return [mending, folding]


def _distribution(sums: Mapping[str, str]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for name in contract.TABLES:
        folder = store.FOLDERS[name]
        paths = [path for path in sorted(sums) if path.startswith(f"{folder}/")]
        made += [
            {
                "@type": "cr:FileObject",
                "@id": path,
                "name": path,
                "contentUrl": path,
                "encodingFormat": PARQUET,
                "sha256": sums[path],
            }
            for path in paths
        ]
        made.append({
            "@type": "cr:FileSet",
            "@id": f"{name}-files",
            "name": f"{name}-files",
            "containedIn": [{"@id": path} for path in paths],
            "encodingFormat": PARQUET,
            "includes": f"{folder}/*.parquet",
        })  # fmt: skip
    return made


def _record_set(name: str) -> dict[str, Any]:
    table = contract.table(name)
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": table.description,
        "key": {"@id": f"{name}/{table.key}"},
        "field": [_field(name, field) for field in table.fields],
    }


def _field(table: str, field: contract.Field) -> dict[str, Any]:
    item = field.type.removeprefix("list<").removesuffix(">")
    made: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": _TYPES[item],
        "source": {"fileSet": {"@id": f"{table}-files"}, "extract": {"column": field.name}},
    }
    if item != field.type:
        made |= {"isArray": True, "arrayShape": "-1"}
    return made
