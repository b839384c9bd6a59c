from flask import Blueprint

people = Blueprint("people", __name__, template_folder="../templates", url_prefix="/<lang:lang>")
