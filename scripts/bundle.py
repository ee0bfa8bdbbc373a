"""Make a folder that installs jobmatch on an office PC without a network.

    python scripts/bundle.py [FOLDER] [--platform win_amd64] [--python 3.12] …

The folder holds the wheels, a starter onto which two workbooks are dropped (一键匹配.bat for Windows, 匹配.sh for
Linux) and 说明.txt. Without options it fits the machine and the Python it is made on; ``--platform`` and
``--python`` may be repeated, to carry wheels for several kinds of PC in one folder.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLATFORMS = {
    "win_amd64": ["win_amd64"],
    "manylinux": ["manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
}
"""What pip is told for each kind of PC: the newest wheels first, then those it may fall back on."""
BY_MARKER = {"win_amd64": ["colorama", "tzdata"], "manylinux": []}
"""What is needed there alone: pip reads such conditions for the machine it runs on, not for the one asked for."""
PYTHONS = ("3.11", "3.12", "3.13", "3.14")

BAT = r"""@echo off
chcp 65001 >nul
setlocal
set "PYTHONUTF8=1"
set "HERE=%~dp0"
if "%~2"=="" (
  echo 请把两个 Excel 一起拖到本文件上：一个求职人员表，一个岗位表。
  pause
  exit /b 2
)
if not exist "%HERE%venv\Scripts\jobmatch.exe" (
  echo 第一次使用，正在安装，不需要网络，请等一两分钟……
  (py -3 -m venv "%HERE%venv" || python -m venv "%HERE%venv") || goto nopython
  "%HERE%venv\Scripts\python.exe" -m pip install --quiet --no-index --find-links "%HERE%wheels" jobmatch || goto failed
)
"%HERE%venv\Scripts\python.exe" "%HERE%match_two.py" "%~1" "%~2"
pause
exit /b %ERRORLEVEL%
:nopython
echo 没有找到 Python。请先安装 Python 3.11 到 3.14 的 64 位版本，再试一次。
pause
exit /b 2
:failed
echo 安装没有成功。请核对 Python 的版本，是否在“说明.txt”所列的范围内。
rmdir /s /q "%HERE%venv"
pause
exit /b 2
"""
SH = """#!/bin/sh
# 用法：./匹配.sh 求职人员.xlsx 招聘岗位.xlsx（先后不论）
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -ne 2 ]; then
    echo "用法：$0 求职人员表 岗位表"
    exit 2
fi
if [ ! -x "$here/venv/bin/jobmatch" ]; then
    echo "第一次使用，正在安装，不需要网络，请等一两分钟……"
    if ! { python3 -m venv "$here/venv" &&
        "$here/venv/bin/python" -m pip install --quiet --no-index --find-links "$here/wheels" jobmatch; }; then
        rm -rf "$here/venv"
        echo "安装没有成功。请核对 Python 的版本，是否在“说明.txt”所列的范围内。"
        exit 2
    fi
fi
exec "$here/venv/bin/python" "$here/match_two.py" "$1" "$2"
"""
MATCH_TWO = '''"""Match two workbooks, whichever comes first; the shortlist is written beside them."""

import sys
from pathlib import Path

from jobmatch.cli import main
from jobmatch.errors import TableError
from jobmatch.forms import read_jobs, read_workers


def reads(read, path):
    """Whether the file can be read as this kind of table."""
    try:
        read(path)
    except TableError:
        return False
    return True


first, second = (Path(word).resolve() for word in sys.argv[1:3])
if not reads(read_workers, first) and reads(read_workers, second) and reads(read_jobs, first):
    first, second = second, first
sys.argv = ["jobmatch", "match", str(first), str(second), "-o", str(first.with_name("一对一推荐表.xlsx"))]
main()
'''
NOTE = """jobmatch 离线包

1. 电脑上要有 64 位的 Python，版本：{pythons}；系统：{platforms}。
2. Windows：把求职人员表和岗位表两个文件一起选中，拖到“一键匹配.bat”上。
   Linux：在终端里运行  sh 匹配.sh 求职人员表 岗位表
3. 第一次会自动安装，不用联网，约一两分钟；以后直接出结果。
4. 结果“一对一推荐表.xlsx”写在人员表所在的文件夹里。名字和电话默认打码。

不想用了，删掉整个文件夹即可，不留别的东西。
"""


def main(arguments: list[str] | None = None) -> None:
    """Make the bundle that the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", nargs="?", type=Path, default=Path("jobmatch-bundle"))
    asked.add_argument("--platform", action="append", choices=[*PLATFORMS, "current"])
    asked.add_argument("--python", action="append", choices=PYTHONS)
    chosen = asked.parse_args(arguments)
    platforms = chosen.platform or ["current"]
    pythons = chosen.python or [f"{sys.version_info.major}.{sys.version_info.minor}"]
    make(chosen.folder, platforms, pythons)
    print(f"{chosen.folder}: {sum(1 for _ in (chosen.folder / 'wheels').iterdir())} wheels")


def make(folder: Path, platforms: list[str], pythons: list[str]) -> None:
    """Fill ``folder`` with wheels, starters and the note; what was in its ``wheels`` is replaced."""
    wheels = folder / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    wheels.mkdir(parents=True)
    _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    built = next(wheels.glob("jobmatch-*.whl"))
    for platform in platforms:
        for python in pythons:
            _download(built, wheels, platform, python)
    (folder / "match_two.py").write_text(MATCH_TWO, encoding="utf-8")
    (folder / "一键匹配.bat").write_bytes(BAT.replace("\n", "\r\n").encode("utf-8"))
    (folder / "匹配.sh").write_text(SH, encoding="utf-8")
    (folder / "匹配.sh").chmod(0o755)
    note = NOTE.format(pythons="、".join(pythons), platforms="、".join(platforms))
    (folder / "说明.txt").write_text(note, encoding="utf-8-sig")


def _download(built: Path, wheels: Path, platform: str, python: str) -> None:
    """Fetch every wheel that ``built`` needs on one kind of PC; jieba comes as source alone and is built here."""
    if platform == "current":
        _pip("wheel", "--wheel-dir", str(wheels), str(built))
        return
    _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), "jieba")
    tags = [word for tag in PLATFORMS[platform] for word in ("--platform", tag)]
    _pip("download", "--only-binary", ":all:", "--python-version", python, *tags,
         "--find-links", str(wheels), "--dest", str(wheels), str(built), *BY_MARKER[platform])  # fmt: skip


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words], check=True)


if __name__ == "__main__":
    main()
