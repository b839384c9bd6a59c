import pytest

from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.moderation import actions
from exchange.moderation.models import Case, Flag
from tests.factories import LONG_AGO, a_flag, a_moderator, a_person, a_reply, a_thread, opening_of


@pytest.fixture
def author(app):
    return a_person("Author")


@pytest.fixture
def post(app, author):
    return a_reply(a_thread(), author, body="Buy my **fertiliser**!")


@pytest.fixture
def member(client, sign_in):
    who = a_person("Member")
    sign_in(client, who)
    return who


def _flag(actor, post, **given):
    actions.flag_post(actor, post, **{"rule": "respect", "sentence": "", "lang": ""} | given)


def test_a_member_flags_a_post_and_is_thanked(client, member, post):
    address = f"/en/posts/{post}/flag"
    page = client.submit(address, "/flag", rule="advertising", sentence="He sells to all of us.")
    assert "Thank you. A moderator will read this post" in page.text
    flag = db.session.query(Flag).one()
    assert (flag.by_id, flag.rule, flag.sentence) == (
        member.id,
        "advertising",
        "He sells to all of us.",
    )
    assert flag.lang == "en"
    case = db.session.get(Case, flag.case_id)
    assert (case.post_id, case.decided_at, case.edit_version) == (post, None, 1)


def test_the_page_quotes_the_post_in_its_language(client, member):
    thread = a_thread(lang="sq", title="Kush paguan?", body="Ne **pyesim**.")
    page = client.get(f"/en/posts/{opening_of(thread)}/flag")
    assert page.one(".quoted")["lang"] == "sq"
    assert page.one(".quoted strong").text == "pyesim"
    assert "Written in Albanian." in page.text


def test_the_sentence_keeps_its_own_language(client, member, post):
    said = "Kjo është reklamë dhe nuk ka lidhje me temën e kësaj bisede për fshatin tonë."
    client.submit(f"/en/posts/{post}/flag", "/flag", rule="off-topic", sentence=said)
    assert db.session.query(Flag).one().lang == "sq"


def test_flags_of_two_people_make_one_case(app, post):
    assert a_flag(post) == a_flag(post, rule="copyright")
    assert db.session.query(Flag).count() == 2
    assert db.session.query(Case).count() == 1


def test_a_second_flag_of_the_same_person_is_harmless(client, member, post):
    first = client.get(f"/en/posts/{post}/flag").form("/flag").fill(rule="respect")
    a_flag(post, member, rule="copyright")
    assert (
        "You have already flagged this post"
        in client.get(client.send(first).location, follow=True).text
    )
    assert db.session.query(Flag).one().rule == "copyright"


def test_who_has_flagged_a_post_is_told_so(client, member, post):
    a_flag(post, member, rule="copyright", sentence="It is from a book.")
    page = client.get(f"/en/posts/{post}/flag")
    assert "You have already flagged this post" in page.text
    assert "Copyright" in page.text
    assert "It is from a book." in page.text
    assert not [form for form in page.forms() if form.action.endswith("/flag")]


def test_the_same_form_sent_twice_flags_once(client, member, post):
    form = client.get(f"/en/posts/{post}/flag").form("/flag").fill(rule="respect")
    assert client.send(form).location == client.send(form).location
    assert db.session.query(Flag).count() == 1


def test_after_a_decision_a_post_may_be_flagged_again(app, post):
    member = a_person()
    case = a_flag(post, member)
    actions.decide_case(
        a_moderator(),
        case,
        version=1,
        post_version=1,
        outcome="dismissed",
        rule="",
        sentence="",
        lang="",
    )
    assert a_flag(post, member) != case


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"sentence": "Look at this."}, "Please choose one of the list."),
        ({"rule": "taste", "sentence": "Look at this."}, "Please choose one of the list."),
        ({"rule": "respect", "sentence": "x" * 501}, "At most 500 characters"),
        ({"rule": "respect", "sentence": "a\x00b"}, "cannot be stored"),
    ],
)
def test_bad_input_keeps_what_was_typed(client, member, post, typed, words):
    form = client.get(f"/en/posts/{post}/flag").form("/flag")
    page = client.post(form.action, form.data.to_dict() | typed)
    assert page.status == 422
    assert words in page.text
    if "\x00" not in typed["sentence"]:
        assert page.form("/flag").data["sentence"] == typed["sentence"]
    assert db.session.query(Flag).count() == 0


def test_a_guest_is_led_to_sign_in(client, post):
    answer = client.get(f"/en/posts/{post}/flag")
    assert (answer.status, answer.location) == (302, f"/en/sign-in?next=/en/posts/{post}/flag")


def test_signed_out_meanwhile_keeps_what_was_typed(client, member, post):
    form = client.get(f"/en/posts/{post}/flag").form("/flag")
    form.fill(rule="respect", sentence="He insults us.")
    with client.flask.session_transaction() as session:
        del session["_user_id"]
    page = client.send(form)
    assert page.status == 401
    assert "He insults us." in page.body
    assert db.session.query(Flag).count() == 0


def test_nobody_flags_the_own_post(client, sign_in, author, post):
    sign_in(client, author)
    page = client.get(f"/en/posts/{post}/flag")
    assert page.status == 403
    assert "Nobody flags the own post" in page.text
    with pytest.raises(NotAllowed):
        _flag(author, post)


@pytest.mark.parametrize(
    "traits", [{"suspended_at": LONG_AGO}, {"admitted_at": None}, {"confirmed_at": None}]
)
def test_only_who_may_write_flags(client, sign_in, post, traits):
    who = a_person(**traits)
    sign_in(client, who)
    assert client.get(f"/en/posts/{post}/flag").status == 403
    with pytest.raises(NotAllowed):
        _flag(who, post)


def test_a_hidden_post_is_not_found_by_members_and_cannot_be_flagged(client, member, post):
    moderator = a_moderator()
    actions.hide_with_reason(
        moderator, post, post_version=1, rule="respect", sentence="No.", lang="en"
    )
    assert client.get(f"/en/posts/{post}/flag").status == 404
    with pytest.raises(NotFound):
        _flag(member, post)
    with pytest.raises(NotAllowed):
        _flag(moderator, post)


def test_a_post_in_a_hidden_thread_is_not_found(client, member):
    post = opening_of(a_thread(hidden=True))
    assert client.get(f"/en/posts/{post}/flag").status == 404
    with pytest.raises(NotFound):
        _flag(member, post)


def test_a_post_that_does_not_exist_is_not_found(client, member):
    assert client.get("/en/posts/999/flag").status == 404
