"""The pictures of a draft: sent, told of, put in order, left out; also by two people at once."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, Refused
from exchange.library import actions
from exchange.library.body import body_from
from exchange.library.bounds import PICTURES
from exchange.library.models import ExperienceAuthor, ExperiencePicture
from exchange.library.queries import working_copy
from exchange.library.sections import SECTIONS, digest_of
from tests.factories import (
    a_draft,
    a_full_content,
    a_mentor,
    a_person,
    a_published,
    a_thread,
    opening_of,
    saved,
    the_experience,
)
from tests.files.bytes import A_PDF, a_photo, a_png_that_claims
from tests.forum.attaching import a_file, a_table, all_files, sent
from tests.library.pictures import SAID, a_picture, a_pictured, a_pictured_draft, pictures_of

FORM = "/edit/pictures"


def place_of(draft, lang="en"):
    return f"/{lang}/experiences/ALTER-XP-{draft.number:04d}/edit/pictures"


def shown_files(draft):
    """Ids of the files that stand in a version."""
    db.session.rollback()
    found = select(ExperiencePicture.file_id).where(ExperiencePicture.experience_id == draft.id)
    return sorted(db.session.scalars(found))


@pytest.fixture
def me(client, sign_in):
    who = a_person("Ana Author")
    sign_in(client, who)
    return who


def told(number=0, **changes):
    return {f"pictures-{number}-{name}": value for name, value in (SAID | changes).items()}


def test_a_picture_is_sent_then_told_of_then_the_record_can_be_submitted(client, me):
    draft = a_draft(me, a_full_content())
    form = client.get(place_of(draft)).form(FORM).fill(upload=[sent(a_photo(size=(1200, 800)))])
    assert client.send(form).location == place_of(draft)
    [file] = all_files()
    assert (file.width, file.height) == (1200, 800)
    assert shown_files(draft) == [file.id]
    with pytest.raises(Refused) as refused:
        actions.submit(me, draft.id)
    assert refused.value.field == "pictures"
    page = client.get(place_of(draft) + "?check=1")
    said = [e.text for e in page.all(".errors li")]
    assert len(said) == 3
    assert "Who took it (1): This is still missing." in said
    client.send(page.form(FORM).fill(**told()))
    assert pictures_of(draft) == [{"file": file.id, "width": 1200, "height": 800, **SAID}]
    part = client.get(place_of(draft).replace("pictures", "publication")).form("/publication")
    client.send(part.fill(consent=True))
    actions.submit(me, draft.id)


def test_the_parts_of_a_draft_say_what_its_pictures_lack(client, me):
    draft = a_pictured_draft(me, a_picture(me, credit=""))
    page = client.get(place_of(draft).removesuffix("/pictures"))
    names = "what the pictures show, who took them, consent of those shown"
    assert page.said("Missing: %(names)s", names=names)
    other = a_draft(me, a_full_content())
    page = client.get(place_of(other).removesuffix("/pictures"))
    assert page.said("Everything that is needed is here.")


def test_what_is_typed_is_kept_when_a_file_is_refused(client, me):
    draft = a_pictured_draft(me)
    form = client.get(place_of(draft)).form(FORM)
    files = [sent(a_photo()), sent(A_PDF, "plan.pdf"), sent(a_png_that_claims(30000, 9), "x.png")]
    page = client.send(form.fill(upload=files, **told(alt="A bus", credit="Ilze")))
    assert page.status == 422
    assert [e.text.partition(":")[0] for e in page.all(".error")] == ["plan.pdf", "x.png"]
    again = page.form(FORM)
    assert again.data["pictures-0-alt"] == "A bus"
    assert again.data["pictures-0-credit"] == "Ilze"
    kept = len(all_files())
    assert again.data["pictures-1-file"] == str(all_files()[-1].id)
    assert client.send(again.press("all")).status == 303
    assert [one.get("alt", "") for one in pictures_of(draft)] == ["A bus", ""]
    assert len(all_files()) == kept


def test_of_several_files_the_good_ones_are_kept_and_the_bad_one_is_named(client, me):
    draft = a_pictured_draft(me, a_picture(me), a_picture(me, alt="Two"))
    form = client.get(place_of(draft)).form(FORM)
    good, other = a_photo(), a_photo(size=(64, 64))
    form.fill(**{"pictures-0-remove": True, "pictures-1-credit": "Ilze"})
    for _ in range(2):
        files = [sent(good, "one.jpg"), sent(A_PDF, "plan.pdf"), sent(other, "two.jpg")]
        form.fill(upload=files)
        page = client.send(form)
        assert page.status == 422
        assert page.one(".errors li").text.startswith("Add pictures: plan.pdf: ")
        assert [one.get("credit") for one in pictures_of(draft)] == ["Ilze", None, None]
    again = page.form(FORM)
    assert len(page.all(".preview")) == 3
    assert "pictures-0-remove" not in again.data
    assert again.data["pictures-0-alt"] == "Two"
    assert client.send(again.fill(**told(1))).status == 303
    assert [one.get("credit") for one in pictures_of(draft)] == ["Ilze", SAID["credit"], None]


def test_every_bad_file_is_named_on_top(client, me):
    form = client.get(place_of(a_pictured_draft(me))).form(FORM)
    page = client.send(form.fill(upload=[sent(A_PDF, "a.pdf"), sent(A_PDF, "b.pdf")]))
    said = page.one(".errors li").text
    assert "a.pdf: " in said
    assert "b.pdf: " in said


@pytest.mark.parametrize("name", ["alt", "caption", "credit"])
def test_a_text_that_is_too_long_is_refused_and_kept_with_the_new_file(client, me, name):
    draft = a_pictured_draft(me)
    form = client.get(place_of(draft)).form(FORM)
    page = client.send(form.fill(upload=[sent(a_photo())], **told(**{name: "x" * 301})))
    assert page.status == 422
    assert page.form(FORM).data[f"pictures-0-{name}"] == "x" * 301
    assert "pictures-1-file" in page.form(FORM).data


def test_a_button_moves_a_picture_up_and_keeps_what_is_typed(client, me):
    draft = a_pictured_draft(me, a_picture(me, alt="One"), a_picture(me, alt="Two"))
    form = client.get(place_of(draft)).form(FORM).fill(**{"pictures-1-alt": "The second"})
    form = form.press("Move 2 up")
    assert client.send(form).location == client.send(form).location == place_of(draft)
    assert [one["alt"] for one in pictures_of(draft)] == ["The second", "One"]


def test_each_picture_has_the_buttons_that_move_it(client, me):
    pictures = [a_picture(me, alt=alt) for alt in ("One", "Two", "Three")]
    draft = a_pictured_draft(me, *pictures)
    page = client.get(place_of(draft))
    assert [[button.text for button in one.all("button")] for one in page.all(".preview")] == [
        ["Move 1 down"],
        ["Move 2 up", "Move 2 down"],
        ["Move 3 up"],
    ]
    client.send(page.form(FORM).press("Move 1 down"))
    assert [one["alt"] for one in pictures_of(draft)] == ["Two", "One", "Three"]


def test_the_first_button_of_the_form_saves(client, me):
    draft = a_pictured_draft(me, a_picture(me), a_picture(me))
    first = client.get(place_of(draft)).all("main form button")[0]
    assert first["name"] == "on"


def test_a_picture_is_left_out_and_its_file_held_no_more(client, me):
    draft = a_pictured_draft(me, one := a_picture(me), two := a_picture(me))
    assert shown_files(draft) == [one.file, two.file]
    client.send(client.get(place_of(draft)).form(FORM).fill(**{"pictures-0-remove": True}))
    assert [row["file"] for row in pictures_of(draft)] == [two.file]
    assert shown_files(draft) == [two.file]


def test_no_more_than_eight_are_taken(client, me):
    draft = a_pictured_draft(me, *(a_picture(me) for _ in range(PICTURES - 1)))
    form = client.get(place_of(draft)).form(FORM)
    page = client.send(form.fill(upload=[sent(a_photo()), sent(a_photo(size=(32, 32)))]))
    assert page.status == 422
    assert page.said("At most %(most)d files, please.", most=PICTURES)
    assert client.send(page.form(FORM)).status == 303
    assert len(pictures_of(draft)) == PICTURES
    body = body_from(the_experience(draft.id).body)
    too_many = replace(body, pictures=(*body.pictures, a_picture(me)))
    with pytest.raises(Refused):
        actions.create_draft(me, a_full_content(body=too_many))


def test_sent_twice_it_is_there_once(client, me):
    draft = a_draft(me, a_full_content())
    form = client.get(place_of(draft)).form(FORM)
    for _ in range(2):
        form.fill(upload=[sent(a_photo())])
        assert client.send(form).location == place_of(draft)
    assert len(pictures_of(draft)) == len(all_files()) == 1


def test_two_people_at_once_see_both_texts_and_nothing_is_lost(client, me):
    draft = a_pictured_draft(me)
    mine = client.get(place_of(draft)).form(FORM)
    theirs = client.get(place_of(draft)).form(FORM)
    client.send(theirs.fill(**told(caption="Theirs")))
    page = client.send(mine.fill(upload=[sent(a_photo())], **told(caption="Mine")))
    assert page.status == 409
    assert page.one("#theirs-1").text.strip() == "Theirs"
    form = page.form(FORM)
    assert form.data["pictures-0-caption"] == "Mine"
    assert client.send(form).status == 303
    assert [one.get("caption") for one in pictures_of(draft)] == ["Mine", None]


def test_whoever_agreed_to_publish_is_asked_anew(client, me):
    draft = a_pictured_draft(me)
    assert draft.consent_at
    client.send(client.get(place_of(draft)).form(FORM).fill(**told(caption="Another")))
    assert the_experience(draft.id).consent_at is None


def test_files_of_others_are_not_taken(client, me):
    theirs = a_picture(a_person())
    draft = a_draft(me, a_full_content())
    before = working_copy(me, draft.number).content
    stolen = replace(before, body=replace(before.body, pictures=(theirs,)))
    with pytest.raises(Refused):
        actions.save_draft(me, draft.id, version=1, content=stolen)
    with pytest.raises(Refused):
        actions.create_draft(me, a_full_content(body=stolen.body))
    form = client.get(place_of(draft)).form(FORM)
    data = form.data.to_dict() | {"pictures-0-file": str(theirs.file)}
    page = client.post(place_of(draft), data)
    assert page.status == 422
    assert f"/files/{theirs.file}/" not in page.body
    assert pictures_of(draft) == []


def test_nothing_is_kept_beside_what_is_not_the_own(client, me):
    theirs = a_picture(a_person())
    draft = a_draft(me, a_full_content())
    form = client.get(place_of(draft)).form(FORM)
    data = form.fill(upload=[sent(a_photo()), sent(A_PDF, "plan.pdf")]).data
    data["pictures-0-file"] = str(theirs.file)
    page = client.post(place_of(draft), data)
    assert page.status == 422
    assert pictures_of(draft) == []


def test_documents_are_no_pictures(client, me):
    table = replace(a_picture(me), file=a_table(me).id)
    with pytest.raises(Refused):
        a_pictured_draft(me, table)
    draft = a_draft(me, a_full_content())
    form = client.get(place_of(draft)).form(FORM)
    page = client.post(place_of(draft), form.data.to_dict() | {"pictures-0-file": str(table.file)})
    assert page.status == 422
    assert f"/files/{table.file}/" not in page.body


def test_what_a_post_says_of_the_same_file_stays(me):
    file = a_file(me, a_photo(), alt="In a post")
    forum.post_reply(me, opening_of(a_thread()), body="Words", lang="en", files=[file])
    a_pictured_draft(me, replace(a_picture(me), file=file.id))
    assert [row.alt for row in all_files() if row.id == file.id] == ["In a post"]


def test_an_author_saves_what_another_has_sent(client, me):
    other = a_person()
    draft = a_pictured_draft(other)
    saved(ExperienceAuthor(experience_id=draft.id, account_id=me.id, role="author", position=1))
    page = client.get(place_of(draft))
    client.send(page.form(FORM).fill(upload=[sent(a_photo())], **told(caption="Better")))
    assert [one.get("caption") for one in pictures_of(draft)] == ["Better", None]
    assert len(shown_files(draft)) == 2


def test_a_new_version_has_copies_and_the_old_one_keeps_its_own(client, me):
    old = a_pictured(me, one := a_picture(me), two := a_picture(me))
    new = the_experience(actions.begin_new_version(me, old.id))
    assert shown_files(new) == shown_files(old) == [one.file, two.file]
    client.send(client.get(place_of(new)).form(FORM).fill(**{"pictures-0-remove": True}))
    assert shown_files(new) == [two.file]
    assert shown_files(old) == [one.file, two.file]
    form = client.get(place_of(new)).form(FORM)
    content = working_copy(me, new.number).content
    digest = digest_of(SECTIONS["pictures"], content)
    assert form.data["version"] == digest
    back = replace(content, body=replace(content.body, pictures=(one, two)))
    actions.save_section(me, new.id, section="pictures", digest=digest, typed=back, kind="full")
    assert shown_files(new) == [one.file, two.file]


def test_who_waits_to_be_let_in_sends_none_and_loses_nothing(client, sign_in):
    who = a_person(admitted_at=None)
    sign_in(client, who)
    draft = a_draft(who, a_full_content())
    page = client.send(client.get(place_of(draft)).form(FORM).fill(upload=[sent(a_photo())]))
    assert page.status == 422
    assert "You have yet to be let in." in page.one("#upload-error").text
    assert all_files() == []


def test_only_its_authors_may_and_only_while_it_is_open(client, sign_in, me):
    draft = a_pictured_draft(me)
    form = client.get(place_of(draft)).form(FORM)
    actions.submit(me, draft.id)
    assert client.get(place_of(draft)).status == 403
    assert client.send(form.fill(**told(caption="Late"))).status == 403
    kept = len(all_files())
    assert client.send(form.fill(upload=[sent(a_photo(size=(48, 48)))])).status == 403
    assert len(all_files()) == kept
    sign_in(client, a_mentor())
    assert client.get(place_of(draft)).status == 403
    sign_in(client, a_person())
    assert client.get(place_of(draft)).status == 404
    content = working_copy(me, draft.number).content
    with pytest.raises(NotAllowed):
        actions.save_draft(me, draft.id, version=1, content=content)


def test_a_snapshot_has_pictures_too(client, me):
    draft = a_draft(me)
    client.send(client.get(place_of(draft)).form(FORM).fill(upload=[sent(a_photo())]))
    assert len(pictures_of(draft)) == 1


def test_a_record_keeps_its_picture_when_its_sender_goes(me):
    draft = a_pictured(me)
    with transaction(None):
        for row in all_files():
            db.session.get_one(type(row), row.id).owner_id = None
    new = actions.begin_new_version(me, draft.id)
    content = working_copy(me, draft.number).content
    actions.save_draft(me, new, version=1, content=replace(content, title="Another"))
    assert shown_files(the_experience(new)) == shown_files(draft)


def test_published_without_any_it_lacks_nothing(app):
    assert a_published().state == "published"
