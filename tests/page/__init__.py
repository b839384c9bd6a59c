"""The test client's pages: fetched as a browser would, checked before any test may look."""

from tests.page.client import CheckedClient
from tests.page.form import Form
from tests.page.page import Link, Page
from tests.page.tree import Document, Element

__all__ = ["CheckedClient", "Document", "Element", "Form", "Link", "Page"]
