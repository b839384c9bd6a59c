"""bin/shots: starts an installation with samples, walks its pages, lays out the sheets."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.serve.server import running
from tests.shots.camera import WIDTHS, Camera, browser
from tests.shots.plan import SHEETS, missing, stops
from tests.shots.scenes import EMPTY, SCENES
from tests.shots.sheets import joined, sheet
from tests.shots.stage import Stage, application, set_stage

ROOT = Path(__file__).parents[2]
LANGUAGES = "en,sr,tr"
Shot = tuple[str, str, Image.Image]  # sheet, caption, picture


def main() -> int:
    given = _arguments()
    began, languages = time.monotonic(), given.languages.split(",")
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="exchange-shots-") as folder:
        data, bare = Path(folder) / "data", Path(folder) / "bare"
        with (
            browser(given.chromium) as chromium,
            running(data) as server,
            running(bare, "--empty") as empty,
            application(data, server.address) as app,
        ):
            if without := missing(app):
                sys.stderr.write("No example in tests/shots/plan.py for:\n")
                sys.stderr.write("".join(f"  {one}\n" for one in without))
                return 1
            stage = set_stage(app)
            stage.wait_for_mail(data / "mail")
            if given.readme:
                _take_for_readme(chromium, stage, server.address)
                return 0
            closed: list[str] = []
            for lang in languages:
                walk = _Walk(chromium, stage, server.address, empty.address, lang, given.only)
                _write(list(walk.shots()), lang, given.out)
                closed += walk.closed
    print(*closed, f"{time.monotonic() - began:.0f} s; see {given.out}", sep="\n")
    return 1 if closed else 0


def _take_for_readme(chromium: Browser, stage: Stage, house: str) -> None:
    """A question with its accepted answer, as a visitor sees it."""
    camera = Camera(chromium, house, 1280)
    page = camera.page_for("guest")
    page.goto(stage.path("/threads/{thread}", "en"))
    camera.whole(page).crop((0, 0, 1280, 1160)).save(ROOT / "docs" / "thread.webp", quality=84)
    camera.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/shots", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "shots")
    parser.add_argument("--languages", default=LANGUAGES, help="of those whose pages are taken")
    parser.add_argument("--only", default="", help="captions that have this in them")
    parser.add_argument("--readme", action="store_true", help="take docs/thread.webp, no sheets")
    parser.add_argument("--chromium", required=True, help="the browser's program")
    return parser.parse_args()


class _Walk:
    """All pictures in one language, in both widths."""

    def __init__(  # budget: what one language needs
        self, chromium: Browser, stage: Stage, house: str, bare_house: str, lang: str, only: str
    ) -> None:
        self._stage, self._lang, self._only = stage, lang, only
        self.closed: list[str] = []  # what should have opened and did not
        self._cameras = [Camera(chromium, house, width) for width in WIDTHS]
        self._bare = [Camera(chromium, bare_house, width) for width in WIDTHS]

    def shots(self) -> Iterator[Shot]:
        try:
            yield from self._mails()
            yield from self._pages()
            yield from self._scenes()
            yield from self._empty_house()
        finally:
            for camera in (*self._cameras, *self._bare):
                camera.close()

    def _is_wanted(self, caption: str) -> bool:
        return self._only in caption

    def _pages(self) -> Iterator[Shot]:
        for stop, role in stops():
            path = self._stage.path(stop.path, self._lang)
            caption = f"{self._stage.caption(stop.path, self._lang)}  {role}"
            if not self._is_wanted(caption):
                continue
            for camera in self._cameras:
                page = self._page(camera, role)
                answer = page.goto(path)
                if answer is None or answer.status >= 400:
                    self.closed.append(f"{role} gets {answer and answer.status} at {path}")
                yield stop.sheet, caption, camera.shoot(page)

    def _page(self, camera: Camera, role: str) -> Page:
        if role == "guest" or camera.has(role):
            return camera.page_for(role)
        return camera.page_for(role, self._stage.cookie_of(role))

    def _scenes(self) -> Iterator[Shot]:
        for scene in SCENES:
            caption = f"{scene.name}  {scene.role}"
            if not self._is_wanted(caption):
                continue
            for camera in self._cameras:
                page = self._page(camera, scene.role)
                scene.act(page, self._stage, self._lang)
                yield "states", caption, camera.shoot(page)

    def _empty_house(self) -> Iterator[Shot]:
        for path in EMPTY:
            caption = f"empty: /{self._lang}{path}  guest"
            if not self._is_wanted(caption):
                continue
            for camera in self._bare:
                page = camera.page_for("guest")
                page.goto(f"/{self._lang}{path}")
                yield "states", caption, camera.shoot(page)

    def _mails(self) -> Iterator[Shot]:
        for letter in self._stage.letters(self._lang):
            caption = f"mail: {letter.kind}"
            if not self._is_wanted(caption):
                continue
            for camera in self._cameras:
                page = camera.page_for("reader of mails")
                page.set_content(letter.html)
                yield "mails", caption, camera.shoot(page)


def _write(shots: Sequence[Shot], lang: str, out: Path) -> None:
    for number, (key, title) in enumerate(SHEETS.items(), 1):
        cells = joined((caption, picture) for on, caption, picture in shots if on == key)
        if cells:
            heading = f"{title} · {lang} · {' and '.join(map(str, WIDTHS))} px"
            sheet(heading, cells).save(out / f"{lang}-{number}-{key}.png", optimize=True)
            print(f"{lang}-{number}-{key}.png  {len(cells)} pages", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
