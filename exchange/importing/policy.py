"""Who may bring in records from a table, and undo it. Pure: no queries, no request."""

from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.library.policy import may_draft
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def may_import(actor: Actor) -> Ruling:
    if not (ruling := may_draft(actor)):
        return ruling
    if not (actor.is_editor or actor.is_admin):
        return denied(_l("Editors of an organisation and admins bring in tables."))
    return ALLOWED


def may_lead(actor: Actor, organisation_id: int | None) -> Ruling:
    """Whether a draft may come in that names this organisation as its lead."""
    if organisation_id is None or actor.is_admin or organisation_id in actor.edits:
        return ALLOWED
    return denied(_l("You bring in experiences of organisations that you edit for only."))


def goes_when_undone(state: str, version: int, edit_version: int, *, was_moved: bool) -> bool:
    """Only what nobody has touched since; what was handed in and taken back, readers have."""
    return (state, version, edit_version, was_moved) == ("draft", 1, 1, False)
