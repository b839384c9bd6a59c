from flask import request

from exchange.files.actions import Upload, upload_file
from exchange.files.limits import MEGABYTE, limits
from exchange.files.refusals import too_many
from exchange.forum import queries
from exchange.forum.forms import TextForm
from exchange.kernel.rulings import Refused
from exchange.people.actor import Actor


def take_files(actor: Actor, form: TextForm, post_id: int | None = None) -> None:
    """What was chosen in the form is stored before anything else of it is judged, so that it comes
    back with the form however that ends. `post_id` is the post that an edit changes."""
    field, most = form.files, limits().files_a_post
    ids = list(field.data)
    for chosen in request.files.getlist("upload"):
        if not chosen.filename:
            continue  # a browser sends an empty part where nothing was chosen
        if len(ids) >= most:
            field.refuse_file("", too_many(most).reason)
            break
        sent = Upload(chosen.filename, chosen.stream.read(_longest()), form.submission_id.data)
        try:
            ids.append(upload_file(actor, sent))
        except Refused as refused:
            field.refuse_file(chosen.filename, refused.reason)
    field.show(queries.files_to_attach(actor, list(dict.fromkeys(ids)), post_id))


def _longest() -> int:
    """One byte more than anything may have: then it is seen to be too large."""
    return max(limits().image_mb, limits().document_mb) * MEGABYTE + 1
