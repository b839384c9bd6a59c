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
    def is_moderator(self) -> bool:
        """Moderates; an admin does too."""
        return bool(self.roles & {"moderator", "admin"})

    @property
    def is_admin(self) -> bool:
        return "admin" in self.roles

    @property
    def is_editor(self) -> bool:
        return bool(self.edits)

    def belongs_to(self, audience: Audience) -> bool:
        match audience:
            case Audience.EVERYONE:
                return True
            case Audience.SIGNED_IN:
                return self.is_signed_in
            case Audience.WRITERS:
                return self.may_write
            case Audience.MENTORS:
                return self.is_mentor or self.is_admin
            case Audience.EDITORS:
                return self.is_editor or self.is_admin
            case Audience.MODERATORS:
                return self.is_moderator
            case Audience.ADMINS:
                return self.is_admin

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
