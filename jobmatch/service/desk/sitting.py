"""One sitting at the desk: the files dropped, what they hold, and the shortlists. It lives in memory only."""

from __future__ import annotations

import datetime as dt
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from jobmatch.errors import NotReferred, TableError, UnknownId
from jobmatch.forms.headings.columns import Kind
from jobmatch.ledger import Entry, Ledger
from jobmatch.matcher import Matcher
from jobmatch.matches import Matches
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers
from jobmatch.service.api.bodies import WorkerForm
from jobmatch.service.api.ledger import day_of_letters
from jobmatch.service.api.readings import worker_record
from jobmatch.service.counts import COUNTED
from jobmatch.service.desk.known import known
from jobmatch.service.desk.uploads import Upload, read
from jobmatch.service.matching import tuned
from jobmatch.service.settings import Settings
from jobmatch.service.tokens import Token

IDLE_SECONDS = 4 * 3600
"""A sitting that nobody touched for so long is forgotten."""
MOST_SITTINGS = 20
PLAN, FREE = "plan", "free"
CHANNEL = "desk"
"""By whom letters are sent that are written here."""
PER_WORKER, K = 3, 5
KEPT = ("姓名", "联系电话", "身份证号")
"""What of a walk-in's form is masked and so not shown again; left blank there it stays as it was."""


@dataclass
class Sitting:
    """What one browser works on."""

    token: Token
    """Who sits there."""
    ledger: Callable[[], Ledger | None] = lambda: None
    """Returns the ledger, or None as long as there is none."""
    is_demo: bool = False
    """Whether these are the fictional people: nothing of them goes into the ledger."""
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """What every change of the page must bring along."""
    uploads: dict[Kind, Upload] = field(default_factory=dict)
    """The files dropped."""
    tables: dict[Kind, Any] = field(default_factory=dict)
    """What was read of each."""
    walk_ins: list[dict[str, Any]] = field(default_factory=list)
    """People who came by themselves, by canonical column."""
    outcomes: dict[tuple[str, str], str] = field(default_factory=dict)
    """What was said to each pair today."""
    letters: dict[tuple[str, str], str] = field(default_factory=dict)
    """The number under which the ledger has what was said here, and which may be taken back."""
    locality: float = 0.5
    """Weight on nearness."""
    mode: str = PLAN
    """Within the openings, or plain lists."""
    unmasked: bool = False
    """Whether full names are shown."""
    chosen: str = ""
    """Whose jobs are open; "" for nobody yet."""
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    """What was filled in for people who came by themselves, by their number."""
    notes: dict[str, list[str]] = field(default_factory=dict)
    """What could not be read of people who came by themselves, by their number."""
    matcher: Matcher | None = None
    """The jobs, ready."""
    result: Matches | None = None
    """The shortlists."""
    matched: Jobs | None = None
    """The jobs as the matcher has them: less the people whom the ledger knows as sent."""
    ranked_by: tuple[float, str] | None = None
    """Weight on nearness and mode of the shortlists."""
    touched: float = field(default_factory=time.monotonic)
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def workers(self) -> Workers:
        """Everybody: those of the file, and those who came by themselves."""
        table: Workers | None = self.tables.get("workers")
        own = Workers(pd.DataFrame(self.walk_ins)) if self.walk_ins else None
        if table is None or own is None:
            return table or own or Workers(pd.DataFrame({"worker_id": []}))
        frame = pd.concat([own.frame, table.frame], ignore_index=True)
        return Workers(frame, table.problems, table.rows_read + len(own))

    @property
    def _is_ready(self) -> bool:
        """Whether there are people and jobs."""
        return self.matcher is not None and ("workers" in self.tables or bool(self.walk_ins))

    def take(self, uploads: Sequence[Upload], settings: Settings, *, is_demo: bool = False) -> None:
        """Read new files, in place of earlier ones of the same kind, and match as soon as both are there."""
        kinds = [upload.kind for upload in uploads]
        if len(set(kinds)) < len(kinds):
            word = "求职人员表" if kinds[0] == "workers" else "岗位表"
            raise TableError(f"两个文件看起来都是{word}；请放一个求职人员表、一个岗位表")
        fresh = {upload.kind: (upload, read(upload, settings)) for upload in uploads}
        if self.is_demo and not is_demo:
            self.clear()
        self.is_demo = is_demo
        for kind, (upload, table) in fresh.items():
            self.uploads[kind], self.tables[kind] = upload, table
            if kind == "workers":
                self.outcomes.clear()
                self.letters.clear()
        if "jobs" in fresh:
            self._match(settings.policy)
        self.rank()

    def clear(self) -> None:
        """Forget everybody and every job: the fictional are not to be mixed with the real."""
        for held in (self.uploads, self.tables, self.outcomes, self.letters, self.cells, self.notes, self.walk_ins):
            held.clear()
        self.matcher = self.result = self.matched = None
        self.chosen = ""

    def read_again(self, kind: Kind, settings: Settings) -> None:
        """Read a file anew with other columns or cells."""
        table = read(self.uploads[kind], settings)
        self.tables[kind] = table
        if kind == "jobs":
            self._match(settings.policy)
        self.rank()

    def _match(self, policy: Policy) -> None:
        self.matched = self.tables["jobs"]
        self.matcher = Matcher(self.tables["jobs"], policy=policy)

    def rank(self) -> None:
        """Make the shortlists anew."""
        if self.matcher is None or not self._is_ready:
            self.result = None
            return
        locality, mode = self.locality, self.mode
        people, tried = self._by_ledger(self.matcher)
        matcher = tuned(self.matcher, locality)
        self.result = matcher.allocate(people, PER_WORKER, history=tried) if mode == PLAN else matcher.recommend(people, K, history=tried)
        self.ranked_by = locality, mode

    def _by_ledger(self, matcher: Matcher) -> tuple[Workers, pd.DataFrame | None]:
        """Return the people and the pairs not to be shown, and tell the matcher to whom others were sent."""
        people, jobs = self.workers, self.tables["jobs"]
        ledger = None if self.is_demo else self.ledger()
        if ledger is None or self.matched is None:
            return people, None
        found = known(ledger, people, jobs, self.outcomes, matcher.policy)
        before, now = (table.frame[list(COUNTED)].fillna(0) for table in (self.matched, found.jobs))
        changed = (before != now).any(axis=1).to_numpy()
        if changed.any():
            matcher.update(found.jobs.take(changed))
            self.matched = found.jobs
        self.outcomes |= dict.fromkeys(found.willing - self.outcomes.keys(), "willing")
        return found.people, found.closed

    def follow_dial(self) -> None:
        """Make the shortlists anew where they are not by the weight and mode of now: of many turns of the dial the last counts."""
        if self.ranked_by != (self.locality, self.mode):
            self.rank()

    def walk_in(self, cells: dict[str, str], settings: Settings, number: str = "") -> str:
        """Add somebody who came by, or put right what was filled in for ``number``, and return the number.

        What was filled in before and is blank now is taken back, but for ``KEPT``, which the page does not show again.

        Raises
        ------
        UnknownId
            Nobody of that number came by.
        """
        before = self.cells.get(number, {})
        if number and not before:
            raise UnknownId(f"没有编号为 {number} 的现场登记；请刷新页面")
        filled = {name: text for name in cells if (text := cells[name].strip() or (before.get(name, "") if name in KEPT else ""))}
        number = number or self._fresh_number()
        record, problems = worker_record(WorkerForm.model_construct(root={**filled, "编号": number}), settings)
        record = record | {"worker_id": number}
        Workers(pd.DataFrame([record]))
        if before:
            at = next(at for at, one in enumerate(self.walk_ins) if one["worker_id"] == number)
            self.walk_ins[at] = record
        else:
            self.walk_ins.insert(0, record)
        self.chosen, self.cells[number], self.notes[number] = number, filled, [str(one["message"]) for one in problems]
        self.rank()
        return number

    def _fresh_number(self) -> str:
        """Return a number for somebody who came by: in the ledger, tomorrow's first must not be today's."""
        now = dt.datetime.now()
        while (number := f"现场{now:%m%d-%H%M%S}") in self.cells:
            now += dt.timedelta(seconds=1)
        return number

    def say(self, ledger: Ledger, worker_id: str, job_id: str, outcome: str) -> str:
        """Enter the answer of a person to a job into the ledger and return the number of the letter."""
        people, jobs = self.workers, self.tables["jobs"]
        one = people.take([people.position(worker_id)])
        job = jobs.take([jobs.position(job_id)])
        policy = self.matcher.policy if self.matcher else Policy()
        number = self._letter(ledger, one, job, policy, declined=outcome == "declined")
        ledger.record(Entry(number, outcome, day_of_letters(policy)))
        self.outcomes[worker_id, job_id], self.letters[worker_id, job_id] = outcome, number
        return number

    def unsay(self, ledger: Ledger, worker_id: str, job_id: str) -> None:
        """Take an answer that was entered here back, and the letter that was written for it alone.

        Raises
        ------
        UnknownId
            Nothing was said here.
        LedgerError
            The ledger has no outcome of it any more, or another one.
        """
        if (number := self.letters.get((worker_id, job_id))) is None:
            raise UnknownId(f"这里没有记过 {worker_id} 对 {job_id} 的答复，没有可以撤销的；请刷新页面")
        outcome = self.outcomes.get((worker_id, job_id))
        self.forget(worker_id, job_id)  # whatever the ledger has of it now is what counts
        if ledger.withdraw(number, outcome=outcome) == "issued":
            ledger.recall(number, channel=CHANNEL)

    def forget(self, worker_id: str, job_id: str) -> None:
        """Know nothing any more of what somebody said to a job."""
        for said in (self.outcomes, self.letters):
            said.pop((worker_id, job_id), None)

    def _letter(self, ledger: Ledger, one: Workers, job: Jobs, policy: Policy, *, declined: bool) -> str:
        """Return the number of the letter of a person to a job; who declines takes no place, so that no limit holds."""
        day = day_of_letters(policy)
        if not declined:
            return str(ledger.send(one, job, policy, on=day, channel=CHANNEL)["referral_id"].iloc[0])
        pairs = pd.DataFrame({"worker_id": one.ids, "job_id": job.ids})
        sent = ledger.refer(pairs, one, job, on=day, channel=CHANNEL).iloc[0]
        if pd.isna(sent["referral_id"]):
            raise NotReferred({str(job.ids[0]): sent["note"]})
        return str(sent["referral_id"])


class Sittings:
    """The sittings of a process, by the secret in the browser's cookie; the oldest go first."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Sitting] = OrderedDict()

    def begin(self, token: Token, ledger: Callable[[], Ledger | None]) -> tuple[str, Sitting]:
        """Return a new sitting and its secret."""
        self._forget()
        secret = secrets.token_urlsafe(32)
        self._open[secret] = Sitting(token, ledger)
        return secret, self._open[secret]

    def find(self, secret: str) -> Sitting | None:
        """Return a sitting that is still open."""
        self._forget()
        found = self._open.get(secret)
        if found:
            found.touched = time.monotonic()
            self._open.move_to_end(secret)
        return found

    def end(self, secret: str) -> None:
        """Forget a sitting and everything in it."""
        self._open.pop(secret, None)

    def _forget(self) -> None:
        now = time.monotonic()
        for secret in [key for key, one in self._open.items() if now - one.touched > IDLE_SECONDS]:
            del self._open[secret]
        while len(self._open) > MOST_SITTINGS:
            self._open.popitem(last=False)
