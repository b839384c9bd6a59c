"""The form that asks what came of an answer."""

from tests import factories as make
from tests.mentoring.following import an_answer, asked
from tests.scenes.scene import Scene, at, form_of


@form_of("mentoring.say_outcome", has_text=True)
def say_outcome(lang: str) -> Scene:
    who = make.a_person()
    made = asked(an_answer(who)[0])
    return at(f"/follow-ups/{made}", who, outcome="worked", lang=lang)
