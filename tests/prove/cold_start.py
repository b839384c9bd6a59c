"""A web process whose first requests come together: eight threads, no warm-up. Says each status.

`python -m tests.prove.cold_start DATA SWITCH_INTERVAL`
"""

import io
import sys
import threading

from exchange.app import create_app
from exchange.kernel.settings import Settings

PATHS = ("/en/", "/en/threads", "/en/experiences", "/en/search?q=leader") * 2


def main(data: str, interval: str) -> None:
    sys.setswitchinterval(float(interval))
    app = create_app(Settings.from_environ({"EXCHANGE_DATA": data}))
    said: list[str] = []
    together = threading.Barrier(len(PATHS))

    def ask(address: str) -> None:
        path, _, query = address.partition("?")
        environ = {
            **{"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query},
            **{"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1:8000"},
            **{"SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1"},
            **{"wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO()},
            **{"wsgi.errors": sys.stderr, "HTTP_ACCEPT_ENCODING": "gzip"},
        }
        together.wait()
        b"".join(app.wsgi_app(environ, lambda status, *_: said.append(status)))

    threads = [threading.Thread(target=ask, args=(path,)) for path in PATHS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(" ".join(status[:3] for status in said))


if __name__ == "__main__":
    main(*sys.argv[1:])
