"""What was published, loaded as a reader would load it, and compared row by row with the release.

The loading runs in a fresh process with an empty cache, so that nothing that lies on this machine
can stand in for what the Hub serves: ``python -m juku.release.published REPO REVISION``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from juku import contract, rowhash
from juku.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Mapping


def row_hashes(
    source: str, revision: str | None = None, *, streaming: bool = False
) -> dict[str, str]:
    """Table → row hash of what ``datasets.load_dataset(source, table)`` gives in this process."""
    return {name: _row_hash(source, name, revision, streaming) for name in contract.TABLES}


def _row_hash(source: str, name: str, revision: str | None, streaming: bool) -> str:
    from datasets import load_dataset

    rows: Any = load_dataset(
        source, name, revision=revision, split="train", streaming=streaming
    ).with_format("arrow")
    parts = [
        rowhash.of_table(table, name) for table in rows.iter(batch_size=10_000) if table.num_rows
    ]
    if not parts:
        parts = [rowhash.of_table(contract.schema(name).empty_table(), name)]
    return rowhash.combine(parts).hex


def check(
    repo: str,
    revision: str,
    expected: Mapping[str, str],
    *,
    endpoint: str | None = None,
    token: str | None = None,
) -> None:
    """Load ``repo`` at ``revision`` in a fresh process and compare its row hashes.

    Raises:
        ReleaseError: it cannot be loaded, or a table has other rows than ``expected``.
    """
    found = _load_elsewhere(repo, revision, endpoint, token)
    wrong = [
        f"{repo}@{revision}: {name}: load_dataset gives rows with hash {found[name][:12]}…, "
        f"the release has {expected[name][:12]}…; look what else was committed there"
        for name in contract.TABLES
        if found[name] != expected[name]
    ]
    if wrong:
        raise ReleaseError("\n".join(wrong))


def _load_elsewhere(
    repo: str, revision: str, endpoint: str | None, token: str | None
) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="juku-check-") as home:
        environment = {**os.environ, "HF_HOME": home, "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
        for name in (
            "HF_HUB_CACHE",
            "HF_DATASETS_CACHE",
            "HUGGINGFACE_HUB_CACHE",
            "HF_HUB_OFFLINE",
        ):
            environment.pop(name, None)
        if endpoint is not None:
            environment["HF_ENDPOINT"] = endpoint
        if (token := token or _login()) is not None:
            environment["HF_TOKEN"] = token
        done = subprocess.run(  # noqa: S603  # our own module, no shell
            [sys.executable, "-m", "juku.release.published", repo, revision],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ReleaseError(
            f"{repo}@{revision}: was published but cannot be loaded ({last}); "
            "run the same command again, or load it by hand to see why"
        )
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def _login() -> str | None:
    """The token of this user's login, which lies in the home that the fresh process leaves out."""
    from huggingface_hub import get_token

    return get_token()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(row_hashes(sys.argv[1], sys.argv[2])) + "\n")
