"""Verbs of saying: words of a table, and characters that are verbs where no other word has them."""

from __future__ import annotations

import re

from juku.text.vocabulary.person_words import TITLES
from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

LONG = lists("speech")["verbs"]
"""Those of two characters."""


def _alone(verb: str, *, behind: str = "", before: str = "") -> str:
    """``verb`` that stands neither behind nor before a character with which it is another word."""
    not_behind = f"(?<![{behind}])" if behind else ""
    return not_behind + verb + (f"(?![{before}])" if before else "")


_MEN = "".join(sorted({word[-2] for word in TITLES if len(word) > 2 and word[-1] == "人"}))
"""Before 人 in words for a person, behind which 称 is a verb: 负责人称, and not 人称."""
_NOT_CALLED = f"(?<!(?<![{_MEN}])人)"
SHORT = "|".join(
    (
        _alone("说", behind="听据所小传学演解劝虽再来胡", before="法服明不"),
        "(?<=来)说(?=[：:])",
        _alone("指", behind="手食拇中无戒脚五十屈弹是特专泛意") + "(?=[，,：:]|$)",
        _NOT_CALLED + _alone("称", behind="声宣名堪简自", before="为作之呼号"),
        _alone("答", behind="回解", before="案谢卷题辩"),
        _alone("问", behind="反学疑访", before="题卷候责世诊号"),
        _alone("道", behind="说问喊写笑叹讲应嚷报知频轨街河管跑渠味难"),
        _alone("讲", behind="演听主宣", before="解师台座坛堂究义"),
        _alone("言", behind="坦直发留语名格谣寓预宣诺", before="论语辞行"),
        "(?<=[人语诗书经])云",
        _alone("诗[云曰]", behind="古唐宋旧小律组"),
        "曰",
        _alone("喊", behind="呼呐"),
        _alone("指控", behind="的关项种些"),
        _alone("叹", behind="感赞惊"),
        r"写(?=[过下]?[：:，,]?\s*$)",
    )
)
"""Those of one character, and words that are not verbs everywhere."""
_SHORT_FIRSTS = "说指称答问道讲言云诗曰喊叹写"
_POLICE = "民交武特刑狱巡乘铁"
"""Before 警, which then begins no verb: 民警告诉."""
WARNS = f"(?<![{_POLICE}])警告"
_OWNERS = "业店车户雇庄船园失事机领债货买卖房公"
"""Before 主, which then begins no verb: 庄主张言志."""
NOTICE = (
    "(?<![馨全情险要费音字作出照据按到贴个条]提示)(?<![出贴][行心]提示)"
    "(?!(?<=提示)[音牌板语器灯字框信词卡文栏下性标])"
)
"""Behind 提示, where it is a verb: not 温馨提示, 提示音."""
_NO_VERB = (
    rf"(?<![{_POLICE}]警告)(?<!提问道)(?<![{_OWNERS}]主张)"
    r"(?!(?<=报[警案])(?:[人者时后]|电话|平台|中心|记录))"
    rf"(?!(?<=透露)(?:姓名|身份))(?<!不[愿便肯想]透露){NOTICE}"
)
"""Behind what looks like a verb of saying, where another word ends or nothing is said."""
WORD = rf"(?:{pattern(LONG)}{_NO_VERB})"
VERB = rf"(?:{WORD}|{SHORT})"
TO = (
    rf"告诉|提醒|提示{NOTICE}|呼吁|敦促|奉劝|恳请|促请|喊话|叮嘱|勉励|鼓励|嘱咐|问(?!题)|答复|回复|告知|告诫"
    rf"|{WARNS}|教育(?![局厅部界学家工集])|教导(?!员)|劝"
)
"""Verbs behind which a listener stands."""
_TO_FIRSTS = "告提呼敦奉恳促喊叮勉鼓嘱问答回警教劝"
THINKS = "提到|谈到|相信|坚信|担心|担忧|猜测|估计|希望|埋怨|责怪|明确"
"""Verbs that lead to words in marks behind a comma only."""
_LEAVES = "扔丢撂甩抛"
"""Begin what leads to a sentence that somebody leaves behind: 扔下一句“…”."""
_FIRSTS = {
    *_SHORT_FIRSTS,
    *_LEAVES,
    *_TO_FIRSTS,
    *(word[0] for word in (*LONG, *THINKS.split("|"))),
}
FIRST = re.compile(f"[{''.join(sorted(_FIRSTS))}]")
"""Begins every verb of saying, and what a listener stands behind."""
