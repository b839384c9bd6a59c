"""The files that came with a form."""

from collections.abc import Sequence

from flask import request

from exchange.files.actions import Upload, upload_file
from exchange.files.fields import FilesField
from exchange.files.limits import MEGABYTE, limits
from exchange.files.refusals import too_many
from exchange.kernel.rulings import Refused
from exchange.people.actor import Actor


def take_sent(actor: Actor, field: FilesField, submission_id: str) -> Sequence[int]:
    """What was chosen in the form is stored before anything else of it is judged, so that it comes
    back with the form however that ends; gives the ids of all its files, these at the end."""
    most, ids = limits().files_a_post, list(field.data)
    for chosen in request.files.getlist("upload"):
        if not chosen.filename:
            continue  # a browser sends an empty part where nothing was chosen
        if len(ids) >= most:
            field.refuse_file("", too_many(most).reason)
            break
        sent = Upload(chosen.filename, chosen.stream.read(_longest()), submission_id)
        try:
            ids.append(upload_file(actor, sent))
        except Refused as refused:
            field.refuse_file(chosen.filename, refused.reason)
    return list(dict.fromkeys(ids))


def _longest() -> int:
    """One byte more than anything may have: then it is seen to be too large."""
    return max(limits().image_mb, limits().document_mb) * MEGABYTE + 1
