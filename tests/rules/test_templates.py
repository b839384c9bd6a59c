"""Templates say nothing unmarked and nothing that the policy forbids; each law is seen to fail."""

from collections.abc import Callable, Iterator

import pytest

from tests.rules import template_laws as laws
from tests.rules.template_laws import LAWS, Template, all_templates

Law = Callable[[Template], Iterator[str]]
PATH = "exchange/forum/templates/forum/thread.html"


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_holds(law: Law) -> None:
    faults = [fault for template in all_templates() for fault in law(template)]
    assert not faults, "\n".join(["", *faults])


BROKEN = [
    (laws.every_text_is_marked, "<p>Replies</p>"),
    (laws.every_text_is_marked, "{% if a %}Replies{% endif %}"),
    (laws.every_text_is_marked, "<p>{{ _('Written by') }} and {{ name }}</p>"),
    (laws.every_text_is_marked, "<p>&laquo;&nbsp;x</p>"),
    (laws.every_text_is_marked, '<img alt="A bus">'),
    (laws.every_text_is_marked, '<a title="{{ a }} open">{{ b }}</a>'),
    (laws.every_text_is_marked, '<input placeholder="Search">'),
    (laws.every_text_is_marked, '<nav aria-label="Main" {% if a %}class="b"{% endif %}></nav>'),
    (laws.every_text_is_marked, '<input type="submit" value="Send">'),
    (laws.every_text_is_marked, '<meta name="description" content="A forum">'),
    (laws.every_text_is_marked, '<html lang="en"><p>Replies</p></html>'),
    (laws.every_text_is_marked, '<p lang="{{ lang }}">Replies</p>'),
    (laws.every_text_is_marked, '<p lang="tr">Türkçe</p><p>Replies</p>'),
    (laws.every_text_is_marked, "<p>Welcome to ALTER Exchange</p>"),
    (laws.every_text_is_marked, "{% trans %}Replies{% endtrans %}"),
    (laws.every_string_in_an_expression_is_marked, "{{ ui.button('Post reply') }}"),
    (laws.every_string_in_an_expression_is_marked, "{% set title = 'Threads' %}"),
    (laws.every_string_in_an_expression_is_marked, "{{ a or 'nobody has these.' }}"),
    (laws.marked_strings_are_written_out, "{{ _(label) }}"),
    (laws.marked_strings_are_written_out, "{{ _('a' ~ b) }}"),
    (laws.nothing_is_inline, '<p style="color: red">'),
    (laws.nothing_is_inline, '<a {% if b %}onclick="x()"{% endif %}>'),
    (laws.nothing_escapes_escaping, "{{ post.html|safe }}"),
    (laws.nothing_escapes_escaping, "{{ Markup(post.html) }}"),
    (laws.nothing_escapes_escaping, "{% autoescape false %}{{ a }}{% endautoescape %}"),
    (laws.templates_are_short, "<p>\n" * 201),
]


@pytest.mark.parametrize(("law", "text"), BROKEN)
def test_a_broken_template_fails(law: Law, text: str) -> None:
    assert len(list(law(Template(PATH, text)))) == 1


def test_the_fault_says_where() -> None:
    text = "{# one\ntwo #}\n{% if\n a %}\n<p\nclass='{{ b }}'>\nReplies {{ c }}"
    assert list(laws.every_text_is_marked(Template(PATH, text))) == [
        f"{PATH}:6 'Replies' is not marked: write {{{{ _(\"…\") }}}}"
    ]


GOOD = [
    (PATH, '<h1 class="big">{{ _("Replies") }} · {{ n }} › 12 &raquo;</h1>'),
    (PATH, '{# a comment #}<!-- another --><p>{{ ngettext("%(num)d a", "%(num)d b", n) }}</p>'),
    (PATH, '<a lang="lv" hreflang="lv"><b>Latviešu</b></a><br><img lang="tr" alt="Merhaba">'),
    (PATH, "<p>ALTER Exchange</p><title>{{ _('Threads') }} · ALTER Exchange</title>"),
    (PATH, '<script type="application/ld+json">{"a": "Words"}</script>'),
    (PATH, "{{ ui.button(_('Post reply'), kind='btn ghost', id='a') }}{{ 'GET' if a else 'mk' }}"),
    (PATH, '{% raw %}<b data-x="Words"></b>{% endraw %}<input value="Words"><h{{ n }}></h{{ n }}>'),
    ("exchange/templates/mail/digest.html", '<p style="margin: 0">{{ _("Hello") }}</p>'),
    ("exchange/templates/mail/digest.txt", '{{ _("Hello") }}\n--\n{{ address }} <{{ b }}>'),
]


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_a_good_template_passes(path: str, text: str) -> None:
    assert [fault for law in LAWS for fault in law(Template(path, text))] == []


def test_a_template_may_be_allowed_raw_html(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laws, "RAW_HTML", {"forum/thread.html"})
    assert list(laws.nothing_escapes_escaping(Template(PATH, "{{ post.html|safe }}"))) == []
