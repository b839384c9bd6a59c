"""Each law of the checked page, seen to hold on a good page and to fail on a broken one."""

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from tests.page import Page, language
from tests.page.safety import POLICY

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
GOOD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A thread · ALTER Exchange</title>
<link rel="stylesheet" href="/static/exchange.css"><link rel="license" href="https://cc.example/">
<link rel="canonical" href="https://exchange.example/en/threads/1">
<script src="/static/exchange.js" type="module"></script>
<script type="application/ld+json">{"name": "A thread"}</script></head>
<body><a href="#main">Skip to content</a>
<nav aria-label="Languages"><a href="/lv/" hreflang="lv" lang="lv">Latviešu</a></nav>
<main id="main"><h1>A thread</h1><h2>Replies</h2><h3>The first</h3><h2>More</h2>
<p>Written <time datetime="2026-11-23T10:00:00+00:00">today</time>, <a href="/en/people/7">Ana</a>
<img src="/files/1" alt="A bus"><svg><path style-free="" d="M0 0"/></svg></p>
<div lang="sq"><a href="/a">ketu</a><a href="/b">ketu</a></div>
<form method="post" action="/en/threads/1/reply" id="reply">
<input type="hidden" name="csrf_token" value="x">
<input name="submission_id" type="hidden" value="1">
<label for="body">Your reply</label><textarea id="body" name="body" aria-describedby="help">
</textarea><p id="help">Markdown works.</p>
<label>Kind <select name="kind"><option>a</select></label>
<button>Reply</button></form>
<form method="post" id="act"><input type="hidden" name="csrf_token" value="x"></form>
<button form="act" formaction="/en/posts/3/helpful">Helpful</button>
<form method="post" action="/en/preview" data-repeatable><input type="hidden" name="csrf_token"
 value="x"><input type="submit" value="Preview"></form>
<form action="/en/search" role="search"><input type="search" name="q" aria-label="Search"></form>
</main></body></html>"""
END = "</main>"


def page_of(
    html: str = GOOD,
    lang: str = "en",
    headers: dict[str, str] | None = None,
    status: int = 200,
    mimetype: str = "text/html",
) -> Page:
    headers = HEADERS if headers is None else headers
    answer = Response(html, status=status, headers=headers, mimetype=mimetype)
    return Page(Client(answer).get(f"/{lang}/threads/1"), lang)


def broken(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def added(html: str) -> str:
    return broken(END, html + END)


def test_a_good_page_passes() -> None:
    assert page_of().h1 == "A thread"


BROKEN = {
    "no doctype": (broken("<!doctype html>\n", ""), "does not parse"),
    "an old doctype": (broken("<!doctype html>", '<!doctype html public "x">'), "does not parse"),
    "a div in a p": (added("<p><div>x</div></p>"), "does not parse"),
    "a tag left open": (added("<b>x"), "does not parse"),
    "no h1": (broken("<h1>A thread</h1>", "<p>A thread</p>"), "one h1"),
    "two h1": (added("<h1>B</h1>"), "one h1"),
    "a skipped level": (broken("<h2>Replies</h2>", ""), "one level at a time"),
    "an empty heading": (added("<h2> </h2>"), "empty heading"),
    "no title": (broken("<title>A thread · ALTER Exchange</title>", "<title></title>"), "<title>"),
    "an id twice": (added('<p id="help">x</p>'), "given 2 times"),
    "an id with a space": (added('<p id="a b">x</p>'), "cannot be an id"),
    "a label for nothing": (added('<label for="gone">x</label>'), "points with for"),
    "described by nothing": (added('<p aria-describedby="gone">x</p>'), "aria-describedby"),
    "labelled by nothing": (added('<p aria-labelledby="help gone">x</p>'), "aria-labelledby"),
    "a button of no form": (added('<button form="gone">x</button>'), "points with form"),
    "an anchor to nothing": (added('<a href="#gone">x</a>'), "not on the page"),
    "a time without its time": (added("<time>today</time>"), "datetime"),
    "a time that is none": (added('<time datetime="yesterday">x</time>'), "datetime"),
    "an empty href": (added('<a href="">x</a>'), "leads nowhere"),
    "a dead link": (added('<a href="#">x</a>'), "leads nowhere"),
    "a link without address": (added("<a>x</a>"), "leads nowhere"),
    "a button alone": (added("<button>x</button>"), "belongs to no form"),
    "an empty action": (added('<form action=""></form>'), "sent nowhere"),
    "an unlabelled field": (added('<input name="a" placeholder="x">'), "no label"),
    "an empty label": (added('<label><select name="a"></select></label>'), "no label"),
    "an unlabelled text": (added('<textarea name="a"></textarea>'), "no label"),
    "a button without name": (
        added('<button form="act"><svg aria-hidden="true"><title>x</title></svg></button>'),
        "read aloud",
    ),
    "a link without name": (added('<a href="/x"><img src="/y" alt=""></a>'), "read aloud"),
    "a summary without name": (added("<details><summary></summary></details>"), "read aloud"),
    "a name for two places": (
        added('<a href="/x">Reply</a><a href="/y" aria-label="Reply">b</a>'),
        "different places",
    ),
    "a picture without alt": (added('<img src="/x">'), "no alt"),
    "a style attribute": (added('<p style="color:red">x</p>'), "style="),
    "a style element": (broken("</head>", "<style>p{}</style></head>"), "style sheet"),
    "a script in the page": (added("<script>1</script>"), "file of static"),
    "a handler": (added('<p onclick="x()">x</p>'), "onclick="),
    "a script as address": (added('<a href=" JavaScript:x()">x</a>'), "by its address"),
    "a picture from elsewhere": (added('<img src="//cdn.example/x" alt="">'), "another host"),
    "a picture in the address": (added('<img src="data:image/png,x" alt="">'), "another host"),
    "a style from elsewhere": (
        broken("/static/exchange.css", "https://cdn.example/x.css"),
        "another host",
    ),
    "a script from elsewhere": (broken("/static/exchange.js", "http://cdn/x.js"), "another host"),
    "a form to elsewhere": (added('<form action="https://x.example/"></form>'), "another host"),
    "a base": (broken("</head>", '<base href="/x"></head>'), "no place"),
    "no token": (
        broken('"csrf_token" value="x">\n', '"a" value="x">\n'),
        "without csrf_token",
    ),
    "an empty token": (
        broken('"csrf_token" value="x">\n', '"csrf_token" value="">\n'),
        "without csrf_token",
    ),
    "no submission id": (broken('name="submission_id"', 'name="other"'), "without submission_id"),
    "another language": (broken('<html lang="en">', '<html lang="lv">'), "should be en"),
    "no language": (broken('<html lang="en">', "<html>"), "should be en"),
    "an unknown language": (added('<p lang="hbs">x</p>'), "none of"),
}


SAID_TWICE = {"no h1"}  # the h2 is then the first heading


@pytest.mark.parametrize(
    ("name", "html", "complaint"), [(name, *case) for name, case in BROKEN.items()], ids=BROKEN
)
def test_a_broken_page_fails_and_says_why(name: str, html: str, complaint: str) -> None:
    with pytest.raises(AssertionError) as raised:
        page_of(html)
    faults = str(raised.value).split("\n  - ")[1:]
    assert any(complaint in fault for fault in faults), faults
    assert len(faults) == 1 or name in SAID_TWICE, faults


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Security-Policy", POLICY.replace("script-src 'self'", "script-src *")),
        ("Content-Security-Policy", ""),
        ("X-Content-Type-Options", ""),
        ("Referrer-Policy", "unsafe-url"),
    ],
)
def test_every_answer_carries_the_safe_headers(name: str, value: str) -> None:
    for mimetype in ("text/html", "application/json"):
        with pytest.raises(AssertionError, match=name):
            page_of(GOOD, headers=HEADERS | {name: value}, mimetype=mimetype)


def test_an_error_page_is_checked_too_and_a_redirect_by_its_headers() -> None:
    with pytest.raises(AssertionError, match="one h1"):
        page_of(added("<h1>x</h1>"), status=404)
    assert page_of("<p>gone elsewhere", status=302).status == 302


def test_a_page_found_clean_once_does_not_excuse_another() -> None:
    page_of()
    page_of()
    with pytest.raises(AssertionError):
        page_of(lang="lv")


LATVIAN = language.english_of(
    [
        (("Post reply",), ("Publicēt atbildi",)),
        (("Forum rules",), ("Forum rules",)),
        (("Written by <b>%(name)s</b> in %(place)s today",), ("<b>%(name)s</b> %(place)s šodien",)),
        (("%(num)d new reply", "%(num)d new replies"), ("%(num)d", "%(num)d", "%(num)d")),
        (("Reply",), ("Atbildēt",)),
    ]
)
GOOD_LATVIAN = GOOD.replace('<html lang="en">', '<html lang="lv">')


@pytest.fixture
def _latvian(monkeypatch: pytest.MonkeyPatch) -> None:
    language.is_english.cache_clear()
    monkeypatch.setattr(language, "english_that_has_a_translation", lambda _: LATVIAN)


@pytest.mark.usefixtures("_latvian")
@pytest.mark.parametrize(
    "html",
    [
        "<p>Post\n reply</p>",
        '<p title="Post reply">x</p>',
        "<p>12 new replies</p>",
        "<p>Written by <b>Ana</b></p>",
        "<p>in Riga today</p>",
    ],
)
def test_english_on_a_page_in_another_language_fails(html: str) -> None:
    with pytest.raises(AssertionError, match="is English on a page in lv"):
        page_of(GOOD_LATVIAN.replace(END, html + END), "lv")


@pytest.mark.usefixtures("_latvian")
@pytest.mark.parametrize(
    "html",
    [
        "<p>Forum rules</p>",
        "<p>Reply</p>",
        '<p lang="en">Post reply</p>',
        "<p data-own>Post reply</p>",
        '<p class="name notranslate"><b>Post reply</b></p>',
        "<p>Post reply, they said</p>",
    ],
)
def test_the_words_of_people_may_be_english(html: str) -> None:
    page_of(GOOD_LATVIAN.replace(END, html + END), "lv")


def test_every_language_of_the_addresses_has_its_html_lang() -> None:
    for code, said in language.HTML_LANG.items():
        html = GOOD.replace('<html lang="en">', f'<html lang="{said}">')
        page_of(html.replace("<body>", '<body translate="no">'), code)
