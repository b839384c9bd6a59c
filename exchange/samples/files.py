"""The files of the samples, read as they are written."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_CONTENT = Path(__file__).with_name("content")
FUNDERS = Path(__file__).parents[1] / "serve" / "records" / "alter-funders.toml"


def read(name: str) -> dict[str, Any]:
    with (_CONTENT / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def read_all(kind: str) -> Sequence[dict[str, Any]]:
    """Every file of a kind ("thread", "experience"), in the order of their names."""
    return [read(path.stem) for path in sorted(_CONTENT.glob(f"{kind}-*.toml"))]
