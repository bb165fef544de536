"""Lines of a page that belong to no story: page numbers, editors, notices to print and share."""

from __future__ import annotations

import re

from juku.text.blocks import ears, followers, mastheads, sitelines
from juku.text.blocks.mastheads import SECTION
from juku.text.bylines import staff
from juku.text.vocabulary.folding import fold, unfolded
from juku.text.vocabulary.tables import pattern, spelt_out
from juku.text.vocabulary.word_tables import lists

LONGEST = 80
_NOTICES = lists("furniture")["notices"]
_NOTICE_WORDS = lists("furniture")["notice_words"]
_NO_TEXT = (
    r"$|[^\s\u3400-\u9fffA-Za-z，、；“《]|\s+(?:[^\u3400-\u9fffA-Za-z“《]|放大|缩小|默认|[大中小]\b|微[信博]|QQ|"
    rf"朋友圈|{pattern((*_NOTICES, *_NOTICE_WORDS))})"
)
"""What stands behind a word of notices, where it is no word of a text."""
_OPEN, _CLOSE = r"[▲▼△▽▶►▷◆■●★☆→↗↘↙↖⇨⇒»]?\s*[（(【\[［〔]?\s*", r"\s*[）)】\]］〕]?[。.]?"
_HERE = "本版[左右上下中]{1,3}[侧方角边栏]?"
_PAGE = rf"(?:(?:第\s*)?[A-Z]?[0-9０-９一二三四五六七八九十]{{1,4}}\s*[版页]|{_HERE})"
"""The page that a jump line names, or the place on this one."""
_TURN = r"(?:[▲▼△▽▶►▷◀◁◆■●★☆→↗↘↙↖⇨⇒➔➤»>＞》]\s*){0,4}[（(【\[［〔]?\s*"
"""What stands before a jump line."""
_LINK = r"(?:(?<=[\]］])\([^()\s]{1,80}\))?"
"""Where a jump line in square brackets leads: [下转第3版](#3)."""
_TELEPHONE = r"(?:[（(]?[0-9][0-9()（）×xX＊* -]{4,}|[〇零一二三四五六七八九]{5,})"
_RULES: tuple[tuple[str, str], ...] = (
    (
        "furniture-page-number",
        (
            rf"{_OPEN}(?:{SECTION}\s*)?"
            r"(?:第\s*[0-9０-９一二三四五六七八九十〇零]{1,4}\s*[版页]|[A-Z]?[0-9０-９]{1,3}\s*版(?=$|[^\u3400-\u9fff]|"
            + SECTION
            + r")|"
            r"[-—–·•]\s*[0-9０-９]{1,4}\s*[-—–·•]|[Pp](?:age|AGE)\s*\d+(?:\s*(?:of|/)\s*\d+)?|第\s*\d+\s*页\s*[,，/]?\s*共\s*\d+\s*页)"
            rf"(?:\s*[:：]?\s*(?:{SECTION}|(?!的)[\u3400-\u9fff]{{1,4}}|[\u3400-\u9fff]{{0,3}}“[\u3400-\u9fff]{{1,4}}”[\u3400-\u9fff]{{0,4}}))?"
            r"\s*[）)】\]］〕]?"
        ),
    ),
    (
        "furniture-page-number",
        (
            rf"[A-Z][0-9]{{1,3}}\s*[:：]?\s*{SECTION}|{SECTION}(?:\s+|\s*[·|/]\s*)[A-Z]?[0-9]{{1,2}}"
            r"|[\u3400-\u9fff]{2,6}\s*[·|｜]\s*第\s*[A-Z]?[0-9]{1,2}\s*版"
            r"|0[0-9]|[A-D][0-9]{1,2}|(?:本报)?今日\s*[0-9一二三四五六七八九十]{1,3}\s*版"
        ),
    ),
    (
        "furniture-date",
        (
            r"[（(]?(?:来源[:：]|摘自|原载|据)?\s*《\s*[\u3400-\u9fff]{2,10}\s*》\s*[（(]?\s*"
            r"[0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日\s*[,，]?\s*"
            r"第?\s*[A-Z]?[0-9一二三四五六七八九十]{1,3}\s*版\s*[）)]{0,2}"
        ),
    ),
    (
        "furniture-path",
        (
            r"(?:(?:您|现在|当前)?(?:当前|现在|所在)?的?位置\s*[:：]\s*)?(?:网站)?首页"
            r"(?:\s*(?:>{1,2}|[›»＞→])\s*[^>›»＞→。，]{1,14}){1,6}"
        ),
    ),
    (
        "furniture-end-mark",
        (
            r"[（(]\s*(?:(?:本文|全[文书]|连载|续)?完|(?:未完[，,]?)?(?:下[期版回]?)?待续|未完)\s*[）)]"
            r"|[-—–·~=*]+\s*(?:THE\s+)?(?:END|End|完|全文完)\s*[-—–·~=*]+"
            r"|(?:THE\s+)?END"
        ),
    ),
    (
        "furniture-jump-line",
        (
            rf"{_TURN}(?:紧接|上接|下转|转|续|接|详见|(?:更多|相关|有关)[\u3400-\u9fff]{{2,4}}请?见|本文)\s*{_PAGE}"
            rf"(?:[^。！？）)】\]］〕]{{0,12}})?{_CLOSE}{_LINK}"
        ),
    ),
    (
        "furniture-notice",
        (
            rf"{_OPEN}(?:{pattern(_NOTICES)}(?![者人])|{pattern(_NOTICE_WORDS)}(?={_NO_TEXT})|【?(?:我要)?纠错(?=[】\]]|$)|放大\s*缩小|"
            r"(?:相关(?:链接|阅读|新闻|报道)|延伸阅读)[:：]?(?=\s*[）)】\]］〕]?$)|(?:本[版报刊])?(?:电子|投稿)?[信邮]箱\s*[:：]|"
            r"(?:本报地址|社址)(?=[:：])|热线电话(?=[:：\s0-9])|下载[Aa][Pp][Pp])[^。！？]{0,50}"
            rf"{_CLOSE}"
        ),
    ),
    ("furniture-notice", r"[（(【\[]?\s*广\s*告\s*[）)】\]]?"),
    (
        "furniture-notice",
        (
            rf"(?:[\u3400-\u9fff]{{0,4}}[报刊]|{pattern(lists('furniture')['lines_of'])})(?:社|新闻)?热线(?:电话)?\s*[:：]?\s*"
            rf"{_TELEPHONE}[^。！？]{{0,50}}"
            rf"|(?:服务)?(?:热线|专线)\s*[:：]?\s*{_TELEPHONE}\s[^。！？]{{2,50}}"
        ),
    ),
    (
        "furniture-notice",
        (
            r"[（(【\[［〔]\s*(?:商业|公益|分类)?(?:广告|推广)\s*[）)】\]］〕]\s*[^（(【\[［〔\s][^。！？]{1,60}[。！]?"
        ),
    ),
    (
        "furniture-notice",
        (
            rf"{_OPEN}(?:本[期版报刊]|今日)(?:导读|看点|要目)\s*[:：]\s*[^。！？]{{2,60}}"
            r"|敬请关注本[报刊台网][^。！？，]{0,16}[。！]?"
            r"|更多(?:内容|资讯|精彩|新闻|信息|报道)[，,]?敬?请(?:关注|扫描|登录|下载|浏览)[^。！？]{2,40}[。！]?"
            r"|[\u3400-\u9fff]{2,12}\s+版权所有[^。！？]{0,40}[。！]?"
        ),
    ),
    (
        "furniture-notice",
        (
            rf"{_OPEN}(?:读者)?(?:来稿|投稿|投书|来信|来函|赐稿)请(?:寄|发|投)[送至到往]?\s*[:：]?\s*"
            r"[\w.+×*-]+@[\w.×*-]+[^。！？]{0,30}"
        ),
    ),
    (
        "furniture-notice",
        (
            r"(?:(?:(?:风险|特别|郑重|友情)提[示醒]|(?:免责|郑重)声明)\s*[:：]|(?=本[版报刊栏]))[^。！？]{0,30}"
            r"(?:不构成|不代表|仅供参考)[^。！？]{0,40}[。！]?"
            r"(?:[^。！？]{2,8}有风险[^。！？]{0,14}谨慎[。！]?)?"
        ),
    ),
    (
        "furniture-notice",
        (
            rf"{_OPEN}(?:(?:版权|郑重|特别|免责)?声明\s*[:：]|本[报刊社网站]版权)[^。！？]{{0,30}}"
            rf"(?:转载|授权|版权|所有|侵权)[^。！？]{{0,40}}{_CLOSE}"
        ),
    ),
    (
        "furniture-editor",
        (
            rf"{_OPEN}(?:(?:本[版文组期]|文中|以上|上述)的?(?:图片|照片|配图|组图)|(?:图片|照片|配图|题图))"
            r"(?:除署名(?:外|者外))?[，,]?[均都皆]?[由为]"
            r"(?:受访[者人]|受访单位|采访对象|作者|主办方|[\u3400-\u9fff]{2,14}(?:部|委|局|院|馆|校|中心|公司|集团|村|[镇乡]政府|单位|协会))"
            rf"(?:提供|供图){_CLOSE}"
        ),
    ),
    (
        "furniture-address",
        (
            rf"{_OPEN}(?:本[版期]|本栏目?)(?:所有|部分)?(?:稿件|消息|文章|新闻|文字|内容)"
            r"(?:除署名(?:外|者外|稿件外)|未署名的?)?[，,]?[均皆都]?"
            r"(?:据|由|来自|摘自|选自|转自|综合|编译自)"
            rf"[^。！？（()）]{{2,24}}{_CLOSE}"
        ),
    ),
    (
        "furniture-address",
        (
            r"(?:[\u3400-\u9fff]{0,10}网[址站]\s*[:：]?\s*)?(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?:来源|稿源|出处)\s*[:：丨｜|/]\s*\S{2,30}"
            r"|[\w-]{1,40}\.(?:jpe?g|png|gif|bmp|webp|JPE?G|PNG|GIF)"
            r"|(?:(?:[Cc]opyright\s*)?©|[Cc]opyright\s*(?:\([Cc]\)|[0-9]{4}|by\b))\s*[^。]{4,60}"
        ),
    ),
)
"""Patterns without groups, each with its rule; a line is of the first that it matches."""
_RULED = re.compile("|".join(f"({of_rule})" for _, of_rule in _RULES))
_JUMPED = re.compile(
    rf"[（(【\[［]\s*(?:紧接|上接|续)\s*{_PAGE}[^（(）)。\]］]{{0,12}}[）)】\]］]{_LINK}"
)
_JUMPS_INSIDE = re.compile(
    rf"(?<![“‘「『《])[（(【〔\[［]\s*(?:紧接|上接|下转|[转续接](?=\s*第))\s*{_PAGE}[^（(）)。！？\]］]{{0,12}}[）)】〕\]］]{_LINK}(?![”’」』》])"
)
_STARTS = unfolded(
    frozenset(
        "▲▼△▽▶►▷◀◁◆■●★☆→↗↘↙↖⇨⇒➔➤»>＞》（(【[［〔《摘原据要国新社经文体理评副综广专第ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789０１２３４５６７８９"
        "-—–·•~～=*－Pp©社紧上下转续接详更相本责值编美版校审主执策统制视监排组图电投打分收关字扫长点返免未延欢我网微举订报"
        "hw来稿读出今热邮阅查见实放声官财理发时日更刊信文内浏点访人复我校录作首当您现位纠风特郑友敬"
    )
    | sitelines.STARTS
    | frozenset(word[0] for word in (*_NOTICES, *_NOTICE_WORDS))
)
_STAFF = unfolded(staff.STARTS)
_CALLS = unfolded(followers.STARTS)
_DATED = re.compile(
    spelt_out(
        "[0123456789０１２３４５６７８９]|[一二三四五六七八九十]版|星期|[正冬腊臘]月|零售|[代刊][号號]|版[权權]|社址|"
        "[热熱][线線]|[信邮郵]箱|[網网]址|[責责][编編]|[电電][話话]|[專专][線线]|[顧顾][問问]|[廣广]告|\\.jpg|\\.png"
    )
)
_ENDS_TEXT = frozenset("。！？；：，、”…")
"""How no line ends that stands over a page."""
_BULLETS = " \u3000·•|｜"
"""Signs around such a line and between its parts."""
_APART = re.compile(
    "(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]+([\u3400-\u9fff])(?![\u3400-\u9fff])"
)
"""A word of two characters with a blank between them: 港闻　文　化."""
_WORDS = re.compile(r"[^\s|｜]+")
_MOST_WORDS = 16
"""Of a line of several things that a page prints."""
_PUBLISHED = re.compile(
    "[\u3400-\u9fff]{2,10}(?:[报刊]社|编辑部|印刷厂|集团|公司|出版社|融媒体中心|宣传部)(?:主办|主管|编辑|出版|承印|印刷|印制|发行)+"
)
_IMPRINT = re.compile(
    r"(?:读者)?(?:来稿|投稿|来信|来函)请(?:寄|发|投)[送至到往]?[:：]?[^\s，。]{3,20}"
    r"|(?:本[报刊社])?(?:常年)?法律顾问[:：\s]\s*[^\s，。：:]{2,16}(?:事务所|律师)"
    r"|(?:督印人|出版人|发行人|社长|承印[人者]?|印刷|出版|主管|主办)[:：][^\s，。：:]{2,20}"
)

_UNSURE = re.compile(
    rf"[A-Z]?[0-9]{{1,2}}|{SECTION}(?:[·•／/]{SECTION})+|[\u3400-\u9fff]{{0,4}}(?:热线|专线|电话)\s*[:：]?\s*{_TELEPHONE}"
)
"""What stands over a page or under it beside what is surely of one."""


def jumped(line: str) -> int:
    """How many characters at a line's beginning say on which page it began.

    >>> jumped("（上接第一版）老年食堂办起来了。"), jumped("（一）总体要求")
    (7, 0)
    """
    found = _JUMPED.match(fold(line[:LONGEST]))
    return found.end() if found else 0


def jumps_inside(text: str) -> list[tuple[int, int]]:
    """Where in a text it stands on which page it goes on or began, by first and last character.

    >>> jumps_inside("工具箱里，（下转第四版）棱角还在。"), jumps_inside("写着“（下转第四版）”")
    ([(5, 12)], [])
    """
    if "版" not in text and "頁" not in text and "页" not in text:
        return []
    return [found.span() for found in _JUMPS_INSIDE.finditer(fold(text))]


def furniture(line: str) -> str | None:
    """The rule by which a whole line is furniture of the page, or None.

    >>> furniture("（下转第4版）"), furniture("责任编辑：张三"), furniture("第1版要闻刊登了此事。")
    ('furniture-jump-line', 'furniture-editor', None)
    """
    if len(line) > LONGEST:
        return None
    may_be, dated = line[0] in _STARTS, line[-1] not in _ENDS_TEXT and _DATED.search(line)
    called = len(line) <= followers.LONGEST and line[0] in _CALLS
    if not (may_be or dated or called or line[0] in _STAFF):
        return None
    line = fold(line)
    if called and followers.is_call(line):
        return "furniture-notice"
    if line[0] in _STAFF and staff.is_staff(line):
        return "furniture-editor"
    ruled = _ruled(line) if may_be or dated else None
    return ruled or (_over_page(line) if dated else None) or _of_site(line)


def _of_site(line: str) -> str | None:
    return "furniture-site" if sitelines.is_site_line(line) else None


def _ruled(line: str) -> str | None:
    found = _RULED.fullmatch(line)
    return _RULES[found.lastindex - 1][0] if found and found.lastindex else None


def _over_page(line: str) -> str | None:
    """The rule of a line that says the day and the page, perhaps with who made it."""
    line = _APART.sub(r"\1\2", line.strip(_BULLETS))
    end = mastheads.read(line)
    rest = line[end:].strip(_BULLETS)
    if end and (not rest or staff.is_staff(rest)):
        return "furniture-date"
    return "furniture-date" if _is_of_parts(line) else None


def _is_of_parts(line: str) -> bool:
    """Whether a line is all things that a page prints, parted by blanks, one of them for sure."""
    words = [word.span() for word in _WORDS.finditer(line)]
    if len(words) > _MOST_WORDS:
        return False
    if len(words) == 1:
        return _is_sure(line[slice(*words[0])])
    # Words up to which all are parts, and whether one of them is sure.
    read: dict[int, bool] = {0: False}
    for first in range(len(words)):
        if first not in read:
            continue
        for last in range(first, len(words)):
            told = _part(line[words[first][0] : words[last][1]])
            if told is not None:
                read[last + 1] = read.get(last + 1, False) or told or read[first]
    return read.get(len(words), False)


def _part(said: str) -> bool | None:
    """Whether a part of a line is furniture for sure; None for what may be anything."""
    if _is_sure(said):
        return True
    may_be = mastheads.is_one(said) or _UNSURE.fullmatch(said) or ears.is_ear(said)
    return False if may_be or staff.may_be_staff(said) else None


def _is_sure(said: str) -> bool:
    """Whether a part of a line, or all of it, can be nothing but furniture."""
    if mastheads.read(said) == len(said) or mastheads.is_sure(said):
        return True
    if _PUBLISHED.fullmatch(said) or _IMPRINT.fullmatch(said):
        return True
    return staff.is_staff(said) or _ruled(said) in ("furniture-notice", "furniture-address")
