"""Whose turns a page prints is told by a name that begins more lines than one."""

from __future__ import annotations

from juku.text.articles import speakers
from juku.text.blocks.lines import Line


def test_only_who_speaks_more_than_once_has_turns():
    lines = [
        "边晓峰（某平台总监）：看到了。",
        "边晓峰：是的。",
        "他说：“走吧。”",
        "他说：“好。”",
        "天气：晴。",
    ]
    flow = [Line(number, "paragraph", [], text=text) for number, text in enumerate(lines)]
    assert speakers.spoken(flow) == {0, 1}
