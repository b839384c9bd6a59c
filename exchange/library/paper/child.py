"""HTML from standard input, a tagged PDF to standard output; run by `press`, never imported by it.

A process of its own, so that the worker stays as small as it is and a text that takes too long can
be ended. It reads our fonts and what stands in the HTML itself, whatever else that asks for.
"""

import sys
from base64 import b64decode
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FONTS = Path(__file__).parents[2] / "static" / "fonts"
SHEET = Path(__file__).with_name("sheet.css")
ADDRESS = "exchange:fonts/"
GIVEN = "data:image/jpeg;base64,"


class _OnlyOurs(URLFetcher):
    """No server is ever asked, no file of the machine read, for what a text links to. Pictures
    come with the text, as bytes."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url.startswith(GIVEN):
            content = b64decode(url.removeprefix(GIVEN))
            return URLFetcherResponse(url, content, {"Content-Type": "image/jpeg"})
        name = url.removeprefix(ADDRESS)
        if not url.startswith(ADDRESS) or name not in {font.name for font in FONTS.glob("*.woff2")}:
            raise FatalURLFetchingError(f"not one of our fonts: {url[:100]}")
        return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/woff2"})


def pressed(html: str) -> bytes:
    """A PDF that readers with screen readers can follow: tagged, titled, in its language."""
    fonts, fetcher = FontConfiguration(), _OnlyOurs()
    sheet = CSS(string=SHEET.read_text("utf-8"), font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=html, url_fetcher=fetcher, base_url="exchange:")
    made = document.write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", pdf_identifier=b"exchange"
    )
    return bytes(made)


if __name__ == "__main__":
    sys.stdout.buffer.write(pressed(sys.stdin.buffer.read().decode("utf-8")))
