"""One download, read to its end and thrown away: how long it took, and whether it was whole."""

import re
import socket
import time

from harness.processes import Failed, Meter

BLOCK = 256 * 1024


def fetch(port, path, headers=None, keep=None):
    """Reads a whole answer. `keep` is called with every piece of the body, for those who want to look inside."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close", "Accept-Encoding: identity"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), 60) as link:
        link.settimeout(300)
        link.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head, rest = _head(link)
        first = time.monotonic() - begun
        status = int(head.split(b" ", 2)[1])
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        chunked = re.search(rb"(?i)\r\ntransfer-encoding: *chunked", head) is not None
        received, tail = _drain(link, rest, keep)
    took = time.monotonic() - begun
    whole = tail.endswith(b"0\r\n\r\n") if chunked else length is None or received == int(length[1])
    return {
        "status": status,
        "took": took,
        "first": first,
        "bytes": received,
        "length": int(length[1]) if length else None,
        "head": head.decode("latin-1"),
        "errors": 0 if status in (200, 206) and whole else 1,
    }


def _head(link):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = link.recv(BLOCK)
        if not piece:
            raise Failed(f"the connection ended within the head: {data[:200]!r}")
        data += piece
    head, _, rest = data.partition(b"\r\n\r\n")
    return b"\r\n" + head, rest


def _drain(link, rest, keep):
    """Reads to the end of the connection; how much came, and its last bytes."""
    buffer = bytearray(BLOCK)
    view = memoryview(buffer)
    received, tail = len(rest), rest[-16:]
    if keep:
        keep(rest)
    while count := link.recv_into(buffer):
        received += count
        tail = (tail + bytes(view[max(count - 16, 0) : count]))[-16:]
        if keep:
            keep(view[:count])
    return received, tail


def measure(port, path, pid, headers=None):
    """One whole download with what it cost its server."""
    with Meter(pid) as meter:
        sample = fetch(port, path, headers)
    sample["cpu"] = meter.cpu
    sample["cpu_s_per_gb"] = meter.cpu / (sample["bytes"] / 1e9)
    sample["peak"] = meter.peak
    sample["gigabytes"] = sample["bytes"] / sample["took"] / 1e9
    return sample
