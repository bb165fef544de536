"""The functions of `import juku`, called as a script does: again and again in one process."""

from __future__ import annotations

import subprocess
import sys


def test_build_is_still_the_function_after_a_build(mini_corpus, tmp_path):
    """Importing the package ``juku.build`` must not put it in the function's place."""
    script = """
import sys
from pathlib import Path
import juku
corpus, out = sys.argv[1:]
one = juku.build(corpus, Path(out) / "one", "1.0.0", segmenter="jieba", votes=False)
two = juku.build(corpus, Path(out) / "two", "1.0.0", segmenter="jieba", votes=False)
assert one.identity == two.identity
"""
    words = [sys.executable, "-c", script, str(mini_corpus), str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
