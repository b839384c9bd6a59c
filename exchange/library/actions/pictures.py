from collections.abc import Sequence

from sqlalchemy import delete, select

from exchange.files.actions import Attached, use_files
from exchange.files.models import File
from exchange.kernel.db import db, transaction
from exchange.library.body import Picture
from exchange.library.models import Experience, ExperiencePicture
from exchange.library.refusals import no_picture
from exchange.people.actor import Actor


def use_pictures(actor: Actor, experience: Experience, pictures: Sequence[Picture]) -> None:
    """These stand in the version from here on, and no others; in the transaction that writes it.
    One's own, or those that stand in another version of the record already; else Refused."""
    wanted = dict.fromkeys(one.file for one in pictures)
    with transaction(actor) as actor:
        already = _of_record(experience)
        new = [one for one in wanted if one not in already]
        if new:
            _take(actor, new, experience.lang)
        set_pictures(experience, pictures)


def set_pictures(experience: Experience, pictures: Sequence[Picture]) -> None:
    """Which files a version shows, in place of those before."""
    here = ExperiencePicture.experience_id == experience.id
    db.session.execute(delete(ExperiencePicture).where(here))
    db.session.add_all(
        ExperiencePicture(experience_id=experience.id, file_id=file_id)
        for file_id in dict.fromkeys(one.file for one in pictures)
    )


def _take(actor: Actor, new: Sequence[int], lang: str) -> None:
    known = select(File.id, File.kind, File.alt).where(File.id.in_(new))
    rows = {row.id: row for row in db.session.execute(known)}
    if any(row.kind != "image" for row in rows.values()):
        raise no_picture()
    # What a post says of the same file stays as it is.
    said = {one: rows[one].alt if one in rows else "" for one in new}
    use_files(actor, [Attached(one, alt) for one, alt in said.items()], lang)


def _of_record(experience: Experience) -> set[int]:
    """The files of all its versions."""
    found = (
        select(ExperiencePicture.file_id)
        .join(Experience, Experience.id == ExperiencePicture.experience_id)
        .where(Experience.number == experience.number)
    )
    return set(db.session.scalars(found))
