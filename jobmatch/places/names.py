"""How divisions are written: endings, short names, spellings.

A division's *short name* is what people say in front of its ending: 奉节 of 奉节县, 石柱 of 石柱土家族自治县,
白帝 of 白帝镇. Names of one character keep their ending (忠县, 城区), for alone they mean nothing.
"""

from __future__ import annotations

import re
import unicodedata

PEOPLES = [
    "蒙古族",
    "回族",
    "藏族",
    "维吾尔族",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "高山族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜族",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "阿昌族",
    "普米族",
    "塔吉克族",
    "怒族",
    "乌孜别克族",
    "俄罗斯族",
    "鄂温克族",
    "德昂族",
    "保安族",
    "裕固族",
    "京族",
    "塔塔尔族",
    "独龙族",
    "鄂伦春族",
    "赫哲族",
    "门巴族",
    "珞巴族",
    "基诺族",
    "各族",
    "蒙古",
    "哈萨克",
    "柯尔克孜",
    "维吾尔",
    "达斡尔",
    "锡伯",
    "鄂温克",
    "塔吉克",
    "乌孜别克",
    "俄罗斯",
]
"""Names of peoples as they stand in the names of autonomous divisions."""

ENDINGS = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "街道办事处",
    "地区办事处",
    "办事处",
    "人民政府",
    "街道办",
    "街道",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "盟",
    "州",
    "旗",
    "林区",
    "特区",
    "新区",
    "民族乡",
    "镇",
    "乡",
    "苏木",
]
"""What a division's name ends in, longest first where one holds another."""

_PEOPLE = re.compile("(?:" + "|".join(sorted(PEOPLES, key=len, reverse=True)) + ")+$")
_ENDING = re.compile("(?:" + "|".join(sorted(ENDINGS, key=len, reverse=True)) + ")$")

TRADITIONAL = str.maketrans(
    "慶縣區鎮鄉東廣蘇貴雲遼寧陝臺灣門龍黔開萬豐鳳節陽長樂巖嶺島濟濱萊煙淄棗莊臨滄濰壩橋爾漢銀衛華營興隴蘭連順義",
    "庆县区镇乡东广苏贵云辽宁陕台湾门龙黔开万丰凤节阳长乐岩岭岛济滨莱烟淄枣庄临沧潍坝桥尔汉银卫华营兴陇兰连顺义",
)
"""Traditional characters that are common in the names of divisions."""


def short_name(name: str, county: str = "") -> str:
    """Return ``name`` without its ending, the peoples before it, and a leading ``county`` name.

    >>> short_name("石柱土家族自治县"), short_name("白帝镇"), short_name("忠县"), short_name("内蒙古自治区")
    ('石柱', '白帝', '忠县', '内蒙古')
    >>> short_name("梁平县梁山街道办事处", "梁平县")
    '梁山'
    """
    if county and name.startswith(county) and len(name) > len(county) + 2:
        name = name[len(county) :]
    if len(name) < 3 or ("族" not in name and name[-1] in "镇乡"):
        return name if len(name) < 3 else name[:-1]
    ending = _ENDING.search(name)
    if ending is None or ending.start() < 2:
        return name
    stem = name[: ending.start()]
    people = _PEOPLE.search(stem)
    if people and people.start() >= 2 and ending.group() in ("自治区", "自治州", "自治县", "自治旗", "乡", "民族乡"):
        return stem[: people.start()]
    return stem


def spellings(name: str, county: str = "") -> tuple[str, ...]:
    """Return the full forms in which a division is written: 石柱土家族自治县 is also 石柱县.

    >>> spellings("石柱土家族自治县"), spellings("桐子林街道办事处")
    (('石柱土家族自治县', '石柱县'), ('桐子林街道办事处', '桐子林街道', '桐子林街道办'))
    """
    if county and name.startswith(county) and len(name) > len(county) + 2:
        return (name, *spellings(name[len(county) :]))
    if name[-1:] == "镇":
        return (name,)
    short = short_name(name)
    if name.endswith(("办事处", "街道办", "街道")):
        return tuple(dict.fromkeys((name, short + "街道", short + "街道办")))
    for long, ending in (("自治县", "县"), ("自治州", "州"), ("自治旗", "旗"), ("乡", "乡"), ("人民政府", "")):
        if name.endswith(long) and short + ending != name:
            return (name, short + ending)
    return (name,)


def normal(text: object) -> str:
    """Return an address as it is compared: half-width, simplified, without blanks and marks.

    >>> normal("　重慶市　奉節縣·白帝鎮 ")
    '重庆市奉节县白帝镇'
    >>> normal("奉节县鱼复街办")
    '奉节县鱼复街道办'
    """
    if not isinstance(text, str):
        return ""
    plain = re.sub(r"[\s\-—_·•,，。.、;；:：/\\|()（）\[\]【】<>《》\"'“”‘’*]+", "", unicodedata.normalize("NFKC", text))
    return plain.translate(TRADITIONAL).replace("街办", "街道办")
