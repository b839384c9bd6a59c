"""Forms of private consultations."""

from exchange.mentoring.actions import consultations
from tests import factories as make
from tests.mentoring.confiding import a_consultation, a_prepared, a_private_draft, an_assigned
from tests.scenes.scene import Scene, at, button, form_of

PLACE = "/private-consultations"


@form_of("mentoring.confide", has_text=True)
def confide(lang: str) -> Scene:
    return at(f"{PLACE}/new", make.a_person(), lang=lang)


@form_of("mentoring.show_consultation", has_text=True)
def add_note(lang: str) -> Scene:
    asker = make.a_person()
    return at(f"{PLACE}/{a_consultation(asker)}", asker, lang=lang)


@form_of("mentoring.keep_confided", has_text=True)
def keep_question(lang: str) -> Scene:
    return Scene(f"{PLACE}/new", make.a_person(), f"{PLACE}/new/draft", {"lang": lang})


@form_of("mentoring.keep_note", has_text=True)
def keep_note(lang: str) -> Scene:
    asker = make.a_person()
    here = f"{PLACE}/{a_consultation(asker)}"
    return Scene(here, asker, f"{here}/draft", {"lang": lang})


@form_of("mentoring.discard_private_draft")
def discard(_lang: str) -> Scene:
    asker = make.a_person()
    made = a_consultation(asker)
    begun = a_private_draft(asker, made)
    return Scene(f"{PLACE}/{made}", asker, f"{PLACE}/drafts/{begun}/discard")


@form_of("mentoring.assign_to_consultation")
def assign(_lang: str) -> Scene:
    mentor, made = make.a_mentor(), a_consultation()
    path = f"{PLACE}/{made}/mentors"
    return at(path, make.a_mentoring_coordinator(), mentors=[str(mentor.id)])


@form_of("mentoring.take_off_consultation")
def take_off(_lang: str) -> Scene:
    mentor, by = make.a_mentor(), make.a_mentoring_coordinator()
    made = an_assigned(None, mentor, by=by)
    page = f"{PLACE}/{made}"
    return button(page, by, f"{page}/mentors/{mentor.id}/take-off")


@form_of("mentoring.decline_consultation")
def decline(_lang: str) -> Scene:
    mentor = make.a_mentor()
    return at(f"{PLACE}/{an_assigned(None, mentor)}/decline", mentor)


@form_of("mentoring.end_consultation")
def end(_lang: str) -> Scene:
    asker = make.a_person()
    page = f"{PLACE}/{a_consultation(asker)}"
    return button(page, asker, f"{page}/end")


@form_of("mentoring.reopen_consultation")
def reopen(_lang: str) -> Scene:
    asker = make.a_person()
    made = a_consultation(asker)
    consultations.end_consultation(asker, made)
    page = f"{PLACE}/{made}"
    return button(page, asker, f"{page}/reopen")


@form_of("mentoring.delete_consultation")
def delete(_lang: str) -> Scene:
    asker = make.a_person()
    return at(f"{PLACE}/{a_consultation(asker)}/delete", asker)


@form_of("mentoring.propose_publication")
def propose(_lang: str) -> Scene:
    mentor = make.a_mentor()
    page = f"{PLACE}/{an_assigned(None, mentor)}"
    return button(page, mentor, f"{page}/propose")


@form_of("mentoring.prepare_words", has_text=True)
def prepare(lang: str) -> Scene:
    asker = make.a_person()
    made = a_consultation(asker, body="Write to us@example.org")  # something to look at
    return at(f"{PLACE}/{made}/words", asker, lang=lang, consent="y", looked="y")


@form_of("mentoring.agree_to_words")
def agree(_lang: str) -> Scene:
    return _own_words("agree")


@form_of("mentoring.decline_words")
def decline_words(_lang: str) -> Scene:
    return _own_words("decline")


@form_of("mentoring.take_back_words")
def take_back(_lang: str) -> Scene:
    mentor = make.a_mentor()
    made = a_prepared(make.a_person(), mentor, mentor)
    consultations.decline_consultation(mentor, made)
    return button(PLACE, mentor, f"{PLACE}/{made}/words/take-back")


def _own_words(how: str) -> Scene:
    mentor = make.a_mentor()
    page = f"{PLACE}/{a_prepared(make.a_person(), mentor)}"
    return button(f"{page}/publication", mentor, f"{page}/words/{how}")


@form_of("mentoring.keep_private")
def keep_private(_lang: str) -> Scene:
    asker = make.a_person()
    page = f"{PLACE}/{a_prepared(asker, make.a_mentor())}"
    return button(page, asker, f"{page}/keep-private")


@form_of("mentoring.publish_consultation")
def publish(_lang: str) -> Scene:
    mentor, category = make.a_mentor(), make.a_category()
    page = f"{PLACE}/{a_prepared(make.a_person(), mentor, mentor)}"
    action = f"{page}/publish"
    return Scene(f"{page}/publication", mentor, action, {"category": str(category.id)})
