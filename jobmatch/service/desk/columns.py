"""The columns of a workbook on the page: what each was taken for, by the names that staff know."""

from __future__ import annotations

from typing import Any

from jobmatch.forms.headings.aliases import WORKER_VOCABULARY
from jobmatch.forms.headings.columns import Kind
from jobmatch.forms.headings.job_aliases import JOB_VOCABULARY
from jobmatch.forms.headings.vocabulary import IGNORED
from jobmatch.service.desk.uploads import Upload

_USUAL = {
    "workers": """
        人员编号 姓名 身份证号 证件类型 性别 出生日期 年龄 文化程度 在校生状况 毕业院校 所学专业 毕业时间 订单班 联系电话 户联系电话
        省 市 区县 乡镇 村 组 户籍地址 籍贯 现居住地 户编号 户主姓名 与户主关系 是否户主 人员类别 是否建档立卡 是否脱贫户 是否监测对象
        是否低收入 是否低保 是否特困供养人员 是否零就业家庭 是否贫困家庭毕业生 就业困难类型 残疾类别 残疾证号 健康状况 劳动能力
        是否劳动力 技能特长 从事过的工种 技能证书 工作年限 就业状况 务工单位 务工地点 务工区域 务工时间 就业渠道 公益性岗位类型 月收入
        是否愿意外出 就业意愿 就业服务需求 意向工种 意向地区 期望月薪 期望最低月薪 期望最高月薪 期望就业形式 培训意愿 创业意愿
        无法外出原因 未就业原因 家中是否有需照料人员 计划离开时间 返乡时间 最远通勤距离 是否同意推送 帮扶责任人 调查日期 上一岗位编号 备注
    """,
    "jobs": """
        岗位编号 单位名称 单位性质 所属行业 岗位名称 工种说明 招聘人数 长期用工 已推荐人数 已成功人数 工作地点 单位地址 省份 城市 区县
        乡镇 村 乘车路线 工资待遇 男工工资 女工工资 基本工资 提成 试用期工资 补贴 最低月薪 最高月薪 薪资单位 计薪方式 13薪 工资待遇说明 学历要求
        年龄要求 年龄男 年龄女 最小年龄 最大年龄 性别要求 户籍要求 工作经验 工作内容 岗位要求 证书要求 食宿 吃 住宿 社会保险 工作时间
        联系人 应聘方式 联系电话 发布日期 有效期 用工形式 车间类型 岗位来源 定向班级 依据 招聘会 展位号 备注
    """,
}
"""The usual name of every field, one a field."""


def labels(kind: Kind) -> dict[str, str]:
    """Return every field that a column may hold with the name staff know it by.

    >>> labels("workers")["name"], labels("jobs")["openings"]
    ('姓名', '招聘人数')
    """
    known = (WORKER_VOCABULARY if kind == "workers" else JOB_VOCABULARY).exact
    names = {known[name]: name for name in _USUAL[kind].split() if name in known}
    for name, field in known.items():
        names.setdefault(field, name)
    names.pop(IGNORED, None)
    return names


def columns_of(upload: Upload) -> list[dict[str, Any]]:
    """Return the columns of an upload, each once: name, what it was taken for, and whether that is a guess."""
    seen: dict[str, str] = {}
    for _, header in upload.headers:
        for place, name in enumerate(header.names):
            if name:
                seen.setdefault(name, header.fields.get(place, ""))
    return [{"name": name, "field": upload.columns.get(name, field)} for name, field in seen.items()]
