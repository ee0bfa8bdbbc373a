"""What each column of a worker table means, alone and beside its neighbours: header, cells, and what is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jobmatch.forms import match_headers, read_workers
from jobmatch.places import read_wish

DAY, FENGJIE = "2026-03-01", "500236"
Xlsx = Callable[..., Path]
Cells = tuple[object, ...]
USUAL = {"name": "姓名", "education": "文化程度", "hukou_address": "家庭住址"}
PLAIN = {"education": "初中", "hukou_address": "奉节县白帝镇"}
WISH = ("willing", "segment")


def read(xlsx: Xlsx, headers: tuple[str, ...], rows: list[Cells], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Return columns of a table with one person a row, whose other cells are plain; dates in ISO form."""
    others = [field for field in USUAL if field not in match_headers(headers, "workers").values()]
    lines = [[*(PLAIN.get(field, f"某甲{at}") for field in others), *cells] for at, cells in enumerate(rows)]
    frame = read_workers(xlsx([[*(USUAL[field] for field in others), *headers], *lines]), as_of=DAY, context=FENGJIE).frame
    chosen = frame.set_index("source_row").loc[range(2, 2 + len(rows)), list(columns)].astype(object)
    known = chosen.where(chosen.notna(), None).to_numpy().tolist()
    return [tuple(cell.date().isoformat() if hasattr(cell, "date") else cell for cell in row) for row in known]


CASES: list[tuple[tuple[str, ...], tuple[str, ...], dict[Any, Cells]]] = [
    (("就业意愿",), WISH, {
        "培训": (None, "training"), "想学技术": (None, "training"), "培训后就业": (True, "job"), "照顾家人": (False, "unwilling"), "带小孩": (False, "unwilling"),
        "本地创业": (None, "startup"), "": (None, "job"), "在读": (True, "in_school"), "在校学生": (True, "in_school"), "小孩在读，就近": (True, "job"),
    }),
    (("就业意愿_求职", "就业意愿_创业", "就业意愿_培训", "就业意愿_无意愿"), WISH, {
        ("√", None, None, None): (True, "job"), (None, "√", None, None): (None, "startup"), (None, None, "√", None): (None, "training"),
        (None, None, None, "√"): (False, "unwilling"),
    }),
    (("下一步打算",), (*WISH, "mobility"), {"本地就业": (True, "job", "county"), "外出务工": (True, "job", "anywhere"), "创业": (None, "startup", None)}),
    (("是否愿意外出务工",), (*WISH, "mobility"), {"是": (True, "job", "anywhere"), "否": (False, "unwilling", "county"), "": (None, "job", None)}),
    (("是否愿意外出",), (*WISH, "mobility"), {"是": (True, "job", "anywhere"), "否": (None, "job", "county")}),
    (("就业意愿", "是否愿意外出务工", "意向地区"), ("willing", "mobility"), {
        ("是", "否", None): (True, "county"), ("是", "是", "县内"): (True, "county"), ("否", "是", None): (False, "anywhere"), ("是", "是", "浙江"): (True, "anywhere"),
    }),
    (("期望就业形式",), ("segment",), {"自主创业": ("startup",), "单位就业": ("job",), "灵活就业": ("job",)}),
    (("就业状态",), ("segment",), {"入伍": ("unwilling",), "退出劳动力范围": ("unable",), "务农-有外出就业意愿": ("job",)}),
    (("就业情况_务工单位", "就业情况_外出时间", "姓名"), ("status", "segment"), {("某厂", "2025.2", "某乙"): (None, "unwilling")}),
    (("意向就业地（1.本镇 2.本县 3.市内 4.市外）",), ("wanted_places", "mobility"), {"1、2": ("本镇、本县", "county"), 4: ("市外", "anywhere")}),
    (("务工去向",), ("wanted_places", "mobility"), {3: ("县内", "county"), "1": ("省外", "anywhere"), "2": ("省内县外", "province")}),
    (("是否接受外地", "意向岗位"), ("willing", "mobility"), {("否", "司机"): (None, "county"), ("是", "司机"): (True, "anywhere")}),
    (("求职意向一",), ("wanted_occupation",), {"质检员": ("质检员",)}),
    (("上过几年学",), ("education",), {"小学": (1,)}),
    (("在外还是在家", "家里有没有走不开的"), ("status", "limits"), {("在外", "小孩读书"): ("在外", "小孩读书")}),
    (("工资要求起", "工资要求止"), ("pay_min_wanted", "pay_max_wanted"), {(3000, 4500): (3000, 4500)}),
    (("就业意愿_就业（岗位）", "就业意愿_创业", "就业意愿_培训（工种）"), ("wanted_occupation", "training_need"), {("电子厂", None, None): ("电子厂", None), (None, None, "养殖"): (None, "养殖")}),
    (("就业信息_现状", "就业信息_需求_岗位", "就业信息_需求_月薪", "就业信息_需求_地点"), ("status", "wanted_occupation", "pay_min_wanted", "mobility"), {("待业", "缝纫工", "3000", "县内"): ("待业", "缝纫工", 3000, "county")}),
    (("报名岗位",), ("wanted_occupation",), {"社区": ("社区",)}),
    (("期望待遇",), ("pay_min_wanted", "pay_max_wanted"), {"最少3000": (3000, None)}),
    (("意向工种及薪酬",), ("wanted_occupation", "pay_min_wanted"), {"保洁，2000-2500元": ("保洁", 2000), "建筑小工 150元/天": ("建筑小工", 3900)}),
    (("子女联系方式", "本人电话"), ("phone",), {("13800138000", "13900000001"): ("13900000001",)}),
    (("从业工种", "接活意愿", "接活区域"), ("experience", "willing", "wanted_occupation", "mobility"), {("钢筋", "愿意", "县内"): ("钢筋", True, None, "county")}),
    (("文凭",), ("education",), {"大专": (4,)}),
    (("毕业层次",), ("education",), {"高中": (3,)}),
    (("意向岗位",), ("wanted_occupation", "wanted_places", "mobility"), {
        "愿意到浙江进电子厂": ("进电子厂", "浙江", "anywhere"), "到县城当保安": ("到县城当保安", "县城", "county"), "想找个活": (None, None, None), "在家具厂做过": ("在家具厂做过", None, None),
        "学修车": ("学修车", None, None),
    }),
    (("有何劳动技能",), ("skills", "labour_ability"), {"修鞋": ("修鞋", None)}),
    (("劳动技能",), ("skills", "labour_ability"), {"泥瓦工、木工": ("泥瓦工、木工", None), "弱劳动力": (None, "weak"), "无": (None, "none")}),
    (("家庭困难情况",), ("groups",), {"低保家庭": (("dibao",),), "照顾老人": ((),)}),
    (("就业意向行业/岗位",), ("wanted_occupation",), {"公务员、事业单位": ("公务员、事业单位",)}),
    (("文化程度",), ("education",), {"硕研": (6,), "技师学院（高级工班）": (3,)}),
    (("家庭住址",), ("home_code",), {"奉节县鱼复街办": ("500236002",), "奉节县夔门高中旁": ("500236",)}),
    (("意向地区",), ("mobility",), {"本省以外": ("anywhere",), "本县或邻县": ("city",), "渝东北": ("city",), "广东东莞长安": ("anywhere",), "周边区县": ("city",), "奉节县草堂镇": ("county",)}),
    (("期望薪资下限", "期望薪资上限"), ("pay_min_wanted", "pay_max_wanted"), {(3000, 5000): (3000, 5000), (3000, None): (3000, None)}),
    (("人员类别",), ("groups",), {
        "脱贫监测户": (("monitored_unstable",),), "未脱贫户": (("registered_poor_2016",),), "零转移就业家庭": (("zero_employment_household",),),
        "低保边缘户": (("low_income",),), "低保户": (("dibao",),), "边缘户": (("monitored_marginal",),), "一般户": ((),),
    }),
    (("人员类别（1.脱贫户；2.监测户；3.低保户；4.其他）",), ("groups",), {"1,3": (("dibao", "lifted"),), 2: (("low_income",),), "4": ((),)}),
    (("是否贫困家庭毕业生",), ("groups",), {"是": (("graduate_poor",),), "否": ((),)}),
    (("籍贯", "家庭住址"), ("home_code", "hukou_adcode"), {("湖北省", "奉节县永安街道"): ("500236001", "500236001"), ("奉节县白帝镇", None): ("500236117", "500236117")}),
    (("家庭住址", "现居住地"), ("home_code", "hukou_adcode"), {
        ("奉节县白帝镇", "县城"): ("500236", "500236117"), ("奉节县白帝镇", None): ("500236117", "500236117"),
    }),
    (("联系电话",), ("phone",), {"138.0000.5678": ("13800005678",), "1.3800005678E10": ("13800005678",), "1.38E+10": (None,), "1380000 5678": ("13800005678",)}),
    (("5、您的文化程度是？", "2、您的性别："), ("education", "sex"), {("大专", "女"): (4, "female")}),
    (("9、您希望从事的工作（可多选）【多选题】", "11、您希望在哪里工作？【多选题】"), ("wanted_occupation", "wanted_places"), {
        ("保安┋其他〖护林〗", "县城┋本乡镇"): ("保安、护林", "县城、本乡镇"), ("A.保洁┋C.厨工", "(空)"): ("保洁、厨工", None), ("(跳过)", "(跳过)"): (None, None),
    }),
    (("13、您属于以下哪类人员？（可多选）",), ("groups",), {"脱贫人口┋残疾人": (("disabled", "lifted"),), "以上都不是": ((),)}),
    (("提交答卷时间",), ("surveyed_on",), {"2026/2/25 10:12:33": ("2026-02-25",)}),
    (("能接受的最低工资", "有无工作经验"), ("pay_min_wanted", "experience_years"), {("5500起", "有，电子厂2年"): (5500, 2.0)}),
    (("意向岗位",), ("wanted_occupation", "wanted_places", "pay_min_wanted", "mobility"), {
        "想在县城附近找保安，3000元左右": ("保安", "县城附近", 3000, "county"), "保洁、门卫都行": ("保洁、门卫都行", None, None, None),
        "缝纫工，浙江，5000以上": ("缝纫工", "浙江", 5000, "anywhere"), "县医院护工": ("县医院护工", None, None, None),
    }),
    (("意向岗位", "期望月薪"), ("wanted_occupation", "pay_min_wanted"), {("保安 3000", 3500): ("保安", 3500)}),
    (("就业需求（岗位、工资）",), ("wanted_occupation", "pay_min_wanted", "willing"), {"收银，3500以上": ("收银", 3500, None), "无需求": (None, None, False)}),
    (("年龄/性别", "姓名"), ("age", "sex"), {("43/男", "某乙"): (43, "male"), ("女 30岁", "某丙"): (30, "female")}),
    (("学校及专业",), ("school", "major"), {"某职院/护理": ("某职院", "护理"), "某大学": ("某大学", None)}),
    (("求职意向（岗位/工资）",), ("wanted_occupation", "pay_min_wanted", "wanted_places"), {
        "收银/3000": ("收银", 3000, None), "保安、门卫/2200元/月": ("保安、门卫", 2200, None), "家政/育婴": ("家政/育婴", None, None), "帮扶车间、镇内": ("帮扶车间", None, "镇内"),
    }),
    (("就业愿望",), ("wanted_occupation", "pay_min_wanted", "willing"), {"厨师，2500以上": ("厨师", 2500, True), "无要求": ("无要求", None, True), "无": (None, None, False)}),
    (("认定类型（大龄/残疾/低保）",), ("groups",), {"大龄": (("hardship_other",),), "残疾（肢体三级）、低保": (("dibao", "disabled"),)}),
    (("愿意去多远",), ("max_km", "mobility"), {"5公里": (5, None), "县城": (None, "county")}),
    (("当前状态_在外", "当前状态_在家"), ("segment",), {("√", None): ("unwilling",), (None, "√"): ("job",)}),
    (("技能培训情况（已培训/拟培训/不需要）",), ("training_wanted",), {"拟培训": (True,), "不需要": (False,), "已培训（电工）": (None,)}),
    (("期望薪酬（元以上）",), ("pay_min_wanted", "pay_max_wanted"), {"4000": (4000, None), "4000-5000": (4000, None)}),
    (("困难类别", "毕业院校"), ("groups",), {("低保家庭", "某职院"): (("dibao", "graduate_poor"),), ("无", "某职院"): ((),)}),
    (("节后去向（返岗/转岗/留乡）",), ("willing", "mobility", "segment"), {"返岗": (True, None, "job"), "留乡": (True, "county", "job")}),
    (("是否就业", "就业形式"), ("segment", "status"), {("已就业", "按比例就业"): ("unwilling", "已就业；按比例就业"), ("未就业", None): ("job", "未就业")}),
    (("是否就业", "期望就业形式"), ("segment",), {("已就业", "单位就业"): ("job",)}),
    (("工种", "月薪", "意向地区"), ("wanted_occupation", "pay_min_wanted"), {("焊工", 5000, "县内"): ("焊工", 5000)}),
    (("工种", "月薪", "务工单位"), ("wanted_occupation", "pay_min_wanted", "experience"), {("焊工", 5000, "某厂"): (None, None, "焊工")}),
    (("就业意向：①家政 ②手工 ③企业 ④创业 ⑤暂无",), ("wanted_occupation", "segment"), {"②": ("手工", "job"), "①③": ("家政、企业", "job"), "④": (None, "startup"), "⑤": (None, "unwilling")}),
    (("想就业的岗位及待遇",), ("wanted_occupation", "pay_min_wanted"), {"钟点工，1500": ("钟点工", 1500)}),
    (("是否接受灵活就业", "求职岗位"), ("segment", "wanted_occupation"), {("否", "会计"): ("job", "会计"), ("是", None): ("job", None)}),
    (("行政区划",), ("home_code",), {"重庆市奉节县白帝镇": ("500236117",)}),
    (("想挣多少",), ("pay_min_wanted",), {"三千多": (3000,)}),
    (("技能特长或持有证书",), ("skills", "certificates"), {"C1驾照、叉车证": ("C1驾照、叉车证", "C1驾照、叉车证"), "建筑架子工": ("建筑架子工", None)}),
    (("就业意愿情况_薪资底线",), ("pay_min_wanted", "pay_max_wanted"), {"2800": (2800, None)}),
    (("就业现状",), ("segment",), {"务工": ("unwilling",), "公岗": ("unwilling",), "未就业": ("job",)}),
    (("帮扶联系人及电话",), ("caseworker", "phone"), {"田干部13800005678": ("田干部13800005678", None)}),
    (("岗位", "务工单位"), ("experience", "segment"), {("织袜工", "某厂"): ("织袜工", "unwilling")}),
    (("是否困难毕业生",), ("groups",), {"是（脱贫家庭）": (("graduate_poor", "lifted"),), "否": ((),)}),
    (("户籍地址", "现住址"), ("home_code",), {("奉节县草堂镇", "同左"): ("500236118",), ("奉节县草堂镇", "奉节县白帝镇"): ("500236117",)}),
    (("未务工情况_意愿岗位", "失业前单位"), ("wanted_occupation", "experience", "segment"), {("保洁", "某厂"): ("保洁", "某厂", "job")}),
    (("就业意向",), ("wanted_occupation", "willing", "mobility"), {
        "愿意到重庆主城就业": (None, True, "city"), "本地就业": (None, True, "county"), "外出务工": (None, True, "anywhere"), "无": (None, False, None), "电工": ("电工", None, None),
    }),
    (("好大岁数", "读了好多书", "想去哪点", "屋头有啥子拖累"), ("age", "education", "mobility", "limits"), {("三十八", "高中", "浙江也行", "没得"): (38, 3, "anywhere", None)}),
    (("性别 Gender", "学历 Education", "求职岗位 Position Wanted"), ("sex", "education", "wanted_occupation"), {("女 F", "本科 Bachelor", "行政助理"): ("female", 5, "行政助理")}),
    (("工作年限",), ("experience_years",), {"三四年": (3.0,), "十多年": (10.0,)}),
    (("是否低保",), ("groups",), {"☐": ((),), "☑": (("dibao",),)}),
    (("家住哪里", "意向地点"), ("home_code", "mobility"), {("奉节县白帝镇", "近点就行"): ("500236117", "town")}),
    (("人口属性",), ("groups",), {"脱贫户": (("lifted",),)}),
    (("想就近干点啥", "最少多少钱一天"), ("wanted_occupation", "pay_min_wanted"), {("看工地、小工", "120"): ("看工地、小工", 3120)}),
    (("家长电话", "学生电话"), ("phone",), {("13800005678", "13900001234"): ("13900001234",)}),
    (("需求月薪",), ("pay_min_wanted",), {"4000+": (4000,)}),
    (("所在区县/乡镇",), ("township",), {"奉节县白帝镇浣花村": ("白帝镇",), "白帝镇": ("白帝镇",)}),
    (("工种意愿", "月薪意愿", "意向省", "意向市县"), ("wanted_occupation", "pay_min_wanted", "wanted_places", "mobility"), {
        ("数控", "6千", "浙江", "宁波"): ("数控", 6000, "浙江；宁波", "anywhere"),
    }),
    (("想要多少工资", "有什么证"), ("pay_min_wanted", "certificates"), {("3千", "挖机证"): (3000, "挖机证"), ("3千", "没有"): (3000, None)}),
    (("求职需求",), ("wanted_occupation", "willing"), {"食堂帮厨": ("食堂帮厨", True), "有": (None, True)}),
    (("学历",), ("education", "in_school"), {"大学本科在读": (5, True), "本科": (5, None), "Junior high school": (2, None), "College diploma": (4, None)}),
    (("就业情况_已就业_地点", "就业情况_已就业_月收入"), ("segment",), {("广东", 5500): ("unwilling",), (None, None): ("job",)}),
    (("出生日期", "年龄"), ("birth_date", "age"), {(1979.1, None): (None, None), ("1979.1", None): ("1979-01-01", 47), (1979.03, None): ("1979-03-01", 47)}),
    (("登记人姓名", "就读专业", "会做的工作", "想做的工作"), ("name", "major", "skills", "wanted_occupation"), {("某乙", "护理", "电焊", "保安"): ("某乙", "护理", "电焊", "保安")}),
    (("能做的工作",), ("wanted_occupation",), {"保安": ("保安",)}),
    (("第一志愿_岗位", "第一志愿_薪资", "第二志愿_岗位", "第二志愿_薪资"), ("wanted_occupation", "pay_min_wanted"), {("保安", "4000以上", "保洁", "3500以上"): ("保安；保洁", 3500)}),
    (("就业情况_现状_岗位", "就业情况_意愿_岗位", "就业情况_意愿_月收入"), ("experience", "wanted_occupation", "pay_min_wanted"), {("小工", "保安", "3500"): ("小工", "保安", 3500)}),
    (("务工区域", "意向工种"), ("mobility",), {("县内", "保安"): ("county",), ("省外", "保安"): ("anywhere",)}),
    (("务工区域", "意向工种", "就业状态"), ("mobility",), {("省外", "保安", "已就业"): (None,)}),
    (("就业意向（务工/公益岗/无）", "意向岗位类型"), ("wanted_occupation", "willing"), {("务工", "月嫂"): ("月嫂", True), ("务工", None): (None, True)}),
    (("今年打算",), ("willing", "mobility", "wanted_places"), {"还去深圳": (True, "anywhere", "还去深圳"), "不出去，想在县城上班": (True, "county", "想在县城上班"), "种地": (False, None, None)}),
    (("求职诉求",), ("wanted_occupation", "pay_min_wanted"), {"就近找个缝纫活，工资不低于2500": ("缝纫", 2500)}),
    (("困难人员类别",), ("groups",), {"大龄": (("hardship_other",),)}),
    (("走访时间",), ("surveyed_on",), {"2月19日": ("2026-02-19",), "12月30日": ("2025-12-30",)}),
    (("2026年务工情况_务工地点", "2026年务工情况_未务工但有意愿的：意向岗位"), ("wanted_occupation",), {(None, "客房服务员"): ("客房服务员",)}),
    (("去向", "工种"), ("willing", "mobility"), {("返岗", "普工"): (True, None), ("县内", "普工"): (None, "county")}),
    (("节后打算",), ("willing", "mobility"), {"还出去": (True, "anywhere"), "不出去了": (False, None)}),
    (("是否有劳动能力（有/弱/无）",), ("labour_ability",), {"弱": ("weak",)}),
    (("期望薪资(起)", "期望薪资(止)"), ("pay_min_wanted", "pay_max_wanted"), {(5000, 7000): (5000, 7000)}),
    (("培训工种", "结业日期"), ("skills", "training_need"), {("电工", "2026-02-10"): ("电工", None)}),
    (("培训工种", "意向岗位"), ("training_need", "wanted_occupation"), {("电工", "保安"): ("电工", "保安")}),
    (("意向（岗位+地点+薪资）", "姓名"), ("wanted_occupation", "pay_min_wanted", "mobility"), {("保洁+县城+2500", "某乙"): ("保洁", 2500, "county")}),
    (("地区", "姓名", "意向岗位"), ("home_code", "mobility"), {("奉节县白帝镇", "某乙", "保安"): ("500236117", None)}),
    (("姓名", "意向岗位", "地区"), ("wanted_places",), {("某乙", "保安", "浙江"): ("浙江",)}),
    (("若就业：月薪", "要不要培训"), ("pay_min_wanted", "training_wanted"), {("5000以上", "要"): (5000, True)}),
    (("求职培训信息_求职意愿", "求职培训信息_培训意愿"), ("willing", "training_wanted"), {("是", "否"): (True, False)}),
    (("能接受每天来回多少公里",), ("max_km",), {"30公里以内": (30,)}),
    (("本人希望", "送岗时间"), ("wanted_occupation", "pay_min_wanted", "surveyed_on"), {("县城保安，3000", "2月26日"): ("县城保安", 3000, "2026-02-26")}),
    (("学历代码（1小学2初中3高中）",), ("education",), {2: (2,)}),
    (("务工工种", "意向工种"), ("experience", "wanted_occupation"), {("木工", "保安"): ("木工", "保安")}),
    (("就业需求",), ("wanted_occupation", "willing"), {"养老护理员": ("养老护理员", True), "在家养老": (None, False)}),
    (("是否脱贫享受政策户",), ("groups",), {"是": (("lifted",),), "否": ((),)}),
    (("哪年生的",), ("birth_date",), {"1980年3月": ("1980-03-01",)}),
    (("是否具有劳动能力",), ("labour_ability",), {"有劳动能力": ("ordinary",), "丧失": ("lost",), "有": (None,)}),
    (("意向工种_家政", "意向工种_保安", "意向工种_保洁"), ("wanted_occupation",), {(1, 0, 0): ("家政",), ("×", "√", "√"): ("保安；保洁",)}),
    (("意愿_是否有意愿",), ("willing",), {"否": (False,), "是": (True,), "": (None,)}),
    (("就业创业意愿", "服役期间专业", "退伍时间"), ("willing", "experience", "major"), {("就业", "通信", "2018.9"): (True, "通信", None)}),
    (("拟输转地", "拟输转工种", "输转方式"), ("mobility", "wanted_occupation"), {("省外", "焊工", "有组织"): ("anywhere", "焊工")}),
    (("户籍地（乡镇）", "户籍地（村）"), ("township", "village", "home_code"), {("白帝镇", "浣花村"): ("白帝镇", "浣花村", "500236117")}),
    (("基本情况", "姓名"), ("sex", "age", "education"), {("男，40岁，初中", "某乙"): ("male", 40, 2)}),
    (("Q4 是否想找工作 1是 2否", "Q5 想找什么工作"), ("willing", "wanted_occupation"), {(1, "保安"): (True, "保安"), (2, "保安"): (False, "保安")}),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "columns", "cases"), CASES, ids=["+".join(case[0]) + ">" + case[1][0] for case in CASES])
def test_cells_are_read(xlsx: Xlsx, headers: tuple[str, ...], columns: tuple[str, ...], cases: dict[Any, Cells]) -> None:
    rows = [cells if isinstance(cells, tuple) else (cells,) for cells in cases]
    assert dict(zip(cases, read(xlsx, headers, rows, columns), strict=True)) == cases


def test_a_disability_certificate_stands_for_the_id_where_the_form_asks_for_no_other(xlsx: Xlsx, id_of: Callable[..., str]) -> None:
    workers = read_workers(xlsx([["姓名", "残疾人证号", "现住址"], ["某甲", id_of() + "43", "奉节县白帝镇"]]), as_of=DAY)
    assert workers.frame.loc[0, ["id_number", "groups"]].tolist() == [id_of(), ("disabled",)] and workers.problems.empty


def test_a_disability_certificate_that_was_issued_again_holds_the_id(xlsx: Xlsx, id_of: Callable[..., str]) -> None:
    workers = read_workers(xlsx([["姓名", "残疾人证号", "身份证号"], ["某甲", "", id_of() + "43B1"]]), as_of=DAY)
    assert workers.frame.loc[0, ["id_number", "disability"]].tolist() == [id_of(), "肢体残疾三级"]


@pytest.mark.parametrize(
    ("header", "cell", "message"),
    [
        ("性别", "???", "看不出性别"), ("姓名", "000", "看不出姓名"), ("姓名", "#REF!", "没有填姓名"), ("出生日期", 1979.1, "看不出是1月还是10月"),
        ("出生日期", "1985-13-01", "看不出出生日期"), ("期望月薪", "#DIV/0!", ""), ("期望月薪", "1E+308", "看不出数额"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_reported_with_what_to_do(xlsx: Xlsx, header: str, cell: object, message: str) -> None:
    names = [name for name in ("姓名", "文化程度", "家庭住址") if name != header]
    rows = [[*names, header], [*({"姓名": "某甲", "文化程度": "初中", "家庭住址": "奉节县白帝镇"}[name] for name in names), cell]]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    told = workers.problems[["column", "message"]].to_numpy().tolist()
    assert [message in text for _, text in told] == [True] * bool(message) and all(column == header for column, _ in told)
    assert sum(workers.counts[part] for part in ("kept", "set_aside")) == workers.counts["read"] == 1


def test_a_township_below_a_named_city_is_no_township_of_the_office() -> None:
    assert read_wish("广东东莞长安", near=FENGJIE).codes == ("441900119",)


def test_a_home_without_a_column_for_it_has_the_township_of_its_address(xlsx: Xlsx) -> None:
    rows = [["姓名", "学历", "家庭住址"], ["某甲", "初中", "奉节白帝镇浣花村3组"], ["某乙", "初中", "奉节县"]]
    frame = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE).frame
    assert frame["township"].fillna("").tolist() == ["白帝镇", ""]


def test_whose_telephone_it_is_stands_over_it(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["帮扶对象基本情况", None, None, "帮扶责任人", None],
        ["姓名", "年龄", "联系方式", "姓名", "电话"],
        ["甲某", 51, "13800000001", "李站长", "13800000009"],
    ]
    frame = read_workers(xlsx(rows, merged=["A1:C1", "D1:E1"]), as_of="2026-03-01").frame
    assert frame[["name", "phone", "caseworker"]].to_numpy().tolist() == [["甲某", "13800000001", "李站长"]]


def test_numbered_trades_of_people_who_look_for_work(xlsx: Callable[..., Path]) -> None:
    rows = [["求职者姓名", "年龄", "职业1", "职业2", "月薪下限", "工作地1"], ["甲某", 40, "焊工", "司机", 5000, "奉节县"]]
    frame = read_workers(xlsx(rows), as_of="2026-03-01").frame
    assert frame[["wanted_occupation", "pay_min_wanted", "wanted_places"]].to_numpy().tolist() == [["焊工；司机", 5000, "奉节县"]]
