"""How to cite a version: the same for everybody, so that whoever can cite it can be followed."""

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound
from exchange.library import queries
from exchange.library.citing import Citation, as_bibtex, as_ris, citation_of
from exchange.library.queries import ExperiencePage
from exchange.library.views.blueprint import library, library_files, number_of
from exchange.people.actor import GUEST


@library.get("/experiences/<code>/v<int:version>/cite")
@open_to(Audience.EVERYONE)
def cite(code: str, version: int) -> ResponseReturnValue:
    """Whoever writes about it names it so that a reader finds this very version."""
    page = queries.experience_page(GUEST, number_of(code), version)
    return render_template("library/cite.html", row=page.row, cited=_cited(code, version, page))


@library_files.get("/experiences/<code>/v<int:version>.bib")
@open_to(Audience.EVERYONE)
def show_bibtex(code: str, version: int) -> ResponseReturnValue:
    return _file(cited := _cited(code, version), as_bibtex(cited), "bib", "application/x-bibtex")


@library_files.get("/experiences/<code>/v<int:version>.ris")
@open_to(Audience.EVERYONE)
def show_ris(code: str, version: int) -> ResponseReturnValue:
    kind = "application/x-research-info-systems"
    return _file(cited := _cited(code, version), as_ris(cited), "ris", kind)


def _cited(code: str, version: int, page: ExperiencePage | None = None) -> Citation:
    """As a guest may read it, whoever asks: a draft is not there for its authors either."""
    found = page or queries.experience_page(GUEST, number_of(code), version)
    if (cited := citation_of(found, current_app.extensions["settings"].base_url)) is None:
        raise NotFound
    return cited


def _file(cited: Citation, body: str, ending: str, kind: str) -> Response:
    answer = Response(body, content_type=f"{kind}; charset=utf-8")
    name = f"{cited.code}-v{cited.version}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
