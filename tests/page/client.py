"""A browser without pictures: it keeps cookies, sends forms as they stand, checks every page."""

from urllib.parse import urlencode, urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.page.form import Form
from tests.page.language import HTML_LANG
from tests.page.page import Page

_MOVED = (301, 302, 303)
_STEPS = 10


class CheckedClient:
    """`.get`, `.submit` and `.post` give pages that were checked; `.flask` is Flask's own."""

    def __init__(self, client: FlaskClient, language: str = "en") -> None:
        self.flask, self.language = client, language  # of pages outside /{lang}/
        self._site = "http://localhost"  # scheme and host of the last page

    def get(self, path: str, *, follow: bool = False, **kwargs: object) -> Page:
        page = self._page(self.flask.get(path, **kwargs))
        return self._followed(page) if follow else page

    def post(self, path: str, data: object = None, **kwargs: object) -> Page:
        """What it is given, as it is, without following the answer."""
        answer = self.flask.post(path, data=data, **kwargs)
        answer.request.environ["wsgi.input"].close()  # a large form lies in a file of its own
        return self._page(answer)

    def submit(
        self, page: Page | str, action: str, /, button: str | None = None, **values: object
    ) -> Page:
        """Fill in the form whose address ends in `action`, send it, go where the answer leads."""
        shown = self.get(page) if isinstance(page, str) else page
        return self._followed(self.send(shown.form(action).press(button).fill(**values)))

    def send(self, form: Form, **kwargs: object) -> Page:
        """The form as it stands, without following the answer."""
        if form.method == "GET":
            query = urlencode([(k, str(v)) for k, v in form.data.items(multi=True)])
            return self.get(f"{urlsplit(form.action).path}?{query}")
        headers = {"Referer": urljoin(self._site, form.address), "Origin": self._site}
        return self.post(form.action, form.data, headers=headers, **kwargs)

    def _followed(self, page: Page) -> Page:
        for _ in range(_STEPS):
            if page.status not in _MOVED:
                is_there = page.status != 404 and page.status < 500
                assert is_there or not page.came_by, f"{page.came_by} leads to {page!r}"
                return page
            came_by = (*page.came_by, page.address)
            page = self._page(self.flask.get(self._next(page)), came_by)
        raise AssertionError(f"it leads round in a circle: {page.came_by}")

    def _next(self, page: Page) -> str:
        target = urlsplit(urljoin(page.response.request.url, page.location))
        host = page.response.request.host
        assert target.netloc == host, f"{page!r} leads away, to {page.location}"
        return target.path + (f"?{target.query}" if target.query else "")

    def _page(self, response: TestResponse, came_by: tuple[str, ...] = ()) -> Page:
        self._site = response.request.host_url.rstrip("/")
        first = response.request.path.split("/")[1]
        return Page(response, first if first in HTML_LANG else self.language, came_by)
