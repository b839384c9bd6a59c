"""Forms of mentors: what they know, when they are away, and how one becomes one."""

from datetime import timedelta

from exchange.kernel.clock import now
from exchange.mentoring.actions.away import add_days_away
from exchange.mentoring.actions.inviting import invite_mentor
from exchange.mentoring.queries.away import own_absences
from tests import factories as make
from tests.scenes.scene import Scene, at, button, form_of


@form_of("mentoring.change_profile")
def change_profile(_lang: str) -> Scene:
    theme = make.a_tag(is_theme=True)
    level = {f"level-{theme.slug}": "expert"}
    return at("/mentors/me", make.a_mentor(), **level, most_open="3", writes=["lv"])


@form_of("mentoring.add_away")
def add_away(_lang: str) -> Scene:
    day = (now() + timedelta(days=9)).date().isoformat()
    return at("/mentors/me/away", make.a_mentor(), first_day=day, last_day=day)


@form_of("mentoring.remove_away")
def remove_away(_lang: str) -> Scene:
    who, day = make.a_mentor(), (now() + timedelta(days=9)).date()
    add_days_away(who, day, day)
    return button("/mentors/me/away", who, f"/{own_absences(who)[0].id}/remove")


@form_of("mentoring.invite", has_text=True)
def invite(lang: str) -> Scene:
    return at(f"/people/{make.a_person().id}/invite-mentor", make.an_admin(), lang=lang)


@form_of("mentoring.accept_invitation")
def accept(_lang: str) -> Scene:
    who = make.a_person()
    made = invite_mentor(make.an_admin(), who.id)
    return button("/mentor-invitation", who, f"/mentor-invitations/{made}/accept")


@form_of("mentoring.decline_invitation")
def decline(_lang: str) -> Scene:
    who = make.a_person()
    made = invite_mentor(make.an_admin(), who.id)
    return button("/mentor-invitation", who, f"/mentor-invitations/{made}/decline")


@form_of("mentoring.take_back_invitation")
def take_back(_lang: str) -> Scene:
    who, admin = make.a_person(), make.an_admin()
    made = invite_mentor(admin, who.id)
    return button(f"/people/{who.id}", admin, f"/mentor-invitations/{made}/take-back")
