"""What somebody wrote, as Markdown in another person's text."""

import re

MOST_QUOTED = 2_000  # characters; who quotes more has not chosen
_MARKS = re.compile(r"([\\`*_\[\]<>&~])")


def quotation(author: str, text: str) -> str:
    """Each line behind a sign, the author first; what was itself quoted stays out."""
    own = without_quotations(text).strip()
    if not own:
        return ""
    if len(own) > MOST_QUOTED:
        own = own[:MOST_QUOTED].rstrip() + " …"
    lines = [spoken_by(author), "", *own.splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def spoken_by(author: str) -> str:
    """The line over a quotation."""
    return "**{}:**".format(_MARKS.sub(r"\\\1", author))


def without_quotations(text: str) -> str:
    """What the author of a text says in their own words."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))
