"""From an accepted answer to an experience, with links and credit both ways."""

import pytest

from exchange.forum import actions as forum
from exchange.forum.models import Post
from exchange.kernel.db import PageVersion, db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.library import actions
from exchange.library.models import Experience, ExperienceAuthor
from exchange.library.queries.origin import answers_to_turn
from tests.factories import (
    LONG_AGO,
    MARKS,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_tag,
    a_thread,
    a_whole_content,
    an_organisation,
    opening_of,
)


@pytest.fixture
def answered(app):
    """An accepted answer: its thread, its id, who asked and who answered."""
    theme, subject = a_tag(is_theme=True), a_tag()
    asker = a_person("Ana Asker")
    answerer = a_mentor("Zane Mentor", organisation=an_organisation("lv", country="LV"))
    thread = a_thread(asker, body="Who *pays* her?", tags=(theme.slug, subject.slug))
    post = a_reply(thread, answerer, "Three villages **together**.")
    forum.accept_answer(asker, post)
    return thread, post, asker, answerer, theme


def test_an_accepted_answer_becomes_a_draft_filled_with_what_is_there(client, sign_in, answered):
    thread, post, asker, answerer, theme = answered
    sign_in(client, asker)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    start = client.get(page.link("Turn into an experience"))
    assert "the question of Ana Asker" in start.text
    assert "the answer of Zane Mentor" in start.text
    draft = client.submit(start, f"/from-post/{post}")
    short = client.get(draft.link("In short")).form("/edit/short").data
    assert (short["title"], short["lang"]) == ("Who pays the animator?", "en")
    story = client.get(draft.link("What happened")).form("/edit/story").data
    assert (story["challenge"], story["what_was_done"]) == (
        "Who *pays* her?",
        "Three villages **together**.",
    )
    assert story.getlist("themes") == [theme.slug]
    where = client.get(draft.link("Where and when")).form("/edit/where").data
    assert where.getlist("countries") == ["LV"]
    assert client.get(draft.link("Who took part")).form("/edit/who").data["lead"] == "lv"
    row = db.session.query(Experience).one()
    assert (row.origin_thread_id, row.origin_post_id) == (thread.id, post)
    assert authors() == {(asker.id, "author"), (answerer.id, "author")}


def authors():
    db.session.rollback()
    return {(one.account_id, one.role) for one in db.session.query(ExperienceAuthor)}


def test_who_only_asked_is_credited_for_the_words(answered):
    _, post, asker, answerer, _ = answered
    mentor = a_mentor()
    actions.draft_from_post(mentor, post)
    assert authors() == {(mentor.id, "author"), (answerer.id, "author"), (asker.id, "words")}


def test_begun_twice_it_is_one_draft(client, sign_in, answered):
    _, post, asker, _, _ = answered
    sign_in(client, asker)
    form = client.get(f"/en/experiences/from-post/{post}").form(f"/from-post/{post}")
    assert client.send(form).location == client.send(form).location
    assert db.session.query(Experience).count() == 1
    again = client.get(f"/en/experiences/from-post/{post}")
    assert "There is one already" in again.text


def test_others_neither_see_the_link_nor_begin_the_draft(client, sign_in, answered):
    thread, post, _, _, _ = answered
    here = f"/en/experiences/from-post/{post}"
    assert client.get(here).location.startswith("/en/sign-in")
    sign_in(client, a_person())
    assert "Turn into" not in client.get(f"/en/threads/{thread.id}", follow=True).text
    assert client.get(here).status == 403
    with pytest.raises(NotAllowed):
        actions.draft_from_post(a_person(), post)


def test_only_an_accepted_answer_that_can_be_read_is_turned(client, sign_in, answered):
    thread, post, asker, _, _ = answered
    mentor, other = a_mentor(), a_reply(thread)
    sign_in(client, mentor)
    for no_answer in (other, opening_of(thread), 999_999):
        assert client.get(f"/en/experiences/from-post/{no_answer}").status == 404
    forum.withdraw_acceptance(asker, thread.id)
    with pytest.raises(NotFound):
        actions.draft_from_post(mentor, post)
    forum.accept_answer(asker, post)
    forum.hide_post(a_moderator(), opening_of(thread))
    with pytest.raises(NotFound):
        actions.draft_from_post(mentor, post)


def test_thread_and_experience_lead_to_each_other(client, answered):
    thread, post, asker, _, _ = answered
    here = f"/en/threads/{thread.id}-who-pays-the-animator"
    published(asker, post, "One animator for three villages")
    page = client.get(here)
    experience = client.get(page.link("One animator for three villages"))
    assert experience.link("Who pays the animator?") == here
    assert "Grew out of" in experience.text
    with transaction(None):
        assert db.session.get(PageVersion, f"thread {thread.id}")
    forum.hide_post(a_moderator(), opening_of(thread))
    hidden = client.get(experience.path)
    assert "Who pays the animator?" not in hidden.text


def published(author, post, title):
    made = actions.draft_from_post(author, post)
    actions.save_draft(author, made, version=1, content=a_whole_content(title=title))
    actions.submit(author, made)
    reader = a_mentor()
    actions.take(reader, made)
    actions.accept(reader, made, note="It can be done.", lang="en", marks=MARKS)
    return made


def test_a_draft_does_not_show_on_its_thread(client, answered):
    thread, post, asker, _, _ = answered
    actions.draft_from_post(asker, post)
    assert "Became an experience" not in client.get(f"/en/threads/{thread.id}", follow=True).text


def test_the_mentor_who_answered_is_not_its_reader(answered):
    _, post, asker, answerer, _ = answered
    made = actions.draft_from_post(asker, post)
    actions.save_draft(asker, made, version=1, content=a_whole_content())
    actions.submit(asker, made)
    with pytest.raises(NotAllowed, match="own experience"):
        actions.take(answerer, made)


def test_the_front_page_shows_the_newest(client, answered):
    assert "Newest experience" in client.get("/en/").text
    _, post, asker, _, _ = answered
    published(asker, post, "One animator for three villages")
    assert "One animator for three villages" in client.get("/en/").text
    assert client.get("/en/").link("all experiences") == "/en/experiences"


@pytest.mark.parametrize("gone", ["hidden_at", "deleted_at"])
def test_an_accepted_answer_that_cannot_be_read_is_turned_into_nothing(
    client, sign_in, answered, gone
):
    _thread, post, asker, *_rest = answered
    with transaction(None):
        setattr(db.session.get_one(Post, post), gone, LONG_AGO)
    sign_in(client, asker)
    assert client.get(f"/en/experiences/from-post/{post}").status == 404
    assert not answers_to_turn(asker, [post])


def test_a_thread_leads_only_to_what_is_published(client, answered):
    thread, post, asker, *_rest = answered
    actions.draft_from_post(asker, post)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert "Became an experience" not in page.text
