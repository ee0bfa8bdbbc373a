"""Fit: what the person wants, can and has done against what the job is.

::

    fit = slope · cos(worker text, job text) + offset      (the encoder's calibration)
        + GAIN · K − LOSS                                  (where both are of known kinds: `jobmatch.language.kinship`)
        − LOST · TOWARD_HANDS                              (by how far the post lies from work of hands, and the wish is for it)
        − VAGUE                                            (where a wish names no work at all)

so that unrelated trades lie near 0 or below, the same family near 0.5 and the same trade near 1. Several wishes are
several query rows, several posts in one title several job rows; the pair's fit is the best of them. A trade that the person
can do or has done, holds a certificate of or has studied, and that is unlike the wish, is a row of its own, whose fit counts
``BEHIND`` times. With a trade that is learned for years kinship counts for more (`kinship.asking_more`).

A row is the unit-length sum of its parts (our choice: a wish outweighs a past job)::

    worker  0.65 wish + 0.20 skills + 0.15 experience      (those like the wish; without one: 0.6 skills + 0.4 experience)
    job     0.5 title + 0.5 title and description in one   (without one: and requirements in one)

Title and description are read in one because each alone may leave open what both say together (成型线岗, 刷胶贴底); half of a
row is the title alone, which a long description would drown. So it is with whether a post is work of hands. What is required
of people (高中以上, 吃苦耐劳) is no work.

Skills and past are read where they name work: 手巧 and 当过兵 say nothing that a title could be like. What an encoder
makes of a title in which the lexicon finds no work of hands (大数据架构师, 博士后, 电话销售) is noise to a person who
names some (煮饭), and so is what it makes of a wish like 钓鱼场 among ten thousand titles; what these lose stands in one more column
each, so that the sum stays one inner product.

Someone who names no trade at all is neutral: fit 0.5 for every job that anyone can begin, 0.05 for a trade that is learned for
years, for what he has learned is not known, 0.2 for the rest, and no match at all for a post above any work of hands
(`jobmatch.language.manual_work`): who says nothing looks for no post of an architect.
Someone who has no wish but a trade behind him is matched by it and, below it, is ``BESIDE`` with what anyone can begin; so is
who asks for a factory with what is begun in any (``FACTORY_KIN``), and who asks but for light work is spared what is ``HEAVY``.
So is, by ``WIDENED`` more, who asked for work of hands and has little left of it that he has not tried (``Matcher.recommend``).
Whoever says something is held to the floor ``policy.min_fit``. Sex, ethnicity, marriage, health and poverty status
never enter a text.

::

    openness    what anyone can begin, and what it is worth to whom        rows    text rows, as workers and jobs have them
    workers     the rows of workers                                        jobs    the rows of jobs
"""

from jobmatch.terms.fit.jobs import job_rows, trades_offered
from jobmatch.terms.fit.openness import NEUTRAL, UNREADABLE, neutral_fit
from jobmatch.terms.fit.rows import TextRows
from jobmatch.terms.fit.workers import BEHIND, trades_refused, worker_rows

__all__ = ["BEHIND", "NEUTRAL", "UNREADABLE", "TextRows", "job_rows", "neutral_fit", "trades_offered", "trades_refused", "worker_rows"]
