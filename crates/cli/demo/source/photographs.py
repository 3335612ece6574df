"""The press photographs and the cover: scenes for tracer.py, one common grade, JPEG.

    python photographs.py [name ...] [--draft]
"""
import io
import os
import sys
import time
import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter, median_filter
from tracer import *

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "photographs")


def m(r, g, b, kind=DIFFUSE, rough=0.3, texture=PLAIN, power=1.0, f0=0.04):
    return [r, g, b, kind, rough, texture, power, f0]


def box(x0, y0, z0, x1, y1, z1, mat):
    return [min(x0, x1), min(y0, y1), min(z0, z1), max(x0, x1), max(y0, y1), max(z0, z1), mat]


def sky(zenith, horizon, sun, glow=(0, 0, 0), power=60, cloud=0.0, fall=4.0, strength=1.0):
    return [*zenith, *horizon, *sun, *glow, power, cloud, fall, strength]


SAND_DRY = m(0.50, 0.43, 0.345)
CONCRETE_WALL = m(0.58, 0.565, 0.54, DIFFUSE, 0, CONCRETE)
CONCRETE_DARK = m(0.40, 0.395, 0.385, DIFFUSE, 0, CONCRETE)
FLOOR = m(0.34, 0.335, 0.325, COAT, 0.22, TERRAZZO, 1, 0.05)
OAK = m(0.42, 0.29, 0.185, DIFFUSE, 0, WOOD)
BLACK = m(0.025, 0.028, 0.03, COAT, 0.05, PLAIN, 1, 0.04)
PLASTER = m(0.86, 0.845, 0.81, DIFFUSE, 0, MOON)
DAY = sky((0.34, 0.52, 0.78), (0.86, 0.90, 0.95), (0.5, 0.6, 0.3), (0.3, 0.27, 0.2), 8, 0.0, 3.0, 1.0)


def moon_hall():
    """Basin hall: a plaster moon, 3.47 m, above a black basin; light from a slot along the left wall and a hatch."""
    b = [box(-7.6, -1, -14, -7, 10, 34, 1),                       # left wall
         box(7, -1, -14, 7.6, 10, 34, 1),                         # right wall
         box(-8, -1, 24, 8, 10, 24.6, 1),                         # end wall
         box(-8, -1, -14.6, 8, 10, -14, 1),
         box(-5.6, 8, -14, 7.6, 8.6, 7.6, 1), box(-5.6, 8, 12.0, 7.6, 8.6, 34, 1),   # roof: a slot on the left, a hatch
         box(-5.6, 8, 7.6, -3.9, 8.6, 12.0, 1), box(0.5, 8, 7.6, 7.6, 8.6, 12.0, 1),
         box(-8, -1, -14, 8, -0.5, 34, 3),
         box(-7, -0.5, -14, -4.6, 0, 34, 2), box(4.6, -0.5, -14, 7, 0, 34, 2),   # floor around the basin
         box(-4.6, -0.5, -14, 4.6, 0, 3, 2), box(-4.6, -0.5, 19, 4.6, 0, 34, 2),
         box(-4.6, -0.5, 3, 4.6, -0.10, 19, 3),                   # the water
         box(5.6, 0.0, 6.0, 6.2, 0.44, 9.4, 4),                   # a bench
         box(7.2, 0, 15, 6.98, 2.5, 17, 5)]                       # a doorway, dark
    b += [box(-7, 8.0, z, -5.6, 8.6, z + 0.35, 1) for z in np.arange(-13, 34, 2.6)]
    return dict(eye=(1.3, 1.5, -4.2), at=(0.3, 2.75, 14), view=47, shift=0.0, boxes=b,
                spheres=[[0.0, 2.75, 12.2, 1.735, 6]],
                materials=[SAND_DRY, CONCRETE_WALL, FLOOR, BLACK, OAK, m(.05, .05, .05), PLASTER],
                sky=DAY, sun=(-0.34, 1.0, -0.45, 5.0, 4.4, 3.6, 0.010),
                lights=[[-7, 8.0, -14, 1.4, 0, 0, 0, 0, 38, 6.4, 7.6, 9.0], [-3.9, 8.0, 7.6, 4.4, 0, 0, 0, 0, 4.4, 7, 8.4, 10]],
                env=0, bounces=6, clean=0.4, size=(1620, 1080))


def tide_stair():
    """The stair that goes down into the water, between two walls, towards the horizon."""
    b = [box(-2.6, -6, -6, -1.7, 7.5, 15, 1), box(1.7, -6, -6, 2.6, 5.2, 12.5, 1)]
    b += [box(-1.7, -6, i * 0.42, 1.7, 0.0 - (i + 1) * 0.165, (i + 1) * 0.42, 2) for i in range(26)]
    b += [box(-1.7, -(i + 1) * 0.165, i * 0.42 + 0.375, 1.7, 0.001 - (i + 1) * 0.165, i * 0.42 + 0.415, 3) for i in range(26)]
    b += [box(-1.7, -6, -6, 1.7, 0.0, 0, 2), box(-1.62, 0.9, -1, -1.56, 0.94, 0, 3)]
    return dict(eye=(0.22, 1.75, -0.55), at=(0.0, -0.75, 8), view=62, shift=0.14, boxes=b,
                materials=[SAND_DRY, CONCRETE_WALL, m(0.47, 0.455, 0.43, DIFFUSE, 0, CONCRETE), m(.05, .05, .05)],
                shore=[1, 0, 0.0001, 0, 1, -2.6, 1, -9, -8, 0, -9, 0.016, 22], relief=WAVES,
                sky=sky((0.26, 0.40, 0.58), (0.95, 0.90, 0.84), (-0.3, 0.35, 0.85), (0.35, 0.28, 0.18), 10, 0.35, 4.5),
                sun=(0.78, 0.66, 0.30, 3.4, 2.75, 2.0, 0.010), fog=[0.00035, 1, 1, 1, 1], bounces=5, clean=0.35, size=(1080, 1620))


def round_room():
    """A round room, open to the sky; the sun has found the wall."""
    b = [box(-9, -1, -9, 9, 0, 9, 2), box(-1.1, 0, 4.5, 1.1, 0.42, 5.15, 3)]
    return dict(eye=(0.0, 1.45, -5.6), at=(0.0, 3.75, 6), view=72, boxes=b,
                room=[1, 6.0, 6.6, 1.35, 0.0, 1.6, 1, 0.6],
                materials=[SAND_DRY, m(0.72, 0.70, 0.665, DIFFUSE, 0, CONCRETE), FLOOR, OAK],
                sky=sky((0.22, 0.40, 0.72), (0.75, 0.85, 0.95), (0.5, 0.7, 0.3), (0, 0, 0), 8, 0, 2.0, 1.3),
                sun=(-0.70, 0.92, -0.55, 5.2, 4.2, 2.95, 0.0085),
                lights=[[-1.2, 7.19, 0.4, 2.4, 0, 0, 0, 0, 2.4, 6.0, 7.4, 9.6]], env=0, bounces=8, clean=0.4, size=(1600, 1600))


def glass_floats():
    """Glass net floats from the collection, on a dark shelf by a window."""
    s = [[-0.235, 0.118, 0.02, 0.118, 2], [0.035, 0.092, -0.05, 0.092, 3], [0.232, 0.075, 0.09, 0.075, 4],
         [-0.03, 0.056, -0.225, 0.056, 5], [0.43, 0.105, 0.27, 0.105, 2], [-0.49, 0.088, 0.30, 0.088, 4], [0.15, 0.036, -0.20, 0.036, 4]]
    g = lambda r, gg, b: m(r, gg, b, GLASS, 0, PLAIN, 26.0, 1.5)
    return dict(eye=(0.06, 0.30, -1.62), at=(0.0, 0.088, 0.0), view=27, aperture=0.011, focus=1.62,
                boxes=[box(-3, -0.1, -1.2, 3, 0, 1.1, 1), box(-4, -1, 2.0, 4, 3, 2.1, 6), box(-1.9, 0.02, -1.4, -1.88, 1.6, 0.9, 7)],
                spheres=s,
                materials=[SAND_DRY, m(0.07, 0.062, 0.055, COAT, 0.32, WOOD, 1, 0.05), g(.62, .86, .80), g(.50, .80, .70), g(.80, .80, .62),
                           g(.72, .88, .92), m(0.15, 0.165, 0.175), m(1, 0.95, 0.88, EMIT, 0, PLAIN, 6.0)],
                lights=[[-1.85, 0.02, 0.9, 0, 0, -2.3, 0, 1.58, 0, 9.0, 8.55, 7.9]],
                sky=sky((0.05, 0.055, 0.06), (0.06, 0.062, 0.065), (0, 1, 0)), env=0, bounces=14, clean=0, size=(1620, 1080))


def foreshore():
    """First light on the sand flats, the pools not yet drained."""
    return dict(eye=(0.0, 0.92, 0.0), at=(0.18, 0.70, 6), view=44, shift=-0.05, aperture=0.004, focus=4.2,
                materials=[SAND_DRY], relief=RELIEF, ripple=RIPPLES,
                shore=[1, 0.030, 17.0, 0.0075, 5.2, 0.0, 9, -0.07, 0.085, 0.0, 0.006, 0.0, 30],
                sky=sky((0.10, 0.17, 0.29), (0.66, 0.50, 0.42), (0.30, 0.05, 1.0), (1.3, 0.62, 0.26), 110, 0.85, 4.6),
                sun=(0.30, 0.10, 1.0, 1.9, 1.1, 0.55, 0.02), fog=[0.006, 1, 1, 1, 1.2], bounces=3, clean=0.14, passes=2, size=(1640, 1025))


def groyne():
    """Long exposure: a row of posts walks out into the fog."""
    rng = np.random.default_rng(11)
    b = []
    for i in range(17):
        z = 11.5 + i * 2.6 + rng.uniform(-0.15, 0.15)
        x = -1.5 + i * 0.34 + rng.uniform(-0.08, 0.08)
        h, w = 1.25 + rng.uniform(-0.28, 0.22) - i * 0.018, 0.13 + rng.uniform(-0.02, 0.02)
        if i in (6, 11):
            h = 0.4
        b.append(box(x - w, -2, z - w, x + w, h, z + w, 1))
    return dict(eye=(0.0, 2.15, -2.0), at=(0.9, 1.0, 30), view=33, shift=0.11, boxes=b,
                materials=[SAND_DRY, m(0.055, 0.05, 0.047, DIFFUSE, 0, WOOD)], relief=WAVES,
                shore=[1, 0, 1, 0, 1, 0.0, 1, -9, -8, 0, -9, 0.0014, 40],
                sky=sky((0.16, 0.20, 0.235), (0.60, 0.625, 0.63), (0.4, 0.12, 1.0), (0.16, 0.13, 0.09), 14, 0.55, 4.2),
                sun=(0, 1, 0, 0, 0, 0, 0.1), fog=[0.021, 1, 1, 1, 1.7], bounces=3, clean=0, size=(1620, 1080))


def ripple_marks():
    """Ripple marks, an hour after high water."""
    return dict(eye=(0.0, 1.35, -0.75), at=(0.0, 0.0, 0.30), view=44, aperture=0.012, focus=1.62,
                spheres=[[-0.16, 0.000, 0.10, 0.021, 1], [-0.112, 0.002, 0.135, 0.009, 1], [0.27, -0.002, 0.52, 0.014, 1]],
                materials=[SAND_DRY, m(0.09, 0.085, 0.08, COAT, 0.25)], relief=SOFT, ripple=FINE,
                shore=[1, 0.0075, 2.9, 0.0105, 4.6, -0.0075, 60, -0.06, 0.06, 0.0, 0.0045, 0.0, 30],
                sky=sky((0.30, 0.42, 0.58), (0.80, 0.80, 0.80), (-0.9, 0.3, 0.5), (0.6, 0.42, 0.22), 12, 0.4, 2.5),
                sun=(-0.92, 0.21, 0.42, 6.2, 4.4, 2.6, 0.012), bounces=3, clean=0.12, passes=2, size=(1210, 1600))


def museum_boxes():
    """The building: two long storeys of concrete, glass between them, a tower with a lantern."""
    b = [box(-15, 0.35, 42, 15, 1.15, 54, 1), box(-11.5, 3.55, 40.8, 17.5, 5.1, 54, 1),
         box(-10.2, 1.15, 44.5, 14.4, 3.55, 53, 2), box(8.2, 5.1, 45, 12.6, 11.6, 49.4, 1), box(8.9, 10.1, 44.9, 11.9, 10.9, 49.5, 2),
         box(-26, 0.2, 44, -14, 0.75, 50, 1)]
    b += [box(x, 1.15, 43.4, x + 0.22, 3.55, 44.0, 1) for x in np.arange(-10.3, 14.5, 1.76)]
    b += [box(x - w, y0, 44.2, x + w, y1, 44.4, 3) for x, w, y0, y1 in                  # plinths and frames in the rooms
          ((-9.4, 0.22, 1.15, 2.1), (-5.95, 0.3, 1.9, 2.75), (-2.3, 0.3, 1.15, 2.0), (1.0, 0.42, 1.95, 2.8), (4.65, 0.22, 1.95, 2.6), (9.8, 0.26, 1.15, 2.05), (13.4, 0.4, 1.9, 2.7))]
    b += [box(-3 - i * 0.5, 0.0, 41.5 - i * 0.36, 3 + i * 0.5, 0.95 - i * 0.15, 42.2, 1) for i in range(6)]
    return b


def dusk():
    """The museum from the flats at dusk; the sand is still wet."""
    return dict(eye=(-2.6, 1.2, 1.0), at=(-0.6, 1.6, 44), view=33, shift=0.035, boxes=museum_boxes(), spheres=[[-2.3, 2.36, 44.3, 0.36, 3], [9.8, 2.26, 44.3, 0.21, 3]],
                materials=[SAND_DRY, m(0.36, 0.355, 0.35, DIFFUSE, 0, CONCRETE), m(1.0, 0.53, 0.23, EMIT, 0, CONCRETE, 1.05), m(0.16, 0.10, 0.06)],
                relief=RELIEF, ripple=RIPPLES,
                shore=[1, 0.028, 21.0, 0.006, 3.4, 0.0, 14, -0.06, 0.09, 0.0006, -0.012, 0.0, 30],
                sky=sky((0.085, 0.145, 0.27), (0.62, 0.46, 0.42), (-0.75, 0.03, 1.0), (0.75, 0.34, 0.16), 18, 0.7, 6.0, 0.95),
                sun=(0, 1, 0, 0, 0, 0, 0.1), fog=[0.0022, 1, 1, 1, 1.3], bounces=4, clean=0.14, passes=2,
                size=(2000, 1250))


# ---------------------------------------------------------------- grade and save

def grade(c, exposure=1.0, grain=0.010, contrast=1.0, vignette=0.22, seed=1, warmth=1.0):
    """One look for all: soft shoulder, cool shadows, warm lights, a little bloom, grain and vignette."""
    h, w, _ = c.shape
    c = c * exposure
    s = w / 2000
    over = np.clip(c - 0.9, 0, 4)
    c = c + 0.10 * gaussian_filter(over, (14 * s, 14 * s, 0)) + 0.05 * gaussian_filter(over, (60 * s, 60 * s, 0))
    y, x = np.mgrid[0:h, 0:w]
    r2 = (((x - w / 2) / (w / 2)) ** 2 + ((y - h / 2) / (h / 2)) ** 2) / 2
    c = c * (1 - vignette * r2 ** 1.3)[..., None]
    x = np.clip(c, 0, None)
    x = (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)       # filmic curve
    x = np.clip(x, 0, 1) ** (1 / 2.2)
    x = x + (contrast - 1) * (x - 0.45)
    l = x @ np.array([0.3, 0.59, 0.11])
    x = l[..., None] + (x - l[..., None]) * 0.88
    sh, hi = (1 - np.clip(l, 0, 1)) ** 2, np.clip(l, 0, 1) ** 2
    x = x + sh[..., None] * np.array([-0.006, 0.008, 0.020]) * warmth + hi[..., None] * np.array([0.014, 0.004, -0.020]) * warmth
    rng = np.random.default_rng(seed)
    n = gaussian_filter(rng.standard_normal((h, w)), 0.75) * 2.2
    x = x + (grain * n * (0.35 + 1.3 * l * (1 - l) * 2))[..., None]
    return (np.clip(x * 0.985 + 0.012, 0, 1) * 255 + rng.random((h, w, 1)) - 0.5).clip(0, 255).astype(np.uint8)


def unspeckle(c):
    """Takes single bright points down to what surrounds them."""
    for size in (3, 3, 5):
        l = c @ np.array([0.3, 0.6, 0.1])
        mid = median_filter(l, size)
        c = c * (np.minimum(l, mid * (1.3 if size == 3 else 1.7) + 0.004) / (l + 1e-6))[..., None]
    return c


def enlarge(c, size):
    """Light is rendered a little smaller than the picture; the grain comes after."""
    planes = [Image.fromarray(np.log1p(c[..., k]).astype(np.float32)).resize(size, Image.LANCZOS) for k in range(3)]
    return np.expm1(np.maximum(np.dstack([np.asarray(p) for p in planes]), 0))


def save(pixels, path, limit=245_000, credit=None):
    im = Image.fromarray(pixels)
    args = {}
    if credit:
        exif = Image.Exif()
        exif[0x013B], exif[0x8298], exif[0x010E] = credit
        args["exif"] = exif.tobytes()
    for q in range(90, 40, -2):
        f = io.BytesIO()
        im.save(f, "JPEG", quality=q, optimize=True, progressive=True, subsampling=2, **args)
        if f.tell() <= limit:
            break
    with open(path, "wb") as o:
        o.write(f.getvalue())
    print(os.path.basename(path), im.size, f"{f.tell() // 1024} KB, quality {q}", flush=True)


FINE_ENOUGH = 0.8
RIGHTS = "Copyright Museum of Low Water, Halmersund"
# name: scene, file, samples, grade, credit (Artist, Copyright, description)
SHOTS = {
    "moon_hall": (moon_hall, "basin-hall-moon.jpg", 12, dict(exposure=0.95, contrast=1.06), ("Museum of Low Water", RIGHTS, "Basin Hall with Moon, 1 : 1 000 000")),
    "tide_stair": (tide_stair, "tide-stair.jpg", 12, dict(exposure=0.60, contrast=1.06), None),
    "round_room": (round_room, "room-of-noon.jpg", 12, dict(exposure=0.85, contrast=1.05), None),
    "glass_floats": (glass_floats, "glass-floats.jpg", 72, dict(exposure=1.6, contrast=1.08), None),
    "foreshore": (foreshore, "foreshore-first-light.jpg", 10, dict(exposure=0.80, contrast=1.08), ("Museum of Low Water", RIGHTS, "The foreshore at first light")),
    "groyne": (groyne, "groyne-long-exposure.jpg", 16, dict(exposure=0.80, contrast=1.12), None),
    "ripple_marks": (ripple_marks, "ripple-marks.jpg", 10, dict(exposure=0.55, contrast=1.10), None),
    "dusk": (dusk, "museum-at-dusk.jpg", 9, dict(exposure=1.0, contrast=1.06), None),
}


def main():
    global RELIEF, RIPPLES, FINE, SOFT, WAVES
    draft = "--draft" in sys.argv
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or list(SHOTS)
    RELIEF = tile(1024, 2, 300, seed=5, power=1.75)
    r = tile(2048, 34, 78, angle=1.45, spread=0.24, seed=9)
    RIPPLES = (np.tanh(r * 0.9) + 0.04 * tile(2048, 60, 400, seed=10, power=1.0)).astype(np.float32)
    FINE = (np.tanh(tile(2048, 34, 70, angle=1.05, spread=0.22, seed=29) * 0.8) + 0.02 * tile(2048, 90, 700, seed=10, power=1.0)).astype(np.float32)
    SOFT = tile(1024, 1, 9, seed=6, power=1.2)
    WAVES = tile(1024, 6, 220, angle=1.57, spread=0.7, seed=13, power=1.35)
    out = "/tmp/ajar-draft" if draft else OUT
    for name in names:
        make, file, spp, look, credit = SHOTS[name]
        size = make()["size"]
        if draft:
            size, spp = (size[0] * 2 // 5, size[1] * 2 // 5), spp
        start = time.time()
        light = photograph(make(), *[int(v * FINE_ENOUGH) for v in size], spp)
        light = enlarge(unspeckle(light) if name == "glass_floats" else light, size)
        path = os.path.normpath(os.path.join(out, os.path.basename(file) if draft else file))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        pixels = grade(light, **look)
        save(pixels, path, credit=credit)
        if name == "dusk":                       # the cover is a wide crop of the same view
            h, w, _ = pixels.shape
            save(pixels[int(h * 0.155):int(h * 0.155) + w * 43 // 100], os.path.join(os.path.dirname(path), "..", "portal", "cover.jpg") if not draft else path + "-cover.jpg")
        print(f"  {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
