"""Clean stories to lay out and damage: headline, byline, credit and whole paragraphs."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

AGENCIES = ("新华社", "中新社", "本报", "人民日报", "中新网", "央视网", "经济日报", "光明日报")
PLACES = ("北京", "上海", "广州", "成都", "拉萨", "联合国", "纽约", "巴黎", "乌鲁木齐", "河北雄安")
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蒋蔡余杜"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍毅浩宇轩然凝诗蕊佳晨曦雨桐子涵"
HEADINGS = (
    "筑牢根基 厚植优势",
    "从田间到舌尖",
    "一条路带来的变化",
    "让老人安享晚年",
    "科技为丰收添底气",
    "老街区有了新模样",
    "海风吹来的财富",
    "向荒漠要绿色",
    "小院里的大课堂",
    "把服务送到家门口",
    "风雨中的守护",
    "一张蓝图绘到底",
    "年轻人为何爱上这里",
    "冰雪运动热起来",
    "灯火可亲 万家团圆",
    "以开放促发展",
    "用脚步丈量民情",
    "夜经济点亮城市",
    "山里娃走上大舞台",
    "守住文化的根脉",
    "数据多跑路、群众少跑腿",
    "破解“看病难”",
    "“云端”上的新职业",
    "绿水青山也是金山银山",
)
TITLES = (
    "春风又绿江南岸",
    "他们为何奔赴远方",
    "一座小城的转型之路",
    "让每一滴水都用在刀刃上",
    "大山深处的读书声",
    "从跟跑到领跑 中国制造再攀新高",
    "老码头今天什么样？",
    "秋粮丰收在望",
    "高铁驶过家门口",
    "今年冬天暖不暖？",
    "一粒种子的旅程",
    "奋进在希望的田野上",
    "书写民生温暖答卷",
    "守望相助 共渡难关",
    "把论文写在大地上",
    "港口吞吐量再创新高",
)
SUBTITLES = (
    "——写在丰收时节",
    "——来自一线的调查",
    "——东部沿海三省见闻",
    "各地多措并举保障供应",
    "——记一支平均年龄不到三十岁的团队",
)
COLUMNS = ("新华视点", "财经观察", "国际观察", "记者手记", "民生一线")
OWN = (
    "清晨六点，集市上已经人声鼎沸。卖菜的老汉把带着露水的青菜码得整整齐齐，笑着说：“今年雨水好，菜比去年便宜一成。”",
    "县里去年修通了最后一段公路，从乡里到县城只要四十分钟。村民们说，路通了，心也就敞亮了。",
    "“过去看病要翻两座山。”六十七岁的吴桂兰回忆，“现在医生每周三都到村里来，药也能刷卡。”",
    "据统计，截至10月底，全县共新建水窖1.2万口，改造老旧管网380公里，受益群众超过21.6万人。",
    "专家认为，农业的出路在于科技，也在于把分散的农户组织起来。合作社负责人算了一笔账：统一购种、统一销售之后，每亩地能多收三百元左右。",
    "傍晚，放学的孩子们沿着新修的步道跑回家，笑声洒了一路。山脚下，灯一盏接一盏地亮了起来。",
    "记者在现场看到，工人们正在对最后一批设备进行调试。项目经理介绍，整条生产线预计下个月投产，届时年产能将达到五十万台。",
    "“我们不怕慢，就怕停。”他说，只要方向对了，路再远也能走到。",
    "为了让更多人了解这门手艺，她把工坊搬进了学校，每周上两节课，至今已经教了三百多个学生。",
    "当地气象部门提醒，未来三天仍有强降雨，山区要严防滑坡、泥石流等次生灾害；出行前请留意最新的预警信息。",
    "会议指出，要坚持问题导向，把群众反映强烈的事情一件一件办好，不搞花架子，不做表面文章。",
    "这座城市的博物馆去年接待观众五百二十万人次，其中三分之一是青少年。馆长说，文物不会说话，但讲解员可以让它们开口。",
)


@dataclass
class Story:
    """What a page must give back."""

    title: str
    body: list[tuple[str, str]]
    """``heading`` or ``paragraph``, and its text."""
    subtitle: str | None = None
    column: str | None = None
    dateline: str | None = None
    credit: str | None = None
    agencies: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    day: tuple[int, int] | None = None
    reporters: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Bank:
    """Paragraphs that belong together, a list a story, each with a headline or None."""

    stories: tuple[tuple[str | None, tuple[str, ...]], ...]


_FINAL = re.compile(r"[。！？][”’）》]*$")
_TITLE = re.compile(r"^[^。！？“”]{6,40}$")


def bank(gold: Path | None, *, whole_only: bool = True) -> Bank:
    """Text to make stories of: the news stories of ``gold`` if it is there, and our own.

    With ``whole_only`` no paragraph ends without a final mark, as in an edited paper.
    """
    stories = [(None, tuple(OWN))]
    path = gold / "ntrex-zh-news.tsv" if gold else None
    if path and path.exists():
        documents: dict[str, list[str]] = {}
        for line in path.read_text("utf-8").splitlines():
            name, text = line.split("\t")
            documents.setdefault(name, []).append(text.strip())
        for lines in documents.values():
            head = lines[0] if _TITLE.match(lines[0]) else None
            paragraphs = _paragraphs(lines[1:], whole_only=whole_only)
            if len(paragraphs) >= 4:
                stories.append((head, tuple(paragraphs)))
    return Bank(tuple(stories))


def _paragraphs(lines: list[str], *, whole_only: bool) -> list[str]:
    made: list[str] = []
    pending = ""
    for number, line in enumerate(lines):
        pending += line
        enough = len(pending) > 40 + 37 * (number % 3)
        if enough and (_FINAL.search(line) or not whole_only):
            made.append(pending)
            pending = ""
    return made


def name(rng: random.Random) -> str:
    """A reporter's name of two or three characters, now and then a foreign one."""
    if rng.random() < 0.03:
        return rng.choice(("阿依古丽·买买提", "约翰·史密斯", "玛丽亚·伊万诺娃"))
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))


def story(rng: random.Random, source: Bank, *, size: int) -> Story:
    """A story of about ``size`` paragraphs, with its headline and perhaps headings."""
    head, paragraphs = rng.choice(source.stories)
    start = rng.randrange(max(1, len(paragraphs) - size + 1))
    chosen = list(paragraphs[start : start + size])
    if head is None:
        rng.shuffle(chosen)
    title = head or rng.choice(TITLES)
    made = Story(title, [("paragraph", text) for text in chosen])
    if len(chosen) > 4 and rng.random() < 0.5:
        for at in sorted(rng.sample(range(1, len(chosen)), 2), reverse=True):
            made.body.insert(at, ("heading", rng.choice(HEADINGS)))
    if rng.random() < 0.4:
        made.subtitle = rng.choice(SUBTITLES).replace("一线", f"{rng.choice(PLACES)}一线")
    return made
