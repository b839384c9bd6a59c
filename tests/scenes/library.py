"""Forms of the library."""

from exchange.forum.actions import accept_answer
from exchange.library import actions
from exchange.library.codes import code_of, number_in
from exchange.library.models import Experience
from exchange.library.narrowing import Narrowed
from exchange.library.queries import comments_of, saved_searches, working_copy
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests import factories as make
from tests.library.pictures import a_pictured_draft
from tests.library.translations import translated
from tests.scenes.forum import a_thread
from tests.scenes.scene import Scene, at, button, form_of


def _work(experience: Experience, verb: str = "") -> str:
    return f"/experiences/{code_of(experience.number)}{verb}"


@form_of("library.new", has_text=True)
def new_experience(lang: str) -> Scene:
    return at("/experiences/new", make.a_person(), lang=lang)


@form_of("library.edit_section", has_text=True)
def edit_section(_lang: str) -> Scene:
    who = make.a_person()
    return at(_work(make.a_draft(who, make.a_full_content()), "/edit/story"), who)


@form_of("library.edit_block", has_text=True)
def edit_block(_lang: str) -> Scene:
    who = make.a_person()
    return at(_work(make.a_draft(who, make.a_full_content()), "/edit/blocks/seats"), who)


@form_of("library.edit_pictures", has_text=True)
def edit_pictures(_lang: str) -> Scene:
    who = make.a_person()
    return at(_work(a_pictured_draft(who), "/edit/pictures"), who)


@form_of("library.move_block")
def move_block(_lang: str) -> Scene:
    who = make.a_person()
    draft = make.a_draft(who, make.a_full_content())
    return button(_work(draft, "/edit/blocks"), who, "/blocks/fund/to/1")


@form_of("library.remove_block")
def remove_block(_lang: str) -> Scene:
    who = make.a_person()
    draft = make.a_draft(who, make.a_full_content())
    return button(_work(draft, "/edit/blocks/seats"), who, "/blocks/seats/remove")


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


def _asked(who: Actor) -> Experience:
    """A draft that waits for a reader and uses this person's words."""
    writer = make.a_person()
    draft = make.a_draft(writer)
    make.a_credit(draft, who)
    actions.submit(writer, draft.id)
    return draft


@form_of("library.agree")
def agree(_lang: str) -> Scene:
    who = make.a_person()
    return button(_work(_asked(who)), who, "/words/agree")


@form_of("library.decline")
def decline(_lang: str) -> Scene:
    who = make.a_person()
    return button(_work(_asked(who)), who, "/words/decline")


@form_of("library.leave_out")
def leave_out(_lang: str) -> Scene:
    who = make.a_person()
    draft = _asked(who)
    actions.answer_for_words(who, draft.id, agrees=False)
    [writer] = working_copy(who, draft.number).authors
    return button(_work(draft, "/edit"), get_actor(writer.id), "/words/out")


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


def _remarked(who: Actor) -> str:
    """A draft given back with a remark; the address of that."""
    draft, reader = make.a_submitted(who), make.a_mentor()
    actions.take(reader, draft.id)
    actions.ask_for_changes(
        reader, draft.id, note="Who paid for it?", lang="en", remarks={"title": "Which bus?"}
    )
    [remark] = comments_of(working_copy(who, draft.number))["title"]
    return _work(draft, f"/remarks/{remark.id}")


@form_of("library.settle_remark", has_text=True)
def settle_remark(_lang: str) -> Scene:
    who = make.a_person()
    return at(f"{_remarked(who)}/done", who)


@form_of("library.reopen_remark")
def reopen_remark(_lang: str) -> Scene:
    who = make.a_person()
    page, _, number = _remarked(who).rpartition("/remarks/")
    experience = working_copy(who, number_in(page.rpartition("/")[2]) or 0).row
    actions.settle_remark(who, experience.id, int(number))
    return button(page, who, "/not-done")


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


@form_of("library.save", has_text=True)
def save_search(_lang: str) -> Scene:
    return at("/experiences/saved/new?country=RS", make.a_person())


@form_of("library.forget")
def forget_search(_lang: str) -> Scene:
    who = make.a_person()
    actions.save_search(who, Narrowed(country="RS"), name="Serbia")
    found = saved_searches(who)[0].id
    return button("/experiences/saved", who, f"/experiences/saved/{found}/remove")


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


@form_of("library.take_translations_out")
def take_translations_out(_lang: str) -> Scene:
    _, row = _in_latvian(make.a_person(reads=["en", "lv"]))
    return at(_work(row, "/translate/lv/take-out"), make.a_moderator(), texts="title")


@form_of("library.review_translation", has_text=True)
def review_translation(lang: str) -> Scene:
    reader, row = _in_latvian(make.a_person(reads=["en", "lv"]))
    return at(_work(row, "/translate/lv/review"), reader, note_lang=lang)
