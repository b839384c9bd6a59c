"""What somebody wrote, as Markdown in another person's text."""

import re

MOST_QUOTED = 2_000  # characters; who quotes more has not chosen
_MARKS = re.compile(r"([\\`*_\[\]<>&~])")


def quotation(author: str, text: str, address: str = "") -> str:
    """Each line behind a sign, the author first, whose name leads to the `address` of the words if
    there is one; what was itself quoted stays out."""
    own = without_quotations(text).strip()
    if not own:
        return ""
    if len(own) > MOST_QUOTED:
        own = own[:MOST_QUOTED].rstrip() + " …"
    lines = [spoken_by(author, address), "", *own.splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def spoken_by(author: str, address: str = "") -> str:
    """The line over a quotation; it leads to what is quoted, for those who may read that."""
    name = _MARKS.sub(r"\\\1", author)
    return f"**[{name}]({address}):**" if address else f"**{name}:**"


def without_quotations(text: str) -> str:
    """What the author of a text says in their own words."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))
