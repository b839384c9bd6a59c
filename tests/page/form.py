"""A form as a browser would fill and send it."""

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from werkzeug.datastructures import MultiDict

from tests.page.names import name_of
from tests.page.tree import Document, Element

_NOT_TYPED = {"submit", "button", "reset", "image", "file"}


class Form:
    """`.fields` holds what would be sent, `.fill(body="…")` types, `.data` is what is sent."""

    def __init__(
        self, element: Element, page: Document, address: str, pressed: Element | None = None
    ) -> None:
        self.element, self.page, self.address = element, page, address
        self.controls = [e for e in page.elements if self._owns(e) and not _is_disabled(e)]
        self.pressed = pressed or self._default_button()
        self.fields: dict[str, list[object]] = {}
        for control in self.controls:
            if control.get("name"):
                values = _sent_by(control)
                if values:
                    self.fields.setdefault(control["name"], []).extend(values)

    def _owns(self, element: Element) -> bool:
        if element.tag not in ("input", "select", "textarea", "button"):
            return False
        if "form" in element:
            return element["form"] == self.element.get("id")
        return any(place is self.element for place in element.up())

    def _default_button(self) -> Element | None:
        return next(iter(self.buttons), None)

    @property
    def buttons(self) -> list[Element]:
        return [e for e in self.controls if _sends(e)]

    @property
    def action(self) -> str:
        """The address it is sent to, with the path of this site."""
        own = self.element.get("action") or self.address
        given = (self.pressed.get("formaction") if self.pressed else "") or own
        parts = urlsplit(urljoin(self.address, given))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def method(self) -> str:
        given = (self.pressed.get("formmethod") if self.pressed else "") or ""
        return "POST" if (given or self.element.get("method")).lower() == "post" else "GET"

    @property
    def is_in_main(self) -> bool:
        return any(place.tag == "main" for place in (self.pressed or self.element).up())

    def press(self, button: str | None) -> "Form":
        """Choose the button by its words, its name, its value or the end of its address."""
        if button is not None:
            self.pressed = next((e for e in self.buttons if self._is_called(e, button)), None)
            known = [name_of(e, self.page) for e in self.buttons]
            assert self.pressed, f"{self.element!r} has no button {button!r}, but {known}"
        return self

    def _is_called(self, element: Element, button: str) -> bool:
        if button in (name_of(element, self.page), element.get("name"), element.get("value")):
            return True
        return element.get("formaction").endswith(button)

    def fill(self, **values: object) -> "Form":
        """Type, choose or tick; what the form does not offer cannot be filled in."""
        for name, value in values.items():
            controls = [e for e in self.controls if e.get("name") == name and not _sends(e)]
            known = sorted({e["name"] for e in self.controls if e.get("name")})
            assert controls, f"{self.element!r} has no field {name!r}, but {known}"
            self.fields[name] = self._chosen(controls, value)
        return self

    def _chosen(self, controls: list[Element], value: object) -> list[object]:
        if value is None or value is False:
            return []
        offered = _offered(controls)
        if value is True:
            return list(offered[:1])
        values = list(value) if isinstance(value, list | set | frozenset) else [value]
        if controls[0].get("type") == "file":
            multipart = self.element.get("enctype") == "multipart/form-data"
            assert multipart, f"{self.element!r} takes a file: it needs multipart/form-data"
            return values
        texts = [str(each) for each in values]
        if offered:
            strange = [text for text in texts if text not in offered]
            assert not strange, f"{strange} cannot be chosen, only {offered}: use .post() for it"
        return list(texts)

    @property
    def data(self) -> MultiDict[str, object]:
        """What a browser sends: lines end as HTML says, and the pressed button comes along."""
        typed = {e["name"] for e in self.controls if e.tag == "textarea" and e.get("name")}
        pairs = [
            (name, _lines(value) if name in typed else value)
            for name, values in self.fields.items()
            for value in values
        ]
        if self.pressed is not None and self.pressed.get("name"):
            pairs.append((self.pressed["name"], self.pressed.get("value")))
        return MultiDict(pairs)


def _sends(element: Element) -> bool:
    if element.tag == "button":
        return element.get("type", "submit") == "submit"
    return element.tag == "input" and element.get("type") in ("submit", "image")


def _is_disabled(element: Element) -> bool:
    fieldsets = (place for place in element.up() if place.tag == "fieldset")
    return "disabled" in element or any("disabled" in place for place in fieldsets)


def _sent_by(control: Element) -> list[object]:
    """What it would send untouched."""
    if control.tag == "textarea":
        return ["".join(control.pieces())]
    if control.tag == "select":
        return list(_selected(control))
    kind = control.get("type")
    if control.tag == "button" or kind in _NOT_TYPED:
        return []
    if kind in ("checkbox", "radio"):
        return [control.get("value", "on")] if "checked" in control else []
    return [control.get("value")]


def _selected(control: Element) -> list[str]:
    options = [e for e in control.down() if e.tag == "option" and "disabled" not in e]
    chosen = [_value(e) for e in options if "selected" in e]
    if "multiple" in control:
        return chosen
    return chosen[-1:] or [_value(e) for e in options[:1]]


def _value(option: Element) -> str:
    return option.get("value") if "value" in option else option.text


def _offered(controls: Iterable[Element]) -> list[str]:
    """The values that may be chosen; none where one types."""
    offered: list[str] = []
    for control in controls:
        if control.tag == "select":
            offered += [_value(e) for e in control.down() if e.tag == "option"]
        elif control.get("type") in ("checkbox", "radio"):
            offered.append(control.get("value", "on"))
    return offered


def _lines(value: object) -> object:
    if not isinstance(value, str):
        return value
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
