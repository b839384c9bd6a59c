"""What happens with people, told in ids."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class _ByMail(Event):
    """A link that only a mail can bring; `exchange.people.tokens.link_for` makes it."""

    token_id: int

    def changes(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class AddressToConfirm(_ByMail):
    """Somebody signed up: is the address theirs?"""

    stored_as: ClassVar[str] = "people.address_to_confirm.1"


@dataclass(frozen=True, slots=True)
class PasswordForgotten(_ByMail):
    """A person wants to set a new password."""

    stored_as: ClassVar[str] = "people.password_forgotten.1"


@dataclass(frozen=True, slots=True)
class _OfAccount(Event):
    """Something that concerns one person and shows on no public page."""

    account_id: int

    def changes(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class AddressTaken(_OfAccount):
    """Somebody tried to sign up with the address of a member: tell that member, not them."""

    stored_as: ClassVar[str] = "people.address_taken.1"


@dataclass(frozen=True, slots=True)
class AddressConfirmed(_OfAccount):
    """The address is theirs; from now on the person waits to be let in."""

    stored_as: ClassVar[str] = "people.address_confirmed.1"


@dataclass(frozen=True, slots=True)
class PasswordChanged(_OfAccount):
    """A new password holds and the other sign-ins have ended: its owner should know."""

    stored_as: ClassVar[str] = "people.password_changed.1"


@dataclass(frozen=True, slots=True)
class PersonAdmitted(_OfAccount):
    """A waiting person may write."""

    stored_as: ClassVar[str] = "people.person_admitted.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class PersonDisowned(_OfAccount):
    """A waiting person is not of the organisation that they named; an admin decides now."""

    stored_as: ClassVar[str] = "people.person_disowned.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class _Shown(Event):
    """Something that changes how a person is shown, and a name stands on many pages."""

    account_id: int
    by_id: int

    def changes(self) -> set[str]:
        return {"site"}


@dataclass(frozen=True, slots=True)
class ProfileChanged(_Shown):
    """A person is called or described otherwise now."""

    stored_as: ClassVar[str] = "people.profile_changed.1"
    is_named_otherwise: bool = False  # or stands under another organisation


@dataclass(frozen=True, slots=True)
class RolesChanged(_Shown):
    """A person got or lost a role, or their place in an organisation."""

    stored_as: ClassVar[str] = "people.roles_changed.1"


@dataclass(frozen=True, slots=True)
class PersonSuspended(_Shown):
    """A person may read but not write; the reason stands in the account."""

    stored_as: ClassVar[str] = "people.person_suspended.1"


@dataclass(frozen=True, slots=True)
class SuspensionEnded(_Shown):
    """A person may write again."""

    stored_as: ClassVar[str] = "people.suspension_ended.1"


@dataclass(frozen=True, slots=True)
class ExpertiseChanged(Event):
    """A mentor says which themes they know, and how well; shown in the list of mentors."""

    stored_as: ClassVar[str] = "people.expertise_changed.1"
    account_id: int

    def changes(self) -> set[str]:
        return {"mentors"}
