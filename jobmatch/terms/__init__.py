"""One consideration a file (`fit` is a folder); ``formula`` says which make the score, ``term`` what a term is.

::

    formula ─▶ fit/, nearness, pay, conditions, priority     the terms, each in [0, 1] with a weight
            └▶ requirements                                  the hard conditions
    read from   facts (frames → the few arrays that formulas look at), own_words (what people say of work)
"""
