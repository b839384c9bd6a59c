"""What is asked in confidence stands on its own pages, for those who read it, and nowhere else.

A word that no text of ours holds is planted wherever somebody writes in confidence; then every
address of the map is asked by everybody.
"""

import re
from contextlib import suppress
from itertools import product

import pytest

from exchange.kernel.db import db, transaction
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.queries.consultations.drafts import find_begun
from exchange.mentoring.queries.consultations.words import Words
from exchange.people.models import Account
from exchange.people.queries import get_actor
from exchange.search.actions import rebuild
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_published,
    a_reply,
    a_tag,
    a_thread,
    an_admin,
    an_organisation,
)
from tests.mentoring.confiding import HIDDEN, a_private_draft, an_assigned
from tests.notifications.post_office import work
from tests.page import CheckedClient

OWN = "/en/private-consultations"
NUMBERS = [1, 2]
TEXTS = {"slug": ["leader"], "code": ["rs", "ALTER-XP-0001"], "key": ["new"], "name": ["x"]}
# What is asked for stands on the page that answers: so it is another word of the title.
QUERIES = (
    *(f"/en/search?q=zzquarrelled{more}" for more in ("", "&in=threads", "&in=experiences")),
    "/en/ask/similar?title=our+board+zzquarrelled+bitterly",
    "/en/search?q=board",
    *(f"/en/threads?state={state}" for state in ("waiting", "mentor", "unread", "mine", "watched")),
    "/en/people/find?q=zzquarrelled",
    "/en/tags?q=leader",
    *(f"{OWN}/new?draft={n}" for n in range(1, 8)),
    *(f"/en/ask?draft={n}" for n in range(1, 8)),
)
_PASSING = re.compile(r"[0-9a-f]{32}|[A-Za-z0-9_.-]{60,}|\b1[0-9]{12}\b")


class Cast:
    """Who reads it, and who does not."""

    def __init__(self):
        self.ours = an_organisation("rs")
        self.tag = a_tag("leader", is_theme=True)
        a_reply(a_thread(category=a_category(), tags=["leader"], title="Whose board is it?"))
        a_published()
        self.asker = a_person("Asta Asker", organisation=self.ours)
        self.mentor = a_mentor("Maris Mentor")
        self.coordinator = a_mentoring_coordinator("Cora Coordinator")
        self.gone, self.fallen = a_mentor("Gundega Gone"), a_mentor("Felix Fallen")
        self.excluded = a_mentoring_coordinator("Xenia Excluded")
        work()
        self.outsiders = {
            "guest": None,
            "member of the same network": a_person(organisation=self.ours),
            "editor": a_person(organisation=self.ours, role="editor"),
            "coordinator of the network": a_person(organisation=self.ours, role="coordinator"),
            "mentor": a_mentor(),
            "mentor who was taken off": self.gone,
            "mentor who is suspended": self.fallen,
            "coordinator who is excluded": self.excluded,
            "moderator": a_moderator(),
            "admin": an_admin(is_mentor=True),
            "waiting": a_person(admitted_at=None),
            "suspended moderator": a_moderator(suspended_at=LONG_AGO),
        }

    def confide(self, *, with_fallen=True):
        """All that can be said in confidence, with the word in it."""
        title = f"Our board zzquarrelled bitterly {HIDDEN}"
        text = {"title": title, "body": f"We {HIDDEN}.", "tags": ["leader"]}
        assigned = (self.mentor, self.gone, self.fallen)
        given = {"by": self.coordinator, "excluded": [self.excluded.id]}
        made = an_assigned(self.asker, *assigned, **given, **text)
        for one in (*assigned, self.coordinator, self.asker):
            actions.add_note(one, made, body=f"I say {HIDDEN}.", lang="en")
        a_private_draft(self.asker)
        for one in (*assigned, self.coordinator, self.asker):
            a_private_draft(one, made)
        words = Words(f"In other words {HIDDEN}", f"They {HIDDEN}.", "en")
        answers = {self.mentor.id: f"Vote {HIDDEN}.", self.gone.id: f"Do not {HIDDEN}."}
        actions.keep_words(self.asker, made, version=0, words=words, answers=answers)
        actions.rule_on_words(self.mentor, made, version=1, agrees=True)
        actions.take_mentor_off(self.coordinator, made, self.gone.id)
        if with_fallen:
            with transaction(None):
                db.session.get_one(Account, self.fallen.id).suspended_at = LONG_AGO
        for name, who in self.outsiders.items():
            self.outsiders[name] = who and get_actor(who.id)
        work()
        rebuild()
        return made


@pytest.fixture
def browse(app, sign_in):
    """The browser of somebody, without the checks: a thousand pages are asked for."""

    def browser(who):
        client = CheckedClient(app.test_client())
        if who:
            sign_in(client, who)
        return client.flask

    return browser


def addresses(app, made):
    """Each way to ask for each page."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        names = sorted(rule.arguments - {"lang"})
        values = [
            [made] if name == "consultation_id" else TEXTS.get(name, NUMBERS) for name in names
        ]
        for some in product(*values):
            with suppress(ValueError):  # some take a few words only
                built = rule.build({"lang": "en", **dict(zip(names, some, strict=True))})
                yield built[1] if built else "/"
    yield from QUERIES
    yield from (f"{OWN}/{made}?draft={n}" for n in range(1, 8))


def holding(browser, app, made):
    """The addresses at which the word is told, a redirect's included."""
    found = set()
    for address in addresses(app, made):
        if HIDDEN in _said(browser, address):
            found.add(address)
    return found


def _said(browser, address):
    answer = browser.get(address)
    return answer.get_data().decode("utf-8", "replace") + str(answer.location)


@pytest.mark.slow
def test_nobody_else_meets_a_word_of_it_on_any_page(app, browse):
    cast = Cast()
    made = cast.confide()
    told = {
        name: found
        for name, who in cast.outsiders.items()
        if (found := holding(browse(who), app, made))
    }
    assert told == {}


@pytest.mark.slow
def test_those_who_read_it_meet_it_on_its_own_pages_only(app, browse):
    cast = Cast()
    made = cast.confide()
    page = f"{OWN}/{made}"
    everybody = {OWN, page, f"{page}/publication", *(f"{page}?draft={n}" for n in range(1, 8))}
    begun, question = "/en/drafts", find_begun(cast.asker, None).row.id
    wanted = {
        cast.asker: {
            f"{page}/delete",
            f"{page}/words",
            f"{OWN}/new",
            f"{OWN}/new?draft={question}",
        },
        cast.mentor: {f"{page}/decline"},
        cast.coordinator: {f"{page}/mentors"},
    }
    for who, more in wanted.items():
        found = holding(browse(who), app, made)
        assert found == {*everybody, begun, *more}, who.name


@pytest.mark.slow
def test_each_finds_what_they_began_themselves_and_nobody_what_another_began(app, browse):
    """Each draft holds a word of its own; all that answers a form is asked for too."""
    cast = Cast()
    made = cast.confide()
    readers = {"asker": cast.asker, "mentor": cast.mentor, "coordinator": cast.coordinator}
    for n, who in enumerate(readers.values()):
        a_private_draft(who, made, f"Begun {HIDDEN}by{n}.")
        a_private_draft(who, None, f"Begun {HIDDEN}by{n}.")
    for n, (name, who) in enumerate(readers.items()):
        browser = browse(who)
        said = "".join(_said(browser, address) for address in addresses(app, made))
        told = set(re.findall(f"{HIDDEN}(by[0-9])", said))
        assert told == {f"by{n}"}, name


@pytest.mark.slow
def test_a_preview_of_another_is_not_to_be_had(app, browse):
    """Whatever is sent to the forms by whoever may not write there, no word of it comes back."""
    cast = Cast()
    made = cast.confide()
    for name, who in cast.outsiders.items():
        browser = browse(who)
        ids = {"csrf_token": _token(browser), "submission_id": "a" * 32}
        for n, verb in product(range(1, 8), ("", "/draft")):
            sent = {**ids, "body": "Tell me.", "lang": "en", "draft": f"{n}-1", "preview": "1"}
            sent["files"] = [str(one) for one in range(1, 8)]
            answer = browser.post(f"{OWN}/{made}{verb}", data=sent)
            assert answer.status_code in (302, 401, 403, 404), name
            assert HIDDEN not in answer.get_data(as_text=True), name


def _token(browser):
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/en/").text)
    return found[1] if found else ""


def test_others_are_shown_what_they_would_be_shown_if_there_were_none(app, browse):
    """So no count, no order and no suggestion tells of it."""
    cast = Cast()
    browsers = {name: browse(who) for name, who in cast.outsiders.items()}
    pages = [
        *("/en/", "/en/threads", "/en/tags", "/en/tags/leader", "/en/organisations/rs", "/en/ask"),
        *("/en/mentors", f"/en/mentors?theme={cast.tag.slug}", f"/en/people/{cast.asker.id}"),
        *(f"/en/people/{cast.mentor.id}", "/en/notifications", "/en/moderation", "/en/people"),
        *("/en/moderation/log", "/en/deliveries", "/en/drafts", OWN, "/feeds/threads.atom"),
    ]

    def seen():
        return {
            (name, page): _PASSING.sub("", browser.get(page).get_data(as_text=True))
            for name, browser in browsers.items()
            for page in pages
            if name not in ("mentor who was taken off", "mentor who is suspended")
        }

    before = seen()
    cast.confide(with_fallen=False)
    after = seen()
    assert [key for key in before if before[key] != after[key]] == []
