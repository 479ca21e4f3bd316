"""A server that speaks S3, on this machine, for as long as a test lasts."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

BUCKET = "sounds"
URL = f"s3://{BUCKET}/narrate"

SERVER = "import sys; from moto.server import main; main(['-H', '127.0.0.1', '-p', sys.argv[1]])"


@dataclass(frozen=True)
class ObjectStore:
    """moto's server in a process of its own, with one bucket."""

    port: int
    process: subprocess.Popen[bytes]

    @classmethod
    def started(cls) -> ObjectStore:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        server = cls(port, process)
        server._await()
        return server

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to know to find it."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": "somebody",
            "AWS_SECRET_ACCESS_KEY": "something",
            "AWS_DEFAULT_REGION": "us-east-1",
            "NARRATE_CACHE": URL,
        }

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def _await(self) -> None:
        """Wait until it answers: by then it has made the bucket."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{BUCKET}", method="PUT")
        end = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(request, timeout=10).close()
            except OSError:
                assert self.process.poll() is None, "moto's server has ended"
                assert time.monotonic() < end
                time.sleep(0.1)
            else:
                return
