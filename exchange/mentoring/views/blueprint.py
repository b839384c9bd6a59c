"""The routes of mentoring hang on this."""

from flask import Blueprint

mentoring = Blueprint(
    "mentoring", __name__, template_folder="../templates", url_prefix="/<lang:lang>"
)
mentoring_files = Blueprint("mentoring_files", __name__)  # no language in the address
