"""What ``--help`` shows: whole sentences, wrapped by the width of their characters, in the language chosen.

A Chinese sentence has no spaces to break at, so a layout made for words cuts its end off. Help is written in Chinese
where a command and its options are; ``ENGLISH`` holds the same sentences for ``--lang en``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from typer.core import TyperCommand, TyperGroup

from jobmatch.cli.messages import chosen

WIDTH = 78
_LEFT_MOST = 30
_NEVER_FIRST = "，。；：、）”！？"
_TOKEN = re.compile(r"[^\s\u2e80-\uffef]+\s?|.")
_PAIR = tuple[str, str]

ENGLISH = {
    "把求职人员和岗位匹配成一对一推荐表。": "Match workers and jobs into a one-to-one shortlist.",
    "把两张表匹配成一对一推荐表，默认按招聘人数分配；市场之后另列培训、见习和托底安置建议。": (
        "Match two workbooks into a shortlist, within the openings unless told otherwise; after the market, and apart "
        "from it, courses, internships and public-welfare posts."
    ),
    "用虚构的一个县演示：写出示例表并完成匹配，另列培训和托底安置建议。": (
        "Show it on a fictional county: write its workbooks, match them, add what is offered after the market."
    ),
    "说明一个人为什么配或不配一个岗位。": "Say why a person and a job fit, or which rule refuses them.",
    "启动网页和接口：办公电脑打开浏览器就能用，门户系统用 HTTP 调用。": (
        "Start the desk page and the portal API: a browser for the office, HTTP for portals."
    ),
    "一场招聘会的全套材料：推荐表、推荐单、村级汇总、用人单位名单、点对点名单。": (
        "All papers of one fair: workbook, cards, and the lists by village, employer and transport."
    ),
    "打印一人一页的推荐单，以及村级汇总、用人单位名单（.html 或 .pdf）。": (
        "Print one page per person, and the lists by village and employer (.html or .pdf)."
    ),
    "写出月度统计（.xlsx 带图表，或 .html）。": "Write the month's statistics (.xlsx with charts, or .html).",
    "按身份证号比对两份名单；不按姓名合并。": "Compare two rosters by ID number; names alone never join rows.",
    "台账：登记推荐、导入结果、到期回访、再服务名单。": "The ledger: record referrals, read outcomes back, whom to call.",
    "匹配、登记推荐并写出待填结果的推荐表；推荐过的岗位、已录用的人不再推荐。": (
        "Match, record the referrals and write the workbook to fill in; nobody is sent to a job twice, nor anywhere once hired."
    ),
    "导入填好结果的推荐表；同一份表导入两次只登记一次。": (
        "Read a filled-in workbook back; the same workbook read twice is recorded once."
    ),
    "撤销登记错了的最后一个结果，或者撤回推荐错了的人。": "Take back the last outcome, or a letter, entered by mistake.",
    "撤回整个推荐；还没有结果的才能撤回": "take back the letter itself; only one without an outcome",
    "推荐单上的编号": "the number on the letter",
    "列出到期的回访和等待再服务的人员。": "List the calls that are due and the people who wait for another job.",
    "求职人员表（.xlsx .xls .ods .csv）": "the workers (.xlsx .xls .ods .csv)",
    "岗位表（.xlsx .xls .ods .csv）": "the jobs (.xlsx .xls .ods .csv)",
    "写出的工作簿": "the workbook to write",
    "写出的文件": "the file to write",
    "每人推荐的岗位数": "jobs per person",
    "每人岗位数": "jobs per person",
    "策略文件（TOML）": "a policy (TOML)",
    "就近程度：0 不看远近，1 最看重就近；默认 0.5": "weight on nearness: 0 none, 1 the most; default 0.5",
    "计算年龄、有效期的日期，如 2026-03-01；默认今天": ("the day ages and expiry are counted on, e.g. 2026-03-01; default today"),
    "填报单位的区划代码，如 500236": "division code of the office the forms come from, e.g. 500236",
    "显示完整姓名和电话": "show names and phones in full",
    "有问题数据时返回 1": "exit code 1 when rows had problems",
    "有搁置的行时返回 1": "exit code 1 when rows were set aside",
    "培训班表：培训课程、开班日期、培训地点": "courses: name, first day, place",
    "另外的公益性岗位、见习岗位表，只作托底": "further public-welfare and internship posts, for after the market only",
    "已享受公益性岗位的人员表：身份证号、已享受月数": "who held a public-welfare post: ID number, months",
    "按招聘人数分配（默认）；或者只列每人最合适的岗位": "share the openings out (default), or list each person's best jobs",
    "在 Ray 集群上做，写出一个文件夹；不写地址就用本机各核": (
        "on a Ray cluster, into a folder; without an address, on the cores of this machine"
    ),
    "放示例的文件夹": "folder for the demo",
    "人员编号": "worker ID",
    "岗位编号": "job ID",
    "数据文件夹：岗位、令牌、台账都在里面；不给就不保留": ("data folder with jobs, tokens and ledger; without it nothing is kept"),
    "监听地址；不是本机地址时必须先发令牌": "address to listen on; other than this machine's own, tokens must be issued first",
    "端口": "port",
    "台账文件或数据库地址；默认是数据文件夹里的 台账.db": "ledger file or database URL; default 台账.db in the data folder",
    "数据库台账的密钥文件": "key file of a ledger in a database",
    "进程数；多于 1 个时只有接口，没有页面": "processes; with more than one there is the API only, no page",
    "列出发过的令牌，然后结束": "list the tokens there are, then end",
    "作废这个名称的令牌，然后结束": "take back the tokens of this name, then end",
    "给这个名称发一个令牌，然后结束": "issue a token under this name, and stop",
    "令牌的权限：read,write,unmask": "scopes of the token: read,write,unmask",
    "令牌有效天数": "days the token is valid",
    "zh 或 en": "zh or en",
    "显示版本": "Show the version",
    "台账文件，或 postgresql:// 地址": "ledger file, or a postgresql:// URL",
    "密钥文件；默认在台账文件旁": "key file; default beside the ledger",
    "单位名称，印在页首": "name of the office, printed at the head",
    "放招聘会材料的文件夹": "folder for the papers of the fair",
    "只用这场招聘会的岗位（场次编号）": "only the jobs of this fair (event ID)",
    "现场登记表：按次序逐人推荐剩下的名额": "people who walked in, served one by one with the openings left",
    "推荐渠道；空白为本单位": "channel of the referral; blank for this office",
    "填好结果的一对一推荐表": "the filled-in workbook",
    "结果日期空白时用的日期": "the day of outcomes without a date",
    "月份，如 2026-03；默认上个月": "month, e.g. 2026-03; default last month",
    "人员表和岗位表：另列供求、求人倍率": "workers and jobs: adds supply and demand",
    "两个日期：另列截至两日的累计和增减": "two days: adds what lies between them",
    "名单一": "the first roster",
    "名单二": "the second roster",
    "显示这页说明": "show this page",
}
"""The help in English, by the sentence in Chinese."""

_PLACEHOLDERS = {
    "人员表": "WORKERS",
    "岗位表": "JOBS",
    "编号": "WORKER",
    "文件夹": "FOLDER",
    "台账": "LEDGER",
    "推荐表": "WORKBOOK",
    "推荐编号": "NUMBER",
    "[地址]": "[ADDRESS]",
    "人员表 岗位表": "WORKERS JOBS",
    "日期 日期": "DATE DATE",
    "岗位编号": "JOB",
    "名单一": "A",
    "名单二": "B",
}
_HEADS = {"参数": "Arguments", "选项": "Options", "命令": "Commands"}


class Command(TyperCommand):
    """A command with help of this layout."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page of the command."""
        formatter.write(_page(self, ctx))


class Group(TyperGroup):
    """A group of commands with help of this layout."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page of the group."""
        formatter.write(_page(self, ctx))


def _page(command: Any, ctx: Any) -> str:
    """Return the help of a command or of a group of commands."""
    asked = command.get_params(ctx)
    arguments = [one for one in asked if one.param_type_name == "argument"]
    options = [one for one in asked if one.param_type_name == "option" and not getattr(one, "hidden", False)]
    below = getattr(command, "commands", {})
    words = [chosen("[选项]", "[OPTIONS]"), *(_placeholder(one) for one in arguments)]
    usage = " ".join([ctx.command_path, *words, *([chosen("命令 …", "COMMAND …")] if below else [])])
    return "\n".join(
        [
            f"{chosen('用法：', 'Usage: ')}{usage}",
            "",
            *_wrapped(_said(command.help), WIDTH),
            *_section("参数", [(_placeholder(one), _said(one.help)) for one in arguments]),
            *_section("选项", [(_names(one), _meaning(one)) for one in options]),
            *_section("命令", [(name, _said(one.help)) for name, one in below.items()]),
            "",
        ]
    )


def _said(sentence: str | None) -> str:
    text = " ".join((sentence or "").split())
    return chosen(text, ENGLISH.get(text, text))


def _placeholder(argument: Any) -> str:
    return chosen(argument.metavar, _PLACEHOLDERS.get(argument.metavar, argument.metavar))


def _names(option: Any) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    if option.secondary_opts:
        return f"{names} / {', '.join(option.secondary_opts)}"
    return f"{names} {_placeholder(option)}" if option.metavar else names


def _meaning(option: Any) -> str:
    text = _said("显示这页说明" if option.name == "help" else option.help)
    shown = option.default is not None and not isinstance(option.default, bool) and str(option.default)
    if not shown or "默认" in text or "default" in text:
        return text
    return f"{text}{chosen('；默认', '; default')} {shown}"


def _section(head: str, rows: Sequence[_PAIR]) -> list[str]:
    """Return rows of two columns under a heading; none when there are no rows."""
    if not rows:
        return []
    left = min(max(cell_len(name) for name, _ in rows), _LEFT_MOST)
    lines = ["", chosen(head, _HEADS[head])]
    for name, text in rows:
        first, *rest = _wrapped(text, WIDTH - left - 4) or [""]
        if cell_len(name) > left:
            lines.append(f"  {name}")
            name = ""
        lines.append(f"  {name}{' ' * (left - cell_len(name))}  {first}".rstrip())
        lines += [" " * (left + 4) + more for more in rest]
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """Return the text in lines of at most so many cells; a Chinese character is two, and any may end a line.

    >>> _wrapped("计算年龄、有效期的日期，如 2026-03-01", 22)
    ['计算年龄、有效期的日', '期，如 2026-03-01']
    """
    lines: list[str] = []
    for token in _kept_together(_TOKEN.findall(text)):
        if lines and cell_len(lines[-1] + token.rstrip()) <= width:
            lines[-1] += token
        else:
            lines.append(token.lstrip())
    return [line.rstrip() for line in lines]


def _kept_together(tokens: Iterable[str]) -> list[str]:
    """Return the tokens with every closing mark tied to what it closes."""
    found: list[str] = []
    for token in tokens:
        if found and token in _NEVER_FIRST:
            found[-1] += token
        else:
            found.append(token)
    return found
