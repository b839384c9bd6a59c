"""Forms of the clock of a question, and of what is promised."""

from exchange.mentoring.actions.needing_more import ask_more
from exchange.mentoring.actions.taking import take_question
from tests import factories as make
from tests.scenes.scene import Scene, at, button, form_of


@form_of("mentoring.promise")
def promise(_lang: str) -> Scene:
    category = make.a_category().id
    return at(f"/desk/promises/{category}", make.an_admin(), days="5")


@form_of("mentoring.need_more", has_text=True)
def need_more(lang: str) -> Scene:
    who, thread = make.a_mentor(), make.a_thread().id
    take_question(who, thread)
    return at(f"/questions/{thread}/need-more", who, lang=lang)


@form_of("mentoring.told_more")
def told_more(_lang: str) -> Scene:
    who, mentor = make.a_person(), make.a_mentor()
    thread = make.a_thread(who).id
    take_question(mentor, thread)
    ask_more(mentor, thread, sentence="Which call do you mean?", lang="en")
    return button(f"/threads/{thread}", who, f"/questions/{thread}/told-more")
