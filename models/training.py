"""One training of the model: its choices, its texts as bags of parts, and the steps of distilling and learning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from models import sources
from models.examples import Examples, Kinship
from models.teacher import centred
from models.vocabulary import PLACE, Word, make_tokenizer, parts


@dataclass(frozen=True)
class Recipe:
    """Every choice of the training."""

    seed: int = 2
    """Seed of every draw."""
    dimension: int = 144
    """Width of the vectors."""
    common_words: int = 12_000
    """Words taken from jieba's dictionary for their frequency alone."""
    shipped_words: int = 34_000
    """Words shipped: beyond it the rarest go that stand in no training text."""
    taught_characters: int = 17
    """Sentences of the classification longer than that are not read by the teacher, which is slow."""
    distil_rounds: int = 10
    steps: int = 550
    batch: int = 384
    rate: float = 3e-3
    temperature: float = 0.06
    """Of the softmax over the codes."""
    drop_parts: float = 0.25
    drop_words: float = 0.1
    far_tail: float = 4.0
    """Weight of cosines above 0.2 between texts that have little to do with each other."""
    pairs: float = 4.0
    teacher: float = 0.6
    documents: float = 1.0
    """Weight of finding an occupation's definition and tasks from one of its names, and back."""
    document_batch: int = 128
    drop_told: float = 0.4
    """Share of the words of a definition that are dropped."""


class Bags:
    """Texts as bags of parts, ready for batches."""

    def __init__(self, texts: list[str], words: list[Word], column: dict[str, int]) -> None:
        owned = [[], *([column[p] for p in parts(word)] for word in words)]
        cuts = make_tokenizer(words).encode_batch_fast(texts, add_special_tokens=False)
        self.used = {i for cut in cuts for i in cut.ids}
        self._parts = [[np.array(owned[i], dtype=np.int64) for i in cut.ids if owned[i]] for cut in cuts]
        self._nothing = [np.array([column[PLACE]], dtype=np.int64)]

    def __len__(self) -> int:
        return len(self._parts)

    def batch(self, rows: NDArray[np.int64], drop: Callable[[int], NDArray[np.bool_]] | None = None) -> tuple[Tensor, Tensor]:
        """Return the parts of the rows and where each row begins; ``drop`` says which of n words go."""
        chosen = []
        for row in rows:
            found = self._parts[row] or self._nothing
            if drop is not None and len(found) > 1:
                kept = [one for one, gone in zip(found, drop(len(found)), strict=True) if not gone]
                found = kept or found
            chosen.append(np.concatenate(found))
        starts = np.cumsum([0, *(len(one) for one in chosen[:-1])])
        return torch.from_numpy(np.concatenate(chosen)), torch.from_numpy(starts)


class Documents:
    """The definition and tasks of each code, and the names that are to find it."""

    def __init__(self, frame: pd.DataFrame, codes: list[str]) -> None:
        table = sources.classification()
        marked = sources.marks().groupby("code").text.agg(" ".join).reindex(table.code).fillna("")
        self.texts = [f"{(d + t)[:250]} {m}" for d, t, m in zip(table.definition, table.tasks, marked, strict=True)]
        self.groups = np.unique([code[:4] for code in codes], return_inverse=True)[1]
        named = frame[frame.kind.isin(["name", "more name", "trade"])]
        rows = named.groupby("code").indices
        self.names = [named.index.to_numpy()[rows.get(code, [])] for code in codes]
        self.known = np.array([bool(len(names) and text) for names, text in zip(self.names, self.texts, strict=True)])

    def draw(self, count: int, rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return rows of names and the codes they belong to, whole groups of four characters at a time."""
        order = rng.permutation(self.groups.max() + 1)[self.groups]
        told = np.argsort(order, kind="stable")
        told = told[self.known[told]][:count]
        return np.array([rng.choice(self.names[code]) for code in told]), told


class Model(torch.nn.Module):
    """Sums of parts at unit length, and a prototype for every code."""

    def __init__(self, columns: int, codes: int, width: int) -> None:
        super().__init__()
        self.parts = torch.nn.EmbeddingBag(columns, width, mode="sum", sparse=True)
        torch.nn.init.normal_(self.parts.weight, std=0.01)
        self.prototypes = torch.nn.Parameter(torch.zeros(codes, width))

    def sums(self, bag: tuple[Tensor, Tensor], kept: Tensor | None = None) -> Tensor:
        """Return the unit sums of the parts."""
        return F.normalize(self.parts(*bag, per_sample_weights=kept), dim=1)


class Training:
    """One training: the model, its texts and its optimizers."""

    def __init__(self, examples: Examples, words: list[Word], *, taught: tuple[list[str], NDArray[np.float32]], recipe: Recipe) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.rng = np.random.default_rng(recipe.seed)
        self.codes = sources.classification().code.tolist()
        frame = examples.frame
        self.words = words
        self.column: dict[str, int] = {}
        for word in self.words:
            for part in parts(word):
                self.column.setdefault(part, len(self.column))
        self.column.setdefault(PLACE, len(self.column))
        self.labels = torch.from_numpy(examples.labels(self.codes))
        self.kinship = Kinship(frame)
        self.code_kinship = Kinship(pd.DataFrame({"code": self.codes, "trade": "", "family": ""}))
        self.named = np.isin(self.codes, frame.code[frame.kind.isin(["title", "trade"])].unique())
        self.chances = _chances(frame)
        self.bags = Bags([text[:60] for text in frame.text], self.words, self.column)
        self.taught = Bags([text[:60] for text in taught[0]], self.words, self.column)
        self.documents = Documents(frame, self.codes)
        self.told = Bags(self.documents.texts, self.words, self.column)
        self.aims = torch.from_numpy(centred(taught[1], recipe.dimension))
        self.model = Model(len(self.column), len(self.codes), recipe.dimension)

    def distil(self) -> None:
        """Give every text of the teacher the teacher's direction."""
        recipe, size = self.recipe, 1024
        optimizer = torch.optim.SparseAdam(self.model.parts.parameters(), lr=3 * recipe.rate)
        for turn in range(recipe.distil_rounds):
            order = self.rng.permutation(len(self.taught))
            for group in optimizer.param_groups:
                group["lr"] = 3 * recipe.rate * (1 - turn / recipe.distil_rounds)
            for start in range(0, len(order) - size + 1, size):
                rows = order[start : start + size]
                loss = 1 - (self._sums(self.taught, rows) * self.aims[rows]).sum(dim=1).mean()
                _step(loss, optimizer)

    def learn(self) -> None:
        """Learn the occupations."""
        self._place_prototypes()
        sparse = torch.optim.SparseAdam(self.model.parts.parameters())
        optimizers = [sparse, torch.optim.Adam([self.model.prototypes])]
        for step in range(self.recipe.steps):
            for optimizer in optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = self.recipe.rate * min(1, step / 50) * (1 - step / self.recipe.steps)
            loss = self._loss()
            _step(loss, *optimizers)
            if step % 100 == 0:
                print(f"step {step}: loss {loss.item():.3f}", flush=True)

    def shipped(self) -> list[Word]:
        """Return the words that are shipped."""
        unused = [(word.frequency, i) for i, word in enumerate(self.words) if i + 1 not in self.bags.used]
        gone = {i for _, i in sorted(unused)[: max(0, len(self.words) - self.recipe.shipped_words)]}
        return [word for i, word in enumerate(self.words) if i not in gone]

    def rows(self, words: list[Word]) -> NDArray[np.float32]:
        """Return one row a word, float32 ``[1 + words, d]``; row 0 is the unknown."""
        owned = [[self.column[p] for p in parts(word)] for word in words]
        starts = np.cumsum([0, *map(len, owned[:-1])])
        with torch.no_grad():
            found = self.model.parts(torch.tensor([c for row in owned for c in row]), torch.from_numpy(starts)).numpy()
        return np.vstack([np.zeros((1, found.shape[1]), np.float32), found])

    def _loss(self) -> Tensor:
        recipe = self.recipe
        rows = self.rng.choice(len(self.bags), recipe.batch, p=self.chances)
        vectors = self._sums(self.bags, rows)
        prototypes = F.normalize(self.model.prototypes, dim=1)
        found = F.cross_entropy(vectors @ prototypes.T / recipe.temperature, self.labels[rows], label_smoothing=0.05)
        paired = _pair_loss(vectors @ vectors.T, torch.from_numpy(self.kinship.between(rows)), recipe.far_tail)
        drawn = np.unique(np.concatenate([self.labels[rows].numpy(), self.rng.choice(len(self.codes), 200)]))
        kin = torch.from_numpy(self.code_kinship.between(drawn))
        placed = _pair_loss(prototypes[drawn] @ prototypes[drawn].T, kin, 0.0)
        taught = self.rng.choice(len(self.taught), 192)
        seen, aim = self._sums(self.taught, taught), self.aims[taught]
        kept = 4 * ((seen @ seen.T - aim @ aim.T) ** 2).mean()
        return found + recipe.pairs * (paired + placed) + recipe.teacher * kept + recipe.documents * self._told_loss()

    def _told_loss(self) -> Tensor:
        """Return the cross-entropy of names → definitions and tasks, and back, within a draw of neighbours."""
        names, told = self.documents.draw(self.recipe.document_batch, self.rng)
        one = self._sums(self.bags, names)
        other = self._sums(self.told, told, self.recipe.drop_told)
        logits, own = one @ other.T / self.recipe.temperature, torch.arange(len(names))
        return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2

    def _sums(self, bags: Bags, rows: NDArray[np.int64], drop_words: float | None = None) -> Tensor:
        dropped = self.recipe.drop_words if drop_words is None else drop_words
        bag = bags.batch(rows, lambda n: self.rng.random(n) < dropped)
        kept = torch.from_numpy((self.rng.random(len(bag[0])) >= self.recipe.drop_parts).astype(np.float32))
        return self.model.sums(bag, kept)

    def _place_prototypes(self) -> None:
        """Put each code's prototype at the mean of its texts."""
        with torch.no_grad():
            rows = np.arange(len(self.bags))
            sums = torch.cat([self.model.sums(self.bags.batch(part)) for part in np.array_split(rows, 16)])
            centres = torch.zeros_like(self.model.prototypes).index_add_(0, self.labels, sums)
            self.model.prototypes.copy_(F.normalize(centres, dim=1) + 0.01 * torch.randn(centres.shape))


def _pair_loss(cosine: Tensor, kinship: Tensor, far_tail: float) -> Tensor:
    """Return the squared error of the cosines, each class of kinship for itself, pairs with themselves left out."""
    other = 1 - torch.eye(len(cosine))
    error, loss = (cosine - kinship) ** 2, torch.tensor(0.0)
    for low, high, weight in ((0.99, 2.0, 1.0), (0.3, 0.99, 1.0), (-1.0, 0.3, 1.5)):
        inside = ((kinship >= low) & (kinship < high)) * other
        loss = loss + weight * (error * inside).sum() / inside.sum().clamp(min=1)
    far = (kinship < 0.3) * other
    return loss + far_tail * (F.relu(cosine - 0.2) ** 2 * far).sum() / far.sum().clamp(min=1)


def _chances(frame: pd.DataFrame) -> NDArray[np.float64]:
    """Return how often each example is drawn: real titles more, crowded codes a little less."""
    weight = frame.weight * frame.kind.map({"title": 2.5}).fillna(1.0)
    weight = weight / weight.groupby(frame.code).transform("sum") ** 0.25
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _step(loss: Tensor, *optimizers: torch.optim.Optimizer) -> None:
    for optimizer in optimizers:
        optimizer.zero_grad()
    loss.backward()
    for optimizer in optimizers:
        optimizer.step()
