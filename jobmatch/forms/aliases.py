"""What columns are called: the names that real forms use for each field.

Two tables a kind: ``exact`` holds whole names in normal spelling, ``pattern`` holds regular expressions tried, in
order, on names that no exact entry knows. ``under`` patterns see the group heading too (``求职意向_岗位``) and go
first. Fields in ``IGNORED`` are recognised so that no looser pattern takes them for something else.
Codes such as AAC003 are the field names of the national registration systems.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

IGNORED = "ignored"


@dataclass(frozen=True)
class Vocabulary:
    """Names of the columns of one kind of form."""

    exact: dict[str, str]
    """Column name → field."""
    under: tuple[tuple[re.Pattern[str], str], ...]
    """Patterns on "group_name", tried before the exact names."""
    pattern: tuple[tuple[re.Pattern[str], str], ...]
    """Patterns on the name alone, tried last."""


def _exact(names: dict[str, str]) -> dict[str, str]:
    return {name.lower(): field for field, text in names.items() for name in text.split()}


def _patterns(*rules: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), field) for pattern, field in rules)


_WORKER_EXACT = _exact(
    {
        "number": "xh no. 人员序号 编号 序号 人员编号 求职编号 人口编号 登记编号 求职登记编号 个人编号 求职者编号 档案号 no id 登记号 求职登记号 aac001",
        "name": "姓名及身份证号 姓名及身份证号码 姓名身份证号 姓名身份证 姓名和身份证号 name fullname 户籍人口姓名 劳动力 务工人员姓名 姓名 名字 劳动者姓名 求职者姓名 求职人员 求职人员姓名 人员姓名 成员姓名 本人姓名 家庭成员姓名 劳动力姓名 求职者 "
        "毕业生姓名 学生姓名 帮扶对象姓名 xm aac003",
        "id_number": "idnumber idno idcard idcardnumber 身份证号(18位) 身份证（18位）号码 身份证号 身份证号码 身份证 公民身份号码 公民身份证号码 公民身份证号 证件号码 证件号 社会保障号码 社会保障号 社保号 居民身份证号 "
        "居民身份证号码 身份证件号码 身份证件号 有效证件号码 本人身份证号 本人身份证号码 sfzh sfzhm aac002 aae135",
        "id_type": "证件类型 证件种类 证件名称 aac058",
        "sex": "sex gender 性别 xb aac004",
        "birth": "birthday dateofbirth birthdate 出生日期 出生年月 生日 出生年月日 出生时间 csrq csny aac006",
        "age": "age 年龄 周岁 实足年龄 nl aac007",
        IGNORED: "民族 mz aac005 政治面貌 zzmm 宗教信仰 婚姻状况 婚否 身高 体重 视力 户籍性质 户口性质 户口类型 户口类别 aac009 照片 签名 签字 本人签字 "
        "领款人签字 银行账号 银行卡号 开户行 社保卡号 车牌号 邮编 邮箱 电子邮箱 qq 微信 微信号 年度 年份 月份 证件有效期 "
        "家庭人口数 家庭人口 家庭人数 人均纯收入 识别标准 产业分类 主要致贫原因 致贫原因 是否国外务工 是否会讲普通话 户主证件号码 公益性岗位月数 户籍地联系人 亲属联系人 紧急联系人",
        "education": "education educationlevel 文化程度 学历 最高学历 教育程度 受教育程度 学历层次 文化水平 whcd xl aac011",
        "in_school": "在校生状况 在校生情况 在校状况 是否在校 是否在校生 是否在读 是否在校学生 就学状况 就读情况 在读情况",
        "school": "毕业院校 毕业学校 毕业院校名称 就读学校 就读院校 学校 院校 学校名称 院校名称 aac180",
        "major": "专业 所学专业 专业名称 aac183",
        "graduated_on": "毕业时间 毕业年份 毕业日期 毕业年月 毕业年度",
        "order_class": "订单班 订单班名称 定向班 冠名班 班级",
        "phone": "phone tel mobile telephone phonenumber 联系电话1 联系电话2 手机1 手机2 sjh dh 联系电话 手机 手机号 手机号码 电话 电话号码 联系方式 本人电话 本人联系电话 本人联系方式 成员联系电话 联系手机 移动电话 固定电话 lxdh aae005",
        "household_phone": "户联系电话 户主电话 户主联系电话 家庭电话 家庭联系电话 家属电话",
        "province": "省 省份 省市 省级 省(市) 省(区市) 户籍省",
        "city": "市 地市 市州 市级 地级市",
        "county": "county 县 区县 区 县区 县市区 区市县 市县 所属区县 所属县 户籍区县 户籍县 county",
        "township": "town township xz 乡 镇 乡镇 镇乡 街道 乡镇街道 镇街 街镇 街道乡镇 镇乡街道 乡镇街 所属乡镇 所在乡镇 户籍乡镇 镇街道 所属镇街 township",
        "village": "村组 village 村 行政村 村社区 村居 村(居) 社区 村社 村名 所属村 所在村 村居社区 村(居)委会 village",
        "group_number": "组 村民小组 社 小组 组别 村民组 社组",
        "hukou_address": "address hukou hjdz jtzz 户籍 户籍地址 户籍所在地 户口所在地 户籍详细地址 户籍地 家庭住址 家庭地址 籍贯 户口地址 户籍住址 家庭详细地址 家庭住所 地址 生源地 生源所在地 aac010",
        "home_address": "homeaddress currentaddress xzz xjzd jzdz 现居住地 现住址 居住地址 常住地址 常住地 住址 联系地址 搬迁地点 安置点 居住地 现居住地址 现居地 现住地址 现住地 目前居住地 "
        "居住地详细地址 现家庭住址 通讯地址 通信地址 安置地点 集中安置点 安置区 安置点名称 aac026 aae006",
        "household_id": "户编号 户号 家庭编号 户编码 家庭户编号",
        "head_name": "户主姓名 户主",
        "relation": "与户主关系 户主关系 家庭关系 与户主的关系 关系",
        "is_head": "是否户主",
        "group": "人员类别 人员类型 人员身份 脱贫属性 户类型 贫困户属性 贫困户类型 户属性 脱贫状态 监测对象类别 监测类别 监测对象类型 身份类别 对象类别 帮扶对象类别 "
        "求职人员类别 困难类型 就业困难类型 困难人员类别 人群类别 群体类别 群体 易迁户属性 家庭类型 农户类型 农户属性 bac299 aac027",
        "poor_2016": "是否建档立卡 建卡贫困户 是否贫困户 是否建档立卡贫困户 是否建卡贫困户 建档立卡贫困户 建档立卡户 是否建档立卡贫困劳动力 是否贫困人口 "
        "是否建档立卡户 是否贫困劳动力 aav001",
        "lifted": "是否脱贫户 是否脱贫人口 是否脱贫劳动力 脱贫户 脱贫人口 是否已脱贫 aav002",
        "monitored": "是否监测对象 监测对象 是否防止返贫监测对象 是否监测户 是否防返贫监测对象",
        "low_income": "是否低收入 是否低收入人口 是否农村低收入人口 是否低收入户",
        "dibao": "是否低保 是否享受低保 低保户 是否低保户 低保 是否低保家庭 是否低保对象 享受低保情况",
        "tekun": "是否特困供养人员 是否特困 是否特困人员 特困供养 是否五保 五保户 是否特困供养",
        "zero_family": "是否零就业家庭 零就业家庭 是否零就业家庭成员",
        "hardship": "是否就业困难人员 就业困难人员 是否就业困难",
        "disability": "是否残疾 残疾类别 残疾等级 残疾情况 残疾类型 残疾人 是否残疾人 残疾类别等级 残疾程度 是否残疾人员",
        "disability_number": "残疾证号 残疾人证号 残疾证号码 残疾人证号码",
        "health": "健康状况 健康状态 身体状况 身体健康状况 健康情况 身体情况 aac033",
        "labour_ability": "劳动技能 劳动能力 劳动力类型 劳动力状况 劳动力情况 劳动能力状况 劳动力技能",
        "is_labour": "是否劳动力 是否有劳动能力 有无劳动能力 是否具备劳动能力 是否为劳动力 是否属于劳动力 有劳动能力",
        "skills": "skills skill jn jntc 手艺 会何手艺 技能 技能特长 特长 专业技能 职业技能 掌握技能 有何技能 专长 技能专长 个人特长 掌握的技能 特长技能 会何技能 有何特长 技能情况 技能水平",
        "former_posts": "experience workexperience gzjl 从事过的工种 工作经历 从业经历 务工经历 岗位名称 工种 从事工种 现从事工种 从事岗位 工作岗位 务工岗位 就业岗位 所在岗位 原岗位 原从事工种 曾从事工种 "
        "原工种 主要工作经历 工作简历 现岗位 职业 aat009",
        "certificates": "职业资格证书 技能证书 技能等级 技术等级 职业资格等级 证书名称 操作证 职业技能等级 资格证书 职业资格 持证情况 证书 职业技能证书 技能等级证书 "
        "有何证书 所持证书 职业资格证 aac015 aas002 aat001",
        "experience_years": "工作年限 从业年限 从事年限 工作经验 工龄 从业时间 工作年数",
        "status": "employmentstatus jyzk 就业状况 就业状态 是否就业 目前就业情况 是否已务工 就业情况 务工情况 就业现状 是否已就业 是否务工 当前就业状态 就业创业状态 就业创业情况 是否外出务工 "
        "目前状况 目前状态 务工状态 就业失业状态 就业形态 aav005",
        "employer": "务工单位 务工企业名称 就业单位 工作单位 单位名称 务工企业 就业企业 现工作单位 企业名称 就业单位名称 工作单位名称 务工单位名称 用工单位 aav011",
        "work_place": "务工地点 务工所在地 工作城市 就业地点 工作地点 务工地 工作详细地址 就业地 务工地址 务工省份 转移就业地点 aav009",
        "work_region": "务工区域 就业区域 务工地域 就业地域 务工范围 就业范围",
        "work_months": "务工时间 务工月数 务工时长 累计务工时间 务工时间月 本年务工时间 今年务工时间",
        "channel": "就业渠道 务工渠道 输出渠道 就创业途径 就业途径 就业方式 转移就业方式 aav006",
        "public_post": "公益性岗位类型 公益性岗位 公益岗位类型 公益岗位 公益岗类型",
        "income": "月收入 务工收入 工资收入 年收入 务工月收入 收入 目前月收入 现月收入 aav012",
        "willing": "jyyy willing 就业意愿 是否有就业意愿 求职意愿 是否愿意就业 是否计划务工 下一步就业意愿 有就业意愿 务工意愿 就业意愿情况 是否有务工意愿 外出务工意愿 是否有就业需求 "
        "有无就业意愿 是否需要就业 是否求职 是否有求职意愿 意愿 有无务工意愿 是否愿意务工 是否有外出务工意愿 是否有就业创业意愿 是否有就业意向 就业需求 aav015",
        "service_need": "就业服务需求 服务需求 需求 就业帮扶需求 帮扶需求 需求类型",
        "wanted_occupation": "desiredjob expectedjob wantedjob jobwanted desiredposition yxgz yxgw qzyx 想做的工作 想找的工作 意向工种 求职工种 意向岗位 求职意向 意向职位 择业工种 期望岗位 希望从事工种 就业方向 务工工种 期望工种 期望职位 求职岗位 求职职位 意向职业 期望职业 "
        "拟从事工种 拟从事岗位 就业意向 意向行业 期望行业 意向就业岗位 意向就业工种 希望从事岗位 希望从事的工种 求职意向岗位 想从事工种 求职意向工种 aav016 aca111 aca112 acb216",
        "wanted_places": "desiredlocation expectedlocation preferredlocation yxdd yxdq 意向地区 意向就业地 意向就业地点 意向就业区域 求职地区 工作地点要求 期望工作地点 务工去向 意向务工地 拟外出地点 意向就业地区 意向工作地点 期望就业地点 期望就业地 "
        "意向区域 意向地点 意向城市 期望工作地区 期望地区 希望就业地点 希望工作地点 拟务工地点 期望工作城市 计划务工地点 工作地区 求职工作地区 意向务工地点 意向务工地区 意向工作地区 意向就业城市 期望就业地区",
        "pay_wanted": "expectedsalary desiredsalary expectedpay qwxz qwyx qwgz 期望薪资 期望工资 期望月薪 意向薪资 薪资要求 月薪要求 工资要求 期望待遇 薪酬期望 期望薪酬 期望月工资 意向工资 意向月薪 期望收入 期望月收入 薪资期望 工资期望 薪酬要求 "
        "待遇要求 期望薪资待遇 希望薪资 acc034",
        "pay_min_wanted": "最低月薪 最低薪资 最低工资 最低期望薪资 期望最低月薪 期望最低工资 期望最低薪资 最低月薪要求",
        "pay_max_wanted": "最高月薪 最高薪资 期望最高月薪 期望最高薪资",
        "wanted_form": "期望就业形式 用工形式 就业形式 意向就业形式 求职形式 期望就业方式 aac048",
        "training_wanted": "培训意愿 培训需求 培训意向 是否愿意参加培训 是否参加培训 有无培训意愿 是否有培训意愿 是否有培训需求 培训意愿工种 意向培训工种 想参加的培训 想参加培训 "
        "参加培训意向 有培训意愿 是否需要培训 希望参加的培训 aav021 aas006",
        "startup": "创业意愿 是否有创业意愿 有无创业意愿 有创业意愿 是否愿意创业 自主创业意愿 是否创业 创业意向 是否有创业需求",
        "cannot_leave": "无法外出原因 不能外出原因 无法外出务工原因 不能外出务工原因 未外出原因 不外出原因",
        "idle_reason": "未就业原因 不就业原因 未务工原因 失业原因 未就业的原因 aav013",
        "limits": "照顾家庭 家中有无老人小孩需照料 就业限制 特殊要求 其他要求 困难情况 家庭照料情况 家庭负担",
        "leave_on": "计划离开时间 拟外出日期 计划外出时间 拟外出时间 预计外出时间",
        "returned_on": "是否返乡 返乡时间 返乡日期 是否返乡人员 aav014",
        "max_km": "最远通勤距离 可接受通勤距离 可接受距离 最大通勤距离 通勤距离 最远距离 可接受上班距离",
        "consent": "是否接收短信 是否同意推送 是否同意接收短信 是否接收岗位信息 是否同意授权 是否接收推送",
        "caseworker": "帮扶责任人 帮扶干部 联系人 责任人 采集人 填表人 帮扶联系人 结对帮扶干部 调查人 经办人 帮扶人 联系干部 包保干部 登记人 调查员 驻村干部",
        "surveyed_on": "调查时间 调查日期 采集日期 采集时间 登记日期 登记时间 填表日期 填表时间 核查时间 核查日期 更新时间 更新日期 录入时间 走访时间 入户时间 求职登记日期",
        "last_job": "上一岗位编号 原岗位编号 最近岗位编号 上次推荐岗位编号",
        "remark": "remark remarks note notes 备注 说明 其他 备注说明 其他说明 bz",
    }
)

_WORKER_UNDER = _patterns(
    (r"_(意向|期望|希望|求职|拟)[^_]*(岗位|工种|职业|职位)$", "wanted_occupation"),
    (r"_(意向|期望|希望|求职|拟)[^_]*(地点|地区|区域|城市|去向|地域)$", "wanted_places"),
    (r"(意向|期望|希望).*(薪|工资|待遇|收入)[^_]*_(最低|下限|起|低)$", "pay_min_wanted"),
    (r"(意向|期望|希望).*(薪|工资|待遇|收入)[^_]*_(最高|上限|止|高)$", "pay_max_wanted"),
    (r"_(意向|期望|希望)[^_]*(薪|工资|待遇|收入)", "pay_wanted"),
    (r"^(户主|父亲|母亲|监护人|配偶|子女|法定代表人|家属|紧急联系人|申请人配偶).*_(姓名|身份证|证件|性别|年龄|电话|联系)", IGNORED),
    (r"已就业.*_(单位|企业)|务工.*_(单位|企业)", "employer"),
    (r"(已就业|务工|就业情况|就业信息|现就业).*_(务工|就业)?(地域|区域|范围)$", "work_region"),
    (r"(已就业|务工|就业情况|创业|就业信息|现就业).*_.*(地点|地域|地区|所在地|去处)", "work_place"),
    (r"(已就业|务工|现就业|就业信息|就业情况).*_.*(岗位|工种|职业)$", "former_posts"),
    (r"(已就业|务工|创业|就业信息).*_.*(收入|薪|工资)", "income"),
    (r"自主创业.*_(项目|时间|内容|经营)", "employer"),
    (r"(未就业|意愿|意向|求职|期望).*_.*创业", "startup"),
    (r"(未就业|意愿|意向|求职|期望).*_.*公益性?岗", IGNORED),
    (r"(未就业|意愿|意向|求职|期望).*_.*无法外出", "cannot_leave"),
    (r"(意愿|意向|求职|期望).*_.*(薪|工资|待遇|收入)", "pay_wanted"),
    (r"(意愿|意向|求职|期望).*_.*(地点|地区|区域|城市|去向|地域)", "wanted_places"),
    (r"(意向|求职|期望|意愿).*_(意向|期望)?(岗位|工种|职业|职位|行业|岗位名称)$", "wanted_occupation"),
    (r"(现居|居住|现住|常住|搬迁|安置).*_(详细)?(地址|住址|地点)$", "home_address"),
    (r"(户籍|户口|家庭).*_(详细)?(地址|住址)$", "hukou_address"),
)

_WORKER_PATTERN = _patterns(
    (r"^(户主|父亲|母亲|监护人|配偶|子女|法人|法定代表人|家属|紧急|亲属|户籍地联系|帮扶).*(证|姓名|联系人|电话|单位|职务|关系|手机|年龄|性别|性质)", IGNORED),
    (r"(证|签|办证|户籍|户口|经济|单位|企业|行业).*(年度|性质|类型|办证|代码|信用)", IGNORED),
    (r"是否(参加|缴纳|购买).*(保险|医疗|养老|社保|合作医疗)|失学|辍学|搬迁户$|培训(类型|时间|机构|名称|内容|补贴)|参加过.*培训|曾.*培训", IGNORED),
    (r"补贴|补助|账号|卡号|保险|扶持政策|享受政策", IGNORED),
    (r"身份证|公民身份|证件号", "id_number"),
    (r"残疾.*(号)", "disability_number"),
    (r"残疾", "disability"),
    (r"(期望|意向|希望|要求|求职|预期).*(薪|工资|待遇|收入|报酬)|(薪|工资|待遇|报酬).*(期望|要求|意向|预期)", "pay_wanted"),
    (r"(意向|期望|希望|拟|求职|计划|想去|愿意).*(地点|地区|区域|城市|去向|去处|地域|目的地|就业地|工作地|务工地)|务工去向|流向意愿", "wanted_places"),
    (r"(意向|期望|希望|拟|求职|想|计划).*(岗位|工种|职位|职业|行业|工作)", "wanted_occupation"),
    (r"(想|愿意?|打算|希望|准备|可接受).*(哪里|哪儿|哪些?地方|何处|工作地|地点|去向)", "wanted_places"),
    (r"(想|愿意?|打算|希望|要)(做|干|从事|找)(啥|什么|哪样|哪种|何种)", "wanted_occupation"),
    (r"(想|要|期望|希望).*(好多|多少)钱", "pay_wanted"),
    (r"(会|有|懂)(些|点)?(啥|什么|哪样|何)(手艺|技术|技能)|手艺", "skills"),
    (r"(家里?|屋头)(有什么)?(情况|负担|困难)", "limits"),
    (r"(愿不愿|想不想|愿意不愿意|是否想)", "willing"),
    (r"(培训).*(意愿|意向|需求|愿意|希望)|(意愿|意向|需要|愿意|希望|想).*培训", "training_wanted"),
    (r"创业.*(意愿|意向|需求|打算)|(意愿|意向|打算|愿意|想).*创业", "startup"),
    (r"(就业|务工|求职|工作).*(意愿|意向|打算|计划)|(愿意|计划|打算|希望|想|需要|有意).*(就业|务工|找工作|上班)", "willing"),
    (r"(不能|无法|未).*(外出|出去).*(原因)", "cannot_leave"),
    (r"未(就业|务工).*原因", "idle_reason"),
    (r"就业渠道|就业途径|输出方式", "channel"),
    (r"(务工|就业|工作|从业|打工).*(单位|企业|公司)", "employer"),
    (r"(务工|就业|工作|打工).*(地点|地域|所在地|区域|城市|地址|省|市县)", "work_place"),
    (r"务工.*(月数|月份数|时长|几个月)", "work_months"),
    (r"(务工|工资|就业).*收入|月收入|年收入", "income"),
    (r"(从事|曾做|做过|原|现).*(工种|岗位|工作|职业)|工作经历|从业经历", "former_posts"),
    (r"(就业|务工|失业|从业)(的)?(状态|状况|情况|现状|与否)|是否.*(就业|务工|在岗)|目前.*(就业|状况|情况|状态)", "status"),
    (r"出生", "birth"),
    (r"年龄|周岁", "age"),
    (r"(文化|学历|教育)(程度|水平|层次|情况)?$", "education"),
    (r"在校|在读|就读", "in_school"),
    (r"(户|家庭|家属).*(电话|手机)", "household_phone"),
    (r"电话|手机|联系方式", "phone"),
    (r"(现|居住|常住|常驻|搬迁|安置|目前).*(地|址|点)", "home_address"),
    (r"(户籍|户口|家庭).*(地|址)|地址|住址", "hukou_address"),
    (r"乡镇|镇街|街道|乡\(镇", "township"),
    (r"^(村|社区|行政村)|村\(|村社", "village"),
    (r"^(区|县).*(县|区|市)$", "county"),
    (r"建档立卡|建卡|贫困户", "poor_2016"),
    (r"脱贫", "lifted"),
    (r"监测", "monitored"),
    (r"低保", "dibao"),
    (r"特困|五保", "tekun"),
    (r"低收入", "low_income"),
    (r"零就业", "zero_family"),
    (r"(人员|对象|身份|群体|困难).*(类别|类型|属性|身份)", "group"),
    (r"(健康|身体).*(状|情)", "health"),
    (r"(有无|是否|具备).*劳动(力|能力)", "is_labour"),
    (r"劳动(力|能力|技能)", "labour_ability"),
    (r"证书|资格证|技能等级|技术等级|职业等级", "certificates"),
    (r"技能|特长|专长", "skills"),
    (r"(工作|从业|工龄|从事).*年", "experience_years"),
    (r"(短信|推送|推荐).*(同意|接收|愿意)|(同意|接收|愿意).*(短信|推送|推荐)", "consent"),
    (r"(帮扶|联系|责任|包保|网格).*(人|干部|员)", "caseworker"),
    (r"(调查|采集|登记|填表|填报|走访|核查|录入|入户)(日期|时间)", "surveyed_on"),
    (r"毕业.*(时间|日期|年)", "graduated_on"),
    (r"毕业.*(校|院)", "school"),
    (r"姓名$", "name"),
    (r"备注", "remark"),
)

WORKER_VOCABULARY = Vocabulary(_WORKER_EXACT, _WORKER_UNDER, _WORKER_PATTERN)
