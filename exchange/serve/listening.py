"""The socket, opened before anything else starts and kept while web servers come and go."""

import errno
import http.client
import socket

from exchange.serve.options import CannotStart

BACKLOG = 2048
_EVERY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not listened on


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, or the sentence that says why there is none."""
    try:
        family, _, _, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(where[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise CannotStart(_why(error, host, port)) from None


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program: end that one or choose another port"
            " with --port."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than this account has: choose one above 1023."
    return f"This machine cannot listen on {host}: give --host one of its own addresses."


def answers(host: str, port: int, named: str) -> bool:
    """Whether the web server answers by now, whatever it says; `named` is the Host it expects."""
    connection = http.client.HTTPConnection(_EVERY.get(host, host), port, timeout=2)
    try:
        connection.request("GET", "/", headers={"Host": named, "Connection": "close"})
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
