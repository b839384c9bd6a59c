from hashlib import sha256

from flask import Response, request
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.library import policy, queries
from exchange.library.cover import Cover, cover_svg
from exchange.library.queries import ExperiencePage
from exchange.library.views.blueprint import library_files, number_of
from exchange.people.login import current_actor
from exchange.text.languages import BY_CODE

A_DAY = 86_400  # seconds that a browser shows one of a public version: that changes no more


@library_files.get("/experiences/<code>/v<int:version>/cover.svg")
@open_to(Audience.EVERYONE)
def show_cover(code: str, version: int) -> ResponseReturnValue:
    """What stands in the stead of a picture, for whoever may read the version."""
    page = queries.experience_page(current_actor(), number_of(code), version)
    drawn = cover_svg(_cover(page))
    answer = Response(drawn, mimetype="image/svg+xml")
    answer.set_etag(sha256(drawn.encode()).hexdigest()[:32])
    is_public = page.row.state in policy.PUBLIC
    answer.headers["Cache-Control"] = f"private, {f'max-age={A_DAY}' if is_public else 'no-cache'}"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.vary.add("Cookie")
    return answer.make_conditional(request)


def _cover(page: ExperiencePage) -> Cover:
    row = page.row
    return Cover(
        code=row.code,
        title=row.title,
        place=row.place,
        themes=[(theme.slug, theme.name(row.lang)) for theme in page.themes],
        html_lang=BY_CODE[row.lang].html,
    )
