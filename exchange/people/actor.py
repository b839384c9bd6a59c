"""Whoever is asking: a frozen snapshot that policies and actions take, never a row."""

from dataclasses import dataclass, field

from exchange.kernel.access import Audience

GUEST_ID = 0


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or a guest, with what counts for what they may do. Roles of a suspended or
    waiting person do not count: the snapshot does not even hold them."""

    id: int = GUEST_ID
    name: str = ""
    language: str = "en"
    timezone: str = "Europe/Riga"
    reads: tuple[str, ...] = ()
    state: str = "guest"  # guest, unconfirmed, waiting, active, suspended
    roles: frozenset[str] = frozenset()  # mentor, mentoring_coordinator, moderator, admin
    organisations: frozenset[int] = frozenset()  # member of
    edits: frozenset[int] = frozenset()  # editor or coordinator of
    coordinates: frozenset[int] = frozenset()
    rooms: frozenset[int] = frozenset()  # categories, not for everybody, that they may enter
    moderated_rooms: frozenset[int] = frozenset()  # of these, those of organisations they edit
    sign_in_key: str = field(default="", compare=False, repr=False)

    @property
    def is_signed_in(self) -> bool:
        return self.id != GUEST_ID

    @property
    def is_suspended(self) -> bool:
        return self.state == "suspended"

    @property
    def may_write(self) -> bool:
        return self.state == "active"

    @property
    def is_mentor(self) -> bool:
        return "mentor" in self.roles

    @property
    def is_mentoring_coordinator(self) -> bool:
        """Sees to it that every question finds its mentor; an admin does too."""
        return bool(self.roles & {"mentoring_coordinator", "admin"})

    @property
    def is_moderator(self) -> bool:
        """Moderates; an admin does too."""
        return bool(self.roles & {"moderator", "admin"})

    @property
    def is_admin(self) -> bool:
        return "admin" in self.roles

    @property
    def is_editor(self) -> bool:
        return bool(self.edits)

    @property
    def eyes(self) -> "Actor":
        """What may be seen in the forum hangs on these alone; with the person left out, there are
        few: statements are made, and lists kept, for each."""
        if self.is_moderator:
            return ALL_SEEING
        if not self.rooms:
            return GUEST
        return Actor(rooms=self.rooms, moderated_rooms=self.moderated_rooms)

    def belongs_to(self, audience: Audience) -> bool:
        belongs = {
            Audience.EVERYONE: True,
            Audience.SIGNED_IN: self.is_signed_in,
            Audience.WRITERS: self.may_write,
            Audience.MENTORS: self.is_mentor or self.is_admin,
            Audience.MENTORING_COORDINATORS: self.is_mentoring_coordinator,
            Audience.EDITORS: self.is_editor or self.is_admin,
            Audience.MODERATORS: self.is_moderator,
            Audience.ROOM_MODERATORS: self.is_moderator or self.is_editor,
            Audience.ADMINS: self.is_admin,
        }
        return belongs[audience]

    # What Flask-Login asks. Suspended people sign in and read, so `is_active` is always true.
    @property
    def is_authenticated(self) -> bool:
        return self.is_signed_in

    @property
    def is_anonymous(self) -> bool:
        return not self.is_signed_in

    @property
    def is_active(self) -> bool:
        return True

    def get_id(self) -> str | None:
        return self.sign_in_key or None


GUEST = Actor()
ALL_SEEING = Actor(roles=frozenset({"moderator"}))
