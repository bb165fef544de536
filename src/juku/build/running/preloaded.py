"""What the process that workers are forked from has to do beforehand; nobody else imports it.

Python's fork server imports modules and does nothing else, so to import this one is to do it. What
is loaded is kept where workers look for it; what they would be refused is told by their parent.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from juku import store
from juku.build.rows import stages
from juku.build.rows.kit import Options
from juku.build.running import fork_server, settings, tasks  # noqa: F401  # workers need all of it
from juku.build.running.settings import Settings
from juku.errors import JukuError
from juku.records import Page
from juku.text.segmenting import words
from juku.text.vocabulary import late

if TYPE_CHECKING:
    from types import TracebackType

_PAGE = """审议食品安全法草案
　　新华社北京11月4日电（记者李明）全国人大常委会4日举行会议，审议食品安全法草案。
　　委员们认为，草案有32条，比较成熟。“建议尽快通过。”一位委员说。
"""
"""Whatever is read when the first page asks for it, this one asks for."""


def load(said: str) -> None:
    """Do once what each worker of the build that ``said`` names would have to do first."""
    build = json.loads(said)
    options = Options.from_record(build["options"])
    sys.excepthook = _tell
    with suppress(JukuError, OSError, MemoryError):
        store.do_without_pandas()
        late.compile_all()
        # Engines of others may have threads, which a fork would cut off.
        if options.segmenter in words.THREADLESS and os.getppid() == build["parent"]:
            tools = settings.kit(Settings(Path(build["corpus"]), options))
            day = dt.date(2024, 11, 4)
            stages.process([Page("", "", _PAGE, "utf-8", "", day, "", "")], tools)
    gc.freeze()  # what is never looked at is never copied


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of a worker that cannot begin; where its parent went meanwhile, that one has told."""
    if not issubclass(kind, (EOFError, FileNotFoundError)):
        sys.__excepthook__(kind, error, trace)


if fork_server.SAID in os.environ:
    load(os.environ.pop(fork_server.SAID))
