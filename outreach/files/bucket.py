"""Files in a bucket of an S3-compatible store: AWS's own, MinIO, Ceph, the clouds' object stores."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import boto3
from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from outreach.files.folder import MARK
from outreach.files.kinds import Away, Listed

#: Stores that are not AWS's know no checksums of the newer kinds, and many have buckets by path only. What is evidence
#: is checked by its own name. A page waits for a store that is away no longer than a person would.
_CONFIG = Config(
    connect_timeout=5,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 3},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
_MISSING = ("404", "NoSuchKey", "NotFound")


class Bucket:
    """A bucket, or what lies under a prefix of it; who may use it say the usual AWS_* variables or files."""

    def __init__(self, bucket: str, prefix: str, *, endpoint: str | None, region: str | None) -> None:
        self.bucket, self.prefix = bucket, f"{prefix}/" if prefix else ""
        self.endpoint, self.region = endpoint, region
        self._was_begun = False

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")

    @cached_property
    def _client(self) -> Any:
        """Made when it is first used, so that processes that are forked do not share its connections."""
        addressing = {"addressing_style": "path" if self.endpoint else "auto"}
        return boto3.session.Session().client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=self.region or ("us-east-1" if self.endpoint else None),
            config=_CONFIG.merge(Config(s3=addressing)),
        )

    @contextmanager
    def _reached(self) -> Iterator[dict[str, str]]:
        try:
            yield {"Bucket": self.bucket}
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise Away(str(self)) from error

    def begin(self) -> None:
        """Put the mark into the bucket, which its owner has made."""
        self.put(MARK, b"")

    def is_begun(self) -> bool:
        """Whether the mark lies there; a bucket that was begun stays so."""
        self._was_begun = self._was_begun or self.size(MARK) is not None
        return self._was_begun

    def put(self, name: str, content: bytes, *, durable: bool = True) -> None:
        """Send the bytes; the store confirms them when it has them."""
        with self._reached() as where:
            self._client.put_object(**where, Key=self.prefix + name, Body=content)

    def take_in(self, name: str, file: Path) -> None:
        """Send the file, a large one in parts, and delete it here."""
        with self._reached():
            self._client.upload_file(str(file), self.bucket, self.prefix + name)
        file.unlink()

    def content(self, name: str) -> bytes | None:
        """All bytes, read within the time that a page may wait."""
        found = self.opened(name)
        if found is None:
            return None
        with self._reached(), found[0] as stream:
            return stream.read()  # which raises where less comes than was said

    def opened(self, name: str) -> tuple[BinaryIO, int] | None:
        """The body of the store's answer; it can't seek."""
        with self._reached() as where:
            try:
                answer = self._client.get_object(**where, Key=self.prefix + name)
            except ClientError as error:
                if _is_missing(error):
                    return None
                raise
            return answer["Body"], answer["ContentLength"]

    def size(self, name: str) -> int | None:
        """The size that the store says."""
        with self._reached() as where:
            try:
                answer = self._client.head_object(**where, Key=self.prefix + name)
            except ClientError as error:
                if _is_missing(error):
                    return None
                raise
            size: int = answer["ContentLength"]
            return size

    def drop(self, name: str) -> None:
        """Delete the object; a bucket that keeps versions would keep it all the same, so it should keep none."""
        with self._reached() as where:
            self._client.delete_object(**where, Key=self.prefix + name)

    def listed(self, beginning: str) -> Iterator[Listed]:
        """Names in the order of their bytes, a thousand at a time."""
        with self._reached() as where:
            pages = self._client.get_paginator("list_objects_v2").paginate(**where, Prefix=self.prefix + beginning)
            for page in pages:
                for each in page.get("Contents", ()):
                    yield Listed(each["Key"].removeprefix(self.prefix), each["Size"], each["LastModified"])


def _is_missing(error: ClientError) -> bool:
    return error.response.get("Error", {}).get("Code") in _MISSING
