"""Write a trained model as a folder that sentence-transformers loads and the library reads without torch.

::

    tokenizer.json, model.safetensors     StaticEmbedding: one row a word
    1_Normalize
    2_Dense                               softmax of [(prototypes·x − clear) / sharp, small·x, −small·x]
    3_Dense                               their shares · [places of the prototypes, x back again]
    4_Normalize
    calibration.json                      cosine → fit (not part of sentence-transformers)

The two dense layers draw a text that clearly resembles known occupations (cosine above ``clear``) to the mean of
their places, whose cosines are graded by kinship, and leave every other text where it is. A sum of word rows
alone cannot do this, and without it a quarter of the pairs of different majors have a cosine above 0.25.

The weights are stored in float32, for sentence-transformers gives NaN for a blank text in half precision, but
rounded to 12 bits of mantissa, so that they take half the room in the wheel.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file

from jobmatch.language.calibration import Calibration, unit_rows
from models.vocabulary import make_tokenizer

if TYPE_CHECKING:
    from models.training import Training

_MODULES = ("StaticEmbedding", "Normalize", "Dense", "Dense", "Normalize")


SPREAD = Calibration(slope=0.95, offset=-0.1)
"""Cosine → fit. On pairs of development titles, by a model that has not seen them and with the lexicon's draw
(`jobmatch.language.work_vectors`) and kinship: same code median .80, same group of four .38, 95th percentile of different majors
.23; .951 of the pairs with the same code lie above .07, the default `min_fit`."""


@dataclass(frozen=True)
class Draw:
    """How a text is drawn to the prototypes; settled on the development part."""

    sharp: float = 0.02
    """Temperature of the softmax over the prototypes."""
    clear: float = 0.5
    """Cosine above which a prototype outweighs the text itself."""
    small: float = 0.1
    """Slope of the units that lead the text past the prototypes."""
    loyal: float = 0.01
    """Weight of staying near the learned prototype while the cosines among them are set to their kinship."""


def write_model(training: Training, folder: Path) -> None:
    """Write the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    words = training.shipped()
    make_tokenizer(words).save(str(folder / "tokenizer.json"))
    rows = training.rows(words)
    rows /= np.median(np.linalg.norm(rows[1:], axis=1))
    save_file({"embedding.weight": rounded(rows)}, folder / "model.safetensors")
    named = np.flatnonzero(training.named)
    prototypes = unit_rows(training.model.prototypes.detach().numpy())[named]
    write_layers(prototypes, training.code_kinship.between(named), folder)
    _write_json(folder / "modules.json", [_module(i, name) for i, name in enumerate(_MODULES)])
    settings = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "prompts": {}}
    _write_json(folder / "config_sentence_transformers.json", settings | {"default_prompt_name": None})
    _write_json(folder / "calibration.json", {"slope": SPREAD.slope, "offset": SPREAD.offset})


def write_layers(prototypes: NDArray[np.float32], kinship: NDArray[np.float32], folder: Path) -> None:
    """Write the dense layers that draw texts to the prototypes of the codes that titles bear."""
    draw = Draw()
    first, second = _layers(prototypes, place(prototypes, kinship, draw.loyal), draw)
    _write_dense(folder / "2_Dense", first, "Softmax")
    _write_dense(folder / "3_Dense", second, "Identity")


def write_prototypes(training: Training, file: Path) -> None:
    """Write the unit prototype of every code, float32 ``[codes, d]``, for `models.coder`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file({"prototypes": unit_rows(training.model.prototypes.detach().numpy())}, file)


def rounded(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the weights with the last 12 of 24 bits of their mantissa rounded away.

    >>> float(rounded(np.array([1 / 3], dtype=np.float32))[0])
    0.3333...
    """
    bits = np.ascontiguousarray(weights, dtype=np.float32).view(np.uint32)
    return ((bits + np.uint32(0x800)) & np.uint32(0xFFFFF000)).view(np.float32)


def place(prototypes: NDArray[np.float32], kinship: NDArray[np.float32], loyal: float) -> NDArray[np.float32]:
    """Return unit vectors near the prototypes whose cosines are the codes' kinship, as well as the width allows."""
    learned, aim = torch.from_numpy(prototypes), torch.from_numpy(kinship)
    weight = torch.where(aim > 0.3, 4.0, 1.0).fill_diagonal_(0)
    places = torch.nn.Parameter(learned.clone())
    optimizer = torch.optim.Adam([places])
    for step in range(300):
        optimizer.param_groups[0]["lr"] = 0.01 * (1 - step / 300)
        unit = torch.nn.functional.normalize(places, dim=1)
        loss = (weight * (unit @ unit.T - aim) ** 2).mean() + loyal * ((unit - learned) ** 2).sum(dim=1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return unit_rows(places.detach().numpy())


_Arrays = dict[str, NDArray[np.float32]]


def _layers(prototypes: NDArray[np.float32], places: NDArray[np.float32], draw: Draw) -> tuple[_Arrays, _Arrays]:
    """Return the two dense layers.

    With the logits ±small·x + log(1 / 2d) the softmax shares of the last 2d units are (1 ± small·x) / 2d times what
    is left by the prototypes; their difference gives x back.
    """
    width = prototypes.shape[1]
    straight = np.eye(width, dtype=np.float32)
    bias = np.concatenate([np.full(len(prototypes), -draw.clear / draw.sharp), np.full(2 * width, -np.log(2 * width))])
    upper = np.vstack([prototypes / draw.sharp, draw.small * straight, -draw.small * straight])
    lower = np.vstack([places, width / draw.small * straight, -width / draw.small * straight]).T
    first = {"linear.weight": rounded(upper), "linear.bias": bias.astype(np.float32)}
    return first, {"linear.weight": rounded(np.ascontiguousarray(lower))}


def _write_dense(folder: Path, arrays: dict[str, NDArray[np.float32]], activation: str) -> None:
    folder.mkdir(exist_ok=True)
    save_file(arrays, folder / "model.safetensors")
    out_features, in_features = arrays["linear.weight"].shape
    module = {"Softmax": "torch.nn.modules.activation.Softmax", "Identity": "torch.nn.modules.linear.Identity"}
    facts = {"in_features": in_features, "out_features": out_features, "bias": "linear.bias" in arrays}
    _write_json(folder / "config.json", facts | {"activation_function": module[activation]})


def _module(index: int, name: str) -> dict[str, Any]:
    path = "" if index == 0 else f"{index}_{name}"
    return {"idx": index, "name": str(index), "path": path, "type": f"sentence_transformers.models.{name}"}


def _write_json(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
