import pytest
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.models import Post
from exchange.forum.models import Thread as ThreadRow
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, Stale
from exchange.moderation import actions
from exchange.moderation.models import Case, LogEntry
from tests.factories import LONG_AGO, a_flag, a_moderator, a_person, a_reply, a_thread, opening_of

WHY = {"post_version": 1, "rule": "respect", "sentence": "You call them names.", "lang": "en"}


@pytest.fixture
def post(app):
    return a_reply(a_thread(), a_person("Author"), body="You **fools**.")


def _hidden(post):
    return db.session.scalar(select(Post.hidden_at).where(Post.id == post)) is not None


def _deeds():
    return [(e.what, e.reason) for e in db.session.query(LogEntry).order_by(LogEntry.id)]


def _hide(client, post):
    return client.get(f"/en/posts/{post}/hide").form("/hide")


def _show(client, post):
    return client.get(f"/en/posts/{post}/show").form("/show")


def test_a_moderator_hides_a_post_that_nobody_flagged(client, moderator, post):
    form = _hide(client, post).fill(rule="respect", sentence="Names hurt.")
    page = client.get(client.send(form).location, follow=True)
    assert "The post is hidden." in page.text
    assert _hidden(post)
    case = db.session.query(Case).one()
    assert (case.post_id, case.outcome, case.rule, case.sentence) == (
        post,
        "hidden",
        "respect",
        "Names hurt.",
    )
    assert _deeds() == [("hidden", "Names hurt.")]


def test_hiding_decides_the_case_that_is_open(app, post):
    case = a_flag(post)
    assert actions.hide_with_reason(a_moderator(), post, **WHY) == case
    assert db.session.query(Case).one().outcome == "hidden"


def test_the_opening_post_takes_its_thread_along(client, moderator):
    thread = a_thread()
    post = opening_of(thread)
    assert "the whole thread is hidden with it" in client.get(f"/en/posts/{post}/hide").text
    client.send(_hide(client, post).fill(rule="off-topic", sentence="Not here."))
    assert db.session.get(ThreadRow, thread.id).hidden_at is not None


def test_the_same_form_sent_twice_hides_once(client, moderator, post):
    form = _hide(client, post).fill(rule="respect", sentence="Names hurt.")
    assert client.send(form).location == client.send(form).location
    assert len(_deeds()) == 1


def test_the_second_moderator_is_told_who_hid_it(client, moderator, post):
    form = _hide(client, post).fill(rule="copyright", sentence="From a book.")
    actions.hide_with_reason(a_moderator("Faster"), post, **WHY)
    page = client.send(form)
    assert page.status == 409
    assert "Another moderator has hidden this post meanwhile." in page.text
    assert "Moderator: Faster" in page.text
    assert "From a book." in page.text
    assert len(_deeds()) == 1


def test_a_moderator_reads_again_what_the_author_has_changed_meanwhile(client, moderator):
    author = a_person()
    post = a_reply(a_thread(), author, body="You **fools**.")
    form = _hide(client, post).fill(rule="respect", sentence="Names hurt.")
    forum.edit_post(author, post, version=1, body="You friends.", lang="en")
    page = client.send(form)
    assert page.status == 409
    assert "The author has changed this post meanwhile." in page.one(".errors").text
    assert "You friends." in page.text
    assert not _hidden(post)
    again = page.form("/hide")
    assert again.data["sentence"] == "Names hurt."
    assert client.send(again).status == 303
    assert _hidden(post)


def test_who_is_too_late_after_a_hiding_without_a_case_keeps_the_text(client, moderator, post):
    form = _hide(client, post).fill(rule="copyright", sentence="From a book.")
    forum.hide_post(a_moderator(), post)
    page = client.send(form)
    assert page.status == 409
    assert "From a book." in page.body


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"sentence": "Why not."}, "Please choose one of the list."),
        ({"rule": "taste", "sentence": "Why not."}, "Please choose one of the list."),
        ({"rule": "respect", "sentence": "  "}, "This cannot be empty."),
        ({"rule": "respect", "sentence": "x" * 1001}, "At most 1000 characters"),
    ],
)
def test_bad_input_keeps_what_was_typed(client, moderator, post, typed, words):
    form = _hide(client, post)
    page = client.post(form.action, form.data.to_dict() | typed)
    assert page.status == 422
    assert words in page.text
    assert page.form("/hide").data["sentence"] == typed["sentence"].strip()
    assert not _hidden(post)


def test_a_moderator_shows_a_post_again_and_says_why(client, moderator, post):
    actions.hide_with_reason(moderator, post, **WHY)
    page = client.get(
        client.send(_show(client, post).fill(reason="It was a quote.")).location, follow=True
    )
    assert "The post is shown again." in page.text
    assert not _hidden(post)
    assert _deeds() == [("hidden", WHY["sentence"]), ("shown", "It was a quote.")]


def test_showing_again_needs_a_reason(client, moderator, post):
    actions.hide_with_reason(moderator, post, **WHY)
    page = client.send(_show(client, post).fill(reason=" "))
    assert page.status == 422
    assert "This cannot be empty." in page.text
    assert _hidden(post)


def test_a_post_that_is_shown_already_stays_as_it_is(client, moderator, post):
    actions.hide_with_reason(moderator, post, **WHY)
    form = _show(client, post).fill(reason="It was a quote.")
    actions.show_again(a_moderator(), post, reason="A mistake.", lang="en")
    assert client.send(form).status == 303
    assert _deeds() == [("hidden", WHY["sentence"]), ("shown", "A mistake.")]


def test_what_cannot_be_done_is_said(client, moderator, post):
    page = client.get(f"/en/posts/{post}/show")
    assert (page.status, "This post is not hidden." in page.text) == (403, True)
    actions.hide_with_reason(moderator, post, **WHY)
    page = client.get(f"/en/posts/{post}/hide")
    assert (page.status, "This post is hidden already." in page.text) == (403, True)
    with pytest.raises(Stale):
        actions.hide_with_reason(moderator, post, **WHY)


def test_what_its_author_took_back_is_not_hidden_any_more(app, post):
    with transaction(None):
        db.session.get_one(Post, post).deleted_at = LONG_AGO
    with pytest.raises(NotAllowed):
        actions.hide_with_reason(a_moderator(), post, **WHY)
    assert not _hidden(post)


def test_nobody_hides_or_shows_the_own_post(client, sign_in):
    moderator = a_moderator()
    post = a_reply(a_thread(), moderator)
    sign_in(client, moderator)
    page = client.get(f"/en/posts/{post}/hide")
    assert (page.status, "Nobody decides about the own post" in page.text) == (403, True)
    with pytest.raises(NotAllowed):
        actions.hide_with_reason(moderator, post, **WHY)
    actions.hide_with_reason(a_moderator(), post, **WHY)
    assert client.get(f"/en/posts/{post}/show").status == 403
    with pytest.raises(NotAllowed):
        actions.show_again(moderator, post, reason="Mine.", lang="en")
    assert _hidden(post)


@pytest.mark.parametrize("who", [a_person, lambda: a_moderator(suspended_at=LONG_AGO)])
def test_only_moderators_hide_and_show(client, sign_in, post, who):
    stranger = who()
    sign_in(client, stranger)
    with pytest.raises(NotAllowed):
        actions.hide_with_reason(stranger, post, **WHY)
    assert client.get(f"/en/posts/{post}/hide").status == 403
    actions.hide_with_reason(a_moderator(), post, **WHY)
    with pytest.raises(NotAllowed):
        actions.hide_with_reason(stranger, post, **WHY)
    with pytest.raises(NotAllowed):
        actions.show_again(stranger, post, reason="Free.", lang="en")
    assert client.get(f"/en/posts/{post}/show").status == 403


@pytest.mark.parametrize("verb", ["hide", "show"])
def test_guests_are_led_to_sign_in(client, post, verb):
    assert client.get(f"/en/posts/{post}/{verb}").status == 302


@pytest.mark.parametrize(("verb", "field"), [("hide", "sentence"), ("show", "reason")])
def test_signed_out_meanwhile_keeps_what_was_typed(client, moderator, post, verb, field):
    if verb == "show":
        actions.hide_with_reason(a_moderator(), post, **WHY)
    form = client.get(f"/en/posts/{post}/{verb}").form(f"/{verb}").fill(**{field: "Because."})
    with client.flask.session_transaction() as session:
        del session["_user_id"]
    page = client.send(form)
    assert page.status == 401
    assert "Because." in page.body
