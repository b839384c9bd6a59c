import time

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.text.clean import Unfit, without_tricks
from exchange.text.limits import nesting
from exchange.text.markdown import RENDERER_VERSION, TooMuch, check, excerpt, render

REL = 'rel="nofollow ugc noopener"'
SECONDS = 12  # of processor time; the slowest of these takes a third of it on a small machine


def test_the_version_of_the_renderer_is_a_number() -> None:
    assert RENDERER_VERSION >= 1


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a **b** *c* `d`", "<p>a <strong>b</strong> <em>c</em> <code>d</code></p>"),
        ("# A\n\n## B\n\n# C", "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>"),
        ("### A\n\n###### B", "<h3>A</h3>\n<h4>B</h4>"),
        ("A\n=", "<h3>A</h3>"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>'),
        ("[a](https://b.rs/?x=1&y=2)", f'<p><a href="https://b.rs/?x=1&amp;y=2" {REL}>a</a></p>'),
        ("www.b.rs.", f'<p><a href="https://www.b.rs" {REL}>www.b.rs</a>.</p>'),
        ("a@b.rs", f'<p><a href="mailto:a@b.rs" {REL}>a@b.rs</a></p>'),
        ("Otišli sa sela.To je to, plan.md", "<p>Otišli sa sela.To je to, plan.md</p>"),
        ("![Sir](https://b.rs/a.png)", f'<p><a href="https://b.rs/a.png" {REL}>Sir</a></p>'),
        ("![](https://b.rs/a)", f'<p><a href="https://b.rs/a" {REL}>https://b.rs/a</a></p>'),
        ("[![i](https://b.rs/a)](https://c.rs)", f'<p><a href="https://c.rs" {REL}>i</a></p>'),
        ("@ana, hello", "<p>@ana, hello</p>"),
        ("<b>a</b> &amp; <!-- b -->", "<p>&lt;b&gt;a&lt;/b&gt; &amp; &lt;!-- b --&gt;</p>"),
        ("```py\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
    ],
)
def test_markdown_is_shown_in_the_house_style(source: str, html: str) -> None:
    assert render(source).strip() == html


def test_tables_carry_no_style() -> None:
    html = render("|a|b|\n|-:|:-:|\n|1|2|")
    assert html.count("<td>") == 2
    assert "style" not in html


@pytest.mark.parametrize("level", range(1, 7))
def test_no_heading_competes_with_the_pages_own(level: int) -> None:
    html = render("\n\n".join("#" * n + " a" for n in range(1, level + 1)))
    assert "<h1" not in html
    assert "<h2" not in html
    assert html.count("<h") == level


ATTACKS = [
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](javascript&#58;alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](java\nscript:alert(1))",
    "[a](\x01javascript:alert(1))",
    "[a](  javascript:123)",
    "[a](vbscript:x)",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](//evil.example)",
    "[a](/local)",
    "[a](https:evil)",
    "[a](http://[::1)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    '![a](https://b.rs/"onerror="alert(1))',
    '[a](https://b.rs "\\" onmouseover=alert(1) x=\\"")',
    "[a]: javascript:alert(1)\n\n[a]",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    '```"><script>\na\n```',
    "<https://b.rs/<script>alert(1)</script>>",
    "https://b.rs/<script>alert(1)</script>",
    "[<img src=x onerror=alert(1)>](https://b.rs)",
    "|<script>|\n|-|\n|<img src=x>|",
    "<style>*{display:none}</style>",
    "<a href=javascript:alert(1)>a</a>",
    "\ufeff<math><mi//xlink:href='data:x,<script>'>",
]
STRUCTURE = {"html", "head", "body", "p", "br", "hr", "pre", "blockquote", "ol", "ul", "li"}
ALLOWED = STRUCTURE | {"a", "code", "em", "strong", "h3", "h4", "h5", "h6"}
ALLOWED |= {"table", "thead", "tbody", "tr", "th", "td"}


def assert_harmless(html: str) -> None:
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {"href", "rel", "start"}
        assert element.get("href", "https:").startswith(("https:", "http:", "mailto:"))


@pytest.mark.parametrize("source", ATTACKS)
def test_an_attack_is_only_text(source: str) -> None:
    assert_harmless(render(source))


@pytest.mark.parametrize(
    "sign", ["&#x202e;", "&#8238;", "&#x2066;", "&#xfeff;", "&#x7;", "&#xffff;"]
)
def test_no_sign_that_turns_others_round_comes_in_as_an_entity(sign: str) -> None:
    for source in (f"a{sign}b", f"[a{sign}b](https://a.rs)", f"`{sign}` | x\n-|-\n{sign} | y"):
        html = render(source)
        assert html == without_tricks(html)
        assert "\u202e" not in excerpt(html, 100)


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*ATTACKS, "\n", "> ", "- ", "*", "`", "[", "](", "<", "&#", "|"])))
def test_pieces_of_attacks_put_together_are_only_text(pieces: list[str]) -> None:
    assert_harmless(render("".join(pieces)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<div>",
            "[",
            ">",
            "*",
            "(",
            "`",
            "![",
            "<",
            '"',
            "&",
            "<http://",
            "|-\n",
            "a@b.rs ",
            "[^",
        ),
        *(
            "*a_ ",
            "`a",
            "[a](",
            "> - ",
            "\\",
            "www.a.rs ",
            "~",
            "_a ",
            "a@",
            "-\n",
            "1.",
            "#",
            "\t",
        ),
    ],
)
def test_no_text_keeps_the_renderer_busy(piece: str) -> None:
    source = (piece * 32_000)[:32_000]
    began = time.process_time()
    try:
        check(source)
    except TooMuch:
        assert time.process_time() - began < 1
    render(source)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a" * 32_001, "too long"),
        (">" * 21 + " a", "too deep"),
        ("> " * 21 + "a", "too deep"),
        ("- " * 21 + "a", "too deep"),
        ("\n".join("  " * n + "- a" for n in range(21)), "too deep"),
        ("[" * 21, "too deep"),
        ("[a](https://b.rs) " * 201, "too many links"),
        ("https://b.rs " * 201, "too many links"),
        ("www.b.rs " * 201, "too many links"),
        ("a@b.rs " * 201, "too many links"),
        ("[a]: https://b.rs\n\n" + "[a] " * 201, "too many links"),
        ("@ana " * 51, "too many people"),
        ("|a|b|\n" * 501, "tables are too long"),
    ],
)
def test_too_much_is_refused_with_a_reason(source: str, reason: str) -> None:
    with pytest.raises(TooMuch) as refused:
        check(source)
    assert reason in str(refused.value.reason)


@pytest.mark.parametrize(
    "source",
    [
        "a" * 32_000,
        ">" * 20 + " a",
        "\n".join("  " * n + "- a" for n in range(20)),
        "- a\n" * 1000,
        "1. a\n   - b\n   - c\n" * 300,
        "* * *\n",
        "[a](https://b.rs) " * 200,
        "a@b.rs " * 200,
        "@ana " * 50,
        "[1] see\n\n" * 300,
        "    if a:\n        b[0][1]\n" * 100,
        "|a|b|\n" * 500,
    ],
)
def test_what_people_write_passes(source: str) -> None:
    check(source)


def test_nothing_that_passes_is_cut_for_its_depth() -> None:
    source = "\n".join("  " * n + f"- level{n}" for n in range(20))
    check(source)
    assert "level19</li>" in render(source)
    quoted = ">" * 20 + " deep"
    check(quoted)
    assert "deep" in render(quoted)


def test_nesting_is_counted_per_paragraph() -> None:
    assert nesting("- a\n  - b\n    - c\n- d") == 3
    assert nesting("[[[\n\n[[") == 3
    assert nesting("> > - a") == 3


@pytest.mark.parametrize("broken", ["a\0b", "\ud800"])
def test_what_cannot_be_stored_is_not_rendered(broken: str) -> None:
    with pytest.raises(Unfit):
        check(broken)
    with pytest.raises(Unfit):
        render(broken)


def test_an_excerpt_is_plain_text_cut_at_a_word() -> None:
    source = "# Sir\n\nOvo je *dobar* [sir](https://b.rs) & hleb.\n\n- a\n- b"
    assert excerpt(source, 100) == "Sir Ovo je dobar sir & hleb. a b"
    assert excerpt(render(source), 100) == excerpt(source, 100)
    assert excerpt(source, 20) == "Sir Ovo je dobar…"
    assert excerpt("a" * 30, 10) == "a" * 9 + "…"
    assert excerpt("", 10) == ""
    assert excerpt("`<b>` stays", 50) == "<b> stays"


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.integers(1, 50)
)
def test_an_excerpt_is_never_longer_than_asked(source: str, length: int) -> None:
    assert len(excerpt(source, length)) <= length
