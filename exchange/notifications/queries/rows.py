"""One thing that a person is told, and where it leads."""

from datetime import datetime
from typing import NamedTuple

from exchange.library.codes import code_of, path_of
from exchange.notifications.kinds import AWAY, DEEDS, LEFT, OF_OTHERS, SENTENCES
from exchange.notifications.meeting import MEETING, meeting_words
from exchange.text.wording import Lazy, gettext, ngettext

LISTS = {  # the kinds that tell of several things at once
    "drafts_wait": "/experiences/to-read",
    "follow_ups_due": "/follow-ups",
    "mentor_invited": "/mentor-invitation",
    "person_waits": "/people/waiting",
}
PAGES = {  # by the kind of the subject
    "case": "/moderation/decisions/{}",
    "mentorship": "/mentorships/{}",
    "office_slot": "/office-hours/{}",
    "private_consultation": "/private-consultations/{}",
    "reuse": "/reuse/{}",
}


class NotificationRow(NamedTuple):
    """One thing that waits, or waited, for a person."""

    id: int
    account_id: int
    kind: str
    subject_kind: str
    subject_id: int
    created_at: datetime
    read_at: datetime | None
    title: str
    lang: str | None  # None where the title is a person's name
    is_sample: bool
    author_id: int | None
    author: str | None
    number: int | None  # of an experience, and its version and state
    version: int | None
    state: str | None
    post_id: int | None
    thread_id: int | None
    reason: str | None  # of a move, as the moderator wrote it
    reason_lang: str | None
    deed: str | None  # of a move, by the log's word for it
    is_away: bool  # moved to where its receiver may not read it
    is_of_others: bool  # moved out of, or in, a thread of theirs; others wrote it
    event_key: str
    search: str | None  # the name of the saved list that it fits

    @property
    def fits(self) -> str:
        """Which saved list brought it, and how many more of them."""
        if not self.search:
            return ""
        more = self.event_key.partition(" fits and ")[2]
        if not more:
            return gettext("Your saved search: %(name)s", name=self.search)
        return ngettext(
            "Your saved searches: %(name)s and %(num)d more",
            "Your saved searches: %(name)s and %(num)d more",
            int(more.split()[0]),
            name=self.search,
        )

    @property
    def sentence(self) -> Lazy:
        if self.is_away or self.is_of_others:
            return AWAY if self.is_away else OF_OTHERS
        if self.subject_kind in MEETING:
            return meeting_words(self.kind, self.event_key)
        if self.kind == "question_taken" and self.event_key.startswith("left "):
            return LEFT
        return DEEDS.get(self.deed or "") or SENTENCES[self.kind]

    @property
    def path(self) -> str:
        """Its subject's address, below the language."""
        if self.subject_kind in PAGES:
            return PAGES[self.subject_kind].format(self.subject_id) + self._cancelled
        if self.kind == "still_true" and self.number is not None:
            return f"/experiences/{code_of(self.number)}/still-true"
        if self.kind in LISTS:
            return LISTS[self.kind]
        if self.number is not None:
            return path_of(self.number, self.title, self.version)
        if self.kind == "more_asked":
            return f"/threads/{self.thread_id}"
        if self.subject_kind == "account":
            return "/desk"
        if self.is_away:
            return "/notifications"
        return f"/posts/{self.post_id}"

    @property
    def _cancelled(self) -> str:
        """The page of a time that is free again then offers to take the talk out of a calendar."""
        return "?cancelled" if self.event_key.startswith("cancelled ") else ""

    @property
    def who(self) -> str:
        """Whose words it is about; nobody's if they are the reader's own."""
        return "" if self.author_id == self.account_id else self.author or ""
