"""Fit as people meet it: who gets which posts, with the shipped model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import jobmatch as jm
from jobmatch.language.encoders import default_encoder
from jobmatch.language.towers import TwoTowerEncoder
from jobmatch.language.trades import trades
from jobmatch.terms.fit import job_rows, worker_rows

POSTS = [
    "保洁员",
    "缝纫工",
    "养猪工",
    "收银员",
    "电工",
    "行政文员",
    "大数据架构师",
    "期货操盘手",
    "计算机类",
    "结构工程师",
    "美容导师",
    "婚礼策划师",
]


@pytest.fixture(scope="module")
def matcher() -> jm.Matcher:
    jobs = pd.DataFrame({"job_id": [f"J{i}" for i in range(len(POSTS))], "title": POSTS})
    return jm.Matcher(jm.Jobs(jobs))


def shown(matcher: jm.Matcher, **said: str) -> dict[str, float]:
    """Return the titles shown to a person, best first, with their fit."""
    pairs = matcher.recommend(jm.Workers(pd.DataFrame([{"worker_id": "W", **said}])), k=len(POSTS)).to_frame()
    titles = matcher.jobs.frame.set_index("job_id")["title"]
    return dict(zip(titles[pairs["job_id"]], pairs["fit"], strict=True))


def test_the_same_trade_fits_wholly_and_nothing_fits_better() -> None:
    names = sorted({trade.name for trade in trades()})
    jobs = jm.Jobs(pd.DataFrame({"job_id": [f"J{at}" for at in range(len(names))], "title": names}))
    people = jm.Workers(pd.DataFrame({"worker_id": [f"W{at}" for at in range(len(names))], "wanted_occupation": names}))
    pairs = jm.Matcher(jobs).recommend(people, k=5).to_frame()
    own = pairs[pairs["job_id"].str[1:] == pairs["worker_id"].str[1:]]
    assert len(own) > 0.98 * len(names)
    assert own["fit"].median() == pytest.approx(1.0, abs=1e-5) and pairs["fit"].max() <= 1 + 1e-5


def test_no_other_trade_of_the_same_occupation_comes_before_its_own_post() -> None:
    posts = [
        "吊顶工",
        "抹灰工",
        "保温工",
        "拆除工",
        "建筑工",
        "汽车钣金工",
        "汽车维修工",
        "挖掘机司机",
        "装载机司机",
        "整烫工",
        "服装尾部工",
    ]
    kin = jm.Matcher(jm.Jobs(pd.DataFrame({"job_id": posts, "title": posts})))
    people = jm.Workers(pd.DataFrame({"worker_id": posts, "wanted_occupation": posts}))
    pairs = kin.recommend(people, k=2).to_frame().set_index("worker_id")
    first, second = (pairs[pairs["rank"] == rank].loc[posts] for rank in (1, 2))
    assert list(first["job_id"]) == posts and (first["fit"] > second["fit"] + 0.05).all()


@pytest.mark.parametrize("said", ["手巧", "吃苦耐劳", "会说普通话", "当过兵"])
def test_what_names_no_work_says_nothing(matcher: jm.Matcher, said: str) -> None:
    assert shown(matcher, skills=said) == shown(matcher, experience=said) == shown(matcher)


def test_who_names_no_wish_meets_his_trade_first_and_then_what_anyone_can_begin(matcher: jm.Matcher) -> None:
    fits = shown(matcher, experience="养猪十年")
    assert next(iter(fits)) == "养猪工" and fits["养猪工"] > 0.7
    assert fits["保洁员"] == pytest.approx(0.2, abs=0.1)


@pytest.mark.parametrize("said", [{}, {"experience": "养猪十年"}, {"skills": "手巧"}])
def test_no_post_above_work_of_hands_for_who_asks_for_none(matcher: jm.Matcher, said: dict[str, str]) -> None:
    assert not {"大数据架构师", "期货操盘手", "结构工程师", "计算机类"} & set(shown(matcher, **said))


def test_who_did_desk_work_may_rise(matcher: jm.Matcher) -> None:
    assert "行政文员" in shown(matcher, experience="办公室文员五年")
    assert "大数据架构师" in shown(matcher, experience="大数据开发")


@pytest.mark.parametrize("wish", ["收钱的", "装水管", "开过缝纫机", "打扫楼道"])
def test_a_wish_said_in_everyday_words_meets_its_post(matcher: jm.Matcher, wish: str) -> None:
    meant = {"收钱的": "收银员", "装水管": "电工", "开过缝纫机": "缝纫工", "打扫楼道": "保洁员"}[wish]
    assert next(iter(shown(matcher, wanted_occupation=wish))) == meant


@pytest.mark.parametrize("wish", ["看水场", "石磨坊", "堆草垛"])
def test_a_wish_that_nobody_can_read_meets_nothing_by_chance(matcher: jm.Matcher, wish: str) -> None:
    assert not shown(matcher, wanted_occupation=wish)


CONDITIONS = [
    "保底四千的", "能照顾孩子的", "五千以上", "工资不低于4000", "带孩子走不开", "能带娃就行", "月休四天，工资按时发", "离家近，早八晚五", "啥子都干得",
    "想在家门口上班，方便接送娃儿", "在社区头找个活路，能照顾屋头的", "不晓得做啥子", "交社保的正规单位", "年轻人多的，能学东西的", "能带着老人一起住的",
    "要照看屋头两个娃，下午四点前要下班", "每个月能休四天，有社保就要得", "能住宿的，最好有空调", "家里有地要种，只能做半天", "在县城陪读", "晕车，不能跑外头",
    "不要夜班", "只要不是倒班，哪样都可以", "可以夫妻一起上班的",
]  # fmt: skip


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_is_no_trade(matcher: jm.Matcher, condition: str) -> None:
    assert shown(matcher, wanted_occupation=condition) == shown(matcher)


def test_why_not_says_that_such_a_post_is_asked_for(matcher: jm.Matcher) -> None:
    person = jm.Workers(pd.DataFrame([{"worker_id": "W", "experience": "养猪十年"}]))
    job = f"J{POSTS.index('大数据架构师')}"
    assert "填进意向工种" in str(matcher.why_not(person, "W", job))
    few = jm.Matcher(matcher.jobs.take([POSTS.index("大数据架构师"), POSTS.index("保洁员")]))
    assert few.recommend(person).short_of_jobs()["reason"].item() == "在招岗位2个：意向不符1个"


def test_the_reason_of_who_names_no_wish(matcher: jm.Matcher) -> None:
    past, wish = [None, "保洁五年", None], [None, None, "随便"]
    people = jm.Workers(pd.DataFrame({"worker_id": ["A", "B", "C"], "experience": past, "wanted_occupation": wish}))
    found = matcher.recommend(people, k=1)
    said = [found.reasons(pair["worker_id"], pair["job_id"])[0] for pair in found.records]
    assert said == ["未填意向，上手快", "与技能经历相符", "不挑工种，上手快"]


@pytest.mark.parametrize(
    ("wish", "never"),
    [
        ("除了保洁都行", {"保洁员"}), ("除保安保洁外都可以考虑", {"保洁员"}), ("不是很想做收银员", {"收银员"}), ("不想进厂", {"缝纫工"}), ("莫喊我去卖东西，收银也不做", {"收银员"}), ("不要脏活累活，打扫卫生免谈", {"保洁员"}),
        ("养猪保洁都不干", {"保洁员", "养猪工"}),
    ],
)  # fmt: skip
def test_what_is_refused_is_not_shown(matcher: jm.Matcher, wish: str, never: set[str]) -> None:
    assert not never & set(shown(matcher, wanted_occupation=wish))


def test_who_refuses_and_wants_is_shown_what_he_wants(matcher: jm.Matcher) -> None:
    assert next(iter(shown(matcher, wanted_occupation="不想进厂，踩缝纫机可以"))) == "缝纫工"
    assert "保洁员" in shown(matcher, wanted_occupation="不会开车，没做过保洁")


def test_why_not_says_what_was_refused(matcher: jm.Matcher) -> None:
    person = jm.Workers(pd.DataFrame([{"worker_id": "W", "wanted_occupation": "除了保洁都行"}]))
    assert "本人说过不做" in str(matcher.why_not(person, "W", f"J{POSTS.index('保洁员')}"))


def test_no_selling_and_no_desk_for_who_asks_for_none() -> None:
    posts = ["电话销售", "地推专员", "亚马逊运营", "行政文员", "保险代理人", "月入过万不是梦", "保洁员"]
    found = jm.Matcher(pd.DataFrame({"job_id": [f"J{i}" for i in range(len(posts))], "title": posts}))
    for said in ({}, {"skills": "会拍照发朋友圈"}, {"experience": "养猪十年"}, {"wanted_occupation": "离家近"}):
        assert set(shown(found, **said)) == {"保洁员"}


def test_a_trade_one_has_done_comes_after_the_wish_and_before_what_is_strange(matcher: jm.Matcher) -> None:
    fits = shown(matcher, wanted_occupation="保洁", experience="养猪十年", skills="会缝纫、会电工")
    assert next(iter(fits)) == "保洁员" and {"养猪工", "缝纫工", "电工"} <= set(list(fits)[1:5])
    assert all(fits["保洁员"] > fits[trade] > 0.5 for trade in ("养猪工", "缝纫工", "电工"))
    assert not {"养猪工", "电工"} & set(shown(matcher, wanted_occupation="保洁"))


def test_the_reason_of_a_trade_one_has_done(matcher: jm.Matcher) -> None:
    person = jm.Workers(pd.DataFrame([{"worker_id": "W", "wanted_occupation": "保洁", "experience": "养猪十年"}]))
    found = matcher.recommend(person, k=2)
    said = [found.reasons("W", pair["job_id"])[0] for pair in found.records]
    assert said == ["与意向工种相符", "与技能经历相符"]
    assert "工种" in str(found.explain("W")) and "养猪工" in str(found.explain("W"))


def test_a_title_that_leaves_the_work_open_is_read_with_its_description() -> None:
    told = {"猪场": "给母猪喂料、打扫猪圈", "病房": "照顾病人起居、喂饭翻身", "鞋厂": "刷胶贴底、修边成型"}
    posts = jm.Matcher(pd.DataFrame({"job_id": list(told), "title": "二线岗位", "description": list(told.values())}))
    for wish, meant in {"养猪": "猪场", "护工": "病房", "做鞋": "鞋厂"}.items():
        found = posts.recommend(pd.DataFrame([{"worker_id": "W", "wanted_occupation": wish}])).to_frame()
        assert found["job_id"].iloc[0] == meant and found["fit"].iloc[0] > 0.3 + max(found["fit"].iloc[1:], default=0.0)


def test_what_is_required_of_people_is_no_work() -> None:
    asked = [None, "高中以上学历，50周岁以下，吃苦耐劳，服从安排"]
    posts = pd.DataFrame({"job_id": ["A", "B"], "title": "保洁员", "description": "清扫楼道", "requirements": asked})
    found = jm.Matcher(posts).recommend(pd.DataFrame([{"worker_id": "W", "wanted_occupation": "扫地"}])).to_frame()
    assert len(found) == 2 and found["fit"].max() == found["fit"].min()


@pytest.mark.parametrize(
    ("wish", "title", "told"),
    [
        ("印刷", "商标机长", "熟悉各类不干胶标签的印刷"),
        ("收银", "结算", "扫码收款，核对现金，打印小票"),
        ("缝纫", "三线", "缝合裁片，锁边打结"),
    ],
)
def test_what_is_said_of_the_work_tells_whether_an_open_title_is_work_of_hands(wish: str, title: str, told: str) -> None:
    posts = jm.Matcher(pd.DataFrame({"job_id": ["bare", "told"], "title": title, "description": [None, told]}))
    fits = posts.recommend(pd.DataFrame([{"worker_id": "W", "wanted_occupation": wish}])).to_frame().set_index("job_id")["fit"]
    assert fits["told"] > 0.3 > fits.get("bare", 0.0)


STRANGE = {
    "照顾老人": ["店小蜜训练师", "宅急送", "后道组长"], "会计": ["大数据架构师"], "护士": ["人力资源经理", "管理干部"], "收废品": ["瓜子二手车，车商管家", "物流专员"],
    "骑手": ["物流专员 跨境电商"], "安全员": ["网络信息安全管理员", "样品员"], "振捣收面": ["红木油漆工"], "门卫": ["维护", "岗"], "导游": ["高额提成+旅游"], "幼师": ["助理6000包餐"],
    "养鸡": ["信息专员（鸡泽）"], "打字员": ["挑战20万年薪 你敢吗"], "线束": ["群创光电2020届校园招募"], "民宿管家": ["互联网创业.招代理.新零售"], "打混凝土": ["红木油漆工"], "电工": ["合肥凯邦电机有限公司", "主管"], "喷漆": ["塑胶模具生产计划"], "麻将馆": ["殡仪服务员", "宠物美容师"],
    "开塔吊": ["加工车间"],
}  # fmt: skip


@pytest.mark.parametrize(("wish", "title"), [(wish, title) for wish, titles in STRANGE.items() for title in titles])
def test_no_post_that_only_a_word_or_a_name_brings_near(wish: str, title: str) -> None:
    alone = jm.Matcher(pd.DataFrame({"job_id": ["J0"], "title": [title]}))
    assert not shown(alone, wanted_occupation=wish)


def test_an_own_shop_is_no_selling_where_a_trade_stands_beside_it(matcher: jm.Matcher) -> None:
    found = jm.Matcher(pd.DataFrame({"job_id": ["J0", "J1"], "title": ["销售代表", "裁缝"]}))
    assert set(shown(found, wanted_occupation="改衣服", experience="自己开店改衣服")) == {"裁缝"}
    assert "销售代表" in shown(found, wanted_occupation="开店")


def test_what_only_a_skill_at_the_desk_names_is_no_profession() -> None:
    found = jm.Matcher(pd.DataFrame({"job_id": ["J0", "J1", "J2"], "title": [".NET开发工程师", "保安", "办公室文员"]}))
    assert "保安" in shown(found, wanted_occupation="看大门", skills="会办公软件")
    assert ".NET开发工程师" not in shown(found, wanted_occupation="看大门", skills="会办公软件")


SKILLED = ["挖掘机司机", "车床师傅", "低压电工", "中餐厨师"]


LEARNED_TOO = jm.Jobs(pd.DataFrame({"job_id": [f"J{i}" for i in range(len(SKILLED) + 2)], "title": [*SKILLED, "厨师学徒", "保洁员"]}))


@pytest.mark.parametrize("said", [{}, {"skills": "手巧"}, {"wanted_occupation": "随便"}])
def test_a_trade_that_is_learned_for_years_comes_last_for_who_may_have_learned_it(said: dict[str, str]) -> None:
    assert [*shown(jm.Matcher(LEARNED_TOO), **said)][:2] == ["保洁员", "厨师学徒"]


@pytest.mark.parametrize(("past", "titles"), [("在矿上下井十五年", ["保洁员"]), ("办公室文员五年", []), ("车床工八年", ["车床师傅"])])
def test_no_trade_that_is_learned_for_years_for_who_has_learned_another(past: str, titles: list[str]) -> None:
    assert [*shown(jm.Matcher(LEARNED_TOO), experience=past)][:1] == titles
    assert set(SKILLED) & set(shown(jm.Matcher(LEARNED_TOO), experience=past)) <= set(titles)


def test_beside_his_trade_a_man_is_shown_first_what_is_of_its_kinds(matcher: jm.Matcher) -> None:
    found = jm.Matcher(pd.DataFrame({"job_id": ["J0", "J1", "J2"], "title": ["收银员", "搬运工", "绣花工"]}))
    assert next(iter(shown(found, experience="在矿上下井十五年"))) == "搬运工"
    assert next(iter(shown(found, experience="鞋厂针车三年"))) == "绣花工"
    assert next(iter(shown(found, experience="卖了十年衣服"))) == "收银员"


def test_who_tells_of_work_is_shown_nothing_unlike_it_though_he_asks_for_nothing(matcher: jm.Matcher) -> None:
    assert not {"养猪工", "电工", "缝纫工"} & set(shown(matcher, experience="办公室文员五年"))


def of_titles(*titles: str, **columns: list[str]) -> jm.Matcher:
    """Return a market of one posting a title."""
    return jm.Matcher(pd.DataFrame({"job_id": [f"J{i}" for i in range(len(titles))], "title": titles, **columns}))


@pytest.mark.parametrize("wish", ["进厂", "食品厂普工", "蚕丝厂"])
def test_who_asks_for_a_factory_will_begin_what_is_begun_in_another(wish: str) -> None:
    lines = ["总装操作工", "装配工", "注塑工", "灌装工", "普工"]
    found = [*shown(of_titles(*lines, "服务员", "保洁员", "会计", "数控车工"), wanted_occupation=wish)]
    assert set(found) == set(lines) and found[0] == "普工"


def test_a_certificate_and_a_major_are_trades_behind_a_person() -> None:
    market = of_titles("叉车司机", "幼儿教师", "保洁员", "小车司机")
    assert next(iter(shown(market, certificates="叉车证"))) == "叉车司机"
    assert next(iter(shown(market, major="学前教育"))) == "幼儿教师"
    assert next(iter(shown(market, experience="学前教育专业"))) == "幼儿教师"
    assert shown(market, wanted_occupation="保洁", certificates="叉车证").keys() == {"保洁员", "叉车司机"}
    assert shown(market, wanted_occupation="保洁", certificates="C1驾照、健康证").keys() == {"保洁员"}


def test_a_trade_told_in_deeds_is_a_trade_behind_a_person() -> None:
    assert shown(of_titles("选果工", "会计"), wanted_occupation="脐橙", experience="脐橙打蜡选果").keys() == {"选果工"}


def test_who_wants_to_learn_a_trade_is_shown_who_teaches_one_before_any_other() -> None:
    found = [*shown(of_titles("普工", "面点学员", "汽车美容学徒", "面点师", "销售学员"), wanted_occupation="学门手艺")]
    assert set(found[:2]) == {"面点学员", "汽车美容学徒"} and found[2:] == ["普工"]
    assert next(iter(shown(of_titles("面点学员", "汽车美容学徒"), wanted_occupation="面点"))) == "面点学员"


@pytest.mark.parametrize(
    ("wish", "title"), [("砌砖", "电梯维保工程师"), ("飞手", "大巴司机"), ("进厂", "服装打版师"), ("修路", "压铸保全工")]
)
def test_a_trade_that_is_learned_for_years_is_not_for_who_asks_for_one_of_another_kind(wish: str, title: str) -> None:
    assert not shown(of_titles(title), wanted_occupation=wish)


def test_what_is_said_of_a_post_tells_the_craft_that_its_title_leaves_open() -> None:
    market = of_titles("技术工", "技术工", description=["砌砖抹灰，泥瓦匠活", "电焊、氩弧焊"])
    frame = market.recommend(pd.DataFrame({"worker_id": ["W"], "wanted_occupation": ["砌砖"]})).to_frame().set_index("job_id")["fit"]
    assert frame["J0"] > frame.get("J1", 0.0) + 0.1


def test_the_employer_tells_what_a_post_is_that_means_two_things() -> None:
    market = of_titles("护理员", "护理员", employer=["丽人美容院", "康宁养老院"])
    for wish, right in (("美容师", "J0"), ("照顾老人", "J1")):
        frame = market.recommend(pd.DataFrame({"worker_id": ["W"], "wanted_occupation": [wish]})).to_frame()
        assert frame["job_id"].tolist()[0] == right and frame["fit"].iloc[0] > 0.7


def test_a_post_without_the_ending_of_its_name_is_that_trade_and_a_master_of_it_is_no_beginner() -> None:
    assert shown(of_titles("后道"), wanted_occupation="剪线头")["后道"] > 0.9
    assert next(iter(shown(of_titles("剔骨师傅", "包装工")))) == "包装工"


def test_who_invests_is_not_employed() -> None:
    assert not shown(of_titles("面馆合伙人", "加盟商"), wanted_occupation="行政文员")


@pytest.mark.parametrize(
    "said", [{"wanted_occupation": "轻巧活"}, {"wanted_occupation": "脚有点跛，坐着干的"}, {"wanted_occupation": "干不了重活"}]
)
def test_who_asks_for_light_work_alone_carries_and_builds_nothing(said: dict[str, str]) -> None:
    found = shown(of_titles("手工活", "缝纫工", "保洁员", "搬运工", "外卖骑手", "工地小工", "厨师"), **said)
    assert [*found][:2] in (["手工活", "缝纫工"], ["缝纫工", "手工活"])
    assert set(found) == {"手工活", "缝纫工", "保洁员"} and found["手工活"] > 0.45
    assert shown(of_titles("手工活", "钟表工", "搬运工"), **{**said, "experience": "修表"}).keys() == {"手工活", "钟表工"}


def again(posts: list[str], tried: int, **said: str) -> dict[str, float]:
    """Return the titles shown to a person who has been sent to the first so many of some posts, best first, with their fit."""
    jobs = pd.DataFrame({"job_id": [f"J{i}" for i in range(len(posts))], "title": posts})
    person, matcher = jm.Workers(pd.DataFrame([{"worker_id": "W", **said}])), jm.Matcher(jm.Jobs(jobs))
    history = pd.DataFrame({"worker_id": "W", "job_id": jobs["job_id"].iloc[:tried]})
    pairs = matcher.recommend(person, k=len(posts), history=history).to_frame()
    return dict(zip(jobs.set_index("job_id")["title"][pairs["job_id"]], pairs["fit"], strict=True))


def test_who_has_tried_what_is_like_the_wish_is_shown_what_anyone_can_begin() -> None:
    posts = ["电工", "水电安装工", "保洁员", "养猪工", "大数据架构师", "行政文员", "塔吊司机"]
    assert set(again(posts, 0, wanted_occupation="电工")) == {"电工", "水电安装工"}
    fits = again(posts, 2, wanted_occupation="电工")
    assert "保洁员" in fits and max(fits.values()) < 0.5
    assert not {"电工", "水电安装工", "大数据架构师", "行政文员", "塔吊司机"} & set(fits)


def test_what_is_left_of_the_wish_stays_above_what_anyone_can_begin() -> None:
    fits = again(["电工", "水电安装工", "保洁员"], 1, wanted_occupation="电工")
    assert fits["水电安装工"] > fits["保洁员"] + 0.3


@pytest.mark.parametrize("wish", ["会计", "网络工程师"])
def test_who_asks_for_a_desk_is_shown_no_other_work_however_often_he_comes(wish: str) -> None:
    assert set(again([wish, "保洁员", "缝纫工"], 0, wanted_occupation=wish)) == {wish}
    assert not again([wish, "保洁员", "缝纫工"], 1, wanted_occupation=wish)


def test_who_names_no_wish_is_shown_no_more_than_what_anyone_can_begin_at_any_visit() -> None:
    assert set(again(["养猪工", "保洁员", "帮厨"], 1, experience="养猪十年")) == {"保洁员"}
    assert "帮厨" in again(["养猪工", "保洁员", "帮厨"], 1, wanted_occupation="养猪")


def test_what_a_wish_refuses_is_not_begun_either() -> None:
    assert set(again(["电工", "保安员", "保洁员"], 1, wanted_occupation="电工，不做保安")) == {"保洁员"}


def test_what_a_word_leaves_open_is_told_by_what_else_is_said() -> None:
    posts = ["缝纫工", "车床工", "牵引车司机", "小车司机", "网络客服", "酒店前台"]
    several = jm.Matcher(jm.Jobs(pd.DataFrame({"job_id": posts, "title": posts})))
    assert next(iter(shown(several, wanted_occupation="车工", experience="东莞制衣厂12年"))) == "缝纫工"
    assert next(iter(shown(several, wanted_occupation="车工"))) == "车床工"
    assert next(iter(shown(several, wanted_occupation="开车", certificates="A2"))) == "牵引车司机"
    assert next(iter(shown(several, wanted_occupation="客服", experience="网店两年"))) == "网络客服"


def test_who_wants_to_learn_one_trade_is_shown_it_before_apprentices_of_others() -> None:
    posts = ["汽修学徒", "美容学徒", "面点学徒"]
    teaching = jm.Matcher(jm.Jobs(pd.DataFrame({"job_id": posts, "title": posts})))
    fits = shown(teaching, wanted_occupation="学门手艺，最好修车")
    assert next(iter(fits)) == "汽修学徒" and fits["汽修学徒"] > fits["美容学徒"] + 0.2


@pytest.mark.parametrize("wish", ["带孙娃", "引孙孙", "屋头带孙子"])
def test_ones_own_grandchildren_are_no_trade(wish: str) -> None:
    shop = jm.Matcher(jm.Jobs(pd.DataFrame({"job_id": ["J"], "title": ["育婴员"]})))
    assert shown(shop, wanted_occupation=f"{wish}，做手工活") == {}


def test_what_one_did_and_refuses_now_is_not_behind_him() -> None:
    posts = ["普工", "保洁员", "电子装配工", "仓库管理员"]
    several = jm.Matcher(jm.Jobs(pd.DataFrame({"job_id": posts, "title": posts})))
    refusing = shown(several, wanted_occupation="不想进厂，其他都可以", experience="电子厂")
    assert "普工" not in refusing and "电子装配工" not in refusing and refusing == shown(several, wanted_occupation="不想进厂，其他都可以")


def test_an_apprenticeship_of_another_trade_is_not_for_every_factory_hand() -> None:
    posts = ["普工", "美容学徒"]
    several = jm.Matcher(jm.Jobs(pd.DataFrame({"job_id": posts, "title": posts})))
    assert shown(several, wanted_occupation="进厂").get("美容学徒", 0) < 0.3 < shown(several, wanted_occupation="学门手艺")["美容学徒"]


def market(*titles: str) -> jm.Matcher:
    """Return a matcher of posts that are but titles."""
    return jm.Matcher(jm.Jobs(pd.DataFrame({"job_id": [f"J{i}" for i in range(len(titles))], "title": titles})))


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        ({"wanted_occupation": "注塑机上下料、看机器"}, ["注塑工", "普工"]),
        ({"wanted_occupation": "制衣厂"}, ["缝纫工", "普工"]),
        ({"wanted_occupation": "砌墙或者打小工"}, ["砌筑工", "工地杂工"]),
        ({"wanted_occupation": "养蜂"}, ["蜂场帮工", "养蚕工"]),
        ({"wanted_occupation": "在家门口干点零活"}, ["手工外发", "保安"]),
        ({"wanted_occupation": "做皮包，会开柱车"}, ["高车工", "货拉拉司机"]),
        ({"wanted_occupation": "住家保姆做饭带娃都行"}, ["月嫂", "中餐厨师长"]),
        ({"wanted_occupation": "喷粉喷漆", "experience": "家具厂喷漆"}, ["家具喷漆", "锯木工"]),
        ({"wanted_occupation": "装灯修水管", "experience": "小区物业"}, ["物业维修工", "物业客服"]),
        ({"wanted_occupation": "学校食堂打饭洗菜"}, ["饭堂阿姨", "中餐厨师长"]),
        ({"wanted_occupation": "提灰桶搬砖"}, ["灰桶工", "仓库管理员"]),
        ({"wanted_occupation": "月子中心做饭"}, ["月子餐师傅", "川菜炒锅"]),
        ({"wanted_occupation": "修堰沟"}, ["渠道修建工", "保洁"]),
        ({"wanted_occupation": "泥水匠，带班也可以"}, ["泥工", "普工"]),
        ({"wanted_occupation": "快递驿站帮忙分件"}, ["驿站分件员", "快递员"]),
        ({"wanted_occupation": "养猪场扫粪"}, ["猪舍清粪工", "楼道清洁"]),
        ({"wanted_occupation": "给超市杀鱼"}, ["水产区员工", "导购"]),
        ({"wanted_occupation": "净水器上门安装", "experience": "售后"}, ["净水器安装", "客服专员"]),
        ({"wanted_occupation": "开垃圾车"}, ["垃圾清运车司机", "调度员助理"]),
        ({"wanted_occupation": "给猪牛看病"}, ["猪场兽医", "屠宰线工人"]),
        ({"wanted_occupation": "守鱼塘看果园那种轻省的"}, ["果园看护员", "采茶工"]),
        ({"wanted_occupation": "没读过书，有把子力气"}, ["粗工", "质检员"]),
        ({"wanted_occupation": "汽车喷漆"}, ["汽车烤漆师傅", "汽车钣金"]),
        ({"wanted_occupation": "打包，纸箱厂粘箱打钉"}, ["粘箱工", "沙发工"]),
    ],
)
def test_the_trade_comes_before_what_any_hand_does_and_before_its_neighbour(said: dict[str, str], titles: list[str]) -> None:
    found = shown(market(*titles), **said)
    assert next(iter(found)) == titles[0]
    assert found[titles[0]] > found.get(titles[1], 0.0) + 0.05


@pytest.mark.parametrize(
    ("said", "never"),
    [
        ({"wanted_occupation": "砌墙贴砖，大工"}, "产线作业员"),
        ({"wanted_occupation": "装空调", "skills": "高空作业"}, "保洁员"),
        ({"wanted_occupation": "护士"}, "医学影像算法工程师"),
        ({"wanted_occupation": "电商"}, "医药代表"),
        ({"wanted_occupation": "景区检票"}, "电话咨询员"),
        ({"wanted_occupation": "木匠"}, "竹筏工"),
        ({"wanted_occupation": "骑手"}, "快递输单员"),
        ({"wanted_occupation": "化工厂操作", "experience": "化工厂中控"}, "带货主播"),
        ({"wanted_occupation": "做蛋糕裱花", "experience": "蛋糕店学徒一年"}, "学徒电工"),
        ({"wanted_occupation": "就想去超市理货，不收银"}, "收银员"),
        ({"wanted_occupation": "焊电路板"}, "机器视觉调试工程师"),
        ({"wanted_occupation": "照顾老人"}, "食堂阿姨"),
        ({"wanted_occupation": "做饲料、粮油加工"}, "导购"),
    ],
)
def test_a_post_that_only_sounds_like_the_wish_is_not_shown(said: dict[str, str], never: str) -> None:
    assert never not in shown(market(never, "大数据架构师"), **said)


def test_who_left_factories_for_good_is_open_to_all_else() -> None:
    found = shown(market("保安", "电子厂普工", "洗碗工"), wanted_occupation="不进厂，别的都可以", experience="电子厂干伤了")
    assert set(found) == {"保安", "洗碗工"} and min(found.values()) == pytest.approx(0.5)


def test_who_refuses_his_trade_in_one_place_refuses_none_elsewhere() -> None:
    assert set(shown(market("保洁", "PA保洁", "环卫工"), wanted_occupation="保洁，不去医院打扫")) == {"保洁", "PA保洁", "环卫工"}


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("装宽带拉光纤", "装维工程师"),
        ("撑竹筏", "竹筏工"),
        ("管机房", "网络管理员"),
        ("殡仪馆的活", "礼仪殡葬师"),
        ("摘脐橙", "果园帮工"),
        ("送桶装水煤气罐", "送气工"),
        ("码货打托盘", "码垛工"),
        ("守鱼塘", "塘口管理员"),
        ("补胎", "轮胎定位技师"),
        ("带残疾人", "残疾人托养护理"),
        ("收稻谷烘干", "烘干塔操作"),
        ("做香蜡纸钱", "香烛制作"),
        ("打地坪", "环氧地坪工"),
        ("吹膜", "吹膜机长"),
        ("茶厂拣茶", "选茶工"),
        ("捡垃圾分类", "垃圾分拣员"),
    ],
)
def test_a_post_is_found_by_who_asks_for_its_work_in_other_words(wish: str, title: str) -> None:
    assert shown(market(title), wanted_occupation=wish)[title] > 0.5


def test_who_says_but_that_he_was_a_soldier_and_wants_something_steady_is_open_to_what_anyone_can_begin() -> None:
    assert shown(market("保安", "会计"), wanted_occupation="刚退伍，想找个稳当的", experience="当兵五年") == {"保安": pytest.approx(0.5)}


def test_the_employer_tells_what_nails_are_for() -> None:
    jobs = jm.Jobs(pd.DataFrame({"job_id": ["A"], "title": "打钉工", "employer": "宏发纸箱厂"}))
    assert shown(jm.Matcher(jobs), wanted_occupation="纸箱厂粘箱")["打钉工"] > 0.8


@pytest.mark.parametrize("towers", [False, True])
def test_a_text_is_read_the_same_to_the_last_bit_whatever_stands_beside_it(towers: bool) -> None:
    """Those of trades that the lexicon does not have are coded: so their kinds of work come of large products."""
    encoder = default_encoder()
    if towers:
        encoder = TwoTowerEncoder(encoder, *np.random.default_rng(1).normal(size=(2, encoder.dimension, 5)))
    fields, heads = ("数据", "智能", "区域", "战略", "生态", "粉体"), ("架构师", "研究员", "顾问", "专家", "总监", "工程师")
    said = [field + head for field in fields for head in heads]
    jobs = jm.Jobs(pd.DataFrame({"job_id": [f"J{at}" for at in range(len(said))], "title": said}))
    people = jm.Workers(pd.DataFrame({"worker_id": [f"W{at}" for at in range(len(said))], "wanted_occupation": said}))
    for table, rows_of in ((jobs, job_rows), (people, worker_rows)):
        together = rows_of(table, encoder)
        alone = [rows_of(table.take([at]), encoder).vectors for at in range(len(said))]
        np.testing.assert_array_equal(together.vectors, np.vstack(alone))
