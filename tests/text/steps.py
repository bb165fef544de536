"""The work of a call as a count of steps, which is the same on every machine."""

from __future__ import annotations

import sys

_SIZE = 2_000
_TIMES = 8
_TOOL = 4
"""A number that no debugger, profiler or measurer of coverage has."""


def steps(call):
    """The instructions that Python executes; what a library does in C is one of them."""
    return _monitored(call) if hasattr(sys, "monitoring") else _traced(call)


def _monitored(call):
    """From Python 3.12, in which a tracer is no longer told of every instruction."""
    monitoring, count = sys.monitoring, 0

    def step(_code, _offset):
        nonlocal count
        count += 1

    event = monitoring.events.INSTRUCTION
    monitoring.use_tool_id(_TOOL, __name__)
    monitoring.register_callback(_TOOL, event, step)
    monitoring.set_events(_TOOL, event)
    try:
        call()
    finally:
        monitoring.set_events(_TOOL, monitoring.events.NO_EVENTS)
        monitoring.free_tool_id(_TOOL)
    return count


def _traced(call):
    count = 0

    def step(_frame, event, _):
        nonlocal count
        count += event == "opcode"
        return step

    def enter(frame, _event, _):
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return step

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def check_growth(call, size=_SIZE):
    """``call`` takes a size, and for eight times as much no more than nine times the steps.

    Quadratic work would take sixty-four times as many.
    """
    call(size)  # what is made once and kept is not counted
    few, many = (steps(lambda so_much=so_much: call(so_much)) for so_much in (size, _TIMES * size))
    assert many <= (_TIMES + 1) * few, f"{few} steps for {size}, {many} for {_TIMES * size}"
