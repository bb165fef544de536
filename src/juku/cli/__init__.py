"""The commands; each module parses, calls one function of the library, and prints.

Hardly anything is imported before `main` is at work, for only there ^C is answered.
"""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False  # importing ``typing`` for it takes longer than all else here
if TYPE_CHECKING:
    from collections.abc import Sequence


_OBJECTS = 20_000
"""Made before Python looks for cycles among them. Modules and patterns are very many objects with
none to be found, and to look for them at every 700, as is the default, takes a small command long.
"""


class _Ended(KeyboardInterrupt):
    """Another signal than that of ^C asked this process to end; it is what the error holds."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; where ^C or a signal ends it, one line says so: status 130, 143, 129."""
    try:
        if argv is None:
            _heed()
            gc.set_threshold(_OBJECTS)
        from juku.cli.running import run

        return run(sys.argv[1:] if argv is None else argv, own_process=argv is None)
    except KeyboardInterrupt as stopped:
        from contextlib import suppress

        with suppress(OSError):  # whose terminal is closed reads nothing
            print("juku: stopped; run the same command again to go on", file=sys.stderr)
        return 128 + (stopped.args[0] if isinstance(stopped, _Ended) else 2)


def _heed() -> None:
    """Let what schedulers and closed terminals send end a command as ^C does: tidily."""
    import signal

    def end(number: int, _: object) -> None:
        raise _Ended(number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has not both
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, end)
