"""Small real files."""

import io
import random
import struct

from PIL import Image, ImageDraw


def photograph(width=320, height=240, seed=1, format="JPEG"):
    chance = random.Random(seed)
    picture = Image.new("RGB", (width, height), tuple(chance.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, r = chance.randrange(width), chance.randrange(height), chance.randrange(4, 40)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=tuple(chance.randrange(256) for _ in range(3)))
    out = io.BytesIO()
    picture.save(out, format)
    return out.getvalue()


def drawing():
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="120" height="60">'
        '<rect width="120" height="60" fill="#0a4"/><circle cx="60" cy="30" r="20" fill="#fff"/></svg>\n'
    ).encode()


def document():
    body = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Length 24>>stream\n10 10 m 190 190 l S     \nendstream",
    ]
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj" % number + content + b"endobj\n"
    table = len(body)
    body += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table


def film(seed=3, size=300_000):
    """What begins as an MP4 does, and is as hard to deflate as one."""
    head = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"isom", 512, b"isom", b"mp41")
    return head + struct.pack(">I4s", size + 8, b"mdat") + random.Random(seed).randbytes(size)


def text(words):
    return (words + "\n").encode()


def noise(size, seed=1):
    """Bytes of which no two pieces are alike: what is in the wrong place shows."""
    return random.Random(seed).randbytes(size)
