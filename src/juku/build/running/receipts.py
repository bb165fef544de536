"""What a task leaves beside its shards: proof of what it made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from juku.build.reading.readers import Failure
from juku.filehash import file_sha256
from juku.rowhash import RowHash

if TYPE_CHECKING:
    from juku.build.reading.plan import Plan
    from juku.build.reading.workdir import Workdir


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a task made; equal for every run of the task."""

    task: int
    fingerprint: str
    """Of the plan that it belongs to."""
    tables: dict[str, RowHash]
    files: dict[str, str]
    """Path under the build's folder → SHA-256 of its bytes."""
    failures: tuple[Failure, ...]

    def to_json(self) -> bytes:
        """The receipt as a file keeps it; sums of digests as hex digits."""
        row = asdict(self)
        for table in row["tables"].values():
            table["total"] = f"{table['total']:064x}"
        return json.dumps(row, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Receipt:
        """What ``to_json`` wrote."""
        row = json.loads(data)
        tables = {
            name: RowHash(t["table"], tuple(t["columns"]), t["rows"], int(t["total"], 16))
            for name, t in row.pop("tables").items()
        }
        failures = tuple(Failure(**failure) for failure in row.pop("failures"))
        return cls(tables=tables, failures=failures, **row)


def proved(workdir: Workdir, made: Plan, task: int) -> Receipt | None:
    """The receipt of a task if it is of this plan and its shards are there as it says."""
    try:
        receipt = Receipt.from_json(workdir.of_task("receipts", task).read_bytes())
        if receipt.fingerprint != made.fingerprint or receipt.task != task:
            return None
        for path, digest in receipt.files.items():
            if file_sha256(workdir.root / path) != digest:
                return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return receipt
