"""Lists of experiences as files, narrowed by the same words in the address as their pages."""

import json
from collections.abc import Callable

from flask import Response, current_app, redirect, request
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.library import queries
from exchange.library.exporting import FOOTNOTE, as_objects, as_rows
from exchange.library.narrowing import Narrowed
from exchange.library.queries import Export
from exchange.library.views.blueprint import library_files
from exchange.library.views.finding import asked_for, narrowing_asked_for, start_asked_for
from exchange.text.cells import as_csv

Write = Callable[[Export, str, str], str]  # with our address and that of the next file


@library_files.get("/experiences.csv")
@open_to(Audience.EVERYONE)
def show_csv() -> ResponseReturnValue:
    """Whoever compares experiences opens the list in the program they count with."""
    return _file(_csv, "text/csv; charset=utf-8")


@library_files.get("/experiences.json")
@open_to(Audience.EVERYONE)
def show_json() -> ResponseReturnValue:
    return _file(_json, "application/json")


def _csv(export: Export, base_url: str, more: str) -> str:
    return as_csv(as_rows(export, base_url, more))


def _json(export: Export, base_url: str, more: str) -> str:
    footnote = {"footnote": FOOTNOTE} if export.names_kosovo else {}
    said = {"experiences": as_objects(export, base_url), "more": more or None, **footnote}
    return json.dumps(said, ensure_ascii=False)


def _file(write: Write, kind: str) -> ResponseReturnValue:
    narrowed, start = narrowing_asked_for(), start_asked_for()
    query = narrowed.query(**{"from": start})
    if fault := _fault(query):
        return Response(f"{fault}\n", 400, content_type="text/plain; charset=utf-8")
    if asked_for() != query:
        return redirect(request.path + query, 301)
    export = queries.export(narrowed, request.args.get("from"))
    base_url = current_app.extensions["settings"].base_url
    more = ""
    if export.older:
        more = base_url + request.path + narrowed.query(**{"from": export.older})
    answer = Response(write(export, base_url, more), content_type=kind)
    if more:
        answer.headers["Link"] = f'<{more}>; rel="next"'
    name = request.path.strip("/")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _fault(query: str) -> str:
    """A page leaves out what it does not know and shows that it did; a program would not see it."""
    kept = {pair.partition("=")[0] for pair in query.removeprefix("?").split("&")}
    for name, values in request.args.lists():
        if name not in (*Narrowed._fields, "from"):
            known = ", ".join(Narrowed._fields)
            return f"A list is narrowed by {known}; from is where a file before ended."
        if len(values) > 1:
            return f"{name} is given more than once."
        if values[0] and name not in kept:
            return f"{name} has a value that is not known here."
    return ""
