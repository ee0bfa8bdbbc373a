"""What examples in docstrings may name without saying where it comes from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest


@pytest.fixture(autouse=True)
def _usual_names(doctest_namespace: dict[str, Any]) -> None:
    doctest_namespace.update(np=np, pd=pd)
