"""Photographs to measure with: made of the ones that the demo brings, so that they compress and scale as photographs do."""

import subprocess

from harness.folders import REPOSITORY
from harness.processes import Failed

PHOTOGRAPHS = sorted((REPOSITORY / "crates/cli/demo/photographs").glob("*.jpg"))


def vips(*words):
    done = subprocess.run(["vips", *map(str, words)], text=True, capture_output=True)
    if done.returncode:
        raise Failed(f"vips {words[0]}: {done.stderr}")
    return done.stdout.strip()


def size(path):
    """Width and height."""
    words = [["vipsheader", "-f", field, str(path)] for field in ("width", "height")]
    return tuple(int(subprocess.run(each, text=True, capture_output=True, check=True).stdout) for each in words)


def crops(folder, count, width=900, height=600):
    """Many small photographs, no two alike."""
    folder.mkdir(parents=True)
    for number in range(count):
        source = PHOTOGRAPHS[number % len(PHOTOGRAPHS)]
        wide, high = size(source)
        wanted = min(width, wide), min(height, high)
        left = number * 13 % max(wide - wanted[0], 1)
        top = number * 7 % max(high - wanted[1], 1)
        vips("extract_area", source, folder / f"photograph-{number:02}.jpg", left, top, *wanted)
    return folder


def of_24_megapixels(folder, width=6000, height=4000):
    """An enlarged photograph with the grain that a camera leaves: as much to decode as a real one."""
    source = PHOTOGRAPHS[0]
    wide, high = size(source)
    large, cut, grain, both, bytes_ = (folder / f"{name}.v" for name in ("large", "cut", "grain", "both", "bytes"))
    scale = max(width / wide, height / high) * 1.01
    vips("resize", source, large, scale)
    vips("extract_area", large, cut, 0, 0, width, height)
    vips("gaussnoise", grain, width, height, "--mean", 0, "--sigma", 6)
    vips("add", cut, grain, both)
    vips("cast", both, bytes_, "uchar")
    made = folder / "photograph.jpg"
    vips("jpegsave", bytes_, made, "--Q", 90)
    for file in (large, cut, grain, both, bytes_):
        file.unlink()
    return made
