"""The contracts of architecture.md, section 1, as pyproject.toml states them."""

import tomllib

import pytest
from importlinter.cli import lint_imports

from tests.rules.source_laws import ROOT

LAYERS = ("views", "forms", "actions", "queries", "policy", "models", "events")
NO_FEATURES = {"kernel", "text", "web", "serve"}


def test_the_import_contracts_are_kept(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert code == 0, capfd.readouterr().out


def test_every_feature_keeps_the_order_inside() -> None:
    """The outer contract is exhaustive by itself; the inner one must be told of each feature."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {c["id"]: c for c in settings["tool"]["importlinter"]["contracts"]}
    features = {
        f"exchange.{folder.name}"
        for folder in (ROOT / "exchange").iterdir()
        if folder.name not in NO_FEATURES
        and any((folder / f"{layer}.py").exists() or (folder / layer).is_dir() for layer in LAYERS)
    }
    silent = features - set(contracts["inside"]["containers"])
    assert not silent, f"name {sorted(silent)} in the containers of the contract “inside”"
