"""The form that asks whether a record is still true."""

from exchange.library.codes import code_of
from tests import factories as make
from tests.scenes.scene import Scene, at, form_of


@form_of("still_true.answer")
def answer(_lang: str) -> Scene:
    who = make.a_person()
    return at(f"/experiences/{code_of(make.a_published(who).number)}/still-true", who)
