"""The identity: logos, app icon, pattern, portal logo and posters. All text becomes paths.

    python brand.py        needs fonttools, uharfbuzz, Pillow, rsvg-convert and the Noto fonts
"""
import io
import math
import os
import subprocess
import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
DEMO = os.path.normpath(os.path.join(HERE, ".."))
FONTS = "/usr/share/fonts/truetype/noto/"
INK, BUOY, SAND, FOG, SLACK = "#10262d", "#b5402a", "#e7dfd2", "#f5f2ec", "#5b7f86"
NAME = "museum-of-low-water"


class Face:
    def __init__(self, file):
        self.font = TTFont(FONTS + file)
        self.glyphs, self.order = self.font.getGlyphSet(), self.font.getGlyphOrder()
        self.upem = self.font["head"].unitsPerEm
        self.shaper = hb.Font(hb.Face(hb.Blob.from_file_path(FONTS + file)))

    def shape(self, text, size, track=0.0):
        buf = hb.Buffer()
        buf.add_str(text)
        buf.guess_segment_properties()
        hb.shape(self.shaper, buf, {"kern": True, "liga": track == 0})
        k, x, out = size / self.upem, 0.0, []
        for info, pos in zip(buf.glyph_infos, buf.glyph_positions):
            out.append((self.order[info.codepoint], x))
            x += pos.x_advance * k + track * size
        return out, x - track * size

    def width(self, text, size, track=0.0):
        return self.shape(text, size, track)[1]

    def path(self, text, x, y, size, fill, track=0.0, anchor="start"):
        run, width = self.shape(text, size, track)
        x -= {"start": 0, "middle": width / 2, "end": width}[anchor]
        k, pen = size / self.upem, SVGPathPen(self.glyphs, lambda v: f"{v:.1f}".rstrip("0").rstrip("."))
        for name, dx in run:
            self.glyphs[name].draw(TransformPen(pen, (k, 0, 0, -k, x + dx, y)))
        return f'<path fill="{fill}" d="{pen.getCommands()}"/>'


SERIF, SANS = Face("NotoSerifDisplay-Regular.ttf"), Face("NotoSans-Regular.ttf")
ITALIC = Face("NotoSerifDisplay-Italic.ttf")


def symbol(x, y, r, upper, lower):
    """High water and low water: two half moons, one either side of the waterline. 3r wide, 2.16r high."""
    g = 0.16 * r
    return (f'<path fill="{upper}" d="M{x:g} {y + r:g}a{r:g} {r:g} 0 0 1 {2 * r:g} 0z"/>'
            f'<path fill="{lower}" d="M{x + r:g} {y + r + g:g}a{r:g} {r:g} 0 0 0 {2 * r:g} 0z"/>')


def svg(w, h, body, title="Museum of Low Water", ground=None):
    back = f'<path fill="{ground}" d="M0 0h{w:g}v{h:g}H0z"/>' if ground else ""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:g} {h:g}" width="{w:g}" height="{h:g}" role="img">'
            f"<title>{title}</title>{back}{body}</svg>\n")


def horizontal(upper, lower, text):
    r = 50
    body = symbol(20, 20, r, upper, lower)
    body += SERIF.path("Museum of", 202, 66, 58, text) + SERIF.path("Low Water", 202, 127, 58, text)
    return svg(202 + max(SERIF.width("Museum of", 58), SERIF.width("Low Water", 58)) + 22, 148, body)


def stacked(upper, lower, text):
    w, r = 340, 46
    body = symbol(w / 2 - 1.5 * r, 20, r, upper, lower)
    body += SERIF.path("Museum of", w / 2, 196, 58, text, anchor="middle") + SERIF.path("Low Water", w / 2, 257, 58, text, anchor="middle")
    return svg(w, 290, body)


def line(upper, lower, text):
    r, size = 14.5, 31
    return svg(round(60 + SERIF.width("Museum of Low Water", size) + 4), 40,
               symbol(2, 4, r, upper, lower) + SERIF.path("Museum of Low Water", 58, 31, size, text))


def mark(upper, lower):
    return svg(320, 240, symbol(20, 20, 93, upper, lower))


def icon():
    r = 216
    return svg(1024, 1024, symbol(512 - 1.5 * r, 512 - 1.08 * r, r, FOG, FOG), ground=BUOY)


def pattern():
    """Two weeks of half moons: each is pushed along by the tide of its day."""
    w, h, r, body = 1200, 900, 25, ""
    for j in range(9):
        for i in range(-1, 12):
            t = 2 * math.pi * (i / 6 + j / 9)
            shift = 22 * math.sin(t)
            x, y = i * 100 + 50 + shift, j * 100 + 24
            colour = BUOY if (i * 5 + j * 3) % 23 == 7 else SLACK if (i + 2 * j) % 5 == 1 else INK
            body += symbol(round(x - 1.5 * r, 1), y, r, colour, colour)
    return svg(w, h, body, "Pattern: half moons", SAND)


def tide(hours):
    """Height of the tide from five constituents (amplitude in metres, degrees an hour, phase)."""
    parts = ((1.42, 28.9841, 40), (0.50, 30.0, 75), (0.29, 28.4397, 15), (0.13, 15.0411, 120), (0.10, 13.9430, 200))
    return sum(a * math.cos(math.radians(v * hours - p)) for a, v, p in parts)


def poster_curves():
    """Twenty-nine days, one line a day; where the line falls lowest a red moon rests."""
    w, h, body, lines = 1400, 1980, "", ""
    for day in range(29):
        y0, pts = 560 + day * 37.5, []
        for k in range(25):
            pts.append((110 + k * 1180 / 24, y0 - 27 * tide(day * 24 + k)))
        d = "M%.0f %.1f" % pts[0]
        for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip([pts[0]] + pts, pts, pts[1:], pts[2:] + [pts[-1]]):
            d += "C%.0f %.1f %.0f %.1f %.0f %.1f" % (bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy)
        lines += d
    body += f'<path fill="none" stroke="{INK}" stroke-width="2.2" d="{lines}"/>'
    low = min((tide(q / 4), q / 4) for q in range(29 * 96))[1]
    x, y = 110 + low % 24 * 1180 / 24, 560 + low // 24 * 37.5 - 27 * tide(low)
    body += f'<circle cx="{x:.1f}" cy="{y - 15:.1f}" r="13" fill="{BUOY}"/>'
    body += SERIF.path("Twice a Day", 104, 268, 206, INK)
    body += SERIF.path("Six centuries of predicting the sea", 112, 352, 50, INK)
    body += symbol(112, 1800, 36, INK, BUOY) + SERIF.path("Museum of Low Water", 246, 1856, 46, INK)
    body += SERIF.path("20 March – 27 September", 1290, 1856, 36, INK, anchor="end")
    return svg(w, h, body, "Poster: Twice a Day, the tide of twenty-nine days", SAND)


def poster_moon():
    w, h, r = 1400, 1980, 396
    body = symbol(106, 430, r, FOG, INK)
    body += SERIF.path("Twice a Day", 104, 268, 206, FOG)
    body += SERIF.path("Six centuries of", 110, 1560, 76, FOG) + SERIF.path("predicting the sea", 110, 1652, 76, FOG)
    body += f'<path fill="{FOG}" d="M112 1746h1176v2H112z"/>'
    body += SERIF.path("Museum of Low Water, Halmersund", 110, 1836, 40, FOG)
    body += SERIF.path("20 March – 27 September", 1290, 1836, 40, FOG, anchor="end")
    return svg(w, h, body, "Poster: Twice a Day, high water and low water", BUOY)


def write(path, text):
    path = os.path.join(DEMO, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def png(path, text, width, flat=False):
    raw = subprocess.run(["rsvg-convert", "-w", str(width)], input=text.encode(), capture_output=True, check=True).stdout
    im = Image.open(io.BytesIO(raw)).convert("RGBA")
    im = im.convert("RGB").quantize(64, dither=Image.Dither.NONE) if flat else im.quantize(128, method=Image.Quantize.FASTOCTREE)
    os.makedirs(os.path.dirname(os.path.join(DEMO, path)), exist_ok=True)
    im.save(os.path.join(DEMO, path), optimize=True)


if __name__ == "__main__":
    for kind, make in (("horizontal", horizontal), ("stacked", stacked)):
        write(f"brand/{NAME}-{kind}-colour.svg", make(INK, BUOY, INK))
        write(f"brand/{NAME}-{kind}-white.svg", make("#fff", "#fff", "#fff"))
    write(f"brand/{NAME}-horizontal-black.svg", horizontal("#000", "#000", "#000"))
    png(f"brand/{NAME}-horizontal-colour.png", horizontal(INK, BUOY, INK), 2400)
    png(f"brand/{NAME}-stacked-black.png", stacked("#000", "#000", "#000"), 1600)
    write(f"brand/{NAME}-symbol-colour.svg", mark(INK, BUOY))
    png(f"brand/{NAME}-symbol-black.png", mark("#000", "#000"), 1280)
    png(f"brand/{NAME}-symbol-white.png", mark("#fff", "#fff"), 1280)
    png(f"brand/{NAME}-app-icon.png", icon(), 1024, True)
    write(f"brand/{NAME}-pattern.svg", pattern())
    write("portal/logo.svg", line(INK, BUOY, INK))
    write("portal/logo-dark.svg", line("#fff", "#e4775f", "#fff"))
    write("press-pack/twice-a-day-poster-curves.svg", poster_curves())
    png("press-pack/twice-a-day-poster-moons.png", poster_moon(), 1400, True)
