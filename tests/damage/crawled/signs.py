"""Datelines, credits and page furniture, with what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹章苏潘葛范彭鲁韦"
    "马方俞任袁柳史唐费薛雷贺倪汤罗毕郝安于傅康顾孟黄萧尹姚邵汪毛戴宋庞熊纪项董梁杜蓝"
    "季贾江童郭梅林钟徐邱骆高夏蔡田胡霍万柯卢莫房裘缪解应丁宣邓单洪包左石崔龚程裴陆翁"
    "荀惠曲封储靳焦谷车侯班仲宫宁仇甘武符刘景詹龙叶司黎白蒲赖卓池乔阴温庄阎连习向古易"
    "廖耿满匡国文东欧聂曾关查"
)
DOUBLE = ("欧阳", "上官", "司马", "诸葛", "皇甫", "夏侯")
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰凤洁梅琳素云莲真环雪荣爱妹香月"
    "莺媛瑞凡佳嘉琼勤珍贞莉桦婷雨晗悦思彤子轩浩然宇航博文晨曦一鸣天翔家豪志远启睿"
)
MINORITY = ("阿依古丽·吐尔逊", "买买提·艾力", "扎西次仁", "格桑卓玛", "巴特尔", "其其格")
CHINA = (
    "北京",
    "上海",
    "广州",
    "成都",
    "武汉",
    "西安",
    "沈阳",
    "哈尔滨",
    "昆明",
    "贵阳",
    "南宁",
    "银川",
    "西宁",
    "兰州",
    "拉萨",
    "乌鲁木齐",
    "呼和浩特",
    "石家庄",
    "合肥",
    "福州",
    "海口",
    "三亚",
    "青岛",
    "大连",
    "深圳",
    "酒泉",
    "义乌",
    "雄安",
    "博鳌",
    "香港",
    "澳门",
    "台北",
)
WORLD = (
    "华盛顿",
    "纽约",
    "伦敦",
    "巴黎",
    "柏林",
    "莫斯科",
    "东京",
    "首尔",
    "开罗",
    "内罗毕",
    "日内瓦",
    "布鲁塞尔",
    "堪培拉",
    "渥太华",
    "里约热内卢",
    "墨西哥城",
    "雅典",
    "罗马",
    "马德里",
    "金边",
    "河内",
    "曼谷",
    "联合国",
    "达沃斯",
    "特拉维夫",
    "约翰内斯堡",
)
AGENCIES = (
    "新华社",
    "新华社",
    "新华社",
    "本报",
    "本报",
    "中新社",
    "中新网",
    "人民网",
    "新华网",
    "科技日报",
    "经济日报",
    "光明日报",
)
WEBS = (
    "央视网消息：",
    "央视网消息 ",
    "央视新闻消息：",
    "国际在线消息：",
    "人民网讯 ",
    "中新网消息：",
    "央广网消息：",
)
SERVANTS = ("记者", "记者 ", "记者：", "本报记者 ", "通讯员", "见习记者", "实习记者 ")
HANZI_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Byline:
    """A dateline or a credit, as printed, and the people it names."""

    printed: str = ""
    reporters: tuple[str, ...] = ()
    after: str = ""


def person(draw: Random) -> str:
    """A name as it stands under news."""
    if draw.random() < 0.03:
        return draw.choice(MINORITY)
    family = draw.choice(DOUBLE) if draw.random() < 0.03 else draw.choice(SURNAMES)
    return family + "".join(draw.sample(GIVEN, draw.choice((1, 2, 2))))


def people(draw: Random, most: int = 3) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person(draw) for _ in range(draw.randint(1, most))))


def _number(draw: Random, number: int, *, hanzi: bool) -> str:
    if not hanzi:
        return str(number)
    if number < 11:
        return "十" if number == 10 else HANZI_DIGITS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else HANZI_DIGITS[tens]) + "十" + (HANZI_DIGITS[ones] if ones else "")


def _day(draw: Random) -> str:
    hanzi = draw.random() < 0.1
    month = _number(draw, draw.randint(1, 12), hanzi=hanzi) + "月"
    day = _number(draw, draw.randint(1, 28), hanzi=hanzi) + "日"
    year = draw.choice(("2023年", "2024年")) if not hanzi and draw.random() < 0.08 else ""
    return year + (month if draw.random() < 0.93 or year else "") + day


def _place(draw: Random) -> str:
    if draw.random() < 0.06:
        return draw.choice(("、", "/")).join(draw.sample(WORLD, 2))
    return draw.choice(CHINA if draw.random() < 0.6 else WORLD)


def _named(draw: Random, names: tuple[str, ...]) -> str:
    between = draw.choice(("、", "、", " ", " ", "　", "，"))
    return between.join(names)


def _wire(draw: Random) -> str:
    agency = draw.choice(AGENCIES)
    sent = draw.choice(("电", "电", "电", "电", "专电", "讯")) if agency == "本报" else "电"
    return f"{agency}{_place(draw)}{_day(draw)}{sent}"


def dateline(draw: Random) -> Byline:
    """What opens a story."""
    shape = draw.random()
    if shape < 0.12:
        opening = draw.choice(WEBS)
        return Byline(opening.rstrip(), (), " " if opening.endswith(" ") else "")
    names = people(draw)
    if shape < 0.35:
        head = draw.choice(("本报讯", "本报讯", "【本报讯】", "本报讯 "))
        if draw.random() < 0.3:
            return Byline(head.strip(), (), draw.choice((" ", "　", "　")))
        inside = draw.choice(
            ("记者", "记者 ", "记者：", "见习记者 ", "通讯员 ", "全媒体记者 ", "首席记者 ")
        ) + _named(draw, names)
        if draw.random() < 0.3:
            more = people(draw, 2)
            inside += (
                draw.choice((" ", "，", "　"))
                + draw.choice(("通讯员", "通讯员 ", "实习生"))
                + _named(draw, more)
            )
            names = tuple(dict.fromkeys(names + more))
        left, right = draw.choice(("（）", "（）", "()"))
        return Byline(f"{head}{left}{inside}{right}", names, draw.choice(("", " ", "　")))
    wire = _wire(draw)
    if shape < 0.62:
        return Byline(wire, (), draw.choice((" ", "　", "  ")))
    left, right = draw.choice(("（）", "（）", "（）", "()"))
    between = draw.choice(("", "", " "))
    inside = draw.choice(("记者", "记者 ", "记者：")) + _named(draw, names)
    return Byline(f"{wire}{between}{left}{inside}{right}", names, draw.choice(("", "", " ", "　")))


def credit(draw: Random) -> Byline:
    """What closes a story."""
    names = people(draw, 4)
    named = _named(draw, names)
    wire = _wire(draw)
    reporters = draw.choice(
        ("新华社记者", "本报记者", "中新社记者", "记者", "人民日报记者", "光明日报记者")
    ) + draw.choice(("", " "))
    bare = draw.choice(
        (
            (wire, False),
            (f"{wire} 记者{named}", True),
            (f"{wire} 记者 {named}", True),
            (f"{reporters}{named}", True),
            (f"{reporters}{named}", True),
            (f"据{draw.choice(('新华社', '中新社', '新华社北京'))}电", False),
            (f"参与采写：{named}", True),
            (f"本报记者 {named}", True),
        )
    )
    left, right = draw.choice(("（）", "（）", "()", "【】"))
    text = f"{left}{bare[0]}{right}"
    if bare[1] and bare[0].startswith(("本报记者 ", "新华社记者 ")) and draw.random() < 0.4:
        text = bare[0]
    return Byline(text, names if bare[1] else ())


def furniture(draw: Random) -> str:
    """A line that belongs to the page, not to a story."""
    page = draw.randint(1, 24)
    editor = person(draw)
    return draw.choice(
        (
            f"第{page:02d}版",
            f"第{page:02d}版：{draw.choice(('要闻', '国际', '经济', '综合', '体育', '文化'))}",
            f"责任编辑：{editor}",
            f"（责任编辑：{editor}）",
            f"（责编：{editor}、{person(draw)}）",
            f"[责任编辑: {editor}]",
            f"本版责编：{editor}　版式设计：{person(draw)}",
            f"编辑：{editor}　校对：{person(draw)}",
            "【打印本页】【关闭窗口】",
            "打印 | 收藏 | 分享",
            "分享到：",
            "分享到微信 分享到微博",
            "【字号：大 中 小】【打印】",
            "扫一扫在手机打开当前页",
            "上一篇 下一篇",
            "返回目录",
            "版权所有 未经授权不得转载",
            f"2024年11月{page}日 星期{draw.choice('一二三四五六日')}",
            f"人民日报 2024年11月{page:02d}日 第{page:02d}版",
            "- 3 -",
        )
    )


def turned(draw: Random) -> tuple[str, str]:
    """To the page where a story goes on, and back to the page where it began."""
    here, there = draw.randint(1, 4), draw.randint(5, 16)
    left, right = draw.choice(("（）", "（）", "()", "【】"))
    page = draw.choice(("第{}版", "第 {} 版", "{}版", "第{:02d}版"))
    if draw.random() < 0.1:
        return (
            f"{left}下转第{HANZI_DIGITS[here]}版{right}",
            f"{left}上接第{HANZI_DIGITS[here]}版{right}",
        )
    return f"{left}下转{page.format(there)}{right}", f"{left}上接{page.format(here)}{right}"
