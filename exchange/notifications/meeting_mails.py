"""What a mail says of office hours: when by the clock of its reader, where, and what about."""

from collections.abc import Sequence

from exchange.mentoring.office_times import minutes_words
from exchange.mentoring.queries.own_hours import talk_to_tell_of
from exchange.mentoring.queries.slots import SlotRow
from exchange.notifications.letters import Quote
from exchange.notifications.queries import NotificationRow
from exchange.people.actor import Actor
from exchange.text.dates import weekday
from exchange.text.wording import gettext as _
from exchange.text.zones import zone_name_then


def told_of_meeting(actor: Actor, told: NotificationRow) -> tuple[Sequence[str], Quote | None]:
    """To one of the two of a talk; of mentorships, which are between the sides, a mail says what
    has happened, and where it can be read."""
    if told.subject_kind == "mentorship":
        return (), None
    row = talk_to_tell_of(told.subject_id)
    if row is None:
        return (), None
    what = told.event_key.partition(" ")[0]
    if what in ("asked", "agreed"):
        return [_when(actor, row)], None
    paragraphs = [_when(actor, row), _("Length: %(time)s", time=minutes_words(row.minutes))]
    if what in ("cancelled", "withdrawn"):
        return _off(row, paragraphs)
    paragraphs.append(_("Where: %(place)s", place=row.place))
    about = Quote(row.about, row.about_lang, row.member or "") if row.about else None
    return paragraphs, about


def _when(actor: Actor, row: SlotRow) -> str:
    day, hours = weekday(row.starts_at, actor.timezone), row.hours_in(actor.timezone)
    zone = zone_name_then(actor.timezone, row.starts_at)
    return _("Time: %(day)s, %(hours)s (%(zone)s)", day=day, hours=hours, zone=zone)


def _off(row: SlotRow, paragraphs: list[str]) -> tuple[Sequence[str], Quote | None]:
    if row.reason:
        return paragraphs, Quote(row.reason, row.reason_lang, row.mentor)
    if row.why == "away":
        paragraphs.append(_("The mentor is away on that day."))
    elif row.why == "role":
        paragraphs.append(_("This person is no mentor at present."))
    return paragraphs, None
