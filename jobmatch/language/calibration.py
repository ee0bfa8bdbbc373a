"""What a cosine is worth: an affine map from any encoder's cosines to fit.

Encoders spread their cosines differently: raw multilingual-e5 puts unrelated trades near .85, a static
embedding near 0. ::

    fit = slope · cos + offset      unrelated ≈ 0 · same family ≈ .5 · same trade ≈ 1

The map is straight because a straight one can be folded into the vectors that FAISS searches; it is fitted
once, on occupation names whose kinship is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from jobmatch.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Families of trades, each trade with the names people use for it. Held small and plain: it must tell how an
# encoder spreads its cosines, not how good it is.
ANCHORS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("缝纫工", "平车工", "缝制工"), ("裁剪工", "裁床工"), ("熨烫工", "整烫工")),
    (("电焊工", "焊工"), ("钣金工", "钣金师傅"), ("钳工", "装配钳工")),
    (("砌筑工", "瓦工", "泥瓦工"), ("钢筋工", "钢筋绑扎工"), ("模板工", "建筑木工")),
    (("养老护理员", "护老员"), ("家政服务员", "保姆"), ("育婴员", "育婴师", "育儿嫂")),
    (("中式烹调师", "中餐厨师"), ("餐厅服务员", "传菜员"), ("面点师", "中式面点师")),
    (("保安员", "保安"), ("保洁员", "清洁工", "保洁"), ("园林绿化工", "绿化养护工")),
    (("货车司机", "货运司机"), ("公交车司机", "公交驾驶员"), ("网约车司机", "网约车驾驶员")),
    (("仓库管理员", "仓管员", "库管"), ("装卸搬运工", "搬运工"), ("叉车司机", "叉车工")),
    (("果树栽培工", "果农"), ("蔬菜种植工", "菜农"), ("农艺工", "种植工")),
    (("生猪饲养员", "养猪工"), ("家禽饲养员", "养鸡工"), ("水产养殖工", "养鱼工")),
    (("会计", "会计员"), ("出纳", "出纳员"), ("审计员", "审计专员")),
    (("护士", "临床护士"), ("药剂师", "药师"), ("外科医生", "外科医师")),
)


@dataclass(frozen=True)
class Calibration:
    """The affine map from cosine to fit.

    >>> round(Calibration(slope=2.0, offset=-1.0).fit(0.75), 2)
    0.5
    """

    slope: float
    """Fit gained by one whole unit of cosine; positive."""
    offset: float
    """Fit of a pair of texts whose cosine is 0."""

    def fit(self, cosine: Any) -> Any:
        """Return slope · cosine + offset, for a number or an array."""
        return self.slope * cosine + self.offset


def calibrate(encoder: Any) -> Calibration:
    """Return the map that puts the encoder's unrelated trades near 0, families near .5, the same trade near 1.

    Least squares through the three median cosines of `ANCHORS`. An encoder that gives every pair the same
    cosine cannot be calibrated.

    Raises
    ------
    EncoderError
        The encoder does not tell the same trade from an unrelated one.

    Examples
    --------
    >>> from jobmatch.language.encoders import default_encoder
    >>> map_of = calibrate(default_encoder())
    >>> sewing, sewing_too, accounts = default_encoder().encode(["缝纫工", "平车工", "会计"])
    >>> bool(map_of.fit(sewing @ sewing_too) > 0.7 > 0.3 > map_of.fit(sewing @ accounts))
    True
    """
    names, kinship = _anchor_pairs()
    vectors = unit_rows(np.asarray(encoder.encode(list(names)), dtype=np.float32))
    cosine = vectors @ vectors.T
    medians = [float(np.median(cosine[kinship == kind])) for kind in (0.0, 0.5, 1.0)]
    slope, offset = np.polyfit(medians, (0.0, 0.5, 1.0), 1) if medians[2] - medians[0] > 1e-3 else (0.0, 0.0)
    if slope <= 0:
        raise EncoderError(
            f"{type(encoder).__name__}: median cosine of the same trade {medians[2]:.3f}, of unrelated trades "
            f"{medians[0]:.3f}; such an encoder cannot say which job fits, use another model"
        )
    return Calibration(float(slope), float(offset))


def unit_rows(vectors: NDArray[np.float32] | NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the rows scaled to length 1; a zero row stays zero.

    >>> unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)).tolist()
    [[0.6..., 0.8...], [0.0, 0.0]]
    """
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(norms > 0, norms, 1)).astype(np.float32)


def _anchor_pairs() -> tuple[Sequence[str], NDArray[np.float64]]:
    """Return the names and, for each pair, 1 same trade, .5 same family, 0 unrelated, NaN the name itself."""
    rows = [(f, t, name) for f, family in enumerate(ANCHORS) for t, trade in enumerate(family) for name in trade]
    family = np.array([f for f, _, _ in rows])
    trade = np.array([10 * f + t for f, t, _ in rows])
    kinship = 0.5 * (family[:, None] == family) + 0.5 * (trade[:, None] == trade)
    np.fill_diagonal(kinship, np.nan)
    return [name for _, _, name in rows], kinship
