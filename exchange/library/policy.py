"""Who may see and do what in the library. Pure: no queries, no request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.library.models import Experience, ExperienceAuthor, ExperienceCountry
from exchange.library.vocabulary import READINGS
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from exchange.text.wording import lazy as _l

PUBLIC = frozenset({"published", "archived"})
WITH_READERS = frozenset({"submitted", "in_review", "changes_requested", "accepted"})
OPEN = frozenset({"draft", "changes_requested"})  # its authors may write in it
IN_WORK = OPEN | WITH_READERS


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of one version of a record."""

    state: str
    kind: str = "snapshot"
    lead_id: int | None = None
    at_home: frozenset[int] = frozenset()  # organisations of its countries/territories
    reader_id: int | None = None
    reading: str = ""  # as what the reader holds it
    accepted: Mapping[str, int] = field(default_factory=dict)  # this text: by whom, by reading
    experts: frozenset[int] = frozenset()  # mentors who know a theme and its language
    was_published: bool = False
    withdrawn_by_id: int | None = None
    authors: frozenset[int] = frozenset()
    credited: frozenset[int] = frozenset()  # the authors, and those whose words it uses
    asked: frozenset[int] = frozenset()  # whether they agree that their words are in it
    declined: frozenset[int] = frozenset()  # who of them does not


def is_credited(actor: Actor, facts: Facts) -> bool:
    return actor.is_signed_in and actor.id in facts.credited


def reads_drafts_of(actor: Actor, facts: Facts) -> bool:
    return actor.is_mentor or actor.is_admin or _is_editor_of(actor, facts)


def _is_editor_of(actor: Actor, facts: Facts) -> bool:
    """Of its lead organisation, or of one of where it happened."""
    return facts.lead_id in actor.edits or bool(facts.at_home & actor.edits)


def drafts_read_by(actor: Actor) -> ColumnElement[bool]:
    """`reads_drafts_of`, said in SQL."""
    if actor.is_mentor or actor.is_admin:
        return true()
    return is_edited_by(actor.edits) if actor.edits else false()


def is_edited_by(organisations: Any) -> ColumnElement[bool]:
    """Whether one of these organisations led it, or is of where it happened."""
    at_home = select(ExperienceCountry.experience_id).where(
        Organisation.country == ExperienceCountry.country, Organisation.id.in_(organisations)
    )
    return or_(Experience.lead_id.in_(organisations), Experience.id.in_(at_home))


def _of_own_organisation(actor: Actor) -> ColumnElement[bool]:
    return Experience.lead_id.in_(actor.edits) if actor.edits else false()


def may_view(actor: Actor, facts: Facts) -> Ruling:
    if facts.state in PUBLIC or is_credited(actor, facts):
        return ALLOWED
    if facts.state in WITH_READERS and reads_drafts_of(actor, facts):
        return ALLOWED
    answers_for_it = actor.is_moderator or facts.lead_id in actor.edits
    if facts.state == "withdrawn" and facts.was_published and answers_for_it:
        return ALLOWED
    return denied(_l("This experience is not published."))


def may_see_contacts(actor: Actor, facts: Facts) -> Ruling:
    """Those among them who are named to members only."""
    if actor.state in ("active", "suspended") or is_credited(actor, facts):
        return ALLOWED
    return denied(_l("Members see who can be asked."))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """`may_view`, said in SQL; a test over all states and roles holds them equal."""
    moderates = true() if actor.is_moderator else _of_own_organisation(actor)
    return or_(
        Experience.state.in_(PUBLIC),
        credits(actor),
        and_(Experience.state.in_(WITH_READERS), drafts_read_by(actor)),
        and_(Experience.state == "withdrawn", Experience.published_at.is_not(None), moderates),
    )


def credits(actor: Actor) -> ColumnElement[bool]:
    """The records in which the actor is credited."""
    mine = select(ExperienceAuthor.experience_id).where(ExperienceAuthor.account_id == actor.id)
    return Experience.id.in_(mine) if actor.is_signed_in else false()


def may_draft(actor: Actor) -> Ruling:
    """Whoever waits to be let in drafts too: nobody else sees it yet."""
    return ALLOWED if actor.state == "waiting" else may_write(actor)


def may_hand_in(actor: Actor) -> Ruling:
    """Whether the actor may give the readers anything at all."""
    if actor.state == "waiting":
        return denied(
            _l("You have yet to be let in. Until then you can save drafts, not submit them.")
        )
    return may_write(actor)


def may_submit(actor: Actor, facts: Facts) -> Ruling:
    if not (ruling := may_hand_in(actor) and may_edit(actor, facts)):
        return ruling
    if facts.declined:
        return denied(
            _l("Somebody whose words it uses does not agree. Take those words out first.")
        )
    return ALLOWED


def may_answer_for_words(actor: Actor, facts: Facts) -> Ruling:
    """Say whether the own words may be in it; also whoever is suspended meanwhile."""
    if actor.id not in facts.asked:
        return denied(_l("Only those whose words it uses are asked whether they agree."))
    if facts.state not in IN_WORK:
        return denied(_l("It is published already. Its authors or a moderator can change that."))
    return ALLOWED


def may_leave_words_out(actor: Actor, facts: Facts) -> Ruling:
    """Say that the words of those who do not agree are no longer in it."""
    return may_edit(actor, facts)


def may_edit(actor: Actor, facts: Facts) -> Ruling:
    if not (ruling := may_draft(actor) and _is_author(actor, facts)):
        return ruling
    if facts.state in OPEN:
        return ALLOWED
    if facts.state in WITH_READERS:
        return denied(_l("A reader has it now. Take it back if you want to change it."))
    if facts.state == "published":
        return denied(_l("What is published stays as it is. Begin a new version to change it."))
    return denied(_l("This version is closed: it stays as it is."))


def _may_write_in(actor: Actor, facts: Facts) -> Ruling:
    return may_write(actor) and _is_author(actor, facts)


def _is_author(actor: Actor, facts: Facts) -> Ruling:
    if actor.id not in facts.authors:
        return denied(_l("Only its authors can change this experience."))
    return ALLOWED


def may_take_back(actor: Actor, facts: Facts) -> Ruling:
    """From the readers, to go on writing."""
    if not (ruling := _may_write_in(actor, facts)):
        return ruling
    if facts.state not in ("submitted", "in_review"):
        return denied(_l("No reader has it at the moment."))
    return ALLOWED


def missing_readings(facts: Facts) -> Sequence[str]:
    """Who has yet to accept this text: both for a full record, else the one or the other."""
    if facts.kind != "full":
        return () if facts.accepted else tuple(READINGS)
    return [reading for reading in READINGS if reading not in facts.accepted]


def reading_by(actor: Actor, facts: Facts) -> str | None:
    """Which of the missing readings is the actor's; an editor is asked for that one first."""
    may = {
        "editor": actor.is_admin or _is_editor_of(actor, facts),
        "mentor": actor.is_admin or (actor.is_mentor and _knows(actor, facts)),
    }
    return next((reading for reading in missing_readings(facts) if may[reading]), None)


def _knows(actor: Actor, facts: Facts) -> bool:
    """One of its themes and its language, if any mentor does."""
    return actor.id in facts.experts or not facts.experts


def may_read_for_publication(actor: Actor, facts: Facts) -> Ruling:
    """Whether the actor may be one of its readers at all."""
    if not (ruling := may_write(actor)):
        return ruling
    if is_credited(actor, facts):
        return denied(_l("Nobody is the reader of the own experience: another one has to read it."))
    if not reads_drafts_of(actor, facts):
        return denied(_l("Mentors and the editors of its organisation read drafts."))
    if actor.id in facts.accepted.values():
        return denied(_l("You have accepted it already: another person reads it too."))
    return ALLOWED


def may_take(actor: Actor, facts: Facts) -> Ruling:
    if not (ruling := may_read_for_publication(actor, facts)):
        return ruling
    if facts.state not in ("submitted", "in_review"):
        return denied(_l("This draft does not wait for a reader."))
    if reading_by(actor, facts) is None and not _holds(actor, facts):
        return denied(
            _l(
                "It waits for somebody else: an editor of its organisation or of where it happened,"
                " or a mentor who knows its themes."
            )
        )
    return ALLOWED


def _holds(actor: Actor, facts: Facts) -> bool:
    return facts.state == "in_review" and facts.reader_id == actor.id


def may_decide(actor: Actor, facts: Facts) -> Ruling:
    """Ask for changes, or accept."""
    if not (ruling := may_read_for_publication(actor, facts)):
        return ruling
    if not _holds(actor, facts):
        return denied(_l("Take the draft first, so that others know that you are reading it."))
    return ALLOWED


def may_withdraw(actor: Actor, facts: Facts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if facts.state == "withdrawn":
        return denied(_l("It is withdrawn already."))
    if actor.id in facts.authors or actor.is_moderator or facts.lead_id in actor.edits:
        return ALLOWED
    return denied(_l("Its authors, the editors of its organisation and moderators withdraw it."))


def may_put_back(actor: Actor, facts: Facts) -> Ruling:
    """Undo a withdrawal. What others have decided about it, its authors do not undo."""
    if not (ruling := may_write(actor)):
        return ruling
    if facts.state != "withdrawn" or not facts.was_published:
        return denied(_l("Only what was published and then withdrawn can be put back."))
    if actor.id in facts.authors:
        is_allowed = facts.withdrawn_by_id in facts.authors
    else:
        is_allowed = actor.is_moderator or facts.lead_id in actor.edits
    if is_allowed:
        return ALLOWED
    return denied(_l("Moderators and the editors of its organisation put back what they withdrew."))


def may_renew(actor: Actor, facts: Facts) -> Ruling:
    """Begin a new version beside the published one."""
    if not (ruling := _may_write_in(actor, facts)):
        return ruling
    if facts.state != "published":
        return denied(_l("A new version begins with a published one."))
    return ALLOWED


def may_turn_into_experience(actor: Actor, voices: frozenset[int]) -> Ruling:
    """From an accepted answer; `voices` are who asked and who answered."""
    if not (ruling := may_write(actor)):
        return ruling
    if actor.id in voices or actor.is_mentor or actor.is_editor or actor.is_moderator:
        return ALLOWED
    return denied(
        _l("Who asked or answered can turn this into an experience, and mentors and editors can.")
    )
