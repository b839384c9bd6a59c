"""The checked client finds and sends what a browser would."""

from io import BytesIO

import pytest
from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from tests.page import CheckedClient, Page
from tests.rules.test_page_checks import HEADERS

FORM = """<!doctype html><html lang="en"><head><title>Ask</title></head><body>
<form action="/en/search"><input name="q" value="in the head" aria-label="Search"></form>
<main><h1>Ask</h1>
<form method="post" enctype="multipart/form-data">
<input type="hidden" name="csrf_token" value="t">
<input type="hidden" name="submission_id" value="s">
<input name="title" aria-label="Title" value="Old"><input name="off" aria-label="Off" disabled>
<textarea name="body" aria-label="Text">

one
two</textarea>
<select name="kind" aria-label="Kind"><option value="q">Question<option selected>discussion</select>
<select name="tags" aria-label="Tags" multiple><option value="1" selected>a
<option value="2">b</select>
<label><input type="checkbox" name="watch" checked> Watch</label>
<label><input type="checkbox" name="rules" value="yes"> Rules</label>
<label><input type="radio" name="way" value="1"> 1</label>
<label><input type="radio" name="way" value="2" checked> 2</label>
<fieldset disabled><input name="shut" aria-label="Shut"></fieldset>
<input type="file" name="picture" aria-label="Picture">
<button>Ask</button><button name="draft" value="1">Save draft</button>
<button type="button">x</button>
<button formaction="/en/preview">Preview</button></form>
<form method="post" id="act"><input type="hidden" name="csrf_token" value="t"></form>
<button form="act" formaction="/en/posts/3/helpful">Helpful</button>
<button form="act" formaction="/en/posts/4/helpful">Helpful too</button>
<form action="/en/search"><input name="q" aria-label="Words"><button>Find</button></form>
</main></body></html>"""


@pytest.fixture
def client() -> CheckedClient:
    app = Flask("a site", static_folder=None)

    @app.route("/<path:path>", methods=["GET", "POST"])
    def answer(path: str) -> AnyResponse | str:
        if path == "en/away":
            return redirect("https://elsewhere.example/")
        if path == "en/round":
            return redirect("/en/round")
        if request.method == "POST":
            app.config["SENT"] = request.form.to_dict(flat=False)
            app.config["REFERER"] = request.headers.get("Referer")
            app.config["FILES"] = {k: f.filename for k, f in request.files.items()}
            return redirect(f"/en/done/{path}", code=303)
        return FORM.replace("<h1>Ask", f"<h1>{request.full_path}")

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    return CheckedClient(app.test_client())


def sent(client: CheckedClient) -> object:
    return client.flask.application.config["SENT"]


def test_an_untouched_form_is_sent_as_it_stands(client: CheckedClient) -> None:
    page = client.submit("/en/ask?c=3", "/ask?c=3")
    assert sent(client) == {
        "csrf_token": ["t"],
        "submission_id": ["s"],
        "title": ["Old"],
        "body": ["\r\none\r\ntwo"],
        "kind": ["discussion"],
        "tags": ["1"],
        "watch": ["on"],
        "way": ["2"],
    }
    assert client.flask.application.config["REFERER"] == "http://localhost/en/ask?c=3"
    assert (page.h1, page.came_by) == ("/en/done/en/ask?", ("/en/ask?c=3",))


def test_what_is_filled_in_is_what_is_sent(client: CheckedClient) -> None:
    form = client.get("/en/ask").form("/ask")
    form.fill(title="New", kind="q", tags=["1", 2], watch=False, rules=True, way=1, body="a\nb")
    form.fill(picture=(BytesIO(b"x"), "bus.png"))
    client.send(form.press("Save draft"))
    assert sent(client) == {
        "csrf_token": ["t"],
        "submission_id": ["s"],
        "title": ["New"],
        "body": ["a\r\nb"],
        "kind": ["q"],
        "tags": ["1", "2"],
        "rules": ["yes"],
        "way": ["1"],
        "draft": ["1"],
    }
    assert client.flask.application.config["FILES"] == {"picture": "bus.png"}


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"off": "x"}, "no field 'off'"),
        ({"shut": "x"}, "no field 'shut'"),
        ({"kind": "z"}, "cannot be chosen"),
        ({"way": "3"}, "cannot be chosen"),
        ({"button": "Burn"}, "no button 'Burn'"),
    ],
)
def test_a_form_cannot_send_what_it_does_not_offer(
    client: CheckedClient, values: dict[str, str], complaint: str
) -> None:
    with pytest.raises(AssertionError, match=complaint):
        client.submit("/en/ask", "/ask", **values)


def test_a_button_with_its_own_address_sends_its_form_there(client: CheckedClient) -> None:
    assert client.submit("/en/ask", "/4/helpful").h1 == "/en/done/en/posts/4/helpful?"
    assert sent(client) == {"csrf_token": ["t"]}
    assert client.submit("/en/ask", "/preview", title="New").h1 == "/en/done/en/preview?"


def test_a_form_that_gets_asks_with_its_fields_and_main_wins(client: CheckedClient) -> None:
    assert client.submit("/en/ask", "/search", q="ž b").h1 == "/en/search?q=%C5%BE+b"


def test_an_ambiguous_or_missing_form_is_named(client: CheckedClient) -> None:
    with pytest.raises(AssertionError, match="/en/posts/4/helpful"):
        client.get("/en/ask").form("/helpful")
    with pytest.raises(AssertionError, match="0 forms"):
        client.get("/en/ask").form("/burn")


def test_it_follows_on_this_site_only_and_not_for_ever(client: CheckedClient) -> None:
    assert client.get("/en/away").location == "https://elsewhere.example/"
    with pytest.raises(AssertionError, match="leads away"):
        client.get("/en/away", follow=True)
    with pytest.raises(AssertionError, match="in a circle"):
        client.get("/en/round", follow=True)


@pytest.mark.parametrize(
    ("css", "count"),
    [
        ("form", 4),
        ("main form", 3),
        ("main > form > button", 5),
        ("body > form", 1),
        ("#act [type=hidden]", 1),
        ("button[formaction$='/helpful']", 2),
        ('input[value="in the head"]', 1),
        ("select option[selected]", 2),
        ("p", 0),
    ],
)
def test_css_finds(client: CheckedClient, css: str, count: int) -> None:
    assert len(client.get("/en/ask").all(css)) == count


def test_css_it_does_not_know_is_refused(client: CheckedClient) -> None:
    with pytest.raises(ValueError, match="more CSS"):
        client.get("/en/ask").all("p:first-child")


def test_one_means_one(client: CheckedClient) -> None:
    page: Page = client.get("/en/ask")
    assert page.one("h1").text == page.h1
    with pytest.raises(AssertionError, match="0 times"):
        page.one("article")
