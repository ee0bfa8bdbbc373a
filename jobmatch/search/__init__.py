"""The exact search under the whole score.

::

    exact      the score of pairs, in float64; every answer ends here
    index      jobs and workers as the arrays that are searched
    batch      many workers: blocks of neighbours (blocks), class tables as columns (folding), both sides of a
               block (sides), products tile by tile (tiles)
    walkin     one person: the nearest places first, then groups of like work (groups)
"""

from jobmatch.search.exact import Pairs, Progress, Search, rank_in

__all__ = ["Pairs", "Progress", "Search", "rank_in"]
