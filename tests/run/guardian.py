"""Holds one throw-away PostgreSQL until its own input closes, however its parent ended."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

OWNER = "exchange"
PATIENCE = 30.0  # seconds until it must take connections
SPEED = {  # nothing in it is worth a flush to the disk
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # tests that need statistics take them
    "max_connections": "200",
    "timezone": "UTC",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


def main(programs: Path) -> int:
    folder = Path(tempfile.mkdtemp(prefix="exchange-postgresql-"))
    server = None
    try:
        account = _account(folder)
        password = secrets.token_hex(16)
        if not _make(programs, folder, password, account):
            return 1
        port = _free_port()
        server = _start(programs, folder, port, account)
        address = f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/postgres"
        if not _takes_connections(server, address):
            sys.stderr.write((folder / "log").read_text(errors="replace"))
            return 1
        sys.stdout.write(address.replace("postgresql:", "postgresql+psycopg:") + "\n")
        sys.stdout.flush()
        sys.stdin.read()
    finally:
        if server is not None:
            _end(server)
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _account(folder: Path) -> Mapping[str, Any]:
    """Whom to run as: PostgreSQL refuses root, and who is not root can only be themselves."""
    if os.geteuid() != 0:
        return {}
    known = {person.pw_name: person for person in pwd.getpwall()}
    person = next(known[name] for name in ("postgres", "_postgres", "nobody") if name in known)
    os.chown(folder, person.pw_uid, person.pw_gid)
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def _make(programs: Path, folder: Path, password: str, account: Mapping[str, Any]) -> bool:
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o644)  # in a folder that only its owner may enter
    made = subprocess.run(
        [
            programs / "initdb",
            f"--pgdata={folder / 'cluster'}",
            f"--username={OWNER}",
            f"--pwfile={secret}",
            "--auth=password",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ],
        check=False,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(),
        **account,
    )
    return made.returncode == 0


def _start(
    programs: Path, folder: Path, port: int, account: Mapping[str, Any]
) -> subprocess.Popen[bytes]:
    options = [f"--{name.replace('_', '-')}={value}" for name, value in SPEED.items()]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "cluster", "-p", str(port), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            env=_environment(),
            **account,
        )


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("PG")}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as tried:
        port: int = tried.getsockname()[1]
        return port


def _takes_connections(server: subprocess.Popen[bytes], address: str) -> bool:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(address, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False


def _end(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGQUIT)  # at once: nothing in it is kept
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main(Path(sys.argv[1])))
