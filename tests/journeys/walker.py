"""Somebody at work in a browser, by the keyboard alone or without script, step by step alike."""

from abc import ABC, abstractmethod
from pathlib import PurePosixPath
from re import Pattern
from urllib.parse import urlsplit

from playwright.sync_api import FilePayload, Page

from tests.journeys.words import begins_with, called

MOST_TABS = 120  # presses that reach anything on the pages of these journeys
MOST_CHOICES = 40
FIELDS = {"textbox", "searchbox"}
SUMMARY = {"summary"}


class Walker(ABC):
    """Controls are named as in the English templates, by one message or several, and found in the
    page's own language by the beginning of the name that is read aloud."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def lang(self) -> str:
        return PurePosixPath(urlsplit(self.page.url).path).parts[1]

    def open(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)

    def sees(self, words: str, /, **values: object) -> None:
        """The page says this."""
        ways = called(words, self.lang, **values)
        text = " ".join(self.page.locator("body").inner_text().split())
        assert any(way in text for way in ways), f"{ways} not in: {text}"

    def is_at(self, address: str) -> None:
        assert urlsplit(self.page.url).path.startswith(address), self.page.url

    def menu(self, name: str) -> None:
        """Open the menu and follow a link in it, as on a telephone."""
        self.unfold("Menu")
        self.follow(name)

    def follow(self, *name: str, **values: object) -> None:
        """Use a link."""
        with self.page.expect_navigation():
            self._use({"link"}, self._named(*name, **values), "Enter")

    def press(self, *name: str, **values: object) -> None:
        """Use a button."""
        with self.page.expect_navigation():
            self._use({"button"}, self._named(*name, **values), "Space")

    def unfold(self, name: str) -> None:
        self._use(SUMMARY, self._named(name), "Enter")

    def tick(self, name: str, **values: object) -> None:
        self._use({"checkbox"}, self._named(name, **values), "Space")

    def _named(self, *name: str, **values: object) -> Pattern[str]:
        return begins_with(name, self.lang, **values)

    @abstractmethod
    def fill(self, label: str, text: str) -> None:
        """Write into a field, over what is there."""

    @abstractmethod
    def choose(self, option: str, of: str = "") -> None:
        """Choose one of several that stand there; `of` begins the words above them."""

    @abstractmethod
    def pick(self, label: str, option: str) -> None:
        """Choose one of a list that opens."""

    def attach(self, label: str, file: FilePayload) -> None:
        """Choose a file, and wait until it stands there; the box in which one chooses is the
        browser's own."""
        self.page.get_by_label(self._named(label)).set_input_files(file)
        self._send_files()
        self.page.get_by_text(file["name"]).wait_for()

    @abstractmethod
    def _send_files(self) -> None: ...

    @abstractmethod
    def _use(self, roles: set[str], name: Pattern[str], key: str) -> None: ...


class Keyboard(Walker):
    """Tab goes from control to control; wherever it stops, one sees where one is."""

    def fill(self, label: str, text: str) -> None:
        self._reach(FIELDS, self._named(label))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, option: str, of: str = "") -> None:
        """Tab stops at a group once; arrows go on from there."""
        wanted, above = self._named(option), self._named(of)
        passed: list[tuple[str, str]] = []
        for _ in range(MOST_TABS):
            role, name, group = self._focused()
            is_in_group = role == "radio" and (not of or above.match(group))
            if is_in_group and wanted.match(name):
                self.page.keyboard.press("Space")
                return
            is_new = (group, name) not in passed
            passed.append((group, name))
            self.page.keyboard.press("ArrowDown" if is_in_group and is_new else "Tab")
        raise AssertionError(f"no key led to {wanted.pattern} past {passed}")

    def pick(self, label: str, option: str) -> None:
        self._reach({"combobox"}, self._named(label))
        wanted = self._named(option)
        self.page.keyboard.press("Home")
        for _ in range(MOST_CHOICES):
            chosen = self.page.evaluate("document.activeElement.selectedOptions[0].text")
            if wanted.match(chosen):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{wanted.pattern} is not in the list")

    def _send_files(self) -> None:
        """They go by themselves."""

    def _use(self, roles: set[str], name: Pattern[str], key: str) -> None:
        self._reach(roles, name)
        self.page.keyboard.press(key)

    def _reach(self, roles: set[str], wanted: Pattern[str]) -> None:
        passed: list[str] = []
        for _ in range(MOST_TABS):
            role, name, _group = self._focused()
            if role in roles and wanted.match(name):
                return
            passed.append(f"{role} {name}".strip())
            assert passed.count("") <= 2, f"the focus got lost past {passed}"  # at start and end
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab did not reach {wanted.pattern} past {passed}")

    def _focused(self) -> tuple[str, str, str]:
        role, name, group, fault = self.page.evaluate("inPage.focused()")
        assert not fault, f"{self.page.url}: {fault}"
        return role, name, group


class WithoutScript(Walker):
    """A browser that runs no script, used with a finger."""

    def fill(self, label: str, text: str) -> None:
        fields = self.page.locator("input, textarea")
        fields.and_(self.page.get_by_label(self._named(label))).first.fill(text)

    def choose(self, option: str, of: str = "") -> None:
        place = self.page.get_by_role("group", name=self._named(of)) if of else self.page
        place.get_by_role("radio", name=self._named(option)).first.check()

    def pick(self, label: str, option: str) -> None:
        field = self.page.get_by_role("combobox", name=self._named(label)).first
        texts = field.locator("option").all_inner_texts()
        wanted = self._named(option)
        field.select_option(label=next(text for text in texts if wanted.match(text)))

    def _send_files(self) -> None:
        self.press("Attach files and go on writing")

    def _use(self, roles: set[str], name: Pattern[str], key: str) -> None:
        if roles == SUMMARY:
            self.page.locator("summary").filter(has_text=name).first.click()
        else:
            self.page.get_by_role(roles.copy().pop(), name=name).first.click()  # type: ignore[arg-type]
