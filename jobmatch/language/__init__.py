"""Words: what people say of work, and what titles mean.

::

    characters.py    usual forms of characters              tokens.py, pieces.py   words and pieces of words
    trades.py        the trades, as data                    lexicon.py             the trades that a text names
    titles.py        a title without its advertising        posts.py               posts of a title, wishes of a person
    doings.py        trades told by verb and thing          sounds.py              names typed by ear
    stations.py      trades told by machine or product      parts.py               trades of which words stand in a phrase
    reader.py        what a phrase means that no list has   occupations.py         the code of a title (CSCO 2022)
    encoders.py      texts as vectors                       work.py, similarity.py   how alike two texts name work
    kinship.py       how near kinds of work lie             hands.py               work of hands, and posts above it
    refused.py       what a wish refuses                    certificates.py        certificates that a text names
    calibration.py   what a cosine is worth                 neural.py, towers.py   larger encoders, learned towers
"""
