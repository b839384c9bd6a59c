"""Everything about words: languages, wording, dates, Markdown, search; no web, no database."""
