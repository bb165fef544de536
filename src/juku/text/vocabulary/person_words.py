"""Words and characters that persons are called by, and those with which no name ends."""

from __future__ import annotations

import re

from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

_TABLE = lists("persons")

TITLES = _TABLE["titles"]
"""What a person is or does, as it stands before a name or for one."""
TITLE = re.compile(pattern(TITLES) + "(?:之一)?(?![会团组室处站节国党])")
"""One of them, and not what a body is called by (主席团)."""

ADDRESS = _TABLE["address"]
"""Words behind a surname or a name: 李女士, 张桂梅校长."""
FOREIGN_ADDRESS = frozenset(_TABLE["foreign_address"])
"""Those before which even a foreign name without a dot is one."""
STATE_ADDRESS = frozenset(_TABLE["state_address"])
"""Those that stand behind the name of a foreigner as well as of a country."""

PERSON = frozenset("员家师长官者手户客商士生民友工匠兵农裁理席任授监人帅援主迷")
"""Last characters of words for persons, behind which a name may start."""
PEOPLE = PERSON | frozenset(
    "妈爸哥姐弟妹叔伯婆爷奶总方孩童妇星迷粉夫妻婿媳嫂众娘贩汉翁仔娃姑舅姨婶警"
)
"""Last characters of words that stand for persons."""
BODIES = frozenset("部局院会社报台厅委司网党署行馆所校团处办军盟队庭室团宫府刊站联协")
"""Last characters of words for bodies that speak."""
BODY_WORDS = _TABLE["bodies"]
"""Words for bodies that speak."""
WRITINGS = _TABLE["writings"]
"""Writings that say something themselves: 报告指出, 声明说."""
NO_NAMES = frozenset(_TABLE["no_names"])
"""Words that begin like a name and are none."""
NOT_GIVEN = frozenset(
    "并在的了着们把被将从给就也还说是不没很于对向跟则又却都让与和一点边地所呵为称问上下里后仍已既只亦均便未遂竟再更很太皆俱被曾"
    "笑哭咧竖喊叫吼骂叹咬抹擦拍摸指挥摆摇瞪盯拿拉抱搂捧递站坐蹲躺跪跑推打抓握皱眨得这泪"
)
NEVER_GIVEN = frozenset("这把被给就也都很的了着们是不他她它我你您□")
