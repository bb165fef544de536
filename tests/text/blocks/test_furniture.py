"""Lines of the page that belong to no story, alone or at the edge of a paragraph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from juku.records import Curation
from juku.text.blocks.furniture import _RULED, _RULES, furniture, jumps_inside
from juku.text.pages import read_page

CASES = Path(__file__).parents[2] / "cases" / "byline"
NAMES = ("by-reading-2", "by-reading-3", "web-and-islands", "beside-articles", "lines-of-papers")
BESIDE = json.loads((CASES / "beside-articles.json").read_text("utf-8"))
PAGE = """# 老码头的新生活

清晨的码头上人来人往，渔船一艘接一艘靠岸，鱼市里早已热

{}

闹起来，买鱼的人一直排到桥头。

老渔民算了一笔账，一年能多挣两万元。
"""
SENTENCE = "石铁成把师傅留下的锉刀放在自己的工具箱里，{}棱角还像新的一样，谁也不许碰。"
SETS = [json.loads((CASES / f"{name}.json").read_text("utf-8")) for name in NAMES]


def test_the_group_of_a_line_of_furniture_is_the_place_of_its_rule():
    assert _RULED.groups == len(_RULES)


@pytest.mark.parametrize("line", [line for made in SETS for line in made["furniture"]])
def test_lines_written_before_the_rules_are_known(line):
    assert furniture(line) is not None


@pytest.mark.parametrize("line", [line for made in SETS for line in made["prose"]["furniture"]])
def test_prose_of_the_same_words_is_none(line):
    assert furniture(line) is None


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("今日责编：林晓", "furniture-editor"),
        ("论坛 打印 关闭", "furniture-site"),
        ("要闻 A3", "furniture-page-number"),
        ("教育 A3", "furniture-page-number"),
        ("头版 01", "furniture-page-number"),
    ],
)
def test_every_word_of_the_tables_may_begin_a_line(line, rule):
    assert furniture(line) == rule


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("[下转第3版](#3)", "furniture-jump-line"),
        ("更多行情见B4版", "furniture-jump-line"),
        ("（相关评论请见第2版）", "furniture-jump-line"),
        ("（未完，下期待续）", "furniture-end-mark"),
        ("（本版稿件由荀子衿整理）", "furniture-address"),
        ("[上接第1版](1.html)", "furniture-jump-line"),
        (">>>下转第4版", "furniture-jump-line"),
        ("◀◀上接第1版", "furniture-jump-line"),
        ("➤下转03版", "furniture-jump-line"),
        ("》》》更多报道见3版", "furniture-jump-line"),
        ("您当前的位置： 首页 >> 数字报 >> 2020年07月22日", "furniture-path"),
        ("本報版權所有　不得轉載", "furniture-notice"),
        ("声明：转载请注明来源，违者必究。", "furniture-notice"),
        ("【相关阅读】", "furniture-notice"),
        ("上一期 下一期", "furniture-notice"),
        ("PDF下载", "furniture-notice"),
        ("海東日報網址 http://www.a.example", "furniture-address"),
        ("微信编辑：林晓", "furniture-editor"),
    ],
)
def test_lines_of_crawled_pages_and_of_jumps_are_furniture(line, rule):
    assert furniture(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        "[上接第1版](1.html)的字样",
        "声明：他没有签过这份合同",
        "相关阅读课上，孩子们围成一圈",
        "网址之争 http",
        "位置：村口老槐树下",
        "上一期工程",
    ],
)
def test_text_that_begins_as_they_do_is_none(line):
    assert furniture(line) is None


@pytest.mark.parametrize("jump", ["[下转第3版](#3)", "（下转第3版）", "［下转第3版］"])
def test_a_jump_with_a_link_is_cut_out_of_a_sentence(jump):
    page = "# 一把锉刀\n\n" + SENTENCE.format(jump) + "\n"
    assert texts_of(page) == [SENTENCE.format("")]


@pytest.mark.parametrize("jump", ["[上接第1版](#1)", "（上接第1版）", "【上接第1版】"])
def test_a_jump_at_the_beginning_of_a_line_is_no_text(jump):
    assert texts_of(f"# 一把锉刀\n\n{jump}{SENTENCE.format('')}\n") == [SENTENCE.format("")]


@pytest.mark.parametrize("line", ["（编辑 ）", "主编 ）", "【统筹　】", "(责编：)", "摄影 ）"])
def test_a_duty_that_nobody_is_named_for_is_no_staff(line):
    assert furniture(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "A03 要闻 2024年8月19日 星期一 责编 张晓 版式 李梅 校对 王宁",
        "责任编辑：吴敏　　版式：陈洁　　校对：高远",
        "責任編輯：林曉　美術編輯：陳海",
        "责编林晓 美编陈海",
        "值班主任／林晓　统筹／阿依努尔",
        "策划：新媒体中心 统筹：林晓",
        "本版编辑：林 晓 邮箱：xw@example.org",
        "二〇二四年二月二十五日 星期日 第三版",
        "江海晚报 2024.2.25 星期日 | 04 | 国际·视野",
        "03 街巷·民生 2024.2.25 星期日 编辑 张晓 美编 李梅",
        "本版插图：小 林",
        "本版编辑：高 远",
        "责任编辑：张晓梅　电话：（0512）65550000　电子信箱：xw@example.org",
        "本版邮箱：xw@example.org　来稿地址：江海市和平路8号 邮编：226000",
        "风险提示：以上观点仅供参考，不构成投资建议。市场有风险，入市须谨慎。",
        "（本版稿件除署名外均据江海通讯社）",
        "（未完待续）",
        "第04版：民生周刊 江海晚报 2024年02月25日",
        "01",
        "A14",
        "今日8版",
        "本报今日十二版",
        "国内统一连续出版物号 CN11-0065",
        "邮发代号 1-1",
        "热线电话：0591-12345678",
        "邮箱：editor@example.org",
        "下载客户端",
        "查看原文",
        "值班编委 林晓　责编 陈海",
        "图片编辑：林晓",
        "副主编 林晓",
        "副总编辑：陈海",
        "（下转第四版）",
        "▶下转第3版",
        "（下轉第四版）",
        "《江海晚报》（2024年11月04日 第 01 版）",
        "（来源：《江海晚报》2004年11月4日第四版）",
        "http://www.example.org 2001年11月4日10:22 江海晨报",
        "江海网 2004年11月04日09:12 【字号 大 中 小】【留言】【论坛】【打印】【关闭】",
        "Copyright 2000 by www.example.org",
        "↗上接A1版",
        "page 3 of 12",
        "体育·11",
        "2009-6-1 第8版",
        "本报地址：城东大街8号 邮编：100000",
        "責任編輯：林曉",
        "版權所有 未經許可不得轉載",
        "要闻 3",
        "國際　2009年6月1日",
        "文化　２００９年６月１日　第８版",
        "放大 缩小 默认",
        "Copyright © 2011 Example Daily",
        "【纠错】",
        "2011-05-04 09:00:00",
        "2011年5月4日08:21 | 来源：东海晨报",
        "发布时间：2011-05-04 10:22:31  来源：东海晨报  作者：林晓  浏览次数：1024",
        "發佈時間：2011-05-04 10:22",
        "更新时间：2011/5/4 10:00 [打印] [关闭]",
        "2011-05-04 10:00 来源：东海网 【字体：大 中 小】 打印",
        "东海网 2011-05-04 08:30",
        "（东海晨报客户端 2011-05-04 10:00）",
        "来源：东海网  发布时间：2011年05月04日 10:30  编辑：林晓",
        "作者：林晓 来源：东海晨报 时间：2011-05-04",
        "我要纠错",
        "本版电子信箱：xw@example.org",
        "首页 > 要闻 > 正文",
        "您的位置：首页>>国内",
        "本版图片由受访者提供",
        "（文中图片均由市渔业协会提供）",
        "柳溪日报　2　要闻",
        "（下转本版右下）",
        "（上接本版左上角）",
        "督印人：柳溪早報有限公司　承印：榕樹印務　版權所有　不得轉載",
        "本版撰文：本報記者　美術：林曉海",
        "本版撰文：本报记者",
        "港聞　　文　化　　二〇二九年五月十九日　　星期六",
        "广告",
        "（廣　告）",
    ],
)
def test_furniture_is_known(line):
    assert furniture(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "12",
        "2024",
        "第三次会议",
        "2024年高考语文作文题",
        "9月1日 星期日",
        "星期一 晴",
        "编辑部主任的一天",
        "一审 宣判",
        "二审：维持原判",
        "总编辑奖 揭晓",
        "中国日报 社论",
        "01 晴 02 多云",
        "A股",
        "今日开幕",
        "邮箱里躺着一封信。",
        "热线电话一直占线。",
        "今日8版刊登了此事",
        "社会 和谐",
        "经济·金融",
        "广告语",
        "广告收入",
        "2009-6-1",
        "2009年6月1日",
        "2009年6月1日10时30分",
        "时间：2009年6月1日",
        "时间：2009年6月1日 地点：文化宫",
        "来源：东海晨报 作者：林晓",
        "作者：林晓",
        "记者：您是哪一年来的",
        "来源：",
        "更新时间表",
        "2009年6月1日 东海",
        "首页推荐",
        "纠错机制要跟上",
        "信箱里的来信",
        "图片由远及近",
        "本版图片由记者林晓摄",
        "柳溪日报 2 号楼",
        "本版撰文：本报记者 林晓",
        "承印：一门手艺",
        "（下转本版的话题）",
    ],
)
def test_what_only_looks_like_it_is_none(line):
    assert furniture(line) is None


def test_jump_lines_on_the_lines_of_two_halves_are_taken_off():
    page = (
        "# 老码头的新生活\n县里去年修通了最后一段公路，从乡里到县（下转第四版）\n"
        "（上接第一版）城只要四十分钟。\n老渔民算了一笔账。（紧接第二版）\n"
    )
    read = read_page(page, Curation())
    assert [unit.text(page) for unit in read.articles[0].units if unit.role == "body"] == [
        "县里去年修通了最后一段公路，从乡里到县城只要四十分钟。",
        "老渔民算了一笔账。",
    ]
    assert [page[b.start : b.end] for b in read.blocks if b.kind == "furniture"] == [
        "（下转第四版）",
        "（上接第一版）",
        "（紧接第二版）",
    ]


def texts_of(page):
    (article,) = read_page(page, Curation()).articles
    return [unit.text(page) for unit in article.units if unit.role != "title"]


@pytest.mark.parametrize("lines", BESIDE["parting"])
def test_a_sentence_goes_on_behind_what_a_page_prints(lines):
    assert texts_of(PAGE.format(lines)) == [
        "清晨的码头上人来人往，渔船一艘接一艘靠岸，鱼市里早已热闹起来，买鱼的人一直排到桥头。",
        "老渔民算了一笔账，一年能多挣两万元。",
    ]


@pytest.mark.parametrize(("name", "page", "texts"), BESIDE["prose"]["pages"])
def test_the_same_lines_are_text_where_a_text_needs_them(name, page, texts):
    assert texts_of(page) == texts, name


@pytest.mark.parametrize("jump", BESIDE["inside"])
@pytest.mark.parametrize("mark", ["", "**"])
def test_a_sentence_goes_on_around_a_jump_that_stands_in_it(jump, mark):
    page = "# 一把锉刀\n\n" + SENTENCE.format(jump).replace("锉刀", f"{mark}锉刀{mark}", 1) + "\n"
    assert texts_of(page) == [SENTENCE.format("")]
    (block,) = (block for block in read_page(page, Curation()).blocks if block.kind == "furniture")
    assert page[block.start : block.end] == jump.strip()


def test_numbers_below_the_number_of_a_page_are_text():
    page = "# 开奖号码\n\n昨晚的号码已经开出。\n\n第8版\n\n7\n\n12\n\n35\n\n请到投注站兑奖。\n"
    blocks = read_page(page, Curation()).blocks
    assert [page[b.start : b.end] for b in blocks if b.kind == "furniture"] == ["第8版", "7"]


@pytest.mark.parametrize("between", ["{} **棱角**", "**锉刀** {} **棱角**", "**锉刀，{}** 棱角"])
def test_a_sentence_goes_on_around_a_jump_with_marks_beside_it(between):
    page = f"# 一把锉刀\n\n谁也不许碰他的{between.format('（下转第四版）')}，还像新的一样。\n"
    assert len(texts_of(page)) == 1


@pytest.mark.parametrize("said", BESIDE["prose"]["inside"])
def test_what_only_looks_like_a_jump_is_text(said):
    page = f"# 一把锉刀\n\n{SENTENCE.format(said)}\n"
    assert texts_of(page) == [SENTENCE.format(said)]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("责任编辑 高远 版式设计 钱昊 电话 010-6672××××", "furniture-editor"),
        ("責任編輯 高遠 版式設計 錢昊", "furniture-editor"),
        ("讀者投書請寄 opinion@××.com.tw　文長勿逾六百字　本報有刪改權", "furniture-notice"),
        ("来稿请发至：tougao@abc.com.cn", "furniture-notice"),
        ("来稿请寄编辑部的同志转交。", None),
        ("责任编辑 高远一路走来", None),
    ],
)
def test_who_made_the_page_and_where_to_write(line, rule):
    assert furniture(line) == rule


HEADS = {
    "sections below the day": ("2024年9月18日 星期三\n\n要闻·综合\n\n", True),
    "the name of the paper set wide": ("永 丰 报\n\n2023年4月14日　第2版　民生\n\n", True),
    "one name below the day may be a label": ("2024年9月18日 星期三\n\n百姓故事\n\n", False),
}


@pytest.mark.parametrize(("head", "of_page"), HEADS.values(), ids=list(HEADS))
def test_what_stands_on_top_of_a_page_is_of_no_article(head, of_page):
    page = f"{head}# 连史天天讲\n\n老兵把连队的故事讲到了训练场，炮手们听得入神。\n"
    kinds = {block.kind for block in read_page(page, Curation()).blocks if block.end < len(head)}
    assert (kinds <= {"furniture", "blank"}) == of_page


def test_blanks_in_a_jump_are_looked_at_once(in_seconds):
    assert jumps_inside(f"早已（下转{' ' * 500_000}热闹的版面。") == []
    assert jumps_inside("早已（下转  第 4  版）热闹。") == [(2, 14)]


HEADS = [
    "法治晚讯 2024年11月7日 A3 审判",
    "汇海财经报 | 公司与产业 | 2024年9月26日",
    "**青年快报 3版 成长 2024年3月14日**",
]
"""Heads of pages: a day among names, and one that is printed in bold."""


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("below", ["# 渡口的老周", "本报记者 王小平"])
def test_a_day_among_names_on_top_of_a_page_is_its_head(head, below):
    page = f"{head}\n\n{below}\n\n清晨的渡口雾气还没有散，摆渡人老周把船撑到了对岸。\n"
    first = next(block for block in read_page(page, Curation()).blocks if block.kind != "markup")
    assert (first.kind, first.rule) == ("furniture", "furniture-date")


@pytest.mark.parametrize("line", ["2024年11月7日 我们出发了", "写在2024年11月7日"])
def test_a_day_among_other_words_is_none(line):
    page = f"{line}\n\n# 渡口的老周\n\n清晨的渡口雾气还没有散，老周把船撑到了对岸。\n"
    assert not [b for b in read_page(page, Curation()).blocks if b.kind == "furniture"]
