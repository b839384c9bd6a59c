"""An experience as a row of a table and as an object, in words and codes that stay.

In English, as the files have no language in their address; what people wrote is as they wrote it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exchange.library.queries import ExperienceLine, Export
from exchange.text.countries import KOSOVO_FOOTNOTE, country_name
from exchange.text.languages import BY_CODE

RESERVED = "All rights reserved, shown with permission"
FOOTNOTE = f"* {KOSOVO_FOOTNOTE}"


def as_objects(export: Export, base_url: str) -> list[dict[str, Any]]:
    return [_object(export, row, base_url) for row in export.rows]


def _object(export: Export, row: ExperienceLine, base_url: str) -> dict[str, Any]:
    besides = export.besides[row.id]
    return {
        "code": row.code,
        "version": row.version,
        "address": f"{base_url}/experiences/{row.code}/v{row.version}",
        "language": BY_CODE[row.lang].html,
        "title": row.title,
        "english_title": row.english_title,
        "summary": row.summary,
        "english_summary": row.english_summary,
        "kind": row.kind,
        "scope": besides.scope,
        "level": row.level,
        "maturity": row.maturity,
        "countries": [_country(code) for code in export.countries.get(row.id, ())],
        "place": besides.place,
        "lead": row.lead or "",
        "authors": list(export.authors.get(row.id, ())),
        "themes": [
            {"slug": theme.slug, "name": theme.name("en")}
            for theme in export.themes.get(row.id, ())
        ],
        "start": _month(row),
        "published": row.published_at.date().isoformat(),
        "licence": besides.licence,
        "pictures": [_picture(one, base_url) for one in besides.pictures or ()],
        "is_sample": row.is_sample,
    }


def _picture(kept: Mapping[str, Any], base_url: str) -> dict[str, str]:
    said = {name: str(kept.get(name, "")) for name in ("alt", "caption", "credit", "licence")}
    licence = RESERVED if said["licence"] == "reserved" else said["licence"]
    return {"address": f"{base_url}/files/{kept['file']}/large"} | said | {"licence": licence}


def _country(code: str) -> dict[str, str]:
    return {"code": code, "name": country_name(code, "en")}


def _month(row: ExperienceLine) -> str:
    if not row.start_year or not row.start_month:
        return str(row.start_year or "")
    return f"{row.start_year}-{row.start_month:02d}"


def as_rows(export: Export, base_url: str, more: str) -> Iterator[Sequence[str]]:
    """The names of the columns first; then the records; then, where they are owed, the address of
    the next file and the footnote of a name."""
    objects = as_objects(export, base_url)
    yield COLUMNS
    for one in objects:
        codes = "; ".join(country["code"] for country in one["countries"])
        yield [_cell(one[name]) if name != "country_codes" else codes for name in COLUMNS]
    if more:
        yield [f"More: {more}"]
    if export.names_kosovo:
        yield [FOOTNOTE]


COLUMNS = (
    *("code", "version", "address", "language", "title", "english_title", "summary"),
    *("english_summary", "kind", "scope", "level", "maturity", "countries", "country_codes"),
    *("place", "lead", "authors", "themes", "start", "published", "licence", "is_sample"),
)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(one if isinstance(one, str) else one["name"] for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
