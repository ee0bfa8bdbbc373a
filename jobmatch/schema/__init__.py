"""What a worker and a job are: columns, units, code lists and segments.

Two tables go through the whole library. ``Workers`` and ``Jobs`` hold one row per person or posting in
``.frame``, always with *every* canonical column of ``columns``, typed; what is missing is ``NA`` (unknown, which is
never the same as "no"). ``.problems`` lists what was wrong with the rows that were read.

Units: pay in yuan a month, distance in kilometres, age in completed years, education on the ladder 0–7.

::

    columns    the canonical columns, code lists and bounds
    outcomes   what can become of a referral, and which state may follow which
    casting    a frame as it comes → typed arrays, or every complaint at once
    records    the same for a few rows of plain values, without a frame
    idnumber   the check character of an ID number
    segment    what each person is served with
    groups     whom public policy serves first
    tables     Workers and Jobs
"""

from jobmatch.schema.casting import YEARS, as_days, as_ids, dates, flags, known_or, numbers, on_grid
from jobmatch.schema.columns import (
    AWAY_TIERS,
    BOUNDS,
    EDUCATION,
    FLAGS,
    GROUP_WORDS,
    GROUPS,
    JOB_COLUMNS,
    JOB_KINDS,
    LABOUR_ABILITIES,
    LOCAL_TIERS,
    LODGINGS,
    MOBILITIES,
    PAY_BASES,
    POINT_STEP_DEG,
    PROBLEM_COLUMNS,
    RANGES,
    SEGMENT_WORDS,
    SEGMENTS,
    TIER_WORDS,
    TIERS,
    WORKER_COLUMNS,
    WORKING_AGE,
    WORKPLACE_TYPES,
    Column,
    Kind,
)
from jobmatch.schema.tables import Cells, Jobs, Table, Workers, rows_set_aside

__all__ = [
    "AWAY_TIERS", "BOUNDS", "EDUCATION", "FLAGS", "GROUPS", "GROUP_WORDS", "JOB_COLUMNS", "JOB_KINDS", "LABOUR_ABILITIES",
    "LOCAL_TIERS", "LODGINGS", "MOBILITIES",
    "PAY_BASES", "POINT_STEP_DEG", "PROBLEM_COLUMNS", "RANGES", "SEGMENTS", "SEGMENT_WORDS", "TIERS", "TIER_WORDS", "WORKER_COLUMNS",
    "WORKING_AGE", "WORKPLACE_TYPES", "YEARS", "Cells", "Column", "Jobs", "Kind", "Table", "Workers", "as_days", "as_ids", "dates", "flags", "known_or", "numbers", "on_grid",
    "rows_set_aside",
]  # fmt: skip
