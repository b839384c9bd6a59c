from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Stale, require
from exchange.library.actions.pictures import use_pictures
from exchange.library.actions.rows import get_experience
from exchange.library.actions.texts import add_lists, columns_of, lead_id_of, set_lists
from exchange.library.content import Content
from exchange.library.events import ExperienceEdited
from exchange.library.models import Experience, ExperienceAuthor, ExperienceMove, ExperienceNumber
from exchange.library.policy import may_draft, may_edit
from exchange.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Origin:
    """The accepted answer that a record grew out of, and whose words it uses."""

    thread_id: int
    post_id: int
    authors: tuple[int, ...] = ()  # besides whoever drafts it
    words_of: tuple[int, ...] = ()


def create_draft(actor: Actor, content: Content, origin: Origin | None = None) -> int:
    """Begin a record, asking for nothing; gives the id of its first version."""
    columns = columns_of(content)
    with transaction(actor) as actor:
        require(may_draft(actor))
        return add_drafts(actor, [(content, columns)], origin)[0].id


def add_drafts(
    actor: Actor,
    texts: Sequence[tuple[Content, Mapping[str, Any]]],
    origin: Origin | None = None,
) -> list[Experience]:
    """The first versions of other records, in few statements however many; `texts` with their
    columns. Inside a transaction of whoever may draft."""
    numbers = [ExperienceNumber() for _ in texts]
    db.session.add_all(numbers)
    db.session.flush()
    leads = {one.lead: lead_id_of(one) for one in {text.lead: text for text, _ in texts}.values()}
    made = [
        Experience(
            number=number.id,
            lead_id=leads[content.lead],
            origin_thread_id=origin.thread_id if origin else None,
            origin_post_id=origin.post_id if origin else None,
            edited_by_id=actor.id,
            **columns,
        )
        for number, (content, columns) in zip(numbers, texts, strict=True)
    ]
    db.session.add_all(made)
    db.session.flush()
    contents = [content for content, _ in texts]
    add_lists(list(zip(made, contents, strict=True)))
    for experience, content in zip(made, contents, strict=True):
        _begin(actor, experience, content, origin)
    db.session.flush()  # who began it reads it in the same transaction, to go on
    return made


def _begin(actor: Actor, experience: Experience, content: Content, origin: Origin | None) -> None:
    if content.body.pictures:
        use_pictures(actor, experience, content.body.pictures)
    _consent(actor, experience, content)
    _credit(experience, "author", (actor.id, *(origin.authors if origin else ())))
    _credit(experience, "words", origin.words_of if origin else ())
    db.session.add(_first_move(actor, experience))
    record(ExperienceEdited(experience.id, experience.number, actor.id))


def save_draft(actor: Actor, experience_id: int, *, version: int, content: Content) -> None:
    """Keep a whole text over the draft read at `version`; Stale if it was saved since."""
    columns = columns_of(content)
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_edit(actor, facts))
        if experience.edit_version != version:
            raise Stale
        write_over(actor, experience, content, columns)


def write_over(
    actor: Actor, experience: Experience, content: Content, columns: Mapping[str, Any]
) -> None:
    """Put a text in the place of the one that is there; inside a transaction."""
    for name, value in columns.items():
        setattr(experience, name, value)
    experience.lead_id = lead_id_of(content)
    experience.edited_at, experience.edited_by_id = now(), actor.id
    experience.edit_version += 1
    set_lists(experience, content)
    use_pictures(actor, experience, content.body.pictures)
    _consent(actor, experience, content)
    record(ExperienceEdited(experience.id, experience.number, actor.id))
    db.session.flush()  # read in the same transaction, to be submitted


def _consent(actor: Actor, experience: Experience, content: Content) -> None:
    """Who agreed to publish which text, and when; whoever saves the next text agrees anew."""
    given = content.consent
    experience.consent_by_id = actor.id if given else None
    experience.consent_at = now() if given else None
    experience.consent_version = experience.edit_version if given else None


def _credit(experience: Experience, role: str, people: Iterable[int]) -> None:
    db.session.add_all(
        ExperienceAuthor(
            experience_id=experience.id, account_id=person, role=role, position=position
        )
        for position, person in enumerate(dict.fromkeys(people))
    )


def _first_move(actor: Actor, experience: Experience) -> ExperienceMove:
    return ExperienceMove(
        experience_id=experience.id, by_id=actor.id, from_state="", to_state="draft"
    )
