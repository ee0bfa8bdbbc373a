"""A fictional county fair as two workbooks, so that a newcomer sees the main job in one command.

The county is a real one, 秀山 in Chongqing, for its geography: it lies 50 km from Hunan and Guizhou, 275 km from
its own city, and is paired with 德州 in Shandong. Everything else is invented. Names are drawn from lists with a
fixed seed; ID numbers have a right check character, but an order number from 900 on under a county code younger
than their bearers; mobile numbers begin with 154 and landlines with 1 after the area code, which no subscriber has.

The workbooks carry what real ones carry: a title and a line for the stamp above the header, a header of two
levels, one sheet per township, merged employer cells, closing 合计 and 填表人 rows, and a handful of mistakes.
"""

from __future__ import annotations

from pathlib import Path

from jobmatch.demo.fair import AS_OF, CONTEXT, courses, people, posts, welfare
from jobmatch.demo.workbooks import write_jobs, write_list, write_workers

__all__ = ["AS_OF", "CONTEXT", "courses", "people", "posts", "welfare", "write_after_market", "write_demo"]


def write_demo(folder: str | Path) -> tuple[Path, Path]:
    """Return the paths of the two workbooks, written into ``folder``: people first, then jobs.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_demo(folder)]
    ['求职人员登记表.xlsx', '招聘岗位信息表.xlsx']
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    workers, jobs = target / "求职人员登记表.xlsx", target / "招聘岗位信息表.xlsx"
    write_workers(workers, people())
    write_jobs(jobs, posts())
    return workers, jobs


def write_after_market(folder: str | Path) -> tuple[Path, Path]:
    """Return the paths of the two lists that the office needs after the market: courses, public-welfare posts.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_after_market(folder)]
    ['培训班安排表.xlsx', '公益性岗位表.xlsx']
    """
    dated, posts_left = Path(folder) / "培训班安排表.xlsx", Path(folder) / "公益性岗位表.xlsx"
    write_list(dated, "秀山县2026年春季职业技能培训班安排表", courses())
    write_list(posts_left, "秀山县2026年公益性岗位空岗表", welfare())
    return dated, posts_left
