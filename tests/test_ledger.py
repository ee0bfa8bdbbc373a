"""The ledger: persons, referrals, states, history, queues; on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, inspect, text

from jobmatch.errors import LedgerError, NotReferred, UnknownId
from jobmatch.ledger import (
    OUTCOMES,
    Entry,
    Ledger,
    agreed,
    but_the_hired,
    follow_up,
    follow_ups_due,
    pushed,
    queue,
    read_outcome,
    record_consents,
    record_pushes,
    record_services,
    to_serve_again,
)
from jobmatch.ledger.letters import letter_number
from jobmatch.ledger.monthly import report_tables
from jobmatch.policy import Policy
from jobmatch.reports.statistics import Period
from jobmatch.schema import Jobs, Workers
from jobmatch.schema.outcomes import FOLLOWERS, OPEN, OUTCOME_CHOICES, may_follow

MONDAY = dt.date(2026, 3, 2)
IDS = ("500236197903150120", "50023619850101012X", "500236199001010121")
_databases = itertools.count()


def day(offset: int) -> dt.date:
    return MONDAY + dt.timedelta(days=offset)


def workers(**columns: object) -> Workers:
    frame = pd.DataFrame(
        {
            "worker_id": ["W1", "W2", "W3"],
            "name": ["张伟", "欧阳建国", "李娜"],
            "id_number": list(IDS),
            "phone": ["13812345678", "13987654321", "13711112222"],
            "home_code": ["500236001", "500236002", None],
            "hukou_adcode": [None, None, "500237"],
            "township": ["白帝镇", "草堂镇", None],
            "groups": [("lifted",), ("disabled", "lifted"), ()],
            "household_id": ["H1", "H1", "H2"],
            "experience": ["保洁", None, None],
            "consent": [True, False, None],
        }
    ).assign(**columns)
    return Workers(frame)


def jobs(**columns: object) -> Jobs:
    frame = pd.DataFrame(
        {
            "job_id": ["J1", "J2", "J3"],
            "employer": ["奉节制衣厂", "济南物业公司", "奉节制衣厂"],
            "title": ["缝纫工", "保安", "包装工"],
            "work_address": ["奉节县白帝镇", "济南市历下区", "奉节县白帝镇"],
            "openings": [2, 5, None],
        }
    ).assign(**columns)
    return Jobs(frame)


def pairs(*names: str) -> pd.DataFrame:
    frame = pd.DataFrame([name.split("-") for name in names], columns=["worker_id", "job_id"])
    return frame.assign(tier="county", distance_km=4.0)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def open_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Ledger]]:
    """A function that opens the same ledger anew each time."""
    place: str | Path = tmp_path / "台账.db"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url").replace("postgresql:", "postgresql+psycopg:")
        name = f"ledger_{next(_databases)}"
        with create_engine(url, isolation_level="AUTOCOMMIT").connect() as server:
            server.execute(text(f"CREATE DATABASE {name}"))
        place = url.replace("/postgres?", f"/{name}?")
    opened: list[Ledger] = []

    def open_one() -> Ledger:
        opened.append(Ledger(place, key_file=tmp_path / "台账.key"))
        return opened[-1]

    yield open_one
    for ledger in opened:
        ledger.close()


@pytest.fixture
def ledger(open_ledger: Callable[[], Ledger]) -> Ledger:
    return open_ledger()


def sent(ledger: Ledger, *names: str, on: dt.date = MONDAY) -> list[str]:
    return ledger.refer(pairs(*names), workers(), jobs(), on=on)["referral_id"].tolist()


def test_a_referral_is_numbered_and_an_open_one_keeps_its_number(ledger: Ledger) -> None:
    first = sent(ledger, "W1-J1", "W2-J1")
    assert first == [letter_number(MONDAY, 1, ledger.mark), letter_number(MONDAY, 2, ledger.mark)]
    again = ledger.refer(pairs("W2-J1", "W1-J2", "W2-J1"), workers(), jobs(), on=day(1))
    assert again["referral_id"].tolist() == [first[1], letter_number(day(1), 1, ledger.mark), first[1]]
    assert again["note"].tolist() == ["", "", ""]
    assert list(again.columns) == ["worker_id", "job_id", "tier", "distance_km", "referral_id", "note"]


def test_nobody_is_sent_twice_to_one_post_unless_it_was_full(ledger: Ledger) -> None:
    one, two = sent(ledger, "W1-J1", "W1-J2")
    ledger.record(Entry(one, "rejected", day(2)))
    ledger.record(Entry(two, "full", day(2)))
    again = ledger.refer(pairs("W1-J1", "W1-J2"), workers(), jobs(), on=day(30))
    assert pd.isna(again.loc[0, "referral_id"])
    assert "不录用" in again.loc[0, "note"] and str(day(2)) in again.loc[0, "note"]
    assert again.loc[1, "referral_id"] == letter_number(day(30), 1, ledger.mark)
    assert ledger.counts(jobs())["referred"].tolist() == [1, 1, 0]


def test_one_person_is_sent_to_all_of_some_jobs_or_to_none(ledger: Ledger) -> None:
    one, posts = workers().take([0]), jobs(valid_until=[None, "2026-02-28", None])
    with pytest.raises(NotReferred, match="J2：招聘已过期"):
        ledger.send(one, posts, Policy(), on=MONDAY)
    assert ledger.counts(jobs())["referred"].tolist() == [0, 0, 0]
    assert ledger.send(one, posts.take([]), Policy(), on=MONDAY)["job_id"].tolist() == []
    assert ledger.send(one, posts.take([0, 2]), Policy(), on=MONDAY)["job_id"].tolist() == ["J1", "J3"]


def test_a_pair_of_another_table_is_refused_and_nothing_is_written(ledger: Ledger) -> None:
    with pytest.raises(UnknownId, match="W9"):
        sent(ledger, "W1-J1", "W9-J1")
    with pytest.raises(UnknownId, match="J9"):
        sent(ledger, "W1-J9")
    assert ledger.history().empty


def test_outcomes_follow_the_states_of_the_letter(ledger: Ledger) -> None:
    (one,) = sent(ledger, "W1-J1")
    ledger.record(Entry(one, "intended", day(1), pay=4200.0))
    ledger.record(Entry(one, "hired", day(3), form="合同制"))
    with pytest.raises(LedgerError, match="不能再记为“不录用”"):
        ledger.record(Entry(one, "rejected", day(4)))
    with pytest.raises(LedgerError, match="早于推荐日期"):
        ledger.record(Entry(one, "left", day(-1)))
    with pytest.raises(LedgerError, match="早于上一结果“录用”"):
        ledger.record(Entry(one, "left", day(2)))
    with pytest.raises(LedgerError, match="没有这个推荐编号"):
        ledger.record(Entry("T000000-00000000", "left", day(5)))
    with pytest.raises(LedgerError, match="没有这样的结果代码：maybe"):
        ledger.record(Entry(one, "maybe", day(5)))
    ledger.record(Entry(one, "left", day(40), reason="电话13812345678联系"))
    assert ledger.history()["outcome"].tolist() == ["left"]


def test_recording_the_same_again_changes_nothing(ledger: Ledger) -> None:
    (one,) = sent(ledger, "W1-J1")
    steps = [Entry(one, "intended", day(1)), Entry(one, "hired", day(3)), Entry(one, "left", day(40))]
    assert [verdict.kind for verdict in ledger.record_all(steps)] == ["recorded"] * 3
    assert [verdict.kind for verdict in ledger.record_all(steps[::-1])] == ["repeated"] * 3
    assert ledger.history()["date"].tolist() == [pd.Timestamp(day(40))]


def test_entries_are_taken_by_their_dates_whatever_their_order(ledger: Ledger) -> None:
    (one,) = sent(ledger, "W1-J1")
    steps = [Entry(one, "left", day(40)), Entry(one, "hired", day(3)), Entry(one, "contacted", day(1))]
    assert [verdict.kind for verdict in ledger.record_all(steps)] == ["recorded"] * 3


def test_an_outcome_entered_by_mistake_is_taken_back(ledger: Ledger) -> None:
    (one,) = sent(ledger, "W1-J1")
    ledger.record(Entry(one, "intended", day(1)))
    ledger.record(Entry(one, "hired", day(3)))
    assert ledger.withdraw(one) == "intended"
    assert follow_ups_due(ledger, day(400)).empty
    ledger.record(Entry(one, "rejected", day(4)))
    assert ledger.withdraw(one) == "intended"
    assert ledger.withdraw(one) == "issued"
    with pytest.raises(LedgerError, match="没有可以撤销"):
        ledger.withdraw(one)


def test_a_letter_written_by_mistake_is_taken_back_as_long_as_nothing_is_known_of_it(ledger: Ledger) -> None:
    one, two = sent(ledger, "W1-J1", "W2-J1")
    ledger.record(Entry(one, "willing", day(1)))
    with pytest.raises(LedgerError, match=f"{one}.*已记为“愿意”；请先撤销这个结果"):
        ledger.recall(one)
    ledger.recall(two, channel="desk")  # the office sent it, not the desk
    assert len(ledger.history()) == 2
    ledger.withdraw(one)
    ledger.recall(one)
    ledger.recall(two, channel="")
    assert ledger.history().empty
    with pytest.raises(LedgerError, match="不在台账中"):
        ledger.recall(one)


def test_the_number_of_a_letter_that_was_taken_back_is_not_given_out_again(ledger: Ledger) -> None:
    """Once, who still had the old slip could take another person's letter back."""
    (one,) = sent(ledger, "W1-J1")
    ledger.recall(one)
    (two,) = sent(ledger, "W2-J1")
    ledger.recall(two)
    assert len({one, two, *sent(ledger, "W1-J1")}) == 3


def test_an_outcome_that_is_not_the_one_meant_stays(ledger: Ledger) -> None:
    (one,) = sent(ledger, "W1-J1")
    ledger.record(Entry(one, "willing", day(1)))
    ledger.record(Entry(one, "hired", day(3)))
    with pytest.raises(LedgerError, match="已另外记为“录用”"):
        ledger.withdraw(one, outcome="willing")
    assert ledger.withdraw(one, outcome="hired") == "willing"


def test_the_calls_that_an_end_of_the_job_called_off_are_due_again_when_it_is_taken_back(ledger: Ledger) -> None:
    (one,) = sent(ledger, "W1-J1")
    ledger.record(Entry(one, "hired", day(3)))
    follow_up(ledger, one, 1, on=day(33), in_post=True)
    ledger.record(Entry(one, "left", day(40)))
    assert follow_ups_due(ledger, day(400)).empty
    assert ledger.withdraw(one) == "hired"
    assert follow_ups_due(ledger, day(400))["months"].tolist() == [3, 6]  # the first was made


def test_nobody_knows_the_outcome_of_a_day_to_come(ledger: Ledger) -> None:
    one, two = sent(ledger, "W1-J1", "W2-J1")
    with pytest.raises(LedgerError, match=rf"{one}：结果日期{day(6)} 晚于今天（{day(5)}）"):
        ledger.record(Entry(one, "hired", day(6)), as_of=day(5))
    with pytest.raises(LedgerError, match="晚于今天"):
        ledger.record(Entry(one, "hired", dt.date.today() + dt.timedelta(days=1)))
    verdicts = ledger.record_all([Entry(one, "hired", day(6)), Entry(two, "hired", day(5))], as_of=day(5))
    assert [(verdict.kind, verdict.column) for verdict in verdicts] == [("refused", "结果日期"), ("recorded", "")]
    assert ledger.history()["outcome"].tolist() == ["issued", "hired"]


def test_who_was_sent_to_a_post_that_is_gone_was_sent_all_the_same(ledger: Ledger) -> None:
    one, two = sent(ledger, "W1-J1", "W1-J2")
    ledger.record(Entry(one, "rejected", day(1)))
    ledger.record(Entry(two, "declined", day(1)))
    history = ledger.history(workers(), jobs().take([0]))
    assert history["outcome"].tolist() == ["rejected", "declined"]
    assert history["job_id"].isna().tolist() == [False, True]
    assert history.loc[0, "job_id"] == "J1"


def test_history_speaks_in_the_ids_of_the_next_tables(ledger: Ledger) -> None:
    one, two, three = sent(ledger, "W1-J1", "W2-J2", "W3-J3")
    ledger.record(Entry(one, "rejected", day(1)))
    ledger.record(Entry(two, "full", day(1)))
    new_workers = workers(worker_id=["A", "B", "C"]).take([2, 0])
    new_jobs = jobs(job_id=["P1", "P2", "P3"]).take([1, 0])
    history = ledger.history(new_workers, new_jobs)
    assert history.fillna({"job_id": "gone"}).to_dict("records") == [
        {"worker_id": "A", "job_id": "P1", "outcome": "rejected", "date": pd.Timestamp(day(1))},
        {"worker_id": "C", "job_id": "gone", "outcome": "issued", "date": pd.Timestamp(MONDAY)},
    ]
    assert ledger.history(new_workers)[["worker_id", "job_id"]].values.tolist() == [["A", "J1"], ["C", "J3"]]
    assert three == letter_number(MONDAY, 3, ledger.mark)


def test_a_person_is_one_whatever_the_roster_calls_them(ledger: Ledger) -> None:
    low = workers(id_number=[number.lower() for number in IDS], worker_id=["a", "b", "c"])
    assert ledger.enter(workers(), on=MONDAY).tolist() == ledger.enter(low, on=day(1)).tolist()
    no_ids = workers(id_number=None, birth_date=pd.Timestamp("1979-03-15"))
    assert len(set(ledger.person_keys(no_ids)) | set(ledger.person_keys(workers()))) == 6


def test_counts_are_persons_not_letters(ledger: Ledger) -> None:
    one, two, _ = sent(ledger, "W1-J1", "W2-J1", "W3-J2")
    ledger.record(Entry(one, "hired", day(1)))
    ledger.record(Entry(two, "full", day(1)))
    sent(ledger, "W2-J1", on=day(9))
    counts = ledger.counts(jobs())
    assert counts["referred"].tolist() == [2, 1, 0] and counts["placed"].tolist() == [1, 0, 0]


def test_what_a_table_says_of_the_people_sent_is_brought_up_to_what_the_ledger_knows(ledger: Ledger) -> None:
    (one, _) = sent(ledger, "W1-J1", "W2-J1")
    ledger.record(Entry(one, "hired", day(1)))
    stated = jobs(referred=[None, 4, None], placed=[0, None, None])
    counted = ledger.counted(stated).frame
    assert counted["referred"].tolist() == [2, 4, 0] and counted["placed"].tolist() == [1, 0, 0]
    assert stated.frame["referred"].fillna(-1).tolist() == [-1, 4, -1]


def test_who_is_hired_asks_for_no_job_until_that_one_ends(ledger: Ledger) -> None:
    one, two, _ = sent(ledger, "W1-J1", "W2-J1", "W3-J2")
    ledger.record(Entry(one, "hired", day(1)))
    ledger.record(Entry(two, "rejected", day(1)))
    here = workers(segment=["job", "job", "training"], worker_id=["a", "b", "c"])
    assert but_the_hired(ledger, here, on=MONDAY).frame["segment"].tolist() == ["job", "job", "training"]
    assert but_the_hired(ledger, here, on=day(1)).frame["segment"].tolist() == ["unwilling", "job", "training"]
    ledger.record(Entry(one, "left", day(40)))
    assert but_the_hired(ledger, here, on=day(40)).frame["segment"].tolist() == ["job", "job", "training"]


def test_letters_from_before_a_posting_began_are_not_its_own(ledger: Ledger) -> None:
    sent(ledger, "W1-J1", "W1-J2")
    sent(ledger, "W2-J1", on=day(9))
    renewed = jobs(valid_from=[pd.Timestamp(day(9)), pd.Timestamp(MONDAY), None])
    assert ledger.counts(renewed)["referred"].tolist() == [1, 1, 0]


def test_a_list_made_again_on_its_day_is_not_in_its_own_way(ledger: Ledger) -> None:
    sent(ledger, "W1-J1")
    two, _ = sent(ledger, "W2-J1", "W3-J2", on=day(1))
    ledger.record(Entry(two, "contacted", day(1)))
    assert ledger.counts(jobs(), making=day(1))["referred"].tolist() == [2, 0, 0]
    assert ledger.history(making=day(1))[["worker_id", "outcome"]].values.tolist() == [["W1", "issued"], ["W2", "contacted"]]
    assert len(ledger.history()) == 3


def test_calls_are_due_after_one_three_and_six_months(ledger: Ledger) -> None:
    (one,) = sent(ledger, "W1-J1")
    ledger.record(Entry(one, "hired", dt.date(2026, 3, 31)))
    due = follow_ups_due(ledger, dt.date(2026, 9, 30))
    assert due["due_on"].dt.strftime("%m-%d").tolist() == ["04-30", "06-30", "09-30"]
    assert due["days_late"].tolist() == [153, 92, 0]
    assert follow_ups_due(ledger, dt.date(2026, 4, 29)).empty
    follow_up(ledger, one, 1, on=dt.date(2026, 5, 2), in_post=True)
    assert follow_ups_due(ledger, dt.date(2026, 6, 30))["months"].tolist() == [3]
    ledger.record(Entry(one, "left", dt.date(2026, 7, 1)))
    assert follow_ups_due(ledger, dt.date(2027, 1, 1)).empty
    with pytest.raises(LedgerError, match="没有第 6 个月的回访"):
        follow_up(ledger, one, 6, on=dt.date(2026, 10, 1), in_post=True)


def test_who_left_is_served_again_without_that_post_and_with_its_trade(ledger: Ledger) -> None:
    one, two, three = sent(ledger, "W1-J1", "W2-J2", "W3-J3")
    for letter in (one, two, three):
        ledger.record(Entry(letter, "hired", day(1)))
    ledger.record(Entry(one, "dismissed", day(30), reason="订单减少"))
    ledger.record(Entry(two, "returned", day(20)))
    waiting = queue(ledger, day(50))
    assert waiting[["worker_id", "job_id", "outcome", "days_since"]].values.tolist() == [
        ["W2", "J2", "returned", 30],
        ["W1", "J1", "dismissed", 20],
    ]
    again = to_serve_again(ledger, workers(segment="unwilling"), jobs(job_id=["P1", "P2", "P3"]), on=day(50))
    assert again.frame["worker_id"].tolist() == ["W1", "W2"]
    assert again.frame["last_job_id"].tolist() == ["P1", "P2"]
    assert again.frame["experience"].tolist() == ["保洁、缝纫工", "保安"]
    assert set(again.frame["segment"]) == {"job"}
    (four,) = sent(ledger, "W2-J1", on=day(51))
    ledger.record(Entry(four, "hired", day(52)))
    assert queue(ledger, day(60))["worker_id"].tolist() == ["W1"]
    assert queue(ledger, day(15)).empty


def test_messages_need_consent_and_are_made_once(ledger: Ledger) -> None:
    assert record_consents(ledger, workers(), on=MONDAY) == 2
    assert agreed(ledger, workers()).tolist() == [True, False, False]
    assert agreed(ledger, workers(), channel="wechat").tolist() == [False, False, False]
    record_consents(ledger, workers(consent=[False, None, None]), on=day(1))
    assert agreed(ledger, workers()).tolist() == [False, False, False]
    for _ in range(2):
        record_pushes(ledger, pairs("W1-J1", "W2-J3"), workers(), jobs(), on=MONDAY)
    later = pushed(ledger, workers(worker_id=["A", "B", "C"]), jobs())
    assert later.values.tolist() == [["A", "J1"], ["B", "J3"]]


@pytest.mark.parametrize(
    "ask",
    [
        lambda ledger: record_consents(ledger, workers(), on=MONDAY, channel="pigeon"),
        lambda ledger: agreed(ledger, workers(), channel="pigeon"),
        lambda ledger: record_pushes(ledger, pairs("W1-J1"), workers(), jobs(), on=MONDAY, channel="pigeon"),
    ],
)
def test_a_channel_that_does_not_exist_is_refused_by_name(ledger: Ledger, ask: Callable[[Ledger], object]) -> None:
    with pytest.raises(LedgerError, match="没有推送方式 'pigeon'"):
        ask(ledger)


def test_what_was_sent_to_nobody_known_is_no_push(ledger: Ledger) -> None:
    with pytest.raises(UnknownId, match="表中没有编号 'W9'"):
        record_pushes(ledger, pairs("W1-J1", "W9-J3"), workers(), jobs(), on=MONDAY)
    assert pushed(ledger, workers(), jobs()).empty


def test_a_service_of_no_known_kind_is_refused(ledger: Ledger) -> None:
    record_services(ledger, workers(), "guidance", on=MONDAY)
    record_services(ledger, workers(), "guidance", on=MONDAY)
    with pytest.raises(LedgerError, match="没有服务项目"):
        record_services(ledger, workers(), "hairdressing", on=MONDAY)


def test_purging_a_person_leaves_nothing_of_them(ledger: Ledger) -> None:
    one, _, two = sent(ledger, "W2-J1", "W1-J1", "W2-J2")
    ledger.record(Entry(one, "hired", day(1)))
    record_consents(ledger, workers(), on=MONDAY)
    record_pushes(ledger, pairs("W2-J1"), workers(), jobs(), on=MONDAY)
    assert ledger.purge(IDS[1].lower()) == 2
    assert ledger.history()["worker_id"].tolist() == ["W1"]
    assert follow_ups_due(ledger, day(400)).empty and pushed(ledger, workers(), jobs()).empty
    with pytest.raises(UnknownId, match="没有这个人"):
        ledger.purge(IDS[1])
    with pytest.raises(LedgerError, match="没有这个推荐编号"):
        ledger.record(Entry(two, "hired", day(1)))


def test_what_was_written_is_there_after_opening_again(open_ledger: Callable[[], Ledger]) -> None:
    first = open_ledger()
    (one,) = sent(first, "W1-J1")
    first.record(Entry(one, "declined", day(1), reason="太远"))
    first.close()
    assert open_ledger().history()["outcome"].tolist() == ["declined"]


def test_the_database_holds_no_id_number_phone_or_name(ledger: Ledger) -> None:
    (one,) = sent(ledger, "W1-J1")
    ledger.record(Entry(one, "rejected", day(1), reason="本人13812345678，证号500236197903150120不符"))
    record_consents(ledger, workers(), on=MONDAY)
    everything = ""
    for table in inspect(ledger.database.engine).get_table_names():
        with ledger.database.engine.connect() as connection:
            everything += str(connection.execute(text(f'SELECT * FROM "{table}"')).fetchall())
    assert one in everything and "138****5678" in everything
    for secret in (*IDS, "13812345678", "13987654321", "张伟", "欧阳建国", "H1"):
        assert secret not in everything


def test_the_report_counts_alike_on_either_database(ledger: Ledger) -> None:
    one, two, _ = sent(ledger, "W1-J1", "W2-J2", "W1-J2")
    ledger.record(Entry(one, "hired", day(3)))
    ledger.record(Entry(two, "declined", day(3), reason="太远，只想做100%本地的"))
    record_services(ledger, workers(), "training", on=day(4))
    march = Period.month(2026, 3)
    tables = report_tables(ledger, march)
    whole = tables["总体"].set_index("指标")["本期"]
    assert whole[["推荐人数", "推荐人次", "就业人数", "培训人数"]].tolist() == [2, 3, 1, 3]
    assert tables["分乡镇"]["推荐人次"].tolist() == [2, 1, 0]
    assert tables["未成功原因"]["原因"].tolist() == ["太远，只想做100%本地的"]
    assert tables["按月"]["推荐人次"].tolist() == [0, 0, 3]


def test_the_key_file_is_private_and_the_wrong_one_is_refused(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.db") as ledger:
        own = ledger.person_keys(workers()).tolist()
    key = tmp_path / "a.db.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with Ledger(tmp_path / "b.db") as other:
        assert other.person_keys(workers()).tolist() != own
    with pytest.raises(LedgerError, match="不是这本台账的密钥文件"):
        Ledger(tmp_path / "a.db", key_file=tmp_path / "b.db.key")
    key.rename(tmp_path / "kept")
    with pytest.raises(LedgerError, match="找不到台账密钥文件"):
        Ledger(tmp_path / "a.db")
    assert not key.exists()
    key.write_text("xyz")
    with pytest.raises(LedgerError, match="不是台账密钥文件"):
        Ledger(tmp_path / "a.db")
    key.write_text("ab" * 8)
    with pytest.raises(LedgerError, match="不完整"):
        Ledger(tmp_path / "a.db")
    (tmp_path / "kept").replace(key)
    with Ledger(tmp_path / "a.db") as ledger:
        assert ledger.person_keys(workers()).tolist() == own


def test_places_that_are_no_ledger_are_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("不是数据库" * 400, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"text\.db 打不开：这个文件不是台账"):
        Ledger(tmp_path / "text.db")
    with pytest.raises(LedgerError, match="只支持 SQLite 和 PostgreSQL"):
        Ledger("mysql://office@host/ledger", key_file=tmp_path / "k")
    with Ledger(tmp_path / "old.db") as ledger, ledger.database.write() as connection:
        connection.execute(text("UPDATE facts SET value = '0' WHERE name = 'version'"))
    with pytest.raises(LedgerError, match="第 0 版台账"):
        Ledger(tmp_path / "old.db")


def test_a_ledger_that_another_program_holds_is_said_to_be_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmatch.ledger.database._SQLITE_SETTINGS", ("PRAGMA busy_timeout=20",))
    with Ledger(tmp_path / "台账.db") as ledger:
        other = sqlite3.connect(tmp_path / "台账.db")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="另一个程序正在写这本台账"):
            sent(ledger, "W1-J1")
        other.rollback()
        assert ledger.history().empty and len(sent(ledger, "W1-J1")) == 1


@pytest.mark.postgres
def test_a_server_that_goes_away_in_the_middle_leaves_nothing_half_written(postgres_url: str, tmp_path: Path) -> None:
    url = postgres_url.replace("/postgres?", "/postgres?application_name=gone&")
    with Ledger(url, key_file=tmp_path / "k") as ledger:
        with pytest.raises(LedgerError, match="中途断开.*没有登记"), ledger.database.write() as connection:
            ledger._enter(connection, workers(), MONDAY)
            server = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
            with server.connect() as admin:
                admin.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gone'"))
            ledger._enter(connection, workers(), MONDAY)
        assert ledger.history().empty and len(sent(ledger, "W1-J1")) == 1


@pytest.mark.postgres
def test_a_server_needs_its_key_file_named(postgres_url: str) -> None:
    with pytest.raises(LedgerError, match="须指明密钥文件"):
        Ledger(postgres_url)


def test_every_choice_in_the_drop_down_is_understood() -> None:
    offered = {word: code for code, word in OUTCOMES.items() if word in OUTCOME_CHOICES}
    assert len(offered) >= 8 and "已推荐" not in OUTCOME_CHOICES
    assert {word: read_outcome(word) for word in offered} == {word: (code, "") for word, code in offered.items()}
    assert [read_outcome(box)[0] for box in "12345"] == ["hired", "rejected", "declined", "full", "other"]  # type: ignore[index]


@given(st.lists(st.sampled_from(sorted(OUTCOMES)), max_size=8))
def test_a_letter_never_goes_backward(steps: list[str]) -> None:
    rank = dict.fromkeys(OPEN, 0) | {"intended": 1, "hired": 2, "left": 3, "dismissed": 3, "returned": 3}
    state = "issued"
    for step in steps:
        if may_follow(state, step):
            assert rank.get(step, 2) >= rank.get(state, 2) and step != state
            state = step
    assert state in FOLLOWERS or state not in OPEN


@given(st.dates(min_value=dt.date(2016, 1, 1), max_value=dt.date(2099, 12, 31)), st.integers(1, 9_999_999))
def test_a_wrong_digit_never_makes_another_letter_number(on: dt.date, nth: int) -> None:
    number = letter_number(on, nth)
    assert len(number) == 16
    for place in (1, 6, 8, 14):
        wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        assert _luhn(number) == 0 and _luhn(wrong) != 0


def _luhn(number: str) -> int:
    digits = [int(c) * (1 + place % 2) for place, c in enumerate(c for c in reversed(number) if c.isdigit())]
    return sum(n // 10 + n % 10 for n in digits) % 10
