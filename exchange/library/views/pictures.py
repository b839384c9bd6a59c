from collections.abc import Sequence

from flask import request
from flask.typing import ResponseReturnValue

from exchange.files.actions import Upload, upload_file
from exchange.files.limits import MEGABYTE, limits
from exchange.files.policy import may_send
from exchange.files.refusals import gone, too_many
from exchange.files.sniffing import PICTURES as KINDS
from exchange.files.sniffing import sniffed
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.library import policy, queries
from exchange.library.bounds import PICTURES
from exchange.library.forms import PicturesForm, form_of
from exchange.library.queries import ExperiencePage
from exchange.library.refusals import no_picture
from exchange.library.sections import SECTIONS, digest_of
from exchange.library.views.blueprint import library, number_of
from exchange.library.views.closed import not_open
from exchange.library.views.differing import differing
from exchange.library.views.sections import keep, led_to, show, show_kept
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.bounds import takes_files
from exchange.web.forms import whole_number


@library.route("/experiences/<code>/edit/pictures", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@takes_files
def edit_pictures(code: str) -> ResponseReturnValue:
    """Who writes sends pictures, and says of each what others need to know before they use it."""
    actor, number = current_actor(), number_of(code)
    page = queries.working_copy(actor, number)
    if request.method == "GET":
        return not_open(actor, page) or show_kept(_form(actor, page), page)
    require(policy.may_edit(actor, page.facts))
    form = _with_files(actor, page)
    try:
        return _keep_the_good(actor, form, page) or keep(actor, form, page)
    except Stale:
        return _show_both(form, queries.working_copy(actor, number))


def _keep_the_good(
    actor: Actor, form: PicturesForm, page: ExperiencePage
) -> ResponseReturnValue | None:
    """Of several files some are bad: the others are saved, and the form says which are not."""
    refused = form.upload.errors
    if not (form.takes_some and form.is_valid_without_files()):
        return None
    try:
        once(str(actor.id), form.submission_id.data, lambda: led_to(actor, form, page))
    except Refused:
        return None
    newest = queries.working_copy(actor, page.row.number)
    kept = form_of(PicturesForm, newest.content, (), formdata=None)
    kept.show(newest.content)
    files = [one.file for one in newest.content.body.pictures]
    kept.allow(queries.pictures_to_show(actor, files, newest.row.id))
    kept.start_anew(digest_of(SECTIONS[kept.section], newest.content))
    kept.upload.errors = refused
    return show(kept, newest, 422)


def _form(actor: Actor, page: ExperiencePage, new: Sequence[int] = ()) -> PicturesForm:
    """With the rows that were sent, and one for each new file after them; as it is kept, where
    nothing was sent."""
    kept = [one.file for one in page.content.body.pictures]
    numbers = range(len(_sent()), len(_sent()) + len(new))
    places = [PicturesForm.place_of_file(n) for n in numbers]
    form = form_of(PicturesForm, page.content, [*request.form, *places])
    form.add(zip(numbers, new, strict=True))
    form.allow(queries.pictures_to_show(actor, [*kept, *_sent(), *new], page.row.id))
    return form


def _with_files(actor: Actor, page: ExperiencePage) -> PicturesForm:
    """What is chosen in it is stored before anything else of it is judged, so that it comes back
    with the form however that ends."""
    new, problems = _stored(actor)
    form = _form(actor, page, new)
    form.moved = whole_number(request.form.get("up"))
    form.leads_back = bool(new or form.moved)
    form.takes_some = bool(new and problems)
    for name, reason in problems:
        form.upload.refuse_file(name, reason)
    if not {one for one in _sent() if one} <= set(form.known):
        form.upload.refuse_file("", gone().reason)
        form.takes_some = False
    return form


def _sent() -> Sequence[int]:
    """The ids of the files in the rows of the form; 0 for what is none."""
    places = [PicturesForm.place_of_file(n) for n in range(PICTURES)]
    last = max((n for n, place in enumerate(places) if place in request.form), default=-1)
    return [whole_number(request.form.get(place)) or 0 for place in places[: last + 1]]


def _stored(actor: Actor) -> tuple[Sequence[int], Sequence[tuple[str, object]]]:
    """The ids of the new files; the names of those that are not taken, and why."""
    already, found, problems = _sent(), list[int](), list[tuple[str, object]]()
    for chosen in request.files.getlist("upload"):
        if not chosen.filename:
            continue  # a browser sends an empty part where nothing was chosen
        if len(already) + len(found) >= PICTURES:
            return found, [*problems, (chosen.filename, too_many(PICTURES).reason)]
        content = chosen.stream.read(limits().image_mb * MEGABYTE + 1)
        try:
            file_id = _upload(actor, chosen.filename, content)
        except Refused as refused:
            problems.append((chosen.filename, refused.reason))
            continue
        if file_id not in (*already, *found):
            found.append(file_id)
    return found, problems


def _upload(actor: Actor, name: str, content: bytes) -> int:
    if not may_send(actor):
        raise Refused("upload", policy.may_hand_in(actor).reason)
    if sniffed(content) not in KINDS:
        raise no_picture()
    return upload_file(actor, Upload(name, content, request.form.get("submission_id", "")[:32]))


def _show_both(form: PicturesForm, newest: ExperiencePage) -> ResponseReturnValue:
    """Somebody saved them meanwhile: the form keeps what was typed, and theirs stands beside it."""
    theirs = form_of(PicturesForm, newest.content, ())
    theirs.show(newest.content)
    form.start_anew(digest_of(SECTIONS[form.section], newest.content))
    return show(form, newest, 409, differing=list(differing(form, theirs)))
