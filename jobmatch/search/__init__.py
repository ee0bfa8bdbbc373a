"""The exact search under the whole score.

::

    index      jobs and workers as the arrays that are searched, their text rows (texts)
    tables     the formula's tables over classes and places
    exact      the score of pairs, in float64, and which come first (order); every answer ends here
    batch      many workers: blocks of neighbours (blocks), class tables as columns (folding), both sides of a
               block (sides), products tile by tile (tiles)
    walkin     one person: of few jobs those whose bound by groups of like work (groups) may win, beside rows shared
               with others of their class and home (alike, standing, memory); of many the nearest places first, then
               group after group
    search     what is asked of all this
"""

from jobmatch.search.batch import Progress
from jobmatch.search.exact import Pairs, rank_in
from jobmatch.search.search import Search

__all__ = ["Pairs", "Progress", "Search", "rank_in"]
