"""Pin what a release is built with: requirements.lock, and requirements-dev.lock for its tests.

Versions and hashes only; no registry's address is written, so the files install from any mirror.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OPTIONS = [
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
]


def compile_lock(output: str, *sources: str) -> None:
    """Resolve ``sources`` into the lock file ``output``."""
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, "--output-file", output]
    subprocess.run([*command, *sources], cwd=ROOT, check=True)
    print(f"{output}: {(ROOT / output).read_text().count('==')} packages")


def main() -> None:
    """Write both locks; the first keeps to the versions of the second, which has every extra."""
    readers = [word for extra in ("sql", "frames", "plots") for word in ("--extra", extra)]
    compile_lock("requirements-dev.lock", "--all-extras", "pyproject.toml")
    compile_lock(
        "requirements.lock", *readers, "--constraint", "requirements-dev.lock", "pyproject.toml"
    )


if __name__ == "__main__":
    main()
