"""What readers remarked on a draft field by field, what was answered, and the text as it was."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.library.content import Content
from exchange.library.contents import content_from
from exchange.library.models import ExperienceRemark, ExperienceVerdict
from exchange.library.naming import FIELDS
from exchange.library.policy import PUBLIC
from exchange.library.queries.page import ExperiencePage, working_copy
from exchange.library.sections import section_with
from exchange.people.actor import Actor
from exchange.people.models import Account


class RemarkRow(NamedTuple):
    """A remark on one field, and what an author made of it."""

    id: int
    field: str
    text: str
    lang: str
    reader: str
    given_at: datetime
    answer: str
    answer_lang: str
    done_at: datetime | None

    @property
    def label(self) -> object:
        """How its field is called."""
        return FIELDS.get(self.field, self.field)


class _Text(NamedTuple):
    content: dict[str, Any] | None


_REMARKS = Reading(
    RemarkRow,
    select(
        ExperienceRemark.id,
        ExperienceRemark.field,
        ExperienceRemark.text,
        ExperienceVerdict.lang,
        Account.name.label("reader"),
        ExperienceVerdict.given_at,
        ExperienceRemark.answer,
        ExperienceRemark.answer_lang,
        ExperienceRemark.done_at,
    )
    .join(ExperienceVerdict, ExperienceVerdict.id == ExperienceRemark.verdict_id)
    .join(Account, Account.id == ExperienceVerdict.reader_id)
    .where(ExperienceVerdict.experience_id == bindparam("experience_id"))
    .order_by(ExperienceRemark.id.desc()),
)
_TEXT = Reading(
    _Text,
    select(ExperienceVerdict.content).where(ExperienceVerdict.id == bindparam("verdict_id")),
)


def comments_of(page: ExperiencePage) -> Mapping[str, Sequence[RemarkRow]]:
    """The remarks of its readers by the field that each is about, the newest first; none once it
    is published. Whoever sees a draft sees them."""
    found: dict[str, list[RemarkRow]] = defaultdict(list)
    if page.row.state in PUBLIC or not page.verdicts:
        return found
    for remark in _REMARKS.all(experience_id=page.row.id):
        found[remark.field].append(remark)
    return found


def open_remarks(page: ExperiencePage) -> Mapping[str, Sequence[RemarkRow]]:
    """Those that its authors have yet to do or to answer, by the part in which they do it."""
    found: dict[str, list[RemarkRow]] = defaultdict(list)
    for name, remarks in comments_of(page).items():
        found[section_with(name).name].extend(one for one in remarks if not one.done_at)
    return found


def remark_to_answer(actor: Actor, number: int, remark_id: int) -> tuple[ExperiencePage, RemarkRow]:
    """One of the remarks on the draft that the actor sees."""
    page = working_copy(actor, number)
    for remarks in comments_of(page).values():
        for remark in remarks:
            if remark.id == remark_id:
                return page, remark
    raise NotFound


def text_last_read(page: ExperiencePage, reader_id: int) -> Content | None:
    """The draft as it was when this person decided on it last, or else another reader; None if
    nobody has, or before texts were kept."""
    mine = [one for one in page.verdicts if one.reader_id == reader_id]
    last = next(iter(mine or page.verdicts), None)
    if last is None or last.edit_version == page.row.edit_version:
        return None
    found = _TEXT.first(verdict_id=last.id)
    return content_from(found.content) if found and found.content else None
