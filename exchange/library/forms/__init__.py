"""Shape and wording of what is typed in the library: one form for each section of a record."""

from collections.abc import Mapping

from exchange.library.forms.blocks import BlockForm
from exchange.library.forms.judging import LEAST_NOTE, ReasonForm, VerdictForm
from exchange.library.forms.lessons import LessonsForm
from exchange.library.forms.money import MoneyForm
from exchange.library.forms.pictures import PicturesForm
from exchange.library.forms.publication import PublicationForm
from exchange.library.forms.results import ResultsForm
from exchange.library.forms.saved import SavedForm
from exchange.library.forms.section import Lists, SectionForm, form_of
from exchange.library.forms.short import ShortForm
from exchange.library.forms.story import StoryForm
from exchange.library.forms.where import WhereForm
from exchange.library.forms.who import WhoForm
from exchange.web.forms import PlainForm

FORMS: Mapping[str, type[SectionForm]] = {
    form.section: form
    for form in (
        ShortForm,
        WhereForm,
        WhoForm,
        StoryForm,
        MoneyForm,
        ResultsForm,
        LessonsForm,
        PublicationForm,
    )
}

__all__ = [
    "FORMS",
    "LEAST_NOTE",
    "BlockForm",
    "Lists",
    "PicturesForm",
    "PlainForm",
    "ReasonForm",
    "SavedForm",
    "SectionForm",
    "ShortForm",
    "VerdictForm",
    "form_of",
]
