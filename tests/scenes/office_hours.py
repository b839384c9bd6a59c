"""Forms of office hours."""

from exchange.mentoring.actions.hour_notes import answer_for_thread, ask_for_thread, write_note
from exchange.people.actor import Actor
from tests import factories as make
from tests.mentoring.talking import a_past_talk, a_slot, a_talk, in_days, note_of
from tests.scenes.scene import Scene, at, button, form_of


@form_of("mentoring.offer", has_text=True)
def offer(lang: str) -> Scene:
    when = {"day": in_days(3).isoformat(), "at": "14:00"}
    return at("/office-hours/new", make.a_mentor(), lang=lang, languages=[lang], **when)


@form_of("mentoring.book", has_text=True)
def book(lang: str) -> Scene:
    path = f"/office-hours/{a_slot()}"
    return Scene(path, make.a_person(), f"{path}/book", {"lang": lang})


@form_of("mentoring.cancel")
def cancel(_lang: str) -> Scene:
    who = make.a_person()
    path = f"/office-hours/{a_talk(None, who)}"
    return button(path, who, f"{path}/cancel")


@form_of("mentoring.change_hours", has_text=True)
def change_hours(lang: str) -> Scene:
    who = make.a_mentor()
    path = f"/office-hours/{a_talk(who)}/edit"
    when = {"day": in_days(4).isoformat(), "at": "14:00"}
    return at(path, who, lang=lang, **when)


@form_of("mentoring.withdraw_hours", has_text=True)
def withdraw_hours(lang: str) -> Scene:
    who = make.a_mentor()
    return at(f"/office-hours/{a_talk(who)}/withdraw", who, lang=lang)


@form_of("mentoring.note_hours", has_text=True)
def note_hours(lang: str) -> Scene:
    who = make.a_person()
    return at(f"/office-hours/{a_past_talk(None, who)}/note", who, lang=lang)


def _noted() -> tuple[Actor, Actor, str, int]:
    """The two, the page of their talk, and the note of the member."""
    mentor, who = make.a_mentor(), make.a_person()
    talk = a_past_talk(mentor, who)
    write_note(who, talk, version=0, body="We count them by hand.", lang="en")
    return mentor, who, f"/office-hours/{talk}", note_of(talk, who).id


@form_of("mentoring.ask_for_thread")
def ask_for_thread_scene(_lang: str) -> Scene:
    _mentor, who, page, note = _noted()
    return button(page, who, f"{page}/notes/{note}/ask")


def _asked() -> tuple[Actor, Actor, str, int]:
    mentor, who, page, note = _noted()
    ask_for_thread(who, int(page.rpartition("/")[2]), note, version=1)
    return mentor, who, page, note


@form_of("mentoring.agree_to_thread")
def agree(_lang: str) -> Scene:
    mentor, _who, page, note = _asked()
    return button(page, mentor, f"{page}/notes/{note}/agree")


@form_of("mentoring.decline_thread")
def decline(_lang: str) -> Scene:
    mentor, _who, page, note = _asked()
    return button(page, mentor, f"{page}/notes/{note}/decline")


@form_of("mentoring.begin_thread")
def begin(_lang: str) -> Scene:
    mentor, who, page, note = _asked()
    slot = int(page.rpartition("/")[2])
    answer_for_thread(mentor, slot, note, version=1, agrees=True)
    return button(page, who, f"{page}/notes/{note}/begin")
