"""The shipped models, each a folder with its card, and the scripts that make them.

::

    sources.py      what may be learned from: CSCO 2022, the training split of real titles, the lexicon
    vocabulary.py   the words, their frequencies and the parts each is made of; the tokenizer
    teacher.py      vectors of a larger model, kept in a cache
    training.py     one training: texts as bags of parts, the steps
    train.py        python -m models.train    → models/zh-jobs
    coder.py        python -m models.coder    → models/occupations
    phrases.py      what people say, each with the trade it is said of
    reader.py       python -m models.reader   → models/trades
"""
