"""Run roc-validator on a crate without a network: argument, the crate's folder.

The JSON-LD context of RO-Crate lies on the web, so the terms that the crate uses are resolved here
as that context does; the two checks that fetch it are left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

PROFILE = "ro-crate-1.2"
OWN = {"conformsTo": "http://purl.org/dc/terms/conformsTo", "File": "http://schema.org/MediaObject"}


def terms(value):
    """Every key and type of a JSON-LD document."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "@type":
                yield from [item] if isinstance(item, str) else item
            elif not key.startswith("@"):
                yield key
            yield from terms(item)
    elif isinstance(value, list):
        for item in value:
            yield from terms(item)


def serve_context(crate):
    """Let rdflib find the context of RO-Crate here, before the validator takes hold of it."""
    import rdflib.plugins.shared.jsonld.context as contexts
    from rdflib.plugins.shared.jsonld import util

    graph = json.loads((crate / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    context = {"@context": {term: f"http://schema.org/{term}" for term in terms(graph)} | OWN}
    fetch = util.source_to_json

    def local(source, *arguments, **options):
        if isinstance(source, str) and source.startswith("https://w3id.org/ro/crate/"):
            return context, None
        return fetch(source, *arguments, **options)

    util.source_to_json = contexts.source_to_json = local


def main(crate):
    serve_context(crate)
    from rocrate_validator import services
    from rocrate_validator.models import Severity, ValidationSettings

    result = services.validate(
        ValidationSettings(
            rocrate_uri=str(crate),
            profile_identifier=PROFILE,
            requirement_severity=Severity.REQUIRED,
            skip_checks=[f"{PROFILE}_4.1", f"{PROFILE}_4.2"],
        )
    )
    issues = [f"{one.check.identifier}: {one.message}" for one in result.get_issues()]
    sys.exit("\n".join(issues) or None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
