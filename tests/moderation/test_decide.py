from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from exchange.forum.actions import edit_post
from exchange.forum.models import Post
from exchange.kernel.db import db, wiring
from exchange.kernel.rulings import NotAllowed, NotFound, Stale
from exchange.moderation import actions
from exchange.moderation.events import CaseDecided
from exchange.moderation.models import Case, LogEntry
from tests.factories import LONG_AGO, a_flag, a_moderator, a_person, a_reply, a_thread, an_admin

HIDE = {
    "post_version": 1,
    "outcome": "hidden",
    "rule": "respect",
    "sentence": "You call them names.",
    "lang": "en",
}
LEAVE = {"post_version": 1, "outcome": "dismissed", "rule": "", "sentence": "", "lang": ""}


@pytest.fixture
def author(app):
    return a_person("Author")


@pytest.fixture
def post(app, author):
    return a_reply(a_thread(), author)


@pytest.fixture
def case(post):
    return a_flag(post, a_person("Flagger"), sentence="Read this.")


@pytest.fixture
def heard(app):
    """What is told of decisions before the commit."""
    told = []
    wiring.inside.setdefault(CaseDecided, []).append(told.append)
    yield told
    wiring.inside[CaseDecided].remove(told.append)


def _hidden(post):
    return db.session.scalar(select(Post.hidden_at).where(Post.id == post)) is not None


def _form(client, case):
    return client.get(f"/en/moderation/cases/{case}").form("/decide")


def test_a_moderator_hides_a_post_with_a_rule_and_a_sentence(
    client, moderator, author, post, case, heard
):
    form = _form(client, case).fill(outcome="hidden", rule="respect", sentence="Names hurt.")
    page = client.get(client.send(form).location)
    assert "Decided. The author is told" in page.text
    assert "Nothing waits" in page.text
    assert _hidden(post)
    row = db.session.get(Case, case)
    assert (row.outcome, row.rule, row.sentence, row.lang) == (
        "hidden",
        "respect",
        "Names hurt.",
        "en",
    )
    assert (row.decided_by_id, row.edit_version) == (moderator.id, 2)
    assert heard == [CaseDecided(case, post, author.id, moderator.id, "hidden")]


def test_a_moderator_leaves_a_post_as_it_is_without_a_word(
    client, moderator, author, post, case, heard
):
    client.send(_form(client, case).fill(outcome="dismissed"))
    assert not _hidden(post)
    assert db.session.get(Case, case).outcome == "dismissed"
    assert heard == [CaseDecided(case, post, author.id, moderator.id, "dismissed")]


@pytest.mark.parametrize(("verdict", "what"), [(HIDE, "hidden"), (LEAVE, "dismissed")])
def test_a_decision_stands_in_the_log_once(app, author, post, case, verdict, what):
    moderator = a_moderator()
    actions.decide_case(moderator, case, version=1, **verdict)
    entry = db.session.query(LogEntry).one()
    assert (entry.what, entry.by_id, entry.person_id) == (what, moderator.id, author.id)
    assert (entry.post_id, entry.case_id) == (post, case)
    assert (entry.rule, entry.reason, entry.lang) == (
        verdict["rule"],
        verdict["sentence"],
        verdict["lang"],
    )


def test_the_rule_that_all_flags_name_is_chosen_already(client, moderator, post, case):
    assert _form(client, case).data["rule"] == "respect"
    a_flag(post, rule="copyright")
    assert "rule" not in _form(client, case).data


def test_the_same_form_sent_twice_decides_once(client, moderator, case):
    form = _form(client, case).fill(outcome="dismissed")
    first, second = client.send(form), client.send(form)
    assert (first.status, first.location) == (second.status, second.location)
    assert db.session.query(LogEntry).count() == 1


def test_the_second_moderator_is_told_who_decided_what(client, moderator, post, case):
    form = _form(client, case).fill(outcome="dismissed", sentence="It is only a joke.")
    actions.decide_case(a_moderator("Faster"), case, version=1, **HIDE)
    page = client.send(form)
    assert page.status == 409
    assert "Another moderator has hidden this post meanwhile." in page.text
    assert "Moderator: Faster" in page.text
    assert "Respect" in page.text
    assert "You call them names." in page.text
    assert "It is only a joke." in page.text
    assert _hidden(post)
    assert db.session.get(Case, case).outcome == "hidden"
    assert db.session.query(LogEntry).count() == 1


def test_a_moderator_reads_again_what_the_author_has_changed_meanwhile(
    client, moderator, author, post, case
):
    form = _form(client, case).fill(outcome="hidden", rule="respect", sentence="Names hurt.")
    edit_post(author, post, version=1, body="I take the names back.", lang="en")
    page = client.send(form)
    assert page.status == 409
    assert "The author has changed this post meanwhile." in page.one(".errors").text
    assert "I take the names back." in page.text
    again = page.form("/decide")
    assert (again.data["outcome"], again.data["rule"]) == ("hidden", "respect")
    assert again.data["sentence"] == "Names hurt."
    assert db.session.get(Case, case).decided_at is None
    assert not _hidden(post)
    assert client.send(again.fill(outcome="dismissed", sentence="Thank you.")).status == 303
    assert db.session.get(Case, case, populate_existing=True).outcome == "dismissed"


def test_who_left_a_post_that_reads_otherwise_now_reads_it_again_too(
    client, moderator, author, post, case
):
    form = _form(client, case).fill(outcome="dismissed")
    edit_post(author, post, version=1, body="Worse names.", lang="en")
    assert client.send(form).status == 409
    with pytest.raises(Stale):
        actions.decide_case(moderator, case, version=1, **LEAVE)
    actions.decide_case(moderator, case, version=1, **LEAVE | {"post_version": 2})


@pytest.mark.parametrize("version", [0, 2])
def test_another_version_than_the_one_read_is_stale(app, case, version):
    with pytest.raises(Stale):
        actions.decide_case(a_moderator(), case, version=version, **LEAVE)


def test_two_decisions_at_the_same_moment_give_one(shared_app, app, case):
    moderators, outcomes, start = [a_moderator(), an_admin()], [], Barrier(2)

    def decide(who, verdict):
        with shared_app.app_context():
            start.wait()
            try:
                actions.decide_case(who, case, version=1, **verdict)
                outcomes.append(verdict["outcome"])
            except Stale:
                outcomes.append("stale")

    threads = [
        Thread(target=decide, args=pair) for pair in zip(moderators, (HIDE, LEAVE), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[-1] == "stale"
    row = db.session.get(Case, case)
    assert row.outcome in outcomes
    assert row.edit_version == 2
    assert db.session.query(LogEntry).count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"sentence": "Why not."}, "What happens to the post? Please choose"),
        ({"outcome": "delete", "sentence": "Why not."}, "What happens to the post? Please choose"),
        (
            {"outcome": "hidden", "rule": "", "sentence": "No."},
            "Which rule is it about? Please choose",
        ),
        (
            {"outcome": "hidden", "rule": "taste", "sentence": "No."},
            "Please choose one of the list.",
        ),
        (
            {"outcome": "hidden", "rule": "respect", "sentence": " "},
            "Tell the author in a sentence",
        ),
        ({"outcome": "dismissed", "sentence": "x" * 1001}, "At most 1000 characters"),
        ({"outcome": "dismissed", "version": "", "sentence": "No."}, "Load the page again"),
        ({"outcome": "dismissed", "version": "x", "sentence": "No."}, "Load the page again"),
        ({"outcome": "dismissed", "post_version": "", "sentence": "No."}, "Load the page again"),
    ],
)
def test_bad_input_keeps_what_was_typed(client, moderator, post, case, typed, words):
    form = _form(client, case)
    page = client.post(form.action, form.data.to_dict() | typed)
    assert page.status == 422
    assert words in page.text
    assert page.form("/decide").data["sentence"] == typed["sentence"].strip()
    assert db.session.get(Case, case).decided_at is None


def test_a_rule_of_no_list_is_dropped_where_none_is_needed(client, moderator, case):
    form = _form(client, case)
    client.post(form.action, form.data.to_dict() | {"outcome": "dismissed", "rule": "taste"})
    assert db.session.get(Case, case).rule == ""


def test_nobody_decides_about_the_own_post(client, sign_in):
    moderator = a_moderator()
    case = a_flag(a_reply(a_thread(), moderator))
    sign_in(client, moderator)
    assert client.get(f"/en/moderation/cases/{case}").status == 404
    with pytest.raises(NotFound):
        actions.decide_case(moderator, case, version=1, **LEAVE)


def test_who_is_no_moderator_any_more_decides_nothing(app, case):
    with pytest.raises(NotAllowed):
        actions.decide_case(a_person(), case, version=1, **LEAVE)
    with pytest.raises(NotAllowed):
        actions.decide_case(a_moderator(suspended_at=LONG_AGO), case, version=1, **LEAVE)


def test_a_decided_case_leads_to_its_decision(client, moderator, case):
    actions.decide_case(a_moderator(), case, version=1, **LEAVE)
    assert client.get(f"/en/moderation/cases/{case}").location == f"/en/moderation/decisions/{case}"


def test_a_case_that_does_not_exist_is_not_found(client, moderator):
    assert client.get("/en/moderation/cases/999").status == 404
    with pytest.raises(NotFound):
        actions.decide_case(moderator, 999, version=1, **LEAVE)


@pytest.mark.parametrize("method", ["get", "post"])
def test_members_and_guests_are_kept_out(client, sign_in, case, method):
    address = f"/en/moderation/cases/{case}" + ("/decide" if method == "post" else "")
    if method == "get":
        assert client.get(address).status == 302
    sign_in(client, a_person())
    token = client.get("/en/ask").form("/ask").data["csrf_token"]
    given = {"csrf_token": token, **LEAVE, "version": "1"}
    assert (
        getattr(client, method)(address, given if method == "post" else None).status == 403
        if method == "post"
        else client.get(address).status == 403
    )
    assert db.session.get(Case, case).decided_at is None


def test_deciding_is_not_done_by_a_link(client, moderator, case):
    assert client.get(f"/en/moderation/cases/{case}/decide").status == 405


def test_signed_out_meanwhile_keeps_what_was_typed(client, moderator, case):
    form = _form(client, case).fill(outcome="dismissed", sentence="Let it be.")
    with client.flask.session_transaction() as session:
        del session["_user_id"]
    page = client.send(form)
    assert page.status == 401
    assert "Let it be." in page.body
    assert db.session.get(Case, case).decided_at is None
