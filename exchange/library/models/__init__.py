"""Tables of the library."""

from exchange.library.models.besides import ExperiencePaper, ExperienceTranslation, SavedSearch
from exchange.library.models.pictures import ExperiencePicture
from exchange.library.models.records import (
    Experience,
    ExperienceAuthor,
    ExperienceCountry,
    ExperienceNumber,
    ExperienceTag,
    ExperienceTerm,
)
from exchange.library.models.words import LANGUAGE
from exchange.library.models.workflow import ExperienceMove, ExperienceRemark, ExperienceVerdict

__all__ = [
    "LANGUAGE",
    "Experience",
    "ExperienceAuthor",
    "ExperienceCountry",
    "ExperienceMove",
    "ExperienceNumber",
    "ExperiencePaper",
    "ExperiencePicture",
    "ExperienceRemark",
    "ExperienceTag",
    "ExperienceTerm",
    "ExperienceTranslation",
    "ExperienceVerdict",
    "SavedSearch",
]
