"""All decisions of a run as one value, read from TOML and written as plain data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from jobmatch.errors import PolicyError
from jobmatch.policy.checks import complaints, kind_complaints
from jobmatch.policy.reading import built
from jobmatch.policy.sections import (
    NEARNESS_AT_FULL_LOCALITY,
    ConditionShares,
    Followed,
    NearnessRules,
    OpeningRules,
    PayRules,
    Priorities,
    PriorityShares,
    Quotas,
    Weights,
    at_locality,
)


@dataclass(frozen=True)
class Policy:
    """All decisions of a run.

    Examples
    --------
    >>> round(Policy(locality=1.0).weights.nearness, 3)
    0.6
    >>> round(Policy().locality, 3)
    0.5
    """

    name: str = "default"
    """Name of the policy, printed in outputs."""
    weights: Weights = field(default_factory=Weights)
    """Weight of each term."""
    min_fit: float = 0.03
    """Floor on fit: a pair below it is no match, however near or well paid. Of pairs of test titles it keeps 95 % with the same
    occupation, as is meant, and passes 16 % of different major groups (``python -m benchmarks text``)."""
    as_of: date | None = None
    """Day on which ages and validity are counted; today when not set."""
    min_jobs: int = 3
    """Jobs every person should be shown: 3个岗位信息."""
    widen_below: int = 3
    """Suitable jobs left, not tried yet, under which the search widens for a person of whom ``history`` knows: besides what is
    like the wish, what anyone can begin and what is of the kinds of work the person knows (``terms.fit.openness.BESIDE``). 0: it never does
    (our choice: it follows ``min_jobs``)."""
    first_job: float = 1.0
    """Worth, in score, of a person's first job in the allocation: nobody gets a third before another a first."""
    stale_days: int = 90
    """People surveyed longer ago than this are listed for a new call (our choice)."""
    subsidy: str = ""
    """Version of the transport-subsidy rules; blank: the rule in force on the day (``data/policies/subsidies.toml``)."""
    fallback: str = "CN-2019"
    """Version of the rules after the market: terms of public-welfare posts (``jobmatch.fallback.VERSIONS``)."""
    nearness: NearnessRules = field(default_factory=NearnessRules)
    """The two curves of nearness."""
    pay: PayRules = field(default_factory=PayRules)
    """The pay curve."""
    conditions: ConditionShares = field(default_factory=ConditionShares)
    """Shares of the conditions term."""
    priority: PriorityShares = field(default_factory=PriorityShares)
    """Shares of the priority term."""
    openings: OpeningRules = field(default_factory=OpeningRules)
    """How many people may be sent."""
    quotas: Quotas = field(default_factory=Quotas)
    """Soft quotas of the allocation."""
    priorities: Priorities = field(default_factory=Priorities)
    """Whose first job counts more."""
    locality: float = field(default=Followed(0.5), compare=False)
    """The one knob, 0…1, before the weight of nearness: given, nearness weighs 0.6 × ``locality`` and the other weights share
    the rest in their proportions; else it is what the weights say, nearness ÷ 0.6."""

    def __post_init__(self) -> None:
        if found := kind_complaints(self, "") or complaints(self):
            raise PolicyError("策略不能使用：\n" + "\n".join(f"  {line}" for line in found))
        if not isinstance(self.locality, Followed):
            object.__setattr__(self, "weights", at_locality(self.weights, self.locality))
        object.__setattr__(self, "locality", Followed(self.weights.nearness / NEARNESS_AT_FULL_LOCALITY))

    @cached_property
    def today(self) -> date:
        """``as_of``, or the day the policy was first asked.

        Examples
        --------
        >>> Policy(as_of=date(2026, 3, 1)).today
        datetime.date(2026, 3, 1)
        """
        return self.as_of or date.today()

    def with_locality(self, locality: float) -> Policy:
        """Return the policy with nearness weighing 0.6 × ``locality``.

        The other terms share the rest in their proportions.

        Raises
        ------
        PolicyError
            ``locality`` is outside [0, 1].

        Examples
        --------
        >>> [round(weight, 3) for weight in asdict(Policy().with_locality(0.0).weights).values()]
        [0.571, 0.0, 0.214, 0.143, 0.071]
        >>> Policy().with_locality(1.2)
        Traceback (most recent call last):
        ...
        jobmatch.errors.PolicyError: 策略不能使用：
          locality：1.2 不在 0 到 1 之间
        """
        return replace(self, locality=locality)

    def to_dict(self) -> dict[str, Any]:
        """Return the policy as plain data; ``Policy.from_dict`` is its inverse.

        Examples
        --------
        >>> plain = Policy(as_of=date(2026, 3, 1)).to_dict()
        >>> plain["as_of"], plain["weights"]["fit"], Policy.from_dict(plain) == Policy(as_of=date(2026, 3, 1))
        ('2026-03-01', 0.4, True)
        """
        data = asdict(self)
        del data["locality"]  # the weights say it
        data["as_of"] = self.as_of.isoformat() if self.as_of else None
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Policy:
        """Return the policy that ``data`` describes; what it does not name keeps its default.

        >>> round(Policy.from_dict({"locality": 0.7}).weights.nearness, 3)
        0.42

        Raises
        ------
        PolicyError
            Unknown names, wrong kinds or absurd numbers; all at once.
        """
        if not isinstance(data, Mapping):
            raise PolicyError(f"策略要写成名称和值的对应，得到 {type(data).__name__}；如 {{'min_fit': 0.3}}")
        found: list[str] = []
        policy = built(cls, data, "", found)
        if found:
            raise PolicyError("策略文件不能使用：\n" + "\n".join(f"  {line}" for line in found))
        return policy  # type: ignore[no-any-return]

    @classmethod
    def read(cls, path: str | Path) -> Policy:
        """Return the policy of a TOML file.

        Raises
        ------
        PolicyError
            The file is no TOML or does not describe a policy.

        Examples
        --------
        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp()) / "county.toml"
        >>> _ = file.write_text("locality = 0.7\\n[openings]\\nper_opening = 2.0\\n", encoding="utf-8")
        >>> policy = Policy.read(file)
        >>> round(policy.locality, 3), policy.openings.per_opening
        (0.7, 2.0)
        """
        try:
            data = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
        except FileNotFoundError as error:
            raise PolicyError(f"找不到策略文件 {path}；请检查文件名和所在的文件夹") from error
        except UnicodeDecodeError as error:
            raise PolicyError(f"{path}：不是 UTF-8 编码的文本，读不出策略；请另存为 UTF-8") from error
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise PolicyError(f"{path}：读不出策略，写法应像 min_fit = 0.3（{error}）") from error
        return cls.from_dict(data)
