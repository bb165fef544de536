"""The name of a person at the end of a noun phrase, by titles, surnames and transliteration.

No lexicon of names: what stands behind the last title of 国务院发展研究中心主任赵福军, before the
title of 习近平总书记, or around the dot of 安东尼奥·古特雷斯.
"""

from __future__ import annotations

import re

from juku.records import Span
from juku.text.tables import pattern, words

_TITLES = words(
    "总书记 书记 主任 局长 部长 市长 省长 县长 镇长 村长 乡长 区长 州长 院长 校长 所长 处长 "
    "科长 站长 队长 会长 社长 行长 厂长 店长 馆长 台长 司长 厅长 署长 组长 团长 班长 船长 "
    "机长 秘书长 理事长 董事长 总经理 经理 总裁 总监 总统 总理 首相 主席 国王 大臣 大使 议员 "
    "院士 教授 研究员 博士 硕士 导师 专家 学者 分析师 工程师 设计师 律师 医生 医师 护士 教师 "
    "老师 讲师 教练 球员 队员 运动员 导演 演员 作家 诗人 画家 记者 编辑 主编 主持人 发言人 "
    "负责人 创始人 合伙人 代表 委员 村民 居民 市民 农民 渔民 牧民 工人 职工 员工 店主 老板 "
    "司机 骑手 志愿者 学生 同学 游客 旅客 观众 读者 网友 参展商 采购商 商人 家长 母亲 父亲 "
    "妻子 丈夫 儿子 女儿 助理 干事 CEO CTO CFO COO 首席执行官 首席财务官 首席技术官 "
    "首席运营官 首席经济学家 秘书 参赞 领事 公使 司令 将军 上校 警长 法官 检察官 民警 战士 "
    "消防员 快递员 飞行员 航天员 宇航员 科学家 经济学家 总干事 干部 党员 先生 女士 小姐 人士 "
    "传承人 带头人 业主 摊主 成员 队医 顾问 发起人 外长 防长 财长 国务卿 常委 主持 大户 船员 "
    "乘客 车主 用户 消费者 投资者 从业者 管理者 研究者 同志 阿姨 大爷 大妈 师傅 奶奶 爷爷 "
    "大叔 校友 球迷 主帅 选手 军人 企业家 主管 监事 特使 副手 参议员 众议员 省委书记 教士 "
    "牧师 神父 主教 警官"
)
_TITLE = re.compile(pattern(_TITLES))
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌"
    "马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛"
    "汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏"
    "蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀甄曲封芮储靳段焦"
    "巴牧隗山谷车侯全班仰秋仲伊宫宁仇栾刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥苍"
    "闻党翟谭贡劳姬申扶冉宰郦雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖终居衡步都"
    "耿满弘匡国文寇广东欧沃利蔚越夔隆师巩聂晁勾敖融冷辛阚那简饶空曾沙养鞠须丰关相查游竺权盖益桓公肖佟闫代付"
    "覃卜闾商牟佘苟冼仝鹿展修原母"
)  # fmt: skip
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "司徒",
    "令狐",
    "夏侯",
)
_SOUNDS = frozenset(
    "阿艾安昂奥澳巴白班邦保鲍贝本比彼别宾波伯博布查达大代戴丹当道德登邓迪蒂丁东杜敦多厄恩尔法凡范菲费芬佛弗福富"
    "盖甘冈高戈格根贡古瓜圭哈海汉豪赫黑亨洪胡华怀霍基吉加伽贾杰金久卡凯坎康考柯科可克肯孔库夸奎昆拉莱赖兰朗劳"
    "勒雷黎里理利丽莉立连廉良列林琳龙卢鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙米密敏明缪摩莫墨默姆木穆拿纳娜奈南内尼"
    "年涅宁努诺欧帕潘庞培佩彭皮平坡普奇齐恰钱乔切琴丘曲让热日荣茹瑞若撒萨塞桑瑟森沙山绍舍申圣盛施诗石史士斯丝"
    "司思松苏孙索塔泰坦汤唐陶特提田廷通图托瓦万旺威韦维魏温文翁沃乌伍武西希锡席夏香肖谢辛欣兴休许雅亚延扬杨耶"
    "叶伊依因英永尤约月泽曾扎詹哲珍朱卓子兹宗佐蔡帅朔茨连契夫娃妮娅甫齐翠谭努买"
)
_NO_NAME = frozenset(
    "在的了着上中下时日月年对向也还就是说和与及等们会被把将从给为其这那个位名不人部民员家者局院"
)
_BEHIND = frozenset("员家师长官者手人记任理授士总事席裁监督丁民工生友主商户客表帅将军的")
_LATIN = re.compile(r"[A-Z][A-Za-z.’'\-]*(?: [A-Z][A-Za-z.’'\-]*)*$")
_DOTTED = re.compile(r"([\u4e00-\u9fff]{1,8})((?:[·.-][\u4e00-\u9fffA-Za-z]{1,8})+)$")


def at_end(text: str, start: int, end: int) -> Span | None:
    """The person's name that ``text[start:end]``, a noun phrase, ends in or is.

    >>> at_end("综合研究室主任赵福军", 0, 10)
    Span(start=7, end=10)
    >>> at_end("习近平总书记", 0, 6), at_end("发言人", 0, 3)
    (Span(start=0, end=3), None)
    """
    phrase = text[start:end]
    for reader in (_dotted, _latin, _titled, _surnamed):
        found = reader(phrase)
        if found is not None:
            return Span(start + found.start, start + found.end)
    return None


def _dotted(phrase: str) -> Span | None:
    """安东尼奥·古特雷斯: back from the dot over characters that transliterate."""
    found = _DOTTED.search(phrase)
    if found is None:
        return None
    first = found.end(1)
    titles = [title.end() for title in _TITLE.finditer(phrase, 0, found.end(1))]
    floor = max([found.start(1), *titles])
    while first > floor and phrase[first - 1] in _SOUNDS:
        first -= 1
    return Span(first, len(phrase)) if first < found.end(1) else None


def _latin(phrase: str) -> Span | None:
    found = _LATIN.search(phrase)
    if found is None or found[0] in _TITLES or (found[0].isupper() and " " not in found[0]):
        return None
    return Span(found.start(), found.end())


def _titled(phrase: str) -> Span | None:
    """What stands behind the last title, or between the last two (游客陈先生)."""
    titles = list(_TITLE.finditer(phrase))
    if not titles:
        return None
    last = titles[-1]
    if last.end() < len(phrase):
        behind = phrase[last.end() :]
        return Span(last.end(), len(phrase)) if _sure(behind) else None
    before = max(
        titles[-2].end() if len(titles) > 1 else 0, phrase.rfind("的", 0, last.start()) + 1
    )
    held = phrase[before : last.start()]
    if len(held) == 1 and held in _SURNAMES:
        return Span(before, last.end())
    return Span(before, last.start()) if len(held) > 1 and _sure(held) else None


def _surnamed(phrase: str) -> Span | None:
    """A surname and one or two characters at the end, behind a word for a person, or alone."""
    if len(phrase) <= 4 and _sure(phrase):
        return Span(0, len(phrase))
    for length in (4, 3, 2):
        tail, before = phrase[-length:], phrase[-length - 1 : -length]
        cuts_title = any(
            title.start() < len(phrase) - length < title.end() for title in _TITLE.finditer(phrase)
        )
        if before and before in _BEHIND and _sure(tail) and not cuts_title:
            return Span(len(phrase) - length, len(phrase))
    return None


def ends_in_title(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a noun phrase with a title for its head (外交部发言人)."""
    return any(title.end() == end for title in _TITLE.finditer(text, start, end))


def behind_title(text: str, start: int, end: int) -> Span | None:
    """Two or three characters behind the last title, which may be a name of any surname."""
    titles = list(_TITLE.finditer(text, start, end))
    first = titles[-1].end() if titles else end
    word = text[first:end]
    likely = 2 <= len(word) <= 3 and word.isalpha() and not set(word) & _NO_NAME
    return Span(first, end) if likely else None


def _sure(word: str) -> bool:
    """Whether a word looks like a name by itself."""
    if (
        not word.isalpha()
        or word.isascii()
        or set(word) & _NO_NAME - _SURNAMES - {"年", "家", "民"}
    ):
        return False
    if word.startswith(_COMPOUND):
        return 3 <= len(word) <= 4
    if word[0] in _SURNAMES and 2 <= len(word) <= 3:
        return True
    return 2 <= len(word) <= 7 and set(word) <= _SOUNDS
