"""The name of a person in a clause, by titles, surnames and transliteration.

No lexicon of names: what stands behind the last title of 国务院发展研究中心主任赵福军, before the
title of 习近平总书记, or around the dot of 安东尼奥·古特雷斯.
"""

from __future__ import annotations

import re

from juku.records import Span
from juku.text.tables import pattern, words

_TITLES = words(
    "总书记 书记 主任 局长 部长 市长 省长 县长 镇长 村长 乡长 区长 州长 院长 校长 所长 处长 "
    "科长 站长 队长 会长 社长 行长 厂长 店长 馆长 台长 司长 厅长 署长 组长 团长 班长 船长 机长 "
    "秘书长 理事长 董事长 总经理 经理 总裁 总监 总统 总理 首相 主席 国王 大臣 大使 议员 院士 "
    "教授 研究员 博士 硕士 博士生 硕士生 研究生 大学生 导师 专家 学者 分析师 工程师 设计师 "
    "律师 医生 医师 护士 教师 老师 讲师 主教练 教练 球员 队员 运动员 导演 演员 作家 诗人 画家 "
    "记者 编辑 主编 主持人 发言人 负责人 创始人 合伙人 代表 委员 村民 居民 市民 农民 渔民 青年 "
    "老人 外相 小学生 中学生 特派员 小朋友 村支书 老支书 书记员 邮递员 店员 展商 客商 厂商 "
    "毕业生 新生 考生 家属 亲属 乡亲 群众 代购 果农 茶农 菜农 花农 牧民 工人 职工 员工 店主 "
    "老板 司机 骑手 志愿者 学生 同学 游客 旅客 观众 读者 网友 参展商 采购商 商人 家长 母亲 "
    "父亲 妻子 丈夫 儿子 女儿 助理 干事 CEO CTO CFO COO 首席执行官 首席财务官 首席技术官 "
    "首席运营官 首席经济学家 秘书 参赞 领事 公使 司令 将军 上校 警长 法官 检察官 民警 战士 "
    "消防员 快递员 飞行员 航天员 宇航员 科学家 经济学家 总干事 干部 党员 先生 女士 小姐 人士 "
    "传承人 带头人 业主 摊主 成员 队医 顾问 发起人 外长 防长 财长 国务卿 常委 主持 大户 船员 "
    "乘客 车主 用户 消费者 投资者 从业者 管理者 研究者 同志 阿姨 大爷 大妈 师傅 奶奶 爷爷 大叔 "
    "校友 球迷 主帅 选手 军人 企业家 主管 监事 特使 副手 参议员 众议员 省委书记 教士 牧师 神父 "
    "大主教 警官"
)
_TITLE = re.compile(pattern(_TITLES) + "(?![会团组室处站节国])")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌"
    "马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛"
    "汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏"
    "蔡田樊胡凌霍虞万支柯管卢莫房裘缪干宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀甄曲封芮储靳段焦"
    "巴牧隗山谷车侯仰秋仲伊宫宁仇栾刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍"
    "闻党翟谭贡劳姬申扶冉宰郦雍桑桂濮牛寿边扈燕冀浦尚农温别庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖居衡"
    "耿满弘匡文寇欧沃蔚夔隆巩聂晁勾敖冷辛阚简饶曾鞠须关竺盖益桓肖佟闫付"
    "覃卜闾商牟佘苟冼仝鹿"
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
    "叶伊依因英永尤约月泽曾扎詹哲珍朱卓子兹宗佐蔡帅朔茨连契夫娃妮娅甫齐翠谭努买京埃得隆弥璐琪莎蕾黛薇芙蓓柏缇赛仑"
)
_LATIN = re.compile(r"[A-Z][A-Za-z.’'\-]*(?: [A-Z][A-Za-z.’'\-]*)*")
_DOTTED = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:[·.-][\u4e00-\u9fffA-Za-z]{1,8})*[·-](?P<last>[\u4e00-\u9fff]{1,8})"
)
_BEHIND_NAME = words(
    "总书记 主席 总理 大校 上校 中校 少校 上将 中将 少将 上尉 中尉 教授 院士 博士 同志 先生 "
    "女士 小姐 太太 老师 医生 律师 部长 将军 阿姨 大爷 大妈 师傅 奶奶 爷爷 大叔 老人 夫人 爵士 "
    "导演 教练 警官 法官 神父 牧师 主任 局长 院长 校长 总统"
)
_HONORIFIC = re.compile(pattern(_BEHIND_NAME))
_FOREIGN_HONORIFIC = re.compile("先生|女士|太太|小姐|夫人|教授|博士|爵士|神父|牧师")
_PERSON = frozenset("员家师长官者手户客商裁理席任授士监的")
_PLACES = frozenset(
    words(
        "韩国 古巴 马里 贝宁 文莱 汤加 巴西 巴林 荷兰 蒙古 江苏 江西 广东 广西 安徽 云南 贵州 宁夏 "
        "甘肃 全国 国家 高级 常务 公安 司法 文化 金融 时任 安全 党总 欧盟 北约 黎巴嫩 安哥拉 "
        "柬埔寨 卢旺达 巴拿马 马其顿 支部 支队 支教 高校 语文 数学 研究 平台 纪委"
    )
)
_NOT_GIVEN = frozenset("在的了着们把被将从给就也还说是不没很于对向跟则又却都让与和一点边地笑所呵们")
_VERB_WORD = re.compile(
    r"[\u4e00-\u9fff][着了过]|充满|满怀|激动|告诉|接受|感[到慨叹]|高兴|高[呼声]|兴奋|明确|介绍|强调|认[为真]|发[表布]|评[价论]|同时"
    r"|通[过报]|深[有刻情]|点[点头]|摇[摇头]|笑|竖起|面[对带]|回[忆应答]|当[天日时]|连[声连]|表示|出席|代表|一[边直]|自豪|正在"
)
"""Two characters that start a predicate, so that the first does not end a name."""
_SINGLE = (
    "在对向给跟与和同于从则也还又再并却就都常曾已便更正刚才只均将把被让请要会可能应必不没未用"
    "以为受因经指拉握拿擦竖举点摇笑哭望看坐站躺蹲走跑转抬低伸挥抱摸拍打翻推带捧端抹眨皱停到来"
    "是有很太急深满充难连致赛一边说称答问道讲曰喊言"
)
"""Single characters that start what follows a subject: particles, adverbs, verbs."""
_FOLLOWS = re.compile(
    rf"[{_SINGLE}]|"
    r"$|[\s，（(、：:0-9□“「]|当(?:天|日|时|即|场|晚)|今[天日晚年]|昨[天日晚]|"
    r"周[一二三四五六日]|星期|[上下]午|晚间|日前|近[日期]|随[后即]|同[时样]|多次|特别|尤其|"
    r"明确|坚[定信决]|激动|高[兴呼声]|兴[奋致冲]|感[到慨叹受言激]|介绍|接[受着过]|"
    r"发[表布文推出现来]|发言(?!人)|表[示态达]|出[席示任]|参[加观与]|主[持张]|率[先领队]|"
    r"代表十[分几足]|信心|非常|无[奈比]|自[豪己称]|骄傲|欣[慰喜]|动[情容]|热[情泪心切]|"
    r"认[真为]|严[肃正]|耐心|小[声心]|大[声方]|轻[声轻松]|补充|解释|强调|重[申点]|透露|"
    r"坦[言承率陈]|回[忆应答复到]|告[诉知]|评[价论]|分[析享]|宣[布称读]|呼吁|警告|"
    r"提[醒出到及起]|赞[叹扬许]|惊[呼叹喜讶]|直[言到]|反[问映复驳]|追问|写道|通[过报知]|针对|"
    r"继[续而]|首[先次]|最后|后来|此[前次时]|这[样次]|如[是此]|齐声|哽咽|流[着泪下]|"
    r"含[着泪笑]|乐呵|乘[坐车]|抵达|访[问华谈]|视[频察]|线上|欢[呼喜]|郑重|谈[到起及论]|"
    r"忆[起及]|面[对带露]|总结|建议|要求|承[认诺]|否认|证实|质疑|批评|谴责|希望|期待|寄[语望]|"
    r"勉励|叮[嘱咛]|嘱[咐托]|鼓[励掌]|打趣|调侃|倍感|备[受感]|露出|闻[讯言]|得知|获[悉得奖]|"
    r"赶[忙来到紧]|忙[着说不]|立[即刻]|马上|迅速|缓[缓慢]|慢慢|平静|淡[定淡然]|红着|"
    r"语[气重带]|操着|年[逾近过]|吆喝|招呼|敬[了佩]|念[叨着]|吼|劝|催|夸|赞|唱|吟|握手|"
    r"两[手眼]|双[手眼]|满脸|眼[含里中泪睛]|脸[上带]|捧着"
)


_LATER = re.compile(_FOLLOWS.pattern.replace(_SINGLE, "在对向给", 1))
"""The same without what may as well be a syllable of a name."""


def first(text: str, start: int, end: int) -> Span | None:
    """The first person whom ``text[start:end]``, a clause up to its verb, names.

    >>> first("综合研究室主任赵福军在会上", 0, 13), first("习近平总书记给全体同志", 0, 11)
    (Span(start=7, end=10), Span(start=0, end=3))
    >>> first("外交部发言人", 0, 6) is None
    True
    """
    clause = text[start:end]
    for at in _places(clause):
        if _TITLE.match(clause, at):
            continue
        found = (
            _dotted(clause, at) or _latin(clause, at) or _chinese(clause, at) or _sound(clause, at)
        )
        if found is not None:
            return Span(start + at, start + found)
    return _behind_title(clause, start)


def _behind_title(clause: str, start: int) -> Span | None:
    """Two to seven characters behind a title, whatever they are, up to what follows a subject."""
    for title in _TITLE.finditer(clause):
        at = title.end()
        if at == len(clause) or _FOLLOWS.match(clause, at) or _TITLE.match(clause, at):
            continue
        stops = (end for end in range(at + 2, at + 8) if _LATER.match(clause, end))
        end = next(stops, 0)
        word = clause[at:end]
        if word.isalpha() and not set(word) & _NOT_GIVEN:
            return Span(start + at, start + end)
    return None


def title_end(text: str, start: int, end: int) -> int | None:
    """Where a phrase with a title for its head ends (外交部发言人 of 外交部发言人4日在会上)."""
    clause = text[start:end]
    for title in _TITLE.finditer(clause):
        rest = clause[title.end() :]
        plural = rest.startswith("们")
        if plural or (_FOLLOWS.match(rest) and not rest.startswith(("、", "和", "与"))):
            return start + title.end() + plural
    return None


def _places(clause: str) -> list[int]:
    """Where a name may start: at the start, behind a title or a word for a person, behind 的."""
    behind = {title.end() for title in _TITLE.finditer(clause)}
    inside = {i for t in _TITLE.finditer(clause) for i in range(t.start() + 1, t.end())}
    loose = {i + 1 for i, character in enumerate(clause) if character in _PERSON}
    spaces = {i + 1 for i, character in enumerate(clause) if character == " "}
    dots = {_sounds_from(clause, i) for i, c in enumerate(clause) if c in "·-"}
    latin = {m.start() for m in _LATIN.finditer(clause)}
    places = {0} | behind | dots | ((loose | spaces | latin) - inside)
    return sorted(at for at in places if at < len(clause))


def _sounds_from(clause: str, dot: int) -> int:
    """Back from the dot of 安东尼奥·古特雷斯 over characters that transliterate."""
    titles = [title.end() for title in _TITLE.finditer(clause, 0, dot)]
    floor = max([0, *titles])
    at = dot
    while at > floor and clause[at - 1] in _SOUNDS:
        at -= 1
    return at


def _dotted(clause: str, at: int) -> int | None:
    found = _DOTTED.match(clause, at)
    given = "" if found is None else re.split("[·.-]", found[0])[0]
    behind_title = len(given) <= 4 and any(t.end() == at for t in _TITLE.finditer(clause, 0, at))
    if found is None or not (behind_title or set(given) <= _SOUNDS):
        return None
    first = found.start("last")
    end = first
    while end < found.end() and clause[end] in _SOUNDS:
        end += 1
    end = end if end > first else found.end()
    while end > first + 1 and not _FOLLOWS.match(clause, end):
        end -= 1
    return end


def _latin(clause: str, at: int) -> int | None:
    found = _LATIN.match(clause, at)
    if found is None or found[0] in _TITLES or (found[0].isupper() and " " not in found[0]):
        return None
    return found.end() if _FOLLOWS.match(clause, found.end()) else None


def _chinese(clause: str, at: int) -> int | None:
    """A surname and one or two characters, before something that may follow a subject."""
    called = clause[at] in "老小" and clause[at + 1 : at + 2] in _SURNAMES
    if called and _FOLLOWS.match(clause, at + 2):
        return at + 2
    surname = 2 if clause.startswith(_COMPOUND, at) else 1
    if clause[at] not in _SURNAMES and surname == 1:
        return None
    honorific = _HONORIFIC.match(clause, at + surname)
    if honorific is not None:
        return honorific.end()
    for given in (2, 1):
        end = at + surname + given
        name = clause[at:end]
        fits = len(name) == surname + given and name.isalpha() and not name.isascii()
        if (
            not fits
            or set(name[1:]) & _NOT_GIVEN
            or name in _PLACES
            or name[-1] in "省市县区州局部院厅署委处科司会社"
        ):
            continue
        if given == 2 and _VERB_WORD.match(clause, end - 1):
            continue
        if _TITLE.match(clause, end) and not _HONORIFIC.match(clause, end):
            continue
        if _HONORIFIC.match(clause, end) or _FOLLOWS.match(clause, end):
            return end
    return None


def _sound(clause: str, at: int) -> int | None:
    """A transliterated name without a dot: 马克龙, 内塔尼亚胡; not at the start of a clause."""
    end = at
    while end < len(clause) and clause[end] in _SOUNDS and end - at < 8:
        end += 1
    while end - at >= 2:
        if _FOREIGN_HONORIFIC.match(clause, end):
            return end
        if _FOLLOWS.match(clause, end) and (at > 0 or end == len(clause)):
            return end
        end -= 1
    return None
