"""Pages of questions, promises, desks, follow-ups and certificates."""

from exchange.forum.models import Category
from exchange.kernel.db import db
from exchange.mentoring.actions.needing_more import ask_more
from exchange.mentoring.actions.promises import set_promise
from exchange.mentoring.actions.taking import give_back_question, take_question
from exchange.people.queries import get_actor
from tests.factories import (
    a_reply,
)
from tests.journeys.world import DIFFICULT, LONG_WORD, Pages, World
from tests.mentoring.certified import a_certificate, a_helper
from tests.mentoring.following import an_answer, asked, fall_due, said


def of_questions(world: World) -> Pages:
    """One that waits for mentors, and one that the mentor has."""
    mentor, taken = world.people.mentor, world.taken
    take_question(mentor, taken.id)
    give_back_question(mentor, taken.id, DIFFICULT[:400], "en")
    take_question(mentor, taken.id)
    page = f"/questions/{taken.id}"
    yield "mentoring.give_back", [f"{page}/give-back"]
    yield "mentoring.hand_over", [f"{page}/mentors", f"/questions/{world.waiting.id}/mentors"]


def of_clocks(world: World) -> Pages:
    """Of the member, with the mentor: one runs, one stands."""
    member, mentor = world.people.member, get_actor(world.people.mentor.id)
    set_promise(world.people.admin, 1, days=7, version=0)
    runs, stands = (world.site.thread(member, title=f"When {LONG_WORD}?") for _ in range(2))
    for thread in (runs, stands):
        take_question(mentor, thread.id)
    ask_more(mentor, stands.id, sentence=f"{LONG_WORD}?", lang="lv")
    pages = [f"/questions/{runs.id}/need-more", f"/threads/{stands.id}", f"/threads/{runs.id}"]
    yield "mentoring.need_more", pages
    yield "mentoring.promise", ["/desk/promises/1", "/desk/promises/2"]


def of_certificates(world: World) -> Pages:
    """Of the mentor, of a year that is over; and figures that count more than samples."""
    code = a_certificate(a_helper(world.people.mentor), is_verifiable=True)
    people = (world.people.mentor, world.people.member)
    yield "mentoring.show_certificates", [f"/people/{one.id}/certificates" for one in people]
    yield "mentoring.verify_certificate", [f"/certificates/{code}"]
    ways = ("", "?period=last&country=TR", "?period=dates&from=2020&to=")
    yield "mentoring.show_desk", ["/desk"]
    yield "mentoring.show_asked", ["/desk/asked"]
    yield "mentoring.show_all_questions", ["/desk/all", "/desk/all?state=free"]
    yield "mentoring.show_loads", ["/desk/mentors"]
    yield "mentoring.show_bottlenecks", ["/desk/bottlenecks"]
    yield "mentoring.show_figures", [f"/desk/figures{way}" for way in ways]


def of_follow_ups(world: World) -> Pages:
    """Of the member: one to accept, one that waits for their word, one that was said."""
    member, mentor = world.people.member, world.people.mentor
    a_reply(quiet := world.site.thread(member, title=f"Who {LONG_WORD}?"), mentor)
    fall_due(quiet, "accept")
    waiting = asked(an_answer(member, mentor, category=db.session.get_one(Category, 1))[0])
    told = said(member, world.answered, "partly", DIFFICULT[:900])
    yield "mentoring.show_follow_ups", ["/follow-ups"]
    yield (
        "mentoring.say_outcome",
        [f"/follow-ups/{waiting}?outcome=worked", f"/follow-ups/{told}"],
    )
