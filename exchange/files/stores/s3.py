"""Files with whoever speaks S3: loaded only where EXCHANGE_FILES asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import parse_qs, unquote, urlsplit

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from exchange.files.stores.store import NotStored, StoreAway

CONNECT, READ = 3.0, 20.0  # seconds: then it is away
MISSING = ("NoSuchKey", "NoSuchObject")


class S3Store:
    """One bucket, which has to be there and be closed to everybody else."""

    def __init__(self, client: Minio, bucket: str) -> None:
        self._client, self._bucket = client, bucket

    @classmethod
    def at(cls, address: str) -> "S3Store":
        """`s3://key:secret@host/bucket?region=eu-central-1`; `s3+http://` on this machine only."""
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
        client = Minio(
            f"{parts.hostname}{port}",
            access_key=unquote(parts.username or ""),
            secret_key=unquote(parts.password or ""),
            secure=parts.scheme == "s3",
            region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
            http_client=urllib3.PoolManager(
                timeout=urllib3.Timeout(connect=CONNECT, read=READ),
                retries=urllib3.Retry(total=1, backoff_factor=0.2),
                maxsize=10,
            ),
        )
        return cls(client, parts.path.strip("/"))

    def put(self, name: str, content: bytes, media_type: str) -> None:
        with _or_away():
            self._client.put_object(
                self._bucket, name, BytesIO(content), len(content), content_type=media_type
            )

    def get(self, name: str) -> bytes:
        with _or_away(name):
            answer = self._client.get_object(self._bucket, name)
            try:
                return answer.data
            finally:
                answer.close()
                answer.release_conn()

    def remove(self, name: str) -> None:
        with _or_away():
            self._client.remove_object(self._bucket, name)


@contextmanager
def _or_away(name: str = "") -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        if name and error.code in MISSING:
            raise NotStored(name) from None
        raise StoreAway(str(error)) from error
    except (MinioException, HTTPError, OSError) as error:
        raise StoreAway(str(error)) from error
