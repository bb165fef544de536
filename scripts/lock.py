"""Pin what a release is built with: requirements.lock, and requirements-dev.lock for its tests.

requirements-lowest.lock has the lowest versions that pyproject.toml allows, for `make lowest`.
Versions and hashes only; no registry's address is written, so the files install from any mirror.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
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


def lowest() -> list[str]:
    """A line for each package that juku needs, which pins the lowest version that is allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [
        *project["dependencies"],
        *(one for name in extras if name != "dev" for one in extras[name]),
    ]
    return [one.replace(">=", "==") for one in needed]


def main() -> None:
    """Write the locks; the first keeps to the versions of the second, which has every extra."""
    readers = [word for extra in ("sql", "frames", "plots") for word in ("--extra", extra)]
    compile_lock("requirements-dev.lock", "--all-extras", "pyproject.toml")
    compile_lock(
        "requirements.lock", *readers, "--constraint", "requirements-dev.lock", "pyproject.toml"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as pins:
        pins.write("\n".join(lowest()))
        pins.flush()
        compile_lock(
            "requirements-lowest.lock", "--all-extras", "--constraint", pins.name, "pyproject.toml"
        )


if __name__ == "__main__":
    main()
