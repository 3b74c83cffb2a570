"""An S3-compatible store for tests: moto's server in a thread of this process, begun when it is first asked for."""

import itertools
import os
from functools import cache
from typing import Any

import boto3

_numbers = itertools.count(1)


@cache
def _client() -> Any:
    from moto.server import ThreadedMotoServer

    os.environ.update(AWS_ACCESS_KEY_ID="for-tests-only", AWS_SECRET_ACCESS_KEY="for-tests-only")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    return boto3.session.Session().client("s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1")


def bucket_url(prefix: str = "bureau") -> str:
    """The URL of a new, empty bucket."""
    name = f"evidence-{next(_numbers)}"
    _client().create_bucket(Bucket=name)
    return f"s3://{name}/{prefix}?endpoint={_client().meta.endpoint_url}"
