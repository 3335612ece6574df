"""A store that speaks S3, by people who wrote none of this: moto, as a server on a free port."""

import subprocess
import sys
import time

import boto3
import requests
from botocore.config import Config

from .desk import free_port

KEY, SECRET, BUCKET = "desk-of-the-tests", "a-secret-of-the-tests", "desk"


class Store:
    def __init__(self, log):
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self._log = open(log, "ab")
        self._process = None

    def open(self):
        words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self._process = subprocess.Popen(words, stdout=self._log, stderr=subprocess.STDOUT)
        until = time.monotonic() + 60
        while True:
            try:
                requests.get(f"{self.origin}/moto-api/", timeout=5)
                break
            except requests.RequestException:
                assert self._process.poll() is None and time.monotonic() < until, "moto does not answer"
                time.sleep(0.1)
        self.client = boto3.client(
            "s3", endpoint_url=self.origin, region_name="us-east-1", aws_access_key_id=KEY, aws_secret_access_key=SECRET,
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
        )  # fmt: skip
        self.client.create_bucket(Bucket=BUCKET)
        return self

    def close(self):
        self._process.terminate()
        self._process.wait(10)
        self._log.close()

    def settings(self, prefix, port=None):
        """The environment of a desk that keeps its files here."""
        where = f"http://127.0.0.1:{port or self.port}"
        return {
            "AJAR_STORAGE_URL": f"s3://{BUCKET}/{prefix}?endpoint={where}&region=us-east-1",
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
        }

    def names(self, prefix):
        """The names of the objects below a prefix, with their sizes."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=f"{prefix}/")
        return {found["Key"][len(prefix) + 1 :]: found["Size"] for page in pages for found in page.get("Contents", [])}

    def parts(self, prefix):
        """What was begun in parts and not ended."""
        return [found["Key"] for found in self.client.list_multipart_uploads(Bucket=BUCKET, Prefix=f"{prefix}/").get("Uploads", [])]

    def put(self, name, content):
        self.client.put_object(Bucket=BUCKET, Key=name, Body=content)

    def remove(self, name):
        self.client.delete_object(Bucket=BUCKET, Key=name)
