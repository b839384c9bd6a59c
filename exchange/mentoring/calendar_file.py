"""Office hours as a file that calendars read (RFC 5545): folded and escaped by `icalendar`."""

from datetime import datetime, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event


class Entry(NamedTuple):
    """What a calendar is told of one talk, in the language of whoever asks for it."""

    uid: str  # stays the same however it is changed
    sequence: int  # rises with each change
    starts_at: datetime
    minutes: int
    title: str
    place: str
    description: str
    address: str
    is_withdrawn: bool


def as_calendar(entry: Entry, made_at: datetime) -> bytes:
    """One event; all times in UTC, which every calendar shows in the zone of its reader."""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//ALTER Exchange//Office hours//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.is_withdrawn else "PUBLISH")
    event.add("uid", entry.uid)
    event.add("dtstamp", made_at.replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.starts_at + timedelta(minutes=entry.minutes))
    event.add("summary", entry.title)
    event.add("location", entry.place)
    event.add("description", entry.description)
    event.add("url", entry.address)
    event.add("status", "CANCELLED" if entry.is_withdrawn else "CONFIRMED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
