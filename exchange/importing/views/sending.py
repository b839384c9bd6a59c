from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from exchange.files.names import harmless
from exchange.importing import actions, queries, refusals
from exchange.importing.forms import Checked, UploadForm, check_table
from exchange.importing.policy import may_import
from exchange.importing.reading import read_table
from exchange.importing.views.blueprint import import_address, importing, sections_for
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, require
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.addresses import current_code
from exchange.web.bounds import takes_files


@importing.route("/experiences/import", methods=["GET", "POST"])
@open_to(Audience.EDITORS)
@takes_files
def send() -> ResponseReturnValue:
    """Who has records in a table sends it, and is told all that is wrong with it at once."""
    actor, form = current_actor(), UploadForm()
    require(may_import(actor))
    if request.method == "GET":
        form.begin(current_code())
        return _form_page(actor, form)
    try:
        if form.validate():
            return redirect(_looked_through(actor, form), 303)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
    return _form_page(actor, form), 422


def _form_page(actor: Actor, form: UploadForm) -> str:
    return render_template("importing/send.html", form=form, rows=queries.imports_of(actor))


def _looked_through(actor: Actor, form: UploadForm) -> str:
    """The address of what was found."""
    name, content = _sent()
    table = read_table(name, content, form.encoding.data)
    known = queries.known_titles(actor)
    found = check_table(table, sections_for(actor), current_code(), known)
    named = harmless(name, _ending(name))
    return once(str(actor.id), form.submission_id.data, lambda: _kept(actor, named, found))


def _ending(name: str) -> str:
    """As it was given, where that could be one."""
    given = name.rpartition(".")[2].lower()[:5]  # ascii: endings
    return given if given.isascii() and given.isalnum() else "csv"


def _sent() -> tuple[str, bytes]:
    """Its name, and one byte more than a table may have: then it is seen to be too large."""
    sent = request.files.get("table")
    if sent is None or not sent.filename:
        raise refusals.no_file()
    return sent.filename, sent.stream.read(refusals.MOST_BYTES + 1)


def _kept(actor: Actor, name: str, found: Checked) -> str:
    counts = (found.rows, found.faulty, found.left_out)
    made = actions.keep_import(actor, name, found.drafts, found.problems, counts)
    return import_address(made)
