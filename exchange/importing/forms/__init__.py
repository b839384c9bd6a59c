"""The form for a table, and the forms of a record filled in by its rows instead of a person."""

from exchange.importing.forms.checking import Checked, check_table
from exchange.importing.forms.sections import Sections
from exchange.importing.forms.upload import UploadForm
from exchange.web.forms import PlainForm

__all__ = ["Checked", "PlainForm", "Sections", "UploadForm", "check_table"]
