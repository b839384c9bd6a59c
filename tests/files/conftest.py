from collections.abc import Iterator

import pytest
from minio import Minio
from moto.server import ThreadedMotoServer

KEY, SECRET = "key", "secret/+"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """A server that speaks S3, on loopback, with a bucket; the setting that leads there."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = Minio(f"{host}:{port}", KEY, SECRET, secure=False, region="us-east-1")
    client.make_bucket("files")
    client._http.clear()
    yield f"s3+http://{KEY}:secret%2F%2B@{host}:{port}/files"
    server.stop()
