"""A second reader of titles beside the linear one: a network with one hidden layer over the same pieces.

::

    hidden = relu(3 · TF-IDF row · embedding + bias)
    scores = hidden · (of the code + of its group of four characters + of its major)

The margins of a linear machine treat every piece by itself; the hidden layer shares what it learns among pieces that
stand with the same codes. Alone it is the weaker reader, but it errs elsewhere. Pieces and hidden units are dropped at
random; the group and the major are asked for in their own right too, at half the weight. Several networks from several
seeds are trained, and the library reads them as one: their hidden units side by side, their scores averaged. The
embedding is kept in 8 bits, ``steps · scale``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from torch import Tensor

from jobmatch.language.bags import SCALE

_Array = NDArray[np.float32]


@dataclass(frozen=True)
class Recipe:
    """Every choice of the training; settled by cross-validation on two fifths of the training titles."""

    seed: int = 0
    """Of the first network; the next have the next seeds."""
    networks: int = 3
    width: int = 64
    rounds: int = 12
    batch: int = 64
    rate: float = 4e-3
    drop_pieces: float = 0.2
    drop_units: float = 0.5
    smoothing: float = 0.1
    upper: float = 0.5
    """Weight of finding the group, and of finding the major."""


class Network(torch.nn.Module):
    """Pieces → hidden units → codes, groups and majors."""

    def __init__(self, pieces: int, kin: list[NDArray[np.int64]], recipe: Recipe) -> None:
        super().__init__()
        self.recipe = recipe
        self.kin = [torch.from_numpy(level) for level in kin]
        self.embedding = torch.nn.Embedding(pieces, recipe.width, sparse=True)
        torch.nn.init.normal_(self.embedding.weight, 0, 0.1)
        self.bias = torch.nn.Parameter(torch.zeros(recipe.width))
        self.levels = torch.nn.ModuleList(torch.nn.Linear(recipe.width, int(level.max()) + 1) for level in self.kin)
        for level in self.levels:
            torch.nn.init.normal_(level.weight, 0, 0.02)

    def loss(self, batch: tuple[Tensor, Tensor, Tensor], codes: Tensor, weights: Tensor) -> Tensor:
        """Return the weighted mean cross-entropy of the codes, and of their groups and majors."""
        columns, starts, values = batch
        kept = (torch.rand(len(values)) >= self.recipe.drop_pieces).float() / (1 - self.recipe.drop_pieces)
        sums = F.embedding_bag(columns, self.embedding.weight, starts, mode="sum", per_sample_weights=values * kept, sparse=True)
        hidden = F.dropout(F.relu(sums + self.bias), self.recipe.drop_units)
        said = [level(hidden) for level in self.levels]
        whole = sum((one[:, of] for one, of in zip(said, self.kin, strict=True)), torch.tensor(0.0))
        loss = F.cross_entropy(whole, codes, reduction="none", label_smoothing=self.recipe.smoothing)
        for one, of in zip(said[1:], self.kin[1:], strict=True):
            loss = loss + self.recipe.upper * F.cross_entropy(one, of[codes], reduction="none")
        return (loss * weights).sum() / weights.sum()

    def arrays(self) -> dict[str, _Array]:
        """Return what the library reads, the three levels folded into one."""
        with torch.no_grad():
            weight = sum((level.weight[of] for level, of in zip(self.levels, self.kin, strict=True)), torch.tensor(0.0))
            bias = sum((level.bias[of] for level, of in zip(self.levels, self.kin, strict=True)), torch.tensor(0.0))
            found = {"embedding": self.embedding.weight, "bias": self.bias, "weight": weight, "out": bias}
            return {name: tensor.detach().numpy().copy() for name, tensor in found.items()}


def train(
    rows: csr_matrix, codes: NDArray[np.int64], weights: _Array, *, kin: list[NDArray[np.int64]], recipe: Recipe | None = None
) -> dict[str, NDArray[Any]]:
    """Return the arrays of the networks that find ``codes`` from TF-IDF ``rows``, as one network.

    Parameters
    ----------
    kin
        For every code its position, that of its group and that of its major.
    """
    recipe = recipe or Recipe()
    torch.set_num_threads(1)
    examples = (rows, codes, weights)
    found = [_one(examples, kin, replace(recipe, seed=recipe.seed + i)) for i in range(recipe.networks)]
    beside = {name: np.concatenate([one[name] for one in found], axis=-1) for name in ("embedding", "bias", "weight")}
    beside["weight"] /= recipe.networks
    beside["out"] = np.mean([one["out"] for one in found], axis=0)
    scale = np.abs(beside["embedding"]).max(axis=0) / 127
    steps = np.rint(beside.pop("embedding") / scale).astype(np.int8)
    return {"head_steps": steps, "head_scale": scale} | {f"head_{name}": array for name, array in beside.items()}


def _one(examples: tuple[csr_matrix, NDArray[np.int64], _Array], kin: list[NDArray[np.int64]], recipe: Recipe) -> dict[str, _Array]:
    rows, codes, weights = examples
    torch.manual_seed(recipe.seed)
    network = Network(rows.shape[1], kin, recipe)
    dense = [value for name, value in network.named_parameters() if not name.startswith("embedding")]
    optimizers = [torch.optim.SparseAdam(network.embedding.parameters()), torch.optim.Adam(dense)]
    steps = recipe.rounds * (rows.shape[0] // recipe.batch)
    for step, chosen in enumerate(_draws(rows.shape[0], recipe)):
        for optimizer in optimizers:
            optimizer.param_groups[0]["lr"] = recipe.rate * min(1.0, step / 100) * (1 - step / steps)
            optimizer.zero_grad()
        truth, weight = torch.from_numpy(codes[chosen]), torch.from_numpy(weights[chosen])
        network.loss(_batch(rows, chosen), truth, weight).backward()
        for optimizer in optimizers:
            optimizer.step()
    return network.arrays()


def _draws(count: int, recipe: Recipe) -> Iterator[NDArray[np.int64]]:
    """Yield the rows of each step, all of them once a round but for a last part of a batch."""
    rng = np.random.default_rng(recipe.seed)
    for _ in range(recipe.rounds):
        order = rng.permutation(count)
        yield from (order[at : at + recipe.batch] for at in range(0, count - recipe.batch + 1, recipe.batch))


def _batch(rows: csr_matrix, chosen: NDArray[np.int64]) -> tuple[Tensor, Tensor, Tensor]:
    part = rows[chosen]
    starts = torch.from_numpy(part.indptr[:-1].astype(np.int64))
    return torch.from_numpy(part.indices.astype(np.int64)), starts, torch.from_numpy(SCALE * part.data)
