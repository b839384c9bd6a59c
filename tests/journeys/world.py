"""Who looks at the pages, and what several of them show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from exchange.kernel.db import db
from exchange.library import actions as library
from exchange.library.content import Content
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from exchange.tags.models import Tag
from tests.factories import (
    MARKS,
    a_draft,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_whole_content,
    an_admin,
)
from tests.journeys.site import Site

Pages = Iterator[tuple[str, Sequence[str]]]  # endpoints, each with addresses below the language
LONG_WORD = "Lauksaimniecībasunlauksociālāsattīstībasprogrammasvadībaskomitejai"
DIFFICULT = f"""Words that fit nowhere: {LONG_WORD} {LONG_WORD.lower()}

| what | who | when | how much | why |
|---|---|---|---|---|
| {LONG_WORD} | the association of villages | 2017-05-01 | 12,500.00 | nobody knew |

    a line of code that is much longer than any telephone is wide, and does not break by itself

https://example.org/{"a-very-long-address-without-end/" * 5}

> Somebody said this.
"""


@dataclass(frozen=True, slots=True)
class People:
    """Who looks at the pages."""

    member: Actor
    mentor: Actor
    moderator: Actor
    admin: Actor


class World:
    """The people, and the threads that pages of several features are about."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.network = db.session.scalars(select(Organisation).filter_by(code="rs")).one()
        self.people = People(
            a_person(
                f"Mira {LONG_WORD}",
                organisation=self.network,
                about="I work with villages.\n\nAsk me about fairs.",
                reads=["en", "lv"],
            ),
            a_mentor("Martin Mentor", organisation=self.network, reads=["en", "lv"]),
            a_moderator("Moda Moderator"),
            an_admin("Adam Admin", is_mentoring_coordinator=True),
        )
        member, mentor = self.people.member, self.people.mentor
        self.answered = site.thread(member, title=f"Who answers {LONG_WORD}?")
        self.answer = a_reply(self.answered, mentor, DIFFICULT)
        self.locked = site.thread(locked=True, kind="discussion")
        self.waiting = site.thread(member, title=f"Who takes {LONG_WORD}?")
        self.taken = site.thread(member, title=f"Who has {LONG_WORD}?")

    def content(self, **changes: object) -> Content:
        given = {"themes": tuple(tag.slug for tag in self.themes()), "lead": "rs"}
        return a_whole_content(**(given | changes))

    def themes(self) -> Sequence[Tag]:
        return db.session.scalars(select(Tag).filter_by(is_theme=True).limit(3)).all()

    def submitted(self, **changes: object) -> int:
        draft = a_draft(self.people.member, self.content(**changes))
        library.submit(self.people.member, draft.id)
        return draft.id

    def taken_by_mentor(self, experience_id: int) -> Actor:
        library.take(self.people.mentor, experience_id)
        return self.people.mentor

    def published(self, experience_id: int) -> int:
        reader = self.taken_by_mentor(experience_id)
        library.accept(reader, experience_id, note="Do it.", lang="en", marks=MARKS)
        return experience_id
