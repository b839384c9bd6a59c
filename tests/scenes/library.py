"""Forms of the library."""

from exchange.forum.actions import accept_answer
from exchange.library import actions
from exchange.library.codes import code_of
from exchange.library.models import Experience
from exchange.people.actor import Actor
from tests import factories as make
from tests.library.translations import translated
from tests.scenes.forum import a_thread
from tests.scenes.scene import Scene, at, button, form_of


def _work(experience: Experience, verb: str = "") -> str:
    return f"/experiences/{code_of(experience.number)}{verb}"


@form_of("library.new", has_text=True)
def new_experience(lang: str) -> Scene:
    return at("/experiences/new", make.a_person(), lang=lang, start_year="2017")


@form_of("library.edit", has_text=True)
def edit_experience(lang: str) -> Scene:
    who = make.a_person()
    return at(_work(make.a_draft(who), "/edit"), who, lang=lang, start_year="2017")


@form_of("library.from_post")
def from_post(_lang: str) -> Scene:
    who = make.a_person()
    _, _, post = a_thread(who)
    accept_answer(who, post)
    return at(f"/experiences/from-post/{post}", who)


@form_of("library.submit")
def submit(_lang: str) -> Scene:
    who = make.a_person()
    draft = make.a_draft(who)
    return button(_work(draft), who, "/submit")


@form_of("library.take_back")
def take_back(_lang: str) -> Scene:
    who = make.a_person()
    return button(_work(make.a_submitted(who)), who, "/take-back")


@form_of("library.renew")
def renew(_lang: str) -> Scene:
    who = make.a_person()
    return button(_work(make.a_published(who)), who, "/new-version")


@form_of("library.take")
def take(_lang: str) -> Scene:
    return button(_work(make.a_submitted(), "/read"), make.a_mentor(), "/take")


def _taken(who: Actor) -> str:
    draft = make.a_submitted()
    actions.take(who, draft.id)
    return _work(draft, "/read")


@form_of("library.hand_back")
def hand_back(_lang: str) -> Scene:
    who = make.a_mentor()
    return button(_taken(who), who, "/hand-back")


@form_of("library.read", has_text=True)
def read(lang: str) -> Scene:
    who = make.a_mentor()
    marks = dict.fromkeys(("relevance", "evidence", "transferability", "clarity"), "3")
    return at(_taken(who), who, lang=lang, **marks)


@form_of("library.withdraw", has_text=True)
def withdraw(_lang: str) -> Scene:
    who = make.a_person()
    return at(_work(make.a_published(who), "/v1/withdraw"), who)


@form_of("library.put_back")
def put_back(_lang: str) -> Scene:
    who = make.a_person()
    experience = make.a_published(who)
    actions.withdraw(who, experience.id, reason="It is out of date.")
    return button(_work(experience, "/v1"), who, _work(experience, "/v1/put-back"))


@form_of("library.ask_for_paper")
def ask_for_paper(_lang: str) -> Scene:
    return button(_work(make.a_published(), "/v1/pdf"), make.a_person(), "/pdf/full")


def _in_latvian(who: Actor) -> tuple[Actor, Experience]:
    """A record in English, the title of which is told in Latvian; and who reads both."""
    row = make.a_published()
    translated(who, row, {"title": "Pieci krēsli, viens autobuss"}, "lv")
    return make.a_mentor(reads=["en", "lv"]), row


@form_of("library.translate", has_text=True)
def translate(_lang: str) -> Scene:
    who = make.a_person(reads=["en", "lv"])
    _, row = _in_latvian(who)
    values = {"t-place": "Kamenas ieleja", "t-challenge": "Neviens nenāca."}
    return at(_work(row, "/translate/lv"), who, **values)


@form_of("library.review_translation", has_text=True)
def review_translation(lang: str) -> Scene:
    reader, row = _in_latvian(make.a_person(reads=["en", "lv"]))
    return at(_work(row, "/translate/lv/review"), reader, note_lang=lang)
