"""Make the shipped Chinese model: ``python -m models.train --out models/zh-jobs``.

1. *Words.* Some 36,000 words, each the sum of its parts (`vocabulary`).
2. *Distilling.* The vectors of the parts are moved until every text of the sources, and every word that has a
   vector of its own, has the direction that the teachers give it (`teacher`): what words mean, before any occupation.
3. *Occupations.* Texts of the same work are drawn together and others apart until the cosine itself is graded
   (`examples.Kinship`); each text also finds the prototype of its code, the prototypes keep the same grades among
   themselves, and the teacher's texts keep the teacher's cosines.
4. *Folding.* A word's row is the sum of its parts. What is shipped is one row a word, two small dense layers that
   draw a text to the prototypes it clearly resembles, and the tokenizer (`folder`).

Parts and words are dropped at random, so that the model learns to do without any of them. The same sources, seed
and versions give the same weights; other machines differ in the last digits.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray

from models import sources
from models.examples import Examples, collect
from models.folder import write_model, write_prototypes
from models.teacher import Teacher, WordVectors, joined
from models.training import Recipe, Training
from models.vocabulary import Word, choose_words


def words_of(examples: Examples, recipe: Recipe) -> list[Word]:
    """Return the words of the model."""
    frame = examples.frame
    return choose_words(frame.text, frame.text[frame.kind.isin(["name", "trade"])], common=recipe.common_words)


def teach(examples: Examples, words: list[Word], *, recipe: Recipe, options: argparse.Namespace) -> tuple[list[str], NDArray[np.float32]]:
    """Return the bare texts of the sources with the words that have a vector of their own, and the teachers' vectors of them."""
    meanings = WordVectors()
    bare = examples.frame[examples.frame.kind.isin(["title", "name", "more name", "sentence", "saying"])]
    brief = bare.text[(bare.kind != "sentence") | (bare.text.str.len() <= recipe.taught_characters)]
    keep = _kept(options.development)
    known = [word.text for word in words if not word.is_place and len(word.text) > 1 and word.text in meanings]
    texts = [*brief, *(word for word in known if sources.is_allowed(word) and keep(word))]
    if options.postings:
        own = pd.read_csv(options.postings, dtype="string").fillna("")
        texts += [text for text in (*own.title, *own.description.str[:200]) if sources.is_allowed(text)]
    texts = list(dict.fromkeys(texts))
    return texts, joined(Teacher(options.cache).encode(texts), meanings.encode(texts))


def _kept(development: bool) -> Callable[[str], bool]:
    return (lambda text: not sources.is_development(text)) if development else (lambda text: True)


def main(argv: list[str] | None = None) -> None:
    """Train, fold and write the model."""
    command = argparse.ArgumentParser(prog="python -m models.train", description=__doc__)
    command.add_argument("--out", type=Path, default=Path("models/zh-jobs"), help="folder of the model")
    command.add_argument("--cache", type=Path, default=Path("models/cache/teacher.npz"), help="the teacher's vectors")
    command.add_argument("--postings", type=Path, help="CSV with columns title, description: postings of one's own")
    command.add_argument("--development", action="store_true", help="leave out the development part, to choose by it")
    command.add_argument("--sayings", action="store_true", help="learn what is said of trades (sayings.csv) too; see the card")
    command.add_argument("--steps", type=int, default=Recipe.steps)
    arguments = command.parse_args(argv)
    torch.set_num_threads(1)
    recipe = Recipe(steps=arguments.steps)
    examples = collect(keep=_kept(arguments.development), rng=np.random.default_rng(recipe.seed), sayings=arguments.sayings)
    words = words_of(examples, recipe)
    training = Training(examples, words, taught=teach(examples, words, recipe=recipe, options=arguments), recipe=recipe)
    training.distil()
    training.learn()
    write_model(training, arguments.out)
    write_prototypes(training, arguments.cache.with_name("prototypes.safetensors"))


if __name__ == "__main__":
    main()
