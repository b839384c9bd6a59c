"""Addresses as strangers write them: no way leads off the site, none breaks a page."""

from urllib.parse import urlsplit

import pytest

from exchange.web.addresses import is_ours
from tests.factories import a_person, an_admin

PATHS = [
    "/en/experiences/{}/edit",
    "/en/experiences/{}",
    "/en/tags/{}",
    "/en/organisations/{}",
    "/en/confirm/{}",
    "/en/new-password/{}",
    "/en/mailbox/{}",
    "/mail/unsubscribe/{}",
    "/static/{}",
    "/tags/{}",
    "/experiences/{}/edit",
    "/en//tags/{}",
    "/{}",
]
SIGNS = [
    "%00",
    "a%0d%0aSet-Cookie:x=1",
    "%0a",
    "%ED%A0%80",
    "%E2%80%AE",
    "%7f",
    "%5c",
    "a%26b%23c",
    "%",
]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("path", PATHS)
def test_no_sign_in_a_path_breaks_a_page(client, path, sign):
    page = client.get(path.format(sign))
    assert 300 <= page.status < 500
    assert page.location.isprintable()
    assert urlsplit(page.location).netloc in ("", "localhost")


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "///evil.example",
        "////evil.example/x",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "evil.example",
        "",
        " /en/",
        "/en/\u202e",
    ],
)
def test_what_leads_elsewhere_is_not_ours(address):
    assert not is_ours(address)


@pytest.mark.parametrize("address", ["/", "/en/", "/en/ask?title=a//b", "/lv/threads/1-a#post-2"])
def test_our_own_addresses_are_ours(address):
    assert is_ours(address)


def test_whoever_signs_in_goes_on_to_where_they_were_going_with_all_of_the_address(client):
    asked = "/en/experiences/ALTER-XP-0001/edit?check=1&x=a%26b"
    page = client.get(asked, follow=True)
    assert page.path == "/en/sign-in"
    assert page.form("/sign-in").data["next"] == asked


ARGUMENTS = (
    *("q", "title", "category", "state", "lang", "from", "page", "next", "in"),
    *("theme", "reads", "country", "level", "check", "v"),
)
WORDS = [
    "\0",
    "\x01\ufffe\U0001ffff",
    "\u202eevil",
    "👩‍🌾",
    "9" * 5_000,
    "-1",
    "<script>alert(1)</script>",
    "%",
]


@pytest.mark.slow
@pytest.mark.parametrize("words", WORDS)
def test_no_words_in_an_address_break_a_page(app, client, sign_in, words):
    sign_in(client, an_admin(is_mentor=True))
    for path in sorted(_plain_pages(app)):
        page = client.get(path, query_string=dict.fromkeys(ARGUMENTS, words))
        assert page.status < 500
        if page.headers["Content-Type"].startswith("text/"):
            assert "<script>alert" not in page.body


def _plain_pages(app):
    """Those that need no number or name of a thing."""
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments <= {"lang"}:
            yield rule.rule.replace("<lang:lang>", "en")


def test_an_address_without_a_language_is_refused_in_that_of_whoever_asks(client):
    client.language = "lv"
    for path in ("/no-such-page", "/mail/unsubscribe/forged"):
        page = client.get(path, headers={"Accept-Language": "lv"})
        assert (page.status, page.document.root["lang"]) == (404, "lv")


def test_a_page_of_another_host_is_not_ours(client):
    a_person()
    for path in ("/en/", "/en//ask", "/ask", "/en/experiences/x/edit"):
        page = client.get(path, headers={"Host": "evil.example"})
        assert page.status == 400
        assert "evil.example" not in page.body
