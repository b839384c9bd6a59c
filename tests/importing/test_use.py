"""A good table becomes drafts of whoever sent it: all or none, once, and nothing is published."""

import pytest
from sqlalchemy import func, select

from exchange.importing import actions
from exchange.importing.models import ExperienceImport, ImportedDraft
from exchange.importing.problems import Problem
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.library.actions.submit import content_of
from exchange.library.content import Content
from exchange.library.models import Experience, ExperienceAuthor
from exchange.people.models import Membership
from tests.factories import a_person, a_tag, an_admin, an_editor, an_organisation
from tests.importing.made import an_import
from tests.importing.tables import FULL, SNAPSHOT, a_csv, an_xlsx, bring, problems


@pytest.fixture
def editor(client, sign_in):
    who = an_editor(an_organisation("rs", name="Kamena network"))
    sign_in(client, who)
    return who


def drafts():
    with transaction(None):
        return db.session.scalars(select(Experience).order_by(Experience.id)).all()


def used(who, import_id):
    return actions.use_import(who, import_id, actions.made_ready(who, import_id))


def test_each_row_becomes_a_draft_that_says_what_the_row_said(client, editor):
    a_tag("tourism", is_theme=True)
    row = FULL | {"themes": "tourism", "lead": "rs"}
    page = bring(client, an_xlsx(row, SNAPSHOT | {"title": "Šesti autobus"}))
    assert problems(page) == []
    page = client.submit(page, "/use")
    assert "2 drafts are made." in page.text
    assert "2 drafts came of it." in page.text
    first, second = drafts()
    assert (first.state, first.edit_version, first.published_at) == ("draft", 1, None)
    with transaction(None):
        content = content_of(db.session.get_one(Experience, first.id))
        authors = select(ExperienceAuthor.account_id).where(
            ExperienceAuthor.experience_id == first.id
        )
        assert db.session.scalars(authors).all() == [editor.id]
    assert (content.lead, content.themes, content.kind) == ("rs", ("tourism",), "full")
    assert content.body.cost.currency == "RSD"
    assert "<em>names</em>" in first.body_html[f"{content.body.blocks[0].key}.description"]
    assert not content.consent
    assert second.title == "Šesti autobus"
    assert client.get(page.link("Šesti autobus"), follow=True).status == 200
    assert "Missing: lead organisation, themes, contact, consent" in page.text


def test_a_table_with_mistakes_makes_nothing_even_if_it_is_asked_to(client, editor):
    data = bring(client, a_csv(SNAPSHOT)).form("/use").data
    bad = bring(client, a_csv(SNAPSHOT, SNAPSHOT | {"title": "Two", "level": "planet"}))
    page = client.post(f"{bad.address}/use", data)
    assert page.status == 422
    assert drafts() == []


def test_sent_twice_it_is_done_once(client, editor):
    form = bring(client, a_csv(SNAPSHOT)).form("/use")
    first, second = client.send(form), client.send(form)
    assert (first.status, first.location) == (second.status, second.location)
    data = form.data
    data["submission_id"] = "0" * 32
    again = client.post(form.action, data)
    assert again.status == 303
    assert len(drafts()) == 1


def test_one_bad_draft_takes_all_of_them_back(app):
    who = an_editor(an_organisation("rs"))
    an_organisation("lv")
    import_id = an_import(who, Content(title="One", lead="rs"), Content(title="Two", lead="lv"))
    with pytest.raises(NotAllowed, match="organisations that you edit"):
        used(who, import_id)
    assert drafts() == []
    with transaction(None):
        assert db.session.get_one(ExperienceImport, import_id).used_at is None


def test_whoever_is_no_editor_any_more_makes_no_drafts_of_it(app):
    who = an_editor(an_organisation("rs"))
    import_id = an_import(who, Content(title="One"))
    ready = actions.made_ready(who, import_id)
    with transaction(None):
        db.session.scalars(select(Membership).filter_by(account_id=who.id)).one().role = "member"
    with pytest.raises(NotAllowed):
        actions.use_import(who, import_id, ready)
    assert drafts() == []


def test_an_admin_brings_in_for_any_organisation(app):
    an_organisation("lv")
    who = an_admin()
    assert used(who, an_import(who, Content(title="One", lead="lv"))) == 1


def test_members_keep_no_tables(app):
    with pytest.raises(NotAllowed):
        an_import(a_person())


def test_nobody_else_sees_or_uses_a_table(client, sign_in, editor):
    import_id = an_import(editor)
    other = an_admin()
    with pytest.raises(NotFound):
        actions.made_ready(other, import_id)
    with pytest.raises(NotFound):
        actions.use_import(other, import_id, ())
    with pytest.raises(NotFound):
        actions.undo_import(other, import_id)
    sign_in(client, other)
    for way in ("", "/undo"):
        assert client.get(f"/en/experiences/imports/{import_id}{way}").status == 404


def test_once_used_the_words_stand_in_the_drafts_alone(app):
    who = an_editor()
    problem = Problem(2, "title", "One", "Look.", is_warning=True)
    import_id = actions.keep_import(who, "t.csv", [(2, Content(title="One"))], [problem], (1, 0, 0))
    used(who, import_id)
    with transaction(None):
        row = db.session.get_one(ExperienceImport, import_id)
        assert (row.drafts, row.problems) == ([], [])
        assert db.session.scalar(select(func.count()).select_from(ImportedDraft)) == 1


def test_five_hundred_rows_are_looked_through_and_made(client, editor):
    rows = [FULL | {"title": f"Village {n}", "lead": "rs"} for n in range(500)]
    page = bring(client, an_xlsx(*rows))
    assert "500 of 500 rows are good." in page.text
    page = client.submit(page, "/use")
    assert "500 drafts are made." in page.text
    assert len(drafts()) == 500
