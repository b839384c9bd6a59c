from flask import Blueprint

pages = Blueprint("pages", __name__, template_folder="../templates", url_prefix="/<lang:lang>")
