"""The floor: a bare Flask view that returns the same bytes, already compressed."""

import os
from pathlib import Path

from flask import Flask, Response

app = Flask(__name__)
_bodies: dict[str, bytes] = {}


@app.get("/<name>")
def page(name: str) -> Response:
    if name not in _bodies:
        _bodies[name] = (Path(os.environ["FLOOR_BODIES"]) / name).read_bytes()
    answer = Response(_bodies[name], mimetype="text/html")
    answer.headers["Content-Encoding"], answer.headers["ETag"] = "gzip", '"x"'
    return answer
