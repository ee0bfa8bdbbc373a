"""The search: the best jobs of every worker, and the best workers of every job, under the whole score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.search import batch
from jobmatch.search.batch import Progress
from jobmatch.search.exact import DENSE_CELLS, Pairs, Scoring, join, no_pairs
from jobmatch.terms.term import Array


@dataclass(frozen=True)
class Search(Scoring):
    """What is searched, under which formula."""

    def top(self, k: int, progress: Progress | None = None) -> Pairs:
        """Return the ``k`` best jobs of every worker, fewer where fewer are suitable, by worker, best first.

        Parameters
        ----------
        k
            Jobs a worker; 0 or fewer: none.
        progress
            Called with the number of workers done since the last call.

        Examples
        --------
        >>> import pandas as pd
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["保安员", "缝纫工"]}))
        >>> search = matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})).search
        >>> best = search.top(2)
        >>> best.worker.tolist(), best.job.tolist()  # of the other trade there is none: it lies under the floor on fit
        ([0], [1])
        """
        if k <= 0 or len(self.index) == 0 or len(self.queries) == 0:
            return no_pairs()
        return batch.top(self, k, progress)

    def listed(self, k: int, progress: Progress | None = None) -> tuple[Pairs, Array]:
        """Return about the ``k`` best pairs of every worker, scored exactly, and what no pair left out exceeds.

        Pairs come in any order and may come twice; the second is float64 ``[workers]``, −inf where nothing is left out.

        Examples
        --------
        >>> import pandas as pd
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["保安员", "缝纫工"]}))
        >>> search = matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})).search
        >>> pairs, cut = search.listed(2)
        >>> pairs.job.tolist(), cut.tolist()
        ([1], [-inf])
        """
        if k <= 0 or len(self.index) == 0 or len(self.queries) == 0:
            return no_pairs(), np.full(len(self.queries), -np.inf if k > 0 else np.inf)
        return batch.listed(self, k, progress)

    def top_workers(self, k: int) -> Pairs:
        """Return the ``k`` best workers of every job, by job, best first.

        Examples
        --------
        >>> import pandas as pd
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["服装裁剪工", "缝纫工"]})
        >>> matcher.recommend(people).search.top_workers(2).worker.tolist()
        [1, 0]
        """
        if k <= 0 or len(self.index) == 0 or len(self.queries) == 0:
            return no_pairs()
        step = max(1, DENSE_CELLS // len(self.index))
        parts = [np.arange(at, min(at + step, len(self.queries))) for at in range(0, len(self.queries), step)]
        return self.ordered(join([self.likely(part, k, by="job") for part in parts]), k, by="job")
