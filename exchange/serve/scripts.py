"""The scripts without their comments and indents, as they are sent: made at set-up, never
committed."""

from pathlib import Path

from rjsmin import jsmin

FOLDER = "small"


def build(static: Path) -> None:
    """Make what is missing or other than its source says; forget what has no source any more."""
    folder = static / FOLDER
    folder.mkdir(exist_ok=True)
    sources = {source.name: source for source in static.glob("*.js")}
    for made in folder.glob("*.js"):
        if made.name not in sources:
            made.unlink()
    for name, source in sources.items():
        small = made_small(source)
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != small:
            unfinished = folder / f"{name}.unfinished"
            unfinished.write_text(small, encoding="utf-8")
            unfinished.replace(folder / name)


def made_small(source: Path) -> str:
    return str(jsmin(source.read_text(encoding="utf-8")))
