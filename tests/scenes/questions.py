"""Forms of questions on their way to a mentor."""

from exchange.mentoring.actions.taking import take_question
from exchange.people.actor import Actor
from tests import factories as make
from tests.scenes.scene import Scene, at, button, form_of


def _page(thread_id: int) -> str:
    return f"/threads/{thread_id}"


def _taken() -> tuple[Actor, int]:
    who, thread = make.a_mentor(), make.a_thread().id
    take_question(who, thread)
    return who, thread


@form_of("mentoring.take")
def take(_lang: str) -> Scene:
    thread = make.a_thread().id
    return button(_page(thread), make.a_mentor(), f"/questions/{thread}/take")


@form_of("mentoring.decline")
def decline(_lang: str) -> Scene:
    who, thread = make.a_mentor(), make.a_thread().id
    return button(_page(thread), who, f"/questions/{thread}/decline")


@form_of("mentoring.widen")
def widen(_lang: str) -> Scene:
    thread = make.a_thread().id
    return button(_page(thread), make.a_mentoring_coordinator(), f"/questions/{thread}/widen")


@form_of("mentoring.give_back", has_text=True)
def give_back(lang: str) -> Scene:
    who, thread = _taken()
    return at(f"/questions/{thread}/give-back", who, lang=lang)


@form_of("mentoring.hand_over", has_text=True)
def hand_over(lang: str) -> Scene:
    _who, thread = _taken()
    other = make.a_mentor()
    return at(
        f"/questions/{thread}/mentors",
        make.a_mentoring_coordinator(),
        lang=lang,
        mentor=str(other.id),
    )
