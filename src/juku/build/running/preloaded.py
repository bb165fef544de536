"""What the process that workers are forked from has to do beforehand; nobody else imports it.

Python's fork server imports modules and does nothing else, so to import this one is to do it. What
is loaded is kept where workers look for it; what they would be refused is told by their parent.
"""

from __future__ import annotations

import atexit
import datetime as dt
import errno
import gc
import json
import os
import sys
from contextlib import suppress
from multiprocessing import forkserver
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku.build.running import fork_server
from juku.errors import JukuError

if TYPE_CHECKING:
    from types import TracebackType

_PAGE = """审议食品安全法草案
　　新华社北京11月4日电（记者李明）全国人大常委会4日举行会议，审议食品安全法草案。
　　委员们认为，草案有32条，比较成熟。“建议尽快通过。”一位委员说。
"""
"""Whatever is read when the first page asks for it, this one asks for."""


def load(said: str) -> None:
    """Do once what each worker of the build that ``said`` names, if any, would have to do first."""
    sys.excepthook = _tell
    atexit.register(_tidy)
    with suppress(JukuError, OSError, MemoryError):
        if said:
            _load(json.loads(said))
    gc.freeze()  # what is never looked at is never copied


def _load(build: dict[str, Any]) -> None:
    """All of it, from the first import, for which there may be too little memory already."""
    from juku import store
    from juku.build.rows import stages
    from juku.build.rows.kit import Options
    from juku.build.running import settings, tasks  # noqa: F401  # workers need the tasks
    from juku.build.running.settings import Settings
    from juku.records import Page
    from juku.text.segmenting import words
    from juku.text.vocabulary import late

    options = Options.from_record(build["options"])
    store.do_without_pandas()
    store.keep_memory()
    late.compile_all()
    # Engines of others may have threads, which a fork would cut off.
    if options.segmenter in words.THREADLESS and os.getppid() == build["parent"]:
        tools = settings.kit(Settings(Path(build["corpus"]), options))
        day = dt.date(2024, 11, 4)
        stages.process([Page("", "", _PAGE, "utf-8", "", day, "", "")], tools)


def _tidy() -> None:
    """Take away the socket of a parent that was killed; one that ends kills this process first."""
    if (address := forkserver._forkserver._forkserver_address) is None:  # type: ignore[attr-defined]  # noqa: SLF001
        return
    with suppress(OSError):
        Path(address).unlink(missing_ok=True)
        Path(address).parent.rmdir()


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell why no worker can begin, but for what the parent sees and tells: it went, or lacks."""
    lacks = isinstance(error, OSError) and error.errno in {errno.EAGAIN, errno.ENOMEM}
    if not lacks and not issubclass(kind, (EOFError, FileNotFoundError, MemoryError)):
        sys.__excepthook__(kind, error, trace)


if fork_server.SAID in os.environ:
    load(os.environ.pop(fork_server.SAID))
