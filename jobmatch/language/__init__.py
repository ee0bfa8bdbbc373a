"""Words: what people say of work, and what titles mean; each group builds on those above it.

::

    words         characters.py      usual forms of characters         tokens.py         words of a text
                  bags.py            texts as weighed pieces of words
    trades        trades.py          the trades, as data               trade_names.py    by what names they go
                  contexts.py        names that mean two things        lexicon.py        the trades that a text names
                  sounds.py          names typed by ear                fragments.py      of which words stand in a phrase
                  doings.py          told by verb and thing            stations.py       told by machine or product
                  reader.py          what a phrase means that no list has
    titles        titles.py          a title without its advertising   occupations.py    its code (CSCO 2022)
                  manual_work.py     work of hands, posts above it     certificates.py   those that a text names
                  posts.py           posts of a title                  full_names.py     their names in the lists
    wishes        clauses.py         what is wanted, what refused      bare_wish.py      the trade of one wish
                  wishes.py          the wishes of a text              refusals.py       the trades that it refuses
    vectors       plain_texts.py     texts as they are given           row_sums.py       sums of rows of a table
                  static.py          the embedding that is shipped     encoders.py       every kind of encoder
                  calibration.py     what a cosine is worth            neural.py         sentence-transformers
                  towers.py          learned towers                    edition.py        which words a text is read by
    likeness      kinship.py         how near kinds of work lie        work_vectors.py   vectors drawn to trades
                  similarity.py      how alike two texts name work
"""
