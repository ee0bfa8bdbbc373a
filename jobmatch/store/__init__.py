"""Jobs at rest and in change: add, remove and update while others read, save and load.

::

    jobs ──▶ Snapshot (jobs, index, policy) ◀── readers take the reference once and see one state, whole
                 ▲ swapped by one reference
    add / remove / update / a new day ──▶ the next Snapshot (``changes``)
    save ──▶ gen-0007/ (``table``, ``arrays``) sealed by ``CURRENT`` (``folder``) ──▶ load, mapped into memory
    one at a time: ``locks``            what readers hold: ``snapshot``            a row by its id: ``ids``

Nothing that a reader sees is copied for a small change: new rows go into spare room behind the last (``room``), texts of
jobs that leave are passed over where they lie (``jobmatch.search.texts``) until they are many, and columns and facts are
put together when somebody asks for them (``pieces``). What every search reads is carried on: ``classes``, and what is
computed once of all jobs (``carried``).

No personal data of workers is in any of it.
"""

from jobmatch.store.snapshot import JobStore, Snapshot

__all__ = ["JobStore", "Snapshot"]
