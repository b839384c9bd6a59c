"""Forms of mentorships."""

from exchange.mentoring.actions.mentorship_log import write_meeting, write_mentorship_note
from tests import factories as make
from tests.mentoring.pairing import Pair, in_days, met
from tests.scenes.scene import Scene, at, button, form_of


@form_of("mentoring.propose_mentorship", has_text=True)
def propose(lang: str) -> Scene:
    chosen = {"organisation": str(min(make.an_editor().edits)), "mentor": str(make.a_mentor().id)}
    days = {"starts_on": in_days(1).isoformat(), "ends_on": in_days(90).isoformat()}
    return at("/mentorships/new", make.a_mentoring_coordinator(), lang=lang, **chosen, **days)


@form_of("mentoring.accept_mentorship")
def accept(_lang: str) -> Scene:
    pair = Pair()
    path = f"/mentorships/{pair.proposed()}"
    return button(path, pair.mentor, f"{path}/accept")


@form_of("mentoring.decline_mentorship", has_text=True)
def decline(lang: str) -> Scene:
    pair = Pair()
    return at(f"/mentorships/{pair.proposed()}/decline", pair.mentor, lang=lang)


@form_of("mentoring.change_mentorship", has_text=True)
def change(lang: str) -> Scene:
    pair = Pair()
    return at(f"/mentorships/{pair.running()}/edit", pair.editor, lang=lang)


@form_of("mentoring.end_mentorship", has_text=True)
def end(lang: str) -> Scene:
    pair = Pair()
    return at(f"/mentorships/{pair.running()}/end", pair.mentor, lang=lang, ending="reached")


@form_of("mentoring.write_meeting", has_text=True)
def meeting(lang: str) -> Scene:
    pair = Pair()
    day = in_days(-1).isoformat()
    path = f"/mentorships/{pair.running()}/meetings/new"
    return at(path, pair.mentor, lang=lang, held_on=day)


@form_of("mentoring.change_meeting", has_text=True)
def change_meeting(lang: str) -> Scene:
    pair = Pair()
    made = pair.running()
    one = write_meeting(pair.mentor, made, met())
    return at(f"/mentorships/{made}/meetings/{one}/edit", pair.editor, lang=lang)


@form_of("mentoring.write_mentorship_note", has_text=True)
def note(lang: str) -> Scene:
    pair = Pair()
    return at(f"/mentorships/{pair.running()}/notes/new", pair.editor, lang=lang)


@form_of("mentoring.change_mentorship_note", has_text=True)
def change_note(lang: str) -> Scene:
    pair = Pair()
    made = pair.running()
    one = write_mentorship_note(pair.editor, made, body="We are late.", lang="en")
    return at(f"/mentorships/{made}/notes/{one}/edit", pair.editor, lang=lang)


@form_of("mentoring.evaluate_mentorship", has_text=True)
def evaluate(lang: str) -> Scene:
    pair = Pair()
    answers = {"reached": "4", "together": "5", "again": "5"}
    return at(f"/mentorships/{pair.ended()}/evaluate", pair.editor, lang=lang, **answers)
