"""`bin/serve`, once the environment stands."""

import sys

from exchange.serve.start import main

sys.exit(main(sys.argv[1:]))
