"""Pages on which nothing is damaged: what returns was meant to, what is short is whole."""

from __future__ import annotations

import random

from storybank import HEADINGS, OWN, TITLES, Bank, story

REFRAINS = (
    "我爱你，中国！",
    "绿水青山就是金山银山。",
    "团结就是力量。",
    "谢谢大家！",
    "回家，是最好的团圆。",
    "人民城市人民建！",
    "他没有回答。",
    "大海啊，故乡！",
    "时间就是生命，效率就是金钱。",
    "不忘初心，方得始终。",
    "这里是北京。",
    "我们准备好了！",
    "空谈误国，实干兴邦。",
    "祖国不会忘记！",
    "安全第一，预防为主。",
    "答：是的。",
    "问：你当时在场吗？",
    "（掌声）",
    "让我们携起手来，共同迎接更加美好的明天。",
)
VERSES = (
    ("轻轻的风吹过山岗", "带来稻花的清香", "我站在故乡的路口", "望着归来的雁行"),
    ("黄河在这里转弯", "转出一片平原", "母亲的手掌一样宽", "养活了千年的炊烟"),
    ("我把名字写在沙滩上，", "海水来了又走；", "我把名字写在石头上，", "青苔记得很久"),
    ("床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"),
    ("一条大河波浪宽", "风吹稻花香两岸", "我家就在岸上住", "听惯了艄公的号子"),
)
LISTS = (
    ("一等奖：王小明", "二等奖：李华、张伟", "三等奖：赵敏、刘洋、陈晨"),
    ("1.登录官方网站", "2.填写个人信息", "3.上传近期照片", "4.等待审核通知"),
    ("●提高最低工资标准", "●扩大养老保险覆盖面", "●建设一万套保障房"),
    ("北京 晴 -3℃至8℃", "上海 多云 6℃至12℃", "广州 小雨 15℃至20℃"),
    ("比赛时间：11月5日19时30分", "比赛地点：工人体育场", "转播平台：央视体育频道"),
    ("苹果", "香蕉", "苹果", "橙子"),
    ("（一）总体要求", "（二）主要任务", "（三）保障措施"),
    ("坚持人民至上", "坚持改革创新", "坚持系统观念", "坚持依法治理"),
)


def negative(seed: int, source: Bank) -> str:
    """A page without damage, full of what looks like it."""
    rng = random.Random(f"negative {seed}")
    heading = rng.choice(("{}", "{}", "**{}**", "## {}"))
    gap = rng.choice(("\n\n", "\n\n", "\n"))
    lines: list[str] = []
    for title in rng.sample(TITLES, rng.randint(1, 3)):
        lines.append(f"# {title}")
        paragraphs = [text for kind, text in story(rng, source, size=8).body if kind != "heading"]
        refrain, verse = rng.choice(REFRAINS), rng.choice(VERSES)
        for number, text in enumerate(paragraphs):
            if text in lines:
                continue
            lines.append(text)
            lines += _between(rng, number, refrain, verse, heading)
        if not lines[-1].endswith(("。", "！", "”", "）", "？")):
            lines.append(rng.choice(OWN)[:20].rstrip("，。、") + "等等，就此结束。")
        lines.append(rng.choice(("（新华社北京11月4日电）", "（记者王小明）", "")))
    return gap.join(line for line in lines if line) + "\n"


def _between(
    rng: random.Random, number: int, refrain: str, verse: tuple[str, ...], heading: str
) -> list[str]:
    chance = rng.random()
    if chance < 0.25:
        return [refrain]
    if chance < 0.4:
        return list(verse)
    if chance < 0.5:
        return [*rng.choice(LISTS)]
    if chance < 0.75 and number:
        return [heading.format(rng.choice(HEADINGS))]
    return []
