"""Pages on which nothing is damaged: what returns was meant to, what is short is whole."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from crawled import signs
from crawled.stories import HEADS, several

if TYPE_CHECKING:
    from crawled.stories import Source, Story


SLOGANS = (
    "安全生产，人人有责！",
    "绿水青山就是金山银山。",
    "为人民服务！",
    "时间就是生命。",
    "幸福都是奋斗出来的。",
    "人民对美好生活的向往，就是我们的奋斗目标。",
    "团结就是力量！",
    "中国加油！",
    "春天的故事还在继续。",
    "我们都是追梦人。",
    "请党放心，强国有我！",
    "一寸山河一寸血。",
    "不获全胜，决不收兵！",
    "星星之火，可以燎原。",
    "科技兴则民族兴，科技强则国家强。",
    "他们，是最可爱的人。",
    "这，就是我们的答案。",
    "“到！”",
    "“值得！”",
    "全场起立，掌声雷动。",
    "（掌声）",
    "（鼓掌）",
    "答：没有。",
    "问：后来呢？",
    "“没有。”他说。",
    "大海，我的母亲！",
    "雪，还在下。",
    "归来吧，归来哟！",
)
HEADINGS = (
    "老街新生",
    "她们的春天",
    "一纸批文跑了八个月",
    "“钱袋子”鼓起来",
    "山那边的灯光",
    "合同里的陷阱",
    "数字乡村 智慧生活",
    "高原上的“氧吧”",
    "让群众少跑一趟",
    "跨越山海的约定",
    "既算经济账 也算生态账",
    "把握机遇，迎难而上",
    "从无到有的跨越",
    "海岛上的邮递员",
    "新规10月起施行",
    "三年投入50亿元",
    "“小巷管家”上岗记",
    "AI走进车间",
    "为什么是他们",
    "这里的夜晚静悄悄",
    "群众说好才是真的好",
    "一场及时雨",
    "背后的故事",
    "数说",
    "相关链接",
    "记者手记",
    "链接",
    "名词解释",
    "打造“15分钟生活圈”",
    "谁来买单？",
    "如何让改革成果更多惠及百姓",
    "我国首个深海观测网建成",
    "全国铁路发送旅客创新高",
    "长江大桥主塔封顶",
    "医保药品目录再调整",
    "沿着总书记的足迹",
    "听，来自基层的声音",
    "扎实推进共同富裕",
    "严字当头 敢管敢治",
    "在希望的田野上",
    "向海图强",
    "全力保障春运",
)
ODES = (
    "春风吹过山岗|布谷声声|催开满坡的杜鹃|也催开|母亲额上的皱纹",
    "我是一棵小草，|长在路边，|没有人知道我，|也没有人问我从哪里来",
    "白日依山尽，|黄河入海流。|欲穷千里目，|更上一层楼。",
    "千里冰封|万里雪飘|望长城内外|惟余莽莽",
    "那一年的雨|下得很慢|像老人数着念珠|一颗，又一颗",
    "太阳出来照四方|照得山乡亮堂堂|家家户户忙收割|新米饭，喷喷香",
)
LISTS = (
    "金牌：12枚|银牌：9枚|铜牌：15枚",
    "冠军 广东队|亚军 山东队|季军 上海队",
    "一、加强组织领导|二、完善工作机制|三、强化督导检查",
    "1. 身份证原件|2. 近期免冠照片|3. 学历证书复印件",
    "● 便民热线12345|● 供水热线96116|● 供电热线95598",
    "09:00 开幕式|10:30 主旨演讲|14:00 分论坛",
    "昆明—大理—丽江|西安—延安—榆林",
    "主编 李明|副主编 王芳|校对 张强",
    "女子100米蛙泳决赛|男子跳水双人十米台|乒乓球混双半决赛",
    "鸡蛋 每斤5.2元|猪肉 每斤13.8元|白菜 每斤1.5元",
    "——建设现代化产业体系|——推进高水平对外开放|——增进民生福祉",
    "广东 23例|福建 8例|浙江 5例",
)


def page(seed: int, sources: list[Source]) -> str:
    """The page of a seed."""
    draw = Random(f"meant/{seed}")
    title = draw.choice(("# {}", "# {}", "## {}", "**{}**", "{}"))
    heading = draw.choice(("{}", "{}", "{}", "**{}**", "### {}"))
    if title == "**{}**" and heading == "### {}":
        heading = "**{}**"
    indent = draw.choice(("", "", "　　"))
    gap = draw.choice(("\n\n", "\n\n", "\n"))
    free = [*HEADINGS, *HEADS]
    draw.shuffle(free)
    lines: list[str] = []
    for story in several(draw, sources, 3):
        dated = draw.random() < 0.5 or title == "{}"
        opening = signs.dateline(draw) if dated else signs.Byline()
        story.paragraphs[0] = opening.printed + opening.after + story.paragraphs[0]
        lines.append(title.format(story.title))
        lines += _body(draw, story, free, heading, indent)
        lines += [signs.credit(draw).printed] if draw.random() < 0.7 else []
    return gap.join(lines) + "\n"


def _body(draw: Random, story: Story, free: list[str], heading: str, indent: str) -> list[str]:
    """Paragraphs, and between them what is meant to be short or to return."""
    lines: list[str] = []
    slogan, ode = draw.choice(SLOGANS), draw.choice(ODES)
    for place, text in enumerate(story.paragraphs):
        lines.append(indent + text)
        chance = draw.random()
        if chance < 0.2:
            lines.append(indent + slogan)
        elif chance < 0.3:
            lines += [indent + verse for verse in ode.split("|")]
        elif chance < 0.38:
            lines += [indent + item for item in draw.choice(LISTS).split("|")]
        elif chance < 0.6 and 0 < place < len(story.paragraphs) - 1:
            lines.append((indent if heading == "{}" else "") + heading.format(free.pop()))
    return lines
