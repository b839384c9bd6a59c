"""An import is undone: what nobody has touched goes; what stays is named before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from exchange.importing import actions
from exchange.importing.actions import use
from exchange.importing.actions.keep import MOST_WAITING
from exchange.importing.models import ExperienceImport, ImportedDraft
from exchange.importing.queries import import_page
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed
from exchange.kernel.sweeping import sweepers
from exchange.library import actions as library
from exchange.library.actions.submit import content_of
from exchange.library.models import Experience, ExperienceMove, ExperienceNumber
from exchange.people import actions as people
from tests.factories import a_moderator, a_whole_content, an_editor, an_organisation
from tests.importing.made import a_used_import, an_import
from tests.importing.test_use import drafts
from tests.library.test_one_after_the_other import while_held

__all__ = ["while_held"]  # a fixture


@pytest.fixture
def editor(client, sign_in):
    who = an_editor()
    sign_in(client, who)
    return who


def titled(*titles):
    """Each whole, but for the lead: whoever may name one is another matter."""
    whole = replace(a_whole_content(), lead="")
    return [replace(whole, title=title) for title in titles]


def brought_in(who, *titles):
    return a_used_import(who, *titled(*titles))


def edit(who, draft, title):
    with transaction(None):
        content = content_of(db.session.get_one(Experience, draft.id))
    library.save_draft(who, draft.id, version=1, content=replace(content, title=title))


def count(model):
    with transaction(None):
        return db.session.scalar(select(func.count()).select_from(model))


def test_what_nobody_has_touched_goes_and_the_rest_is_named_before(client, editor):
    import_id = brought_in(editor, "Untouched", "Edited", "Handed in")
    _, edited, handed = drafts()
    edit(editor, edited, "Edited again")
    with transaction(None):
        db.session.get_one(Experience, handed.id).state = "submitted"
    page = client.get(f"/en/experiences/imports/{import_id}/undo")
    assert "1 draft that nobody has touched is deleted for good." in page.text
    assert "Edited again" in page.text
    assert "edited since" in page.text
    assert "Waits for a reader" in page.text
    assert "Untouched" not in page.text
    page = client.submit(page, "/undo")
    assert "The import is undone." in page.text
    assert [one.title for one in drafts()] == ["Edited again", "Handed in"]
    assert count(ExperienceNumber) == 2
    assert count(ExperienceMove) == 2
    assert count(ImportedDraft) == 2


def test_undone_twice_it_is_undone_once(client, editor):
    import_id = brought_in(editor, "One")
    form = client.get(f"/en/experiences/imports/{import_id}/undo").form("/undo")
    first, second = client.send(form), client.send(form)
    assert (first.status, first.location) == (second.status, second.location)
    assert actions.undo_import(editor, import_id) == 0
    page = client.get(f"/en/experiences/imports/{import_id}/undo")
    assert "There is nothing to undo." in page.text


def test_what_stayed_once_stays(app):
    """Even where it is a draft again: whoever undid the import was told that it stays."""
    who = an_editor()
    import_id = brought_in(who, "Handed in")
    with transaction(None):
        db.session.get_one(Experience, (draft := drafts()[0]).id).state = "submitted"
    assert actions.undo_import(who, import_id) == 0
    library.take_back(who, draft.id)
    assert actions.undo_import(who, import_id) == 0
    assert [one.state for one in drafts()] == ["draft"]


def test_what_was_handed_in_and_taken_back_stays_with_what_its_readers_said(app):
    who = an_editor(home := an_organisation())
    [content] = titled("Handed in")
    import_id = a_used_import(who, replace(content, lead=home.code))
    library.submit(who, (draft := drafts()[0]).id)
    library.take_back(who, draft.id)
    assert [one.title for one in import_page(who, import_id).staying] == ["Handed in"]
    assert actions.undo_import(who, import_id) == 0
    assert [one.state for one in drafts()] == ["draft"]


def test_what_was_not_brought_in_has_nothing_to_undo(app):
    who = an_editor()
    assert actions.undo_import(who, an_import(who)) == 0


def test_drafts_of_other_imports_and_of_ones_own_stay(app):
    who = an_editor()
    library.create_draft(who, a_whole_content())
    first, _second = brought_in(who, "One"), brought_in(who, "Two")
    actions.undo_import(who, first)
    assert [one.title for one in drafts()] == ["Five seats, one bus", "Two"]


def test_whoever_is_suspended_undoes_nothing(app):
    who = an_editor()
    import_id = brought_in(who, "One")
    people.suspend(a_moderator(), who.id, "Advertising.")
    with pytest.raises(NotAllowed):
        actions.undo_import(who, import_id)
    assert len(drafts()) == 1


def test_the_log_says_who_did_what(app, caplog):
    who = an_editor()
    with caplog.at_level("INFO"):
        actions.undo_import(who, import_id := brought_in(who, "One", "Two"))
    assert f"Import {import_id} by account {who.id} made 2 drafts" in caplog.text
    assert f"Import {import_id} by account {who.id} undone: 2 drafts" in caplog.text


def test_a_table_that_nobody_uses_goes_after_a_week(app):
    who = an_editor()
    old, new, done = an_import(who), an_import(who), brought_in(who, "One")
    with transaction(None):
        for one in (old, done):
            db.session.get_one(ExperienceImport, one).made_at = now() - timedelta(days=8)
        db.session.get_one(ExperienceImport, new).made_at = now() - timedelta(days=6)
    assert actions.clear_unused in sweepers
    actions.clear_unused()
    with transaction(None):
        assert set(db.session.scalars(select(ExperienceImport.id))) == {new, done}


def test_one_person_has_few_tables_that_wait(app):
    who, other = an_editor(), an_editor()
    theirs, first = an_import(other), an_import(who)
    done = brought_in(who, "One")
    for _ in range(MOST_WAITING):
        an_import(who)
    with transaction(None):
        ids = set(db.session.scalars(select(ExperienceImport.id)))
    assert {theirs, done} <= ids
    assert first not in ids
    assert len(ids) == MOST_WAITING + 2


def test_one_that_is_used_while_another_takes_its_place_can_still_be_undone(app, while_held):
    who = an_editor()
    oldest, *_ = (an_import(who, *titled(f"Table {n}")) for n in range(MOST_WAITING))
    while_held(lambda: a_used(who, oldest), (use, "_add"), lambda: an_import(who))
    assert actions.undo_import(who, oldest) == 1


def a_used(who, import_id):
    return actions.use_import(who, import_id, actions.made_ready(who, import_id))
