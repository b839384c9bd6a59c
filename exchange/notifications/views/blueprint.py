from flask import Blueprint

notifications = Blueprint(
    "notifications", __name__, template_folder="../templates", url_prefix="/<lang:lang>"
)
mail_links = Blueprint("mail_links", __name__, url_prefix="/mail")  # the same in all languages
