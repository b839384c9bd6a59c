"""Where two people's forms differ, for the page that shows both."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from exchange.web.forms import Form


def differing(mine: Form, theirs: Form) -> Iterator[tuple[object, str, bool]]:
    """Of each field that says something else in theirs: its label, their text in words, and
    whether somebody wrote it."""
    for field in theirs:
        if getattr(field.widget, "input_type", "") == "hidden":
            continue
        own = said(mine[field.name]) if field.name in mine else ""
        if (text := said(field)) != own:
            yield field.label.text, text, not hasattr(field, "iter_choices")


def said(field: Any) -> str:
    """What stands in a field, in words."""
    if hasattr(field, "iter_choices"):
        return ", ".join(str(one.label) for one in field.iter_choices() if one.selected)
    if isinstance(field.data, bool):
        return str(_("yes") if field.data else _("no"))
    return str(field.data or "")
