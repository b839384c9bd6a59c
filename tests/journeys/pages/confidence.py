"""Pages that are for a few: consultations, office hours, mentorships."""

from exchange.mentoring.actions import consultations
from exchange.mentoring.actions.hour_notes import write_note
from exchange.mentoring.actions.mentorship_log import write_meeting, write_mentorship_note
from exchange.mentoring.queries.consultations.people import possible_readers
from exchange.people.queries import get_actor
from tests.journeys.world import DIFFICULT, LONG_WORD, Pages, World
from tests.mentoring.confiding import a_consultation, a_private_draft, words_for
from tests.mentoring.pairing import Pair, met
from tests.mentoring.talking import a_past_talk, a_talk, in_days, some_slots


def of_consultations(world: World) -> Pages:
    """Of the member: one with the mentor, with words to publish; one that the admin assigns."""
    member, mentor, admin = world.people.member, world.people.mentor, world.people.admin
    readers = (mentor.id, admin.id)
    others = [one.id for one in possible_readers(member.id) if one.id not in readers]
    told = {"title": LONG_WORD, "body": DIFFICULT, "excluded": others}
    made, waiting = (a_consultation(member, **told) for _ in range(2))
    consultations.assign_mentors(admin, made, [mentor.id])
    consultations.add_note(mentor, made, body=DIFFICULT, lang="lv")
    words_for(member, made, {mentor.id: DIFFICULT})
    a_private_draft(member, made, DIFFICULT)
    a_private_draft(member, None, DIFFICULT, title=LONG_WORD)
    page = f"/private-consultations/{made}"
    yield "mentoring.show_consultation", [page]
    yield "mentoring.assign_to_consultation", [f"/private-consultations/{waiting}/mentors"]
    yield "mentoring.decline_consultation", [f"{page}/decline"]
    yield "mentoring.delete_consultation", [f"{page}/delete"]
    yield "mentoring.prepare_words", [f"{page}/words"]
    yield "mentoring.show_publication", [f"{page}/publication"]


def of_office_hours(world: World) -> Pages:
    """Of the mentor: free times, one that the member booked, one that was."""
    mentor, member = get_actor(world.people.mentor.id), world.people.member
    free = some_slots(mentor, purpose=LONG_WORD, place=LONG_WORD * 3)[0]
    booked, past = a_talk(mentor, member, day=in_days(5)), a_past_talk(mentor, member)
    write_note(member, past, version=0, body=DIFFICULT, lang="en")
    page = "/office-hours"
    yield "mentoring.show_office_hours", [page, f"{page}?lang=tr"]
    yield "mentoring.show_own_hours", [f"{page}/mine"]
    yield "mentoring.show_slot", [f"{page}/{one}" for one in (free, booked, past)]
    yield "mentoring.offer", [f"{page}/new"]
    yield "mentoring.change_hours", [f"{page}/{booked}/edit"]
    yield "mentoring.withdraw_hours", [f"{page}/{booked}/withdraw"]
    yield "mentoring.note_hours", [f"{page}/{past}/note"]


def of_mentorships(world: World) -> Pages:
    """Of the mentor with another network, proposed by the admin: one runs, one waits."""
    mentor, admin = get_actor(world.people.mentor.id), world.people.admin
    running, waiting, over = Pair(), Pair(), Pair()
    for one in (running, waiting, over):
        one.mentor, one.coordinator = mentor, admin
    made = running.running(why=DIFFICULT[:900], aims=((LONG_WORD * 3, "reached"),))
    asked, done = waiting.proposed(why=LONG_WORD), over.ended()
    meeting = write_meeting(mentor, made, met(agreed=DIFFICULT, who=LONG_WORD))
    note = write_mentorship_note(mentor, made, body=DIFFICULT, lang="en")
    page = f"/mentorships/{made}"
    yield "mentoring.show_mentorships", ["/mentorships"]
    yield "mentoring.propose_mentorship", ["/mentorships/new"]
    yield "mentoring.show_mentorship", [f"/mentorships/{one}" for one in (made, asked, done)]
    yield "mentoring.decline_mentorship", [f"/mentorships/{asked}/decline"]
    yield "mentoring.change_mentorship", [f"{page}/edit"]
    yield "mentoring.end_mentorship", [f"{page}/end"]
    yield "mentoring.write_meeting", [f"{page}/meetings/new"]
    yield "mentoring.change_meeting", [f"{page}/meetings/{meeting}/edit"]
    yield "mentoring.write_mentorship_note", [f"{page}/notes/new"]
    yield "mentoring.change_mentorship_note", [f"{page}/notes/{note}/edit"]
    yield "mentoring.evaluate_mentorship", [f"/mentorships/{done}/evaluate"]
