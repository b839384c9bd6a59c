"""Our sparse copy of the model gives what the whole one gives, at a fraction of the memory."""

import subprocess
import sys
from pathlib import Path

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from exchange.samples.files import read_all
from exchange.serve import language_model as made_by
from exchange.text import language_model
from exchange.text.language_model import FILE, Model, load

pytestmark = pytest.mark.slow

MOST = 8_000_000  # bytes: they count as resident in every process that has looked at them all
ODD = [
    "",
    "IPARD",
    "ŠTA JE LEADER?",
    "👩‍🌾🐄",
    "\ud800",
    "e\u0301" * 9,
    "\x00\xff" * 50,
    "中文",
    "ß" * 999,
]


@pytest.fixture(scope="module")
def whole() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(made_by.LANGUAGES)
    return identifier


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Model:
    path = tmp_path_factory.mktemp("model") / "languages.model"
    made_by.build(path)
    return Model(load(path))


def test_our_copy_gives_the_shares_of_the_whole_model(
    whole: LanguageIdentifier, ours: Model
) -> None:
    texts = [post["body"] for thread in read_all("thread") for post in thread.get("posts", ())]
    assert len(texts) > 50
    for text in [*texts, *ODD]:
        assert ours.shares(text) == pytest.approx(dict(whole.rank(text)), abs=1e-4), text


def test_the_file_is_small_and_made_once(tmp_path: Path) -> None:
    path = tmp_path / "languages.model"
    path.write_bytes(b"of another recipe")
    made_by.build(path)
    made = path.stat()
    assert made.st_size < MOST
    made_by.build(path)
    assert path.stat().st_mtime_ns == made.st_mtime_ns
    assert [one.name for one in tmp_path.iterdir()] == ["languages.model"]


def test_a_process_that_detects_a_language_needs_no_numpy() -> None:
    script = (
        "import sys; from exchange.text.languages import detect;"
        "print(detect('Kā samaksāt animatoram, pirms saņemts pirmais avanss?'));"
        "print({'numpy', 'py3langid'} & set(sys.modules))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.split("\n") == ["lv", "set()", ""]


def test_a_missing_file_is_named_with_what_makes_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    language_model.model.cache_clear()
    monkeypatch.setattr(language_model, "FILE", tmp_path / FILE.name)
    with pytest.raises(RuntimeError, match="bin/serve and bin/test make it"):
        language_model.model()
