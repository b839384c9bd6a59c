"""Which pages are photographed, for whom, and on which sheet.

Addresses stand below the language; what is in braces is a fact of the stage (stage.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from flask import Flask

SHEETS = {
    "forum": "Front page and forum",
    "library": "Library and search",
    "about": "About, mentors, organisations",
    "joining": "Joining and settings",
    "writing": "Writing",
    "answering": "Moderation and administration",
    "states": "When something is empty or goes wrong",
    "mails": "Mails",
}
GUEST = ("guest",)
MEMBER = ("member",)


class Stop(NamedTuple):
    """One address and the roles for whom it looks different."""

    sheet: str
    path: str
    roles: Sequence[str] = GUEST


def _all_on(sheet: str, *stops: tuple[str, Sequence[str]]) -> tuple[Stop, ...]:
    return tuple(Stop(sheet, path, roles) for path, roles in stops)


# budget: one table, the examples of every GET route by its endpoint
STOPS: Mapping[str, Sequence[Stop]] = {
    "pages.front": _all_on("forum", ("/", ("guest", "member"))),
    "forum.show_threads": _all_on(
        "forum",
        ("/threads", GUEST),
        ("/threads?state=waiting", MEMBER),
        ("/threads?state=unread", MEMBER),
        ("/threads?state=mine", MEMBER),
        ("/threads?country=RS&order=helpful", GUEST),
        ("/threads?state=watched", MEMBER),
    ),
    "forum.show_category": _all_on(
        "forum", ("/categories/1", GUEST), ("/categories/{room}", ("coordinator",))
    ),
    "pages.subjects": _all_on("forum", ("/tags", GUEST), ("/tags?q=turizam", MEMBER)),
    "forum.show_tag": _all_on("forum", ("/tags/leader", GUEST)),
    "forum.show_thread": _all_on(
        "forum",
        ("/threads/{thread}", ("guest", "member", "moderator")),
        ("/threads/{waiting_thread}", GUEST),
        ("/threads/{proposed_question}", ("mentor", "admin")),
        ("/threads/{taken_question}", ("member", "mentor")),
        ("/threads/{turkish_thread}", GUEST),
        ("/threads/{duplicate_thread}", ("guest", "moderator")),
        ("/threads/{thread}?order=newest", MEMBER),
        ("/threads/{announcement}", ("member", "moderator")),
    ),
    "forum.print_thread": _all_on("forum", ("/threads/{thread}/print", GUEST)),
    "library.show_list": _all_on(
        "library",
        ("/experiences", ("guest", "member")),
        ("/experiences?country=RS&order=used", GUEST),
    ),
    "library.show_saved": _all_on("library", ("/experiences/saved", MEMBER)),
    "library.save": _all_on("library", ("/experiences/saved/new?country=RS", MEMBER)),
    "library.show_map": _all_on("library", ("/experiences/map", GUEST)),
    "library.show_experience": _all_on(
        "library",
        ("/experiences/{experience}", GUEST),
        ("/experiences/{serbian_experience}", ("guest", "admin")),
    ),
    "library.show_papers": _all_on("library", ("/experiences/{experience}/v1/pdf", GUEST)),
    "library.cite": _all_on("library", ("/experiences/{experience}/v1/cite", GUEST)),
    "library.show_version": _all_on("library", ("/experiences/{draft}/v1", MEMBER)),
    "collections.show_list": _all_on("library", ("/collections", ("guest", "member"))),
    "collections.show_collection": _all_on(
        "library", ("/collections/{collection}", ("guest", "member"))
    ),
    "collections.show_booklets": _all_on("library", ("/collections/{collection}/booklet", GUEST)),
    "collections.show_shared_booklets": _all_on(
        "library", ("/collections/shared/{shared}/booklet", GUEST)
    ),
    "collections.show_shared": _all_on("library", ("/collections/shared/{shared}", GUEST)),
    "reuse.show_matrix": _all_on("library", ("/experiences/reuse", GUEST)),
    "reuse.show_reuse": _all_on(
        "library",
        ("/reuse/{waiting_reuse}", ("member", "coordinator")),
        ("/reuse/{confirmed_reuse}", GUEST),
        ("/experiences/{used_experience}", ("guest", "member")),
    ),
    "search.find": _all_on(
        "library", ("/search", GUEST), ("/search?q=leader", GUEST), ("/search?q=LLF", GUEST)
    ),
    "search.show_similar": _all_on("library", ("/ask/similar?title=young+farmers", GUEST)),
    "pages.about_project": _all_on("about", ("/about/project", GUEST)),
    "pages.about_partners": _all_on("about", ("/about/partners", GUEST)),
    "pages.about_meetings": _all_on("about", ("/about/meetings", GUEST)),
    "pages.about_rules": _all_on("about", ("/about/rules", GUEST)),
    "pages.about_privacy": _all_on("about", ("/about/privacy", GUEST)),
    "pages.about_accessibility": _all_on("about", ("/about/accessibility", GUEST)),
    "pages.about_disclaimer": _all_on("about", ("/about/disclaimer", GUEST)),
    "mentoring.verify_certificate": _all_on("about", ("/certificates/{certificate}", GUEST)),
    "mentoring.show_certificates": _all_on(
        "writing", ("/people/{mentor}/certificates", ("mentor",))
    ),
    "mentoring.show_figures": _all_on("answering", ("/desk/figures", ("admin",))),
    "pages.mentors": _all_on("about", ("/mentors", ("guest", "mentor"))),
    "people.show_organisations": _all_on("about", ("/organisations", GUEST)),
    "people.show_organisation": _all_on(
        "about", ("/organisations/lv", GUEST), ("/organisations/sample-rs", GUEST)
    ),
    "people.show_sign_in": _all_on("joining", ("/sign-in", GUEST)),
    "people.show_sign_up": _all_on("joining", ("/sign-up", GUEST)),
    "people.sign_up_sent": _all_on("joining", ("/sign-up/sent", GUEST)),
    "people.show_confirm": _all_on("joining", ("/confirm/{confirm}", GUEST)),
    "people.show_forgotten": _all_on("joining", ("/forgotten-password", GUEST)),
    "people.forgotten_sent": _all_on("joining", ("/forgotten-password/sent", GUEST)),
    "people.show_new_password": _all_on("joining", ("/new-password/{password}", GUEST)),
    "people.show_settings": _all_on("joining", ("/settings", MEMBER)),
    "notifications.choose_mails": _all_on("joining", ("/settings/mail", MEMBER)),
    "people.show_person": _all_on(
        "joining",
        ("/people/{member}", ("member", "admin")),
        ("/people/{mentor}", ("member", "admin")),
    ),
    "mail_links.show_unsubscribe": _all_on("joining", ("{unsubscribe}", GUEST)),
    "notifications.show_notifications": _all_on("joining", ("/notifications", MEMBER)),
    "forum.ask": _all_on("writing", ("/ask", MEMBER)),
    "forum.announce": _all_on("writing", ("/announce", ("moderator", "coordinator"))),
    "forum.change_announcement": _all_on(
        "writing", ("/threads/{announcement}/announcement", ("moderator",))
    ),
    "forum.show_readers": _all_on("answering", ("/threads/{announcement}/readers", ("moderator",))),
    "forum.show_drafts": _all_on("writing", ("/drafts", MEMBER)),
    "forum.show_draft": _all_on("writing", ("/drafts/{post_draft}", MEMBER)),
    "forum.show_bookmarks": _all_on("writing", ("/bookmarks", MEMBER)),
    "forum.bookmark": _all_on("writing", ("/posts/{own_reply}/bookmark", MEMBER)),
    "forum.change_bookmark": _all_on("writing", ("/bookmarks/{bookmark}", MEMBER)),
    "forum.reply": _all_on("writing", ("/posts/{answer}/reply", MEMBER)),
    "forum.edit": _all_on("writing", ("/posts/{own_post}/edit", MEMBER)),
    "forum.show_history": _all_on(
        "writing", ("/posts/{edited_post}/history", ("guest", "moderator"))
    ),
    "moderation.revert": _all_on("answering", ("/posts/{edited_post}/revert?to=1", ("moderator",))),
    "forum.delete": _all_on(
        "writing", ("/posts/{own_reply}/delete", MEMBER), ("/posts/{lone_post}/delete", MEMBER)
    ),
    "polls.put": _all_on("writing", ("/threads/{lone_thread}/poll", MEMBER)),
    "polls.remove": _all_on("writing", ("/polls/{poll}/remove", MEMBER)),
    "forum.restore": _all_on("writing", ("/posts/{deleted_post}/restore", MEMBER)),
    "moderation.flag": _all_on("writing", ("/posts/{answer}/flag", MEMBER)),
    "library.new": _all_on("writing", ("/experiences/new", MEMBER)),
    "library.edit": _all_on("writing", ("/experiences/{draft}/edit", MEMBER)),
    "library.edit_section": _all_on(
        "writing",
        *(
            (f"/experiences/{{full}}/edit/{name}", MEMBER)
            for name in ("where", "who", "story", "money", "results", "lessons", "publication")
        ),
    ),
    "library.edit_blocks": _all_on("writing", ("/experiences/{full}/edit/blocks", MEMBER)),
    "library.edit_pictures": _all_on("writing", ("/experiences/{full}/edit/pictures", MEMBER)),
    "library.edit_block": _all_on("writing", ("/experiences/{full}/edit/blocks/seats", MEMBER)),
    "library.from_post": _all_on("writing", ("/experiences/from-post/{answer}", ("mentor",))),
    "library.show_mine": _all_on("writing", ("/experiences/mine", MEMBER)),
    "library.show_to_read": _all_on("writing", ("/experiences/to-read", ("mentor",))),
    "library.read": _all_on("writing", ("/experiences/{taken}/read", ("mentor",))),
    "library.show_differences": _all_on(
        "library", ("/experiences/{renewed}/compare?from=1&to=2", GUEST)
    ),
    "library.settle_remark": _all_on("writing", ("{remark}/done", MEMBER)),
    "library.show_translations": _all_on(
        "writing", ("/experiences/{serbian_experience}/translate", MEMBER)
    ),
    "library.translate": _all_on(
        "writing", ("/experiences/{serbian_experience}/translate/en", ("mentor",))
    ),
    "library.review_translation": _all_on(
        "writing", ("/experiences/{serbian_experience}/translate/en/review", ("mentor",))
    ),
    "library.take_translations_out": _all_on(
        "writing", ("/experiences/{serbian_experience}/translate/en/take-out", ("admin",))
    ),
    "library.withdraw": _all_on("writing", ("/experiences/{experience}/v1/withdraw", ("admin",))),
    "collections.new": _all_on("writing", ("/collections/new", MEMBER)),
    "collections.change": _all_on("writing", ("/collections/{collection}/edit", MEMBER)),
    "collections.collect": _all_on("writing", ("/experiences/{used_experience}/collect", MEMBER)),
    "collections.remove": _all_on("writing", ("/collections/{collection}/remove", MEMBER)),
    "collections.hide": _all_on("answering", ("/collections/{collection}/hide", ("moderator",))),
    "collections.show_mine": _all_on("writing", ("/collections/mine", MEMBER)),
    "importing.send": _all_on("writing", ("/experiences/import", ("coordinator",))),
    "importing.show": _all_on(
        "writing",
        ("/experiences/imports/{bad_import}", ("coordinator",)),
        ("/experiences/imports/{good_import}", ("coordinator",)),
        ("/experiences/imports/{used_import}", ("coordinator",)),
    ),
    "importing.undo": _all_on(
        "writing", ("/experiences/imports/{used_import}/undo", ("coordinator",))
    ),
    "reuse.declare": _all_on("writing", ("/experiences/{experience}/reuse", MEMBER)),
    "reuse.change": _all_on("writing", ("/reuse/{waiting_reuse}/edit", ("coordinator",))),
    "reuse.take_back": _all_on("writing", ("/reuse/{waiting_reuse}/take-back", ("coordinator",))),
    "reuse.decline": _all_on(
        "writing", ("/reuse/{waiting_reuse}/steps/{waiting_step}/decline", MEMBER)
    ),
    "mentoring.give_back": _all_on(
        "writing", ("/questions/{taken_question}/give-back", ("mentor",))
    ),
    "mentoring.hand_over": _all_on("writing", ("/questions/{taken_question}/mentors", ("mentor",))),
    "mentoring.show_consultations": _all_on(
        "forum", ("/private-consultations", ("member", "newcomer"))
    ),
    "mentoring.confide": _all_on("writing", ("/private-consultations/new", MEMBER)),
    "mentoring.show_consultation": _all_on(
        "forum", ("/private-consultations/{consultation}", ("member", "mentor"))
    ),
    "mentoring.assign_to_consultation": _all_on(
        "answering",
        ("/private-consultations/{waiting_consultation}/mentors", ("mentoring coordinator",)),
    ),
    "mentoring.decline_consultation": _all_on(
        "answering", ("/private-consultations/{consultation}/decline", ("mentor",))
    ),
    "mentoring.delete_consultation": _all_on(
        "writing", ("/private-consultations/{consultation}/delete", MEMBER)
    ),
    "mentoring.prepare_words": _all_on(
        "writing", ("/private-consultations/{consultation}/words", MEMBER)
    ),
    "mentoring.show_publication": _all_on(
        "answering", ("/private-consultations/{consultation}/publication", ("member", "mentor"))
    ),
    "still_true.answer": _all_on("writing", ("/experiences/{used_experience}/still-true", MEMBER)),
    "mentoring.show_desk": _all_on("answering", ("/desk", ("member", "mentor"))),
    "mentoring.show_asked": _all_on("answering", ("/desk/asked", ("mentor",))),
    "mentoring.show_all_questions": _all_on("answering", ("/desk/all", ("mentoring coordinator",))),
    "mentoring.show_loads": _all_on("answering", ("/desk/mentors", ("mentoring coordinator",))),
    "mentoring.show_bottlenecks": _all_on(
        "answering", ("/desk/bottlenecks", ("mentoring coordinator",))
    ),
    "mentoring.show_promises": _all_on("answering", ("/desk/promises", ("admin",))),
    "mentoring.promise": _all_on("answering", ("/desk/promises/1", ("admin",))),
    "mentoring.need_more": _all_on(
        "answering",
        ("/questions/{taken_question}/need-more", ("mentor",)),
        ("/threads/{stopped_question}", ("member", "mentor")),
    ),
    "mentoring.change_profile": _all_on("writing", ("/mentors/me", ("mentor",))),
    "mentoring.show_away": _all_on("writing", ("/mentors/me/away", ("mentor",))),
    "mentoring.invite": _all_on("answering", ("/people/{coordinator}/invite-mentor", ("admin",))),
    "mentoring.show_invitation": _all_on("joining", ("/mentor-invitation", MEMBER)),
    "mentoring.show_follow_ups": _all_on("writing", ("/follow-ups", MEMBER)),
    "mentoring.say_outcome": _all_on("writing", ("/follow-ups/{follow_up}?outcome=worked", MEMBER)),
    "mentoring.show_office_hours": _all_on("about", ("/office-hours", ("member", "mentor"))),
    "mentoring.show_own_hours": _all_on("about", ("/office-hours/mine", ("member", "mentor"))),
    "mentoring.show_slot": _all_on(
        "about",
        ("/office-hours/{free_slot}", MEMBER),
        ("/office-hours/{booked_slot}", ("member", "mentor")),
        ("/office-hours/{past_slot}", MEMBER),
    ),
    "mentoring.offer": _all_on("writing", ("/office-hours/new", ("mentor",))),
    "mentoring.change_hours": _all_on("writing", ("/office-hours/{booked_slot}/edit", ("mentor",))),
    "mentoring.withdraw_hours": _all_on(
        "writing", ("/office-hours/{booked_slot}/withdraw", ("mentor",))
    ),
    "mentoring.note_hours": _all_on("writing", ("/office-hours/{past_slot}/note", MEMBER)),
    "mentoring.show_mentorships": _all_on(
        "about", ("/mentorships", ("coordinator", "mentoring coordinator"))
    ),
    "mentoring.show_mentorship": _all_on(
        "about",
        ("/mentorships/{mentorship}", ("coordinator", "mentor")),
        ("/mentorships/{asked_mentorship}", ("mentor",)),
        ("/mentorships/{past_mentorship}", ("mentoring coordinator",)),
    ),
    "mentoring.propose_mentorship": _all_on("writing", ("/mentorships/new", ("coordinator",))),
    "mentoring.decline_mentorship": _all_on(
        "writing", ("/mentorships/{asked_mentorship}/decline", ("mentor",))
    ),
    "mentoring.change_mentorship": _all_on(
        "writing", ("/mentorships/{mentorship}/edit", ("coordinator",))
    ),
    "mentoring.end_mentorship": _all_on("writing", ("/mentorships/{mentorship}/end", ("mentor",))),
    "mentoring.write_meeting": _all_on(
        "writing", ("/mentorships/{mentorship}/meetings/new", ("mentor",))
    ),
    "mentoring.change_meeting": _all_on(
        "writing", ("/mentorships/{mentorship}/meetings/{meeting}/edit", ("coordinator",))
    ),
    "mentoring.write_mentorship_note": _all_on(
        "writing", ("/mentorships/{mentorship}/notes/new", ("coordinator",))
    ),
    "mentoring.change_mentorship_note": _all_on(
        "writing", ("/mentorships/{mentorship}/notes/{mentorship_note}/edit", ("mentor",))
    ),
    "mentoring.evaluate_mentorship": _all_on(
        "writing", ("/mentorships/{past_mentorship}/evaluate", ("mentor",))
    ),
    "moderation.show_queue": _all_on("answering", ("/moderation", ("moderator",))),
    "moderation.show_case": _all_on("answering", ("/moderation/cases/{case}", ("moderator",))),
    "moderation.show_decision": _all_on(
        "answering", ("/moderation/decisions/{decision}", ("judged", "moderator"))
    ),
    "moderation.show_log": _all_on("answering", ("/moderation/log", ("moderator",))),
    "moderation.hide": _all_on("answering", ("/posts/{answer}/hide", ("moderator",))),
    "moderation.lock": _all_on("answering", ("/threads/{thread}/lock", ("moderator",))),
    "moderation.unlock": _all_on("answering", ("/threads/{locked_thread}/unlock", ("moderator",))),
    "moderation.pin": _all_on("answering", ("/threads/{thread}/pin", ("moderator",))),
    "moderation.unpin": _all_on("answering", ("/threads/{pinned_thread}/unpin", ("moderator",))),
    "moderation.close_as_duplicate": _all_on(
        "answering",
        ("/threads/{thread}/duplicate", ("moderator",)),
        ("/threads/{thread}/duplicate?of={waiting_thread}", ("moderator",)),
    ),
    "moderation.reopen": _all_on(
        "answering", ("/threads/{duplicate_thread}/unduplicate", ("moderator",))
    ),
    "moderation.select_threads": _all_on(
        "answering",
        ("/moderation/threads?ids=1.2.3.4.5.6.7", ("moderator",)),
        ("/moderation/threads?ids=1.2.3.5&id=1&id=2&id=5&do=hide&to=", ("moderator",)),
        ("/moderation/threads?ids=1.2.5&do=unlock&to=&done=2", ("moderator",)),
    ),
    "moderation.change_kind": _all_on("answering", ("/threads/{thread}/kind", ("moderator",))),
    "moderation.move_thread": _all_on(
        "answering",
        ("/threads/{thread}/move", ("moderator",)),
        ("/threads/{thread}/move?to=7", ("moderator",)),
    ),
    "moderation.move_post": _all_on(
        "answering",
        ("/posts/{answer}/move?q=LEADER", ("moderator",)),
        ("/posts/{answer}/move?under={lone_post}", ("moderator",)),
    ),
    "moderation.merge": _all_on(
        "answering", ("/threads/{thread}/merge?under={lone_post}", ("moderator",))
    ),
    "moderation.new_subject": _all_on("answering", ("/tags/new", ("moderator",))),
    "moderation.edit_subject": _all_on("answering", ("/tags/tourism/edit", ("moderator", "admin"))),
    "moderation.merge_subject": _all_on("answering", ("/tags/climate/merge", ("moderator",))),
    "moderation.split": _all_on("answering", ("/posts/{answer}/split", ("moderator",))),
    "moderation.show": _all_on("answering", ("/posts/{hidden_post}/show", ("moderator",))),
    "forum.new_category": _all_on("answering", ("/categories/new", ("coordinator",))),
    "forum.edit_category": _all_on("answering", ("/categories/{room}/edit", ("admin",))),
    "forum.find_people": _all_on("writing", ("/people/find?q=an", MEMBER)),
    "people.show_people": _all_on("answering", ("/people", ("admin",))),
    "people.show_waiting": _all_on("answering", ("/people/waiting", ("coordinator",))),
    "people.show_roles": _all_on(
        "answering", ("/people/{mentor}/roles", ("admin",)), ("/people/{member}", ("moderator",))
    ),
    "notifications.show_deliveries": _all_on("answering", ("/deliveries", ("admin",))),
    "notifications.show_mailbox": _all_on("answering", ("/mailbox", GUEST)),
    "notifications.show_mail": _all_on("answering", ("/mailbox/{mail}", GUEST)),
}
FEEDS = (
    "api.harvest",
    "api.show_category",
    "api.show_experiences",
    "api.show_map",
    "api.show_mapped_experiences",
    "api.show_mapped_places",
    "api.show_mapped_threads",
    "api.show_robots",
    "api.show_site",
    "api.show_tag",
    "api.show_thread",
    "api.show_threads",
    "library_files.show_bibtex",
    "library_files.show_csv",
    "library_files.show_json",
    "library_files.show_ris",
)
LEFT_OUT = {
    "mentoring.send_figures": "a file",
    "mentoring.show_certificate": "a file",
    "static": "no page",
    "library.show_paper": "no page: a PDF",
    "collections.show_booklet": "no page: a PDF",
    "collections.show_shared_booklet": "no page: a PDF",
    "mentoring_files.show_calendar": "no page: a file for calendars",
    "importing.xlsx_template": "no page: an empty table",
    "importing.csv_template": "no page: an empty table",
    **dict.fromkeys(FEEDS, "no page: read by programs; tests/api and tests/library do so"),
    "files.show_file": "no page: a picture or a document",
    "library_files.show_cover": "no page: a picture",
    "forum.show_post": "leads to the thread",
    "forum.show_unread": "leads to the thread",
    "pages.about": "leads to its first page",
}


def missing(app: Flask) -> Sequence[str]:
    """The GET routes that have no example, and the examples that have no route."""
    routes = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules() if _is_read(rule)}
    known = STOPS.keys() | LEFT_OUT.keys()
    without = [f"{routes[name]} ({name})" for name in routes.keys() - known]
    gone = [f"no such route any more: {name}" for name in known - routes.keys()]
    return sorted(without + gone)


def _is_read(rule: object) -> bool:
    return "GET" in (getattr(rule, "methods", None) or ())


def stops() -> Iterator[tuple[Stop, str]]:
    """Each stop with each of its roles, in the order of the table."""
    for examples in STOPS.values():
        for stop in examples:
            for role in stop.roles:
                yield stop, role
