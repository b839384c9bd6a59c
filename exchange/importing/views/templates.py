from importlib import import_module

from flask import Response
from flask.typing import ResponseReturnValue

from exchange.files.documents import MEDIA_TYPES
from exchange.importing.policy import may_import
from exchange.importing.template import as_csv_template
from exchange.importing.views.blueprint import importing, sections_for
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.people.login import current_actor


@importing.get("/experiences/import/template.xlsx")
@open_to(Audience.EDITORS)
def xlsx_template() -> ResponseReturnValue:
    """Who has records elsewhere begins with our columns, and all codes in their language."""
    require(may_import(current_actor()))
    workbook = import_module("exchange.importing.workbook")
    return _file(workbook.as_xlsx_template(sections_for(current_actor())), "xlsx")


@importing.get("/experiences/import/template.csv")
@open_to(Audience.EDITORS)
def csv_template() -> ResponseReturnValue:
    """The same for programs that know no XLSX, without the codes."""
    require(may_import(current_actor()))
    return _file(as_csv_template(sections_for(current_actor())).encode(), "csv")


def _file(content: bytes, ending: str) -> Response:
    answer = Response(content, content_type=MEDIA_TYPES[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="experiences.{ending}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
