"""The kernels; whatever else setuptools is to know stands in pyproject.toml."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from setuptools import Extension, setup

HERE = Path("src/juku/compiled")

KERNELS = {
    "coded": ["coded.c"],
    "conversion": ["conversion.c"],
    "cutting": ["cutting.c"],
    "dates": ["dates.c"],
    "joined": ["joined.c"],
    "quantities": ["quantities.c"],
    "quoted": ["quoted.c"],
    "rows": ["rows.c"],
    "shingles": ["shingles.c"],
    "stamp": ["stamp.c"],
    "ud": ["ud.c", "ud_tags.c", "ud_words.c"],
    "utf8": ["utf8.c"],
    "width": ["width.c"],
}
"""Names, and the files that each is made of."""

FLAGS = ["-O3", "-ffp-contract=off"]
"""Sums of fractions are rounded step by step, as Python does, and not as a processor would."""

files = sorted(path for path in HERE.iterdir() if path.suffix in {".c", ".h"})
stamp = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()  # as juku.compiled has it

setup(
    ext_modules=[
        Extension(
            f"juku.compiled.{name}",
            [str(HERE / source) for source in sources],
            depends=[str(path) for path in files if name == "stamp" or path.suffix == ".h"],
            define_macros=[("STAMP", f'"{stamp}"')] if name == "stamp" else [],
            extra_compile_args=FLAGS,
            optional=True,  # without a compiler its home does the same in Python
        )
        for name, sources in KERNELS.items()
    ]
)
