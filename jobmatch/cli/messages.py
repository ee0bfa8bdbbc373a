"""What the command line says, in Chinese for staff or in English where ``--lang en`` asks for it."""

from __future__ import annotations

LANGUAGES = ("zh", "en")
"""The languages there are."""

MESSAGES = {
    "read": ("读取 {}", "Reading {}"),
    "index": ("读懂岗位", "Reading the jobs"),
    "match": ("逐人匹配", "Matching"),
    "allocate": ("按招聘人数分配", "Sharing the openings out"),
    "fallback": ("市场之后：培训、见习、托底", "After the market: courses, internships, the last net"),
    "write": ("写出工作簿", "Writing the workbook"),
    "people": (
        "求职人员：读入 {} 行，搁置 {} 行；参加匹配 {} 人，未参加 {} 人",
        "People: {} rows read, {} set aside; {} matched, {} of other segments",
    ),
    "jobs": ("岗位：读入 {} 行，搁置 {} 行；在招 {} 个", "Jobs: {} rows read, {} set aside; {} open"),
    "result": (
        "推荐 {} 人次；{} 人至少有 {} 个岗位，{} 人不足（原因见工作簿）",
        "{} pairs; {} people have at least {} jobs, {} have fewer (reasons in the workbook)",
    ),
    "problems": ("有 {} 处需要核对，见“问题数据”", "{} entries to check, see the sheet 问题数据"),
    "written": ("已写入 {}", "Written to {}"),
    "failed": ("不能继续：{}", "Cannot go on: {}"),
    "stopped": ("已中止，没有写出结果", "Stopped; nothing was written"),
    "cluster": ("集群匹配，已完成 {} 行", "Matching on the cluster, {} rows done"),
    "parts": (
        "求职人员：{} 个分片，读入 {} 行，搁置 {} 行；参加匹配 {} 人，推荐 {} 人次",
        "People: {} partitions, {} rows read, {} set aside; {} matched, {} pairs",
    ),
    "unreadable": ("有 {} 个分片读不出，没有匹配：{}", "{} partitions could not be read and were not matched: {}"),
    "gap": ("方案总价值与理论最优相差不超过 {:.2%}", "The plan is within {:.2%} of the best possible"),
    "extra": (
        '需要另装组件，请先运行 pip install "jobmatch[{}]"',
        'this needs an extra part: pip install "jobmatch[{}]"',
    ),
    "demo": ("示例数据已放在 {}：", "The demo workbooks are in {}:"),
    "fair": ("已写入 {}：推荐 {} 人次", "Written to {}: {} pairs"),
    "walk_ins": (
        "现场 {} 人：推荐 {} 人次，剩余名额 {} 个",
        "Walk-ins: {} people, {} pairs, {} openings left",
    ),
    "referred": ("登记推荐 {} 人次，{} 人", "{} referrals recorded, of {} people"),
    "fill_in": (
        "已写入 {}；填好“推荐结果”“结果日期”后用 jobmatch ledger import 导入",
        "Written to {}; fill in 推荐结果 and 结果日期 and read it back with jobmatch ledger import",
    ),
    "set_aside": ("搁置的 {} 行全部列在 {}", "All {} rows set aside are listed in {}"),
    "withdrawn": ("{} 的最后一个结果已撤销，现在是“{}”", "{}: the last outcome is withdrawn; it stands at {} again"),
    "recalled": ("{} 已撤回，这次推荐不算数", "{} is taken back: the referral does not count"),
    "calls": ("到期回访 {} 次", "Calls due: {}"),
    "call": ("  {}  {}  录用满{}个月  应于 {}", "  {}  {}  {} months after hiring  due {}"),
    "waiting": ("等待再服务 {} 人", "People waiting for another job: {}"),
    "waits": ("  {}  原岗位 {}  已 {} 天", "  {}  left {}  {} days ago"),
    "usage": ("；用法见 jobmatch --help", "; see jobmatch --help"),
    "no_day": ("{} 不是日期，应写成 2026-03-01", "{} is no date; write 2026-03-01"),
    "no_month": ("{} 不是月份，应写成 2026-03", "{} is no month; write 2026-03"),
    "no_language": ("{}：只有 zh 和 en", "{}: there are zh and en"),
    "cluster_alone": (
        "--cluster 只做市场上的匹配，不能和培训班、安置岗位、已服务名单一起用",
        "--cluster does the market alone; it goes with no --courses, --posts or --served",
    ),
    "no_ledger": ("没有台账 {}；请检查文件名和所在的文件夹", "there is no ledger {}; check its name and folder"),
}
"""Every message by its key, in Chinese and in English."""

_language = "zh"


def speak(language: str) -> None:
    """Choose the language of everything said from here on."""
    global _language
    _language = language


def chosen(chinese: str, english: str) -> str:
    """Return the one of two texts that is in the language chosen.

    >>> chosen("用法", "Usage")
    '用法'
    """
    return english if _language == "en" else chinese


def say(key: str, *values: object) -> str:
    """Return a message in the language chosen.

    >>> say("written", "推荐表.xlsx")
    '已写入 推荐表.xlsx'
    """
    return chosen(*MESSAGES[key]).format(*values)
