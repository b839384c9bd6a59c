"""What a web server imports."""

import os

from exchange.app import create_app
from exchange.kernel.settings import Settings

app = create_app(Settings.from_environ(os.environ))
