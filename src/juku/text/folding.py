"""A view of a text for rules to look at: same length, full-width and traditional folded.

The readings (dates, quantities, quotes) write their rules once, in half-width and simplified
characters, look at ``fold(text)``, and slice ``text`` itself: every character keeps its place.
Only characters that the rules name are folded; this is no script conversion.
"""

from __future__ import annotations

import re

_TRADITIONAL = (
    "萬億兩點個餘約過達幾數來後間際週號歲種項場條張隻輛噸畝頃鎊韓歐國縣區鄉鎮隊屆層級筆冊塊顆棟戶門"
    "騎頓臺樓鐘時紀當開從於將應說稱話語訴問認為強調論評議記談講聲讚嘆歎寫復覆釋進結員長書總經務師學專"
    "導會僅漲減頭東龍劉陳楊趙黃吳孫馬羅鄭謝許馮鄧蕭葉閻賈鄒陸龔譚範韋賴蘇盧蔣湯連圓處發絕憶爾親辦見"
    "現對邊這們無該屬黨團據間職諭嚴紅織隨離難領頓題願類體麗齊齡餐負農曆陰陽節慶勞動處斷產業證實"
    "誌貴賓責軟連運還選郵醫錄鋼錢鐵關陣雙雜電響飛館驗鬥純細終給統維綠網線練縮績繼續較輕轉輪軍舉興華"
    "萊藝蘭處傳傷價億優儲兒內冊則剛創劃劑協單卻參縱廠廣廳彈後徑從徵戰擔據擇擊擴攝數斷於時晉暢會東"
    "賽歡驚滿敘詢囑勵託勸誇肅堅潔偉傑瑩鳳"
    "與叢絲豐臨爲烏樂喬習買雲亞侖衆夥倫儷傾茲養獸岡衝決況準湊凱別劇勁勢賣衛歷厲厭廚呂聽吶嚀圍圖聖備夠奪奮獎奧婦媽婁"
    "婭嬸寧宮寬壽嶽鞏帥帶幹並莊庫龐異彌徹憂懷態懇憤執揚護報掛揮摟擺搖攤斬舊顯術樸機極構櫃標樣欒檢畢氣漢沒淚澤測濟塗"
    "漁溫遊災熱愛爺牽狀猶瑪畫皺監蓋盤睜碩確禪祕竇豎簡緊納紛紐組紹繞緹緩編繆羣聶聯勝脫臉輿蒼荊榮獲營薩藍薊藺雖補裝觀"
    "規視覺計訃討讓訓訊訝諷設訪詞譯詩詰誠誡誨請諸諾讀課謀諶譴貝貢財敗質貧購費賀資賅賞贊贏趕車軌轟載輔輯辭辯邁遲遜遞"
    "遺鄺鄔鄰酈採裏針釘鍾銘銀鏗鎖鋒錫鏘閆閒閔聞閭閣闡闞僱靜順須顧預頗頻顏飯飼饒馴駁罵驕駱魚魯鮑麥説裡眾啟啓憲瓊濤燁"
    "麼頁閉掃瀏覽權繫訂閱製籌綜載註"
    "籲駡嗆濕聳潤壓環頰囉顫鬆攙攔擠擁撲瞞嘩嗚喚喪啞嚇鬧戀慘慚慟慮懼懶憐憫惱惡噴癱瘋療槍獄審偵緝贓賠償債貸銷灣廈廟蓮楓樺嶺嶼勳"
    "鏡鍵鍋鈴鈺銳鑒鑑鑽楨瑋瑤璽禎穎穩窮競籃籠糧緯纓薔藥蘊詠諺諧謙賢躍轄遠鈞銓錦鐸闊霧韻駿驊鴻鵬鶴嫺嫻嬌崗嵐巖彥恆悅慣憑懸撐擬"
    "敵曉曬棄殘毆滅漸濱瀾灑煒煥燈燦燒爐牆盜礙礦竊罷義聰腦膚臟虛襲診詐詳諒謂謎謹譽貓貨販貪貼賄賊賭賺贈踐蹤輝輸違適遷釀鋪錯"
    "隱頸飄飲飾餓餵駐駕騙騷驅鳴齒"
)
_SIMPLIFIED = (
    "万亿两点个余约过达几数来后间际周号岁种项场条张只辆吨亩顷镑韩欧国县区乡镇队届层级笔册块颗栋户门"
    "骑顿台楼钟时纪当开从于将应说称话语诉问认为强调论评议记谈讲声赞叹叹写复复释进结员长书总经务师学专"
    "导会仅涨减头东龙刘陈杨赵黄吴孙马罗郑谢许冯邓萧叶阎贾邹陆龚谭范韦赖苏卢蒋汤连圆处发绝忆尔亲办见"
    "现对边这们无该属党团据间职谕严红织随离难领顿题愿类体丽齐龄餐负农历阴阳节庆劳动处断产业证实"
    "志贵宾责软连运还选邮医录钢钱铁关阵双杂电响飞馆验斗纯细终给统维绿网线练缩绩继续较轻转轮军举兴华"
    "莱艺兰处传伤价亿优储儿内册则刚创划剂协单却参纵厂广厅弹后径从征战担据择击扩摄数断于时晋畅会东"
    "赛欢惊满叙询嘱励托劝夸肃坚洁伟杰莹凤"
    "与丛丝丰临为乌乐乔习买云亚仑众伙伦俪倾兹养兽冈冲决况准凑凯别剧劲势卖卫历厉厌厨吕听呐咛围图圣备够夺奋奖奥妇妈娄"
    "娅婶宁宫宽寿岳巩帅带干并庄库庞异弥彻忧怀态恳愤执扬护报挂挥搂摆摇摊斩旧显术朴机极构柜标样栾检毕气汉没泪泽测济涂"
    "渔温游灾热爱爷牵状犹玛画皱监盖盘睁硕确禅秘窦竖简紧纳纷纽组绍绕缇缓编缪群聂联胜脱脸舆苍荆荣获营萨蓝蓟蔺虽补装观"
    "规视觉计讣讨让训讯讶讽设访词译诗诘诚诫诲请诸诺读课谋谌谴贝贡财败质贫购费贺资赅赏赞赢赶车轨轰载辅辑辞辩迈迟逊递"
    "遗邝邬邻郦采里针钉钟铭银铿锁锋锡锵闫闲闵闻闾阁阐阚雇静顺须顾预颇频颜饭饲饶驯驳骂骄骆鱼鲁鲍麦说里众启启宪琼涛烨"
    "么页闭扫浏览权系订阅制筹综载注"
    "吁骂呛湿耸润压环颊啰颤松搀拦挤拥扑瞒哗呜唤丧哑吓闹恋惨惭恸虑惧懒怜悯恼恶喷瘫疯疗枪狱审侦缉赃赔偿债贷销湾厦庙莲枫桦岭屿勋"
    "镜键锅铃钰锐鉴鉴钻桢玮瑶玺祯颖稳穷竞篮笼粮纬缨蔷药蕴咏谚谐谦贤跃辖远钧铨锦铎阔雾韵骏骅鸿鹏鹤娴娴娇岗岚岩彦恒悦惯凭悬撑拟"
    "敌晓晒弃残殴灭渐滨澜洒炜焕灯灿烧炉墙盗碍矿窃罢义聪脑肤脏虚袭诊诈详谅谓谜谨誉猫货贩贪贴贿贼赌赚赠践踪辉输违适迁酿铺错"
    "隐颈飘饮饰饿喂驻驾骗骚驱鸣齿"
)
_FULL = {
    0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i).isalnum() or chr(0x21 + i) in ".%/+-"
}
FOLDS = _FULL | {ord(a): ord(b) for a, b in zip(_TRADITIONAL, _SIMPLIFIED, strict=True) if a != b}
FOLDS |= {ord("○"): ord("〇"), ord("Ｏ"): ord("〇"), ord("•"): ord("·"), ord("・"): ord("·")}
FOLDS |= {ord("－"): ord("-"), ord("−"): ord("-"), ord("‧"): ord("·"), ord("～"): ord("~")}
"""The code point that stands for another."""
_FOLDED = re.compile("[" + "".join(map(re.escape, map(chr, sorted(FOLDS)))) + "]")


def unfolded(characters: frozenset[str]) -> frozenset[str]:
    """Every character that ``fold`` makes one of ``characters``, these among them.

    >>> sorted(unfolded(frozenset("说")))
    ['說', '説', '说']
    """
    return characters | {chr(a) for a, b in FOLDS.items() if chr(b) in characters}


def fold(text: str) -> str:
    """``text`` with full-width figures and letters and the rules' characters made plain.

    >>> fold("４５家，約三億五千萬元")
    '45家，约三亿五千万元'
    """
    return text.translate(FOLDS) if _FOLDED.search(text) else text
