"""Buttons at the certificates of a mentor."""

from tests.mentoring.certified import a_certificate, a_helper, last_year
from tests.scenes.scene import Scene, button, form_of


@form_of("mentoring.ask_for_certificate")
def ask_for_certificate(_lang: str) -> Scene:
    who = a_helper()
    page = f"/people/{who.id}/certificates"
    return button(page, who, f"{page}/{last_year()}")


@form_of("mentoring.let_verify")
def let_verify(lang: str) -> Scene:
    who = a_helper()
    a_certificate(who, lang)
    return button(f"/people/{who.id}/certificates", who, "/verifiable")


@form_of("mentoring.let_verify_no_longer")
def let_verify_no_longer(lang: str) -> Scene:
    who = a_helper()
    a_certificate(who, lang, is_verifiable=True)
    return button(f"/people/{who.id}/certificates", who, "/verifiable-no-longer")
