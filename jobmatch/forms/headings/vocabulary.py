"""How the names of columns are written down: whole names, and patterns made of classes of words.

A pattern names a class in angle brackets: ``<wish>.*<pay>`` is every way to say a wish before every way to say pay, so that a
word added to a class is known by all rules at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

IGNORED = "ignored"
"""A column that is recognised so that no looser pattern takes it for something else."""
WORDS = {
    "asks": "要不要|需不需要|包不包|管不管|能不能|会不会|是不是|有没有|是否|有无|能否|可否|愿否|愿不愿意?|想不想|肯不肯",
    "wish": "偏好|意向|意愿|期望|期待|希望|愿意?|想要?|拟|打算|计划|求职|择业|首选|目标|倾向|志愿|理想|预期|预想|可?接受|有意|欲|选择",
    "place": "地点|地区|区域|城市|去向|去处|地域|目的地|地方|范围|何处|哪里|哪儿|哪点|就业地|工作地|务工地",
    "post": "岗位|工种|职业|职能|职位|职务|行业|工作|活儿?",
    "pay": "薪|工资|待遇|收入|报酬|工价|工钱",
    "work": "就业|就职|任职|务工|打工|输转|转移就业|工作|上班|从业|干活|做工|上岗",
    "leave": "外出|输转|出去|出门|返岗|返城|出远门",
    "past": "历史|以往|过往|过去|从前|原来?|曾|以前|之前|过去|上一?[份个家]|最近一?[份次个]?|最后|(?:失业|离职|返乡|下岗|退役|退休|离岗|回流|务工)前",
    "firm": "单位|企业|公司|厂家?|雇主|老板|用工方|用人方",
    "phone": "电话|手机|号码|联系方式|联络方式|通[讯信]方式|联系方法|联系信息|联系号|热线|座机",
    "when": "时间|日期|年月|时点|时候|何时|几时",
    "why": "为什么|为何|原因|理由|缘由",
    "least": "最低|最少|最小|低限|低值|起点|至少|下限|底线|不低于|不少于|起薪",
    "most": "最高|最多|最大|高限|高值|上限|不高于|封顶",
    "kind": "类型|类别|分类|标识|种类|属性|性质|形式|身份",
    "count": "人数|数量|名额|缺口|人员数|岗位数|总数|几个?人|几名|多少个?人|好多人|多少名",
    "hire": "招聘|招收|招录|招用|招工|招募|需求|需[用工]?工?|用工|用人|缺工|缺员|空缺|拟招|拟聘|在招|急招|急需|需招|所需|所招|供岗|计划",
    "helper": "登记|送岗|入户|摸底|摸排|走访|调查|信息采集|采集|核查|录入|填表|填报|回访|包户|包片|经办|接待",
}
"""Class → the ways to say it."""
_RARE = {
    "期望": "心仪 期许 期盼 渴望 盼望 中意 向往 诉求",
    "发布": "刊登 公布 发出 推送 张贴 挂出 投放",
    "截止": "停止招聘 招聘止期 停招 止期 失效期 截至",
    "采集": "录入系统 采录 收集 调研 收录",
    "人数": "员数 人员数 人次",
    "名额": "余量 空位数 空位",
    "招聘": "招募 招用 招人 募集 征集 招收",
    "技能": "技艺 本领 本事 能耐 绝活",
    "困难": "阻碍 不便因素 不便 顾虑 难处 苦衷",
    "要求": "标准 门槛 规定 规范 准则 限制",
    "返岗": "返工 复工",
    "目前": "眼下 当下 现阶段 时下 如今",
    "状况": "现状 近况 动向 去处",
    "名称": "称谓 抬头 名号",
    "类型": "形态 门类 归类",
    "备注": "附注 备考 附言 批注",
    "证书": "证照 证件",
    "企业": "厂商 商铺 经营户 店家",
    "负责人": "包工头 工头 领工 牵头人",
    "联系人": "联络员 人事",
    "工作经历": "打工史 务工史 做工经历 就业经历 干活经历",
    "工作": "活路 活计",
    "区域": "片区 村社",
    "范围": "区段 区间 幅度",
    "地点": "作业点 点位 处所 落脚点",
    "工资": "月收 费用 薪俸",
    "学历": "学业 求学",
    "住宿": "住处 寝室",
    "意愿": "念头 劲头 紧迫度 迫切程度 强烈程度",
    "群体": "人群",
    "地址": "坐标",
}
"""Usual word of names of columns → rarer ones, for names that are not known as they stand."""
_USUAL = {rare: usual for usual, words in _RARE.items() for rare in words.split()}
_RARELY = re.compile("|".join(sorted(_USUAL, key=len, reverse=True)))


def in_usual_words(name: str) -> str:
    """Return a name of a column with its rarer words replaced by the usual ones.

    >>> in_usual_words("刊登日期"), in_usual_words("心仪岗位"), in_usual_words("姓名")
    ('发布日期', '期望岗位', '姓名')
    """
    return _RARELY.sub(lambda found: _USUAL[found[0]], name)


_ENGLISH = {
    "单位": "companyfull company employer firm enterprise organization organisation corp",
    "名称": "name title",
    "岗位": "job position post vacancy role occupation",
    "薪资": "salary pay wage compensation",
    "最低": "min minimum lowest",
    "最高": "max maximum highest",
    "城市": "city",
    "区县": "district county",
    "省份": "province",
    "乡镇": "town township",
    "村": "village",
    "地址": "address addr",
    "地点": "location place site",
    "工作": "work working",
    "时间": "hours time schedule",
    "经验": "experience exp",
    "年限": "years year",
    "层次": "level",
    "范围": "range",
    "学历": "education edu degree",
    "学校": "school university college",
    "专业": "major",
    "人数": "recruitnumber headcount openings number count num quantity vacancies",
    "描述": "desc description duty duties responsibility responsibilities content",
    "要求": "requirement requirements require required qualification qualifications",
    "福利": "positionadvantage advantage welfare benefit benefits perks",
    "联系": "contact",
    "人": "person",
    "电话": "phone tel mobile telephone cellphone",
    "发布": "publish published posted release released create created",
    "更新": "update updated",
    "日期": "date day",
    "截止": "deadline expire expires expiry expired end close closing until",
    "开始": "start begin from",
    "有效": "valid",
    "年龄": "age",
    "性别": "sex gender",
    "出生": "birth dob",
    "技能": "skill skills",
    "证书": "certificate certificates cert certs license licence",
    "期望": "expected expect desired desire wanted want intended intention target preferred",
    "状态": "status state",
    "就业": "employment",
    "户籍": "hometown native hukou",
    "居住": "current living residence home",
    "培训": "training",
    "保险": "insurance",
    "住宿": "accommodation housing dorm",
    "工作餐": "meals meal",
    "行业": "industry",
    "性质": "type nature",
    "类别": "category",
    "备注": "remark remarks note notes memo comment comments",
    "来源": "source",
}
"""Chinese words of names of columns → the English ones."""
_CHINESE = {word: chinese for chinese, words in _ENGLISH.items() for word in words.split()}
_WORD = re.compile("|".join(sorted(_CHINESE, key=len, reverse=True)))


def in_chinese(name: str) -> str:
    """Return an English name of a column word by word in Chinese, empty where a word of it is not known.

    >>> in_chinese("publishDate"), in_chinese("expected_salary"), in_chinese("MIN SALARY"), in_chinese("foo")
    ('发布日期', '期望薪资', '最低薪资', '')
    """
    letters = re.sub(r"[\s_./()（）-]+", "", name).lower()
    return "".join(_CHINESE[word] for word in _WORD.findall(letters)) if letters and not _WORD.sub("", letters) else ""


@dataclass(frozen=True)
class Vocabulary:
    """Names of the columns of one kind of form."""

    exact: dict[str, str]
    """Column name → field."""
    under: tuple[tuple[re.Pattern[str], str], ...]
    """Patterns on "group_name", tried before the exact names."""
    pattern: tuple[tuple[re.Pattern[str], str], ...]
    """Patterns on the name alone, tried last."""


def exact(names: dict[str, str]) -> dict[str, str]:
    """Return name → field of a table of field → names.

    >>> exact({"name": "姓名 XM"})
    {'姓名': 'name', 'xm': 'name'}
    """
    return {name.lower(): field for field, text in names.items() for name in text.split()}


def patterns(*rules: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return rules with the classes of words written out.

    >>> pattern, field = patterns(("<wish>.*<pay>", "pay_wanted"))[0]
    >>> bool(pattern.search("理想工资")), bool(pattern.search("工资"))
    (True, False)
    """
    return tuple((re.compile(_CLASS.sub(lambda found: f"(?:{WORDS[found[1]]})", pattern)), field) for pattern, field in rules)


_CLASS = re.compile(r"<([a-z]+)>")
