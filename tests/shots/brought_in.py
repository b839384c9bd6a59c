"""What the samples have not: tables with records, in every state."""

from collections.abc import Mapping
from dataclasses import replace

from exchange.people.actor import Actor
from tests import factories
from tests.importing.made import FAULTS, WARNINGS, a_used_import, an_import

TITLES = ("A school bus that takes the dairy along", "Seven cellars, one door")


def imports(editor: Actor) -> Mapping[str, object]:
    """Of an editor: one with mistakes, one that is good, one that made drafts."""
    whole = replace(factories.a_whole_content(), lead="")
    drafts = [replace(whole, title=title) for title in TITLES]
    return {
        "bad_import": an_import(editor, *drafts, problems=(*FAULTS, *WARNINGS)),
        "good_import": an_import(editor, *drafts, problems=WARNINGS),
        "used_import": a_used_import(editor, *drafts),
    }
