"""Pictures of how something grows: lines on two logarithmic scales, readable on light and on dark ground."""

import math
from html import escape

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 76, 24, 48, 100
# Told apart by the eye that sees no red or green too, and by the marks on the lines.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#7f7f7f", "#a0522d")
MARKS = ("circle", "square", "diamond", "triangle")

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1d2329 }
.small { font-size: 12px; fill: #4c555e }
.head { font-size: 15px; font-weight: 600 }
.grid { stroke: #d5dae0; stroke-width: 1 }
.axis { stroke: #6b747d; stroke-width: 1 }
@media (prefers-color-scheme: dark) {
  .ground { fill: #14181c }
  text { fill: #eef1f4 }
  .small { fill: #b4bdc6 }
  .grid { stroke: #343c44 }
  .axis { stroke: #8b949d }
}
"""


def picture(title, description, across, up, series):
    """An SVG document. `series` maps a name to points; `across` and `up` name the axes with their units."""
    points = [(x, y) for line in series.values() for x, y in line if x > 0 and y > 0]
    if not points:
        return None
    xs, ys = Scale([x for x, _ in points], LEFT, WIDTH - RIGHT), Scale([y for _, y in points], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(title)}</title>',
        f'<desc id="d">{escape(description)}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text class="head" x="{LEFT}" y="26">{escape(title)}</text>',
    ]
    parts += grid(xs, ys, across, up)
    for number, (name, line) in enumerate(series.items()):
        parts += drawn(number, name, [(xs.at(x), ys.at(y)) for x, y in line if x > 0 and y > 0])
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


class Scale:
    """A logarithmic scale over whole decades, or over the half ones where everything lies within one."""

    def __init__(self, values, begin, end):
        low, high = math.log10(min(values)), math.log10(max(values))
        self.low, self.high = math.floor(low + 1e-9), math.ceil(high - 1e-9)
        if self.high <= self.low:
            self.high = self.low + 1
        self.begin, self.end = begin, end

    def at(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)

    def marks(self):
        decades = [10.0**power for power in range(self.low, self.high + 1)]
        if len(decades) > 3:
            return decades
        between = [step * decade for decade in decades[:-1] for step in (2, 5)]
        return sorted(decades + between)


def grid(xs, ys, across, up):
    parts = []
    for value in xs.marks():
        x = xs.at(value)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text class="small" x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{number(value)}</text>')
    for value in ys.marks():
        y = ys.at(value)
        parts.append(f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}"/>')
        parts.append(f'<text class="small" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{number(value)}</text>')
    bottom, middle = HEIGHT - BOTTOM, (TOP + HEIGHT - BOTTOM) / 2
    parts.append(f'<path class="axis" fill="none" d="M{LEFT} {TOP}V{bottom}H{WIDTH - RIGHT}"/>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{bottom + 38}" text-anchor="middle">{escape(across)}</text>')
    parts.append(f'<text transform="translate(18 {middle}) rotate(-90)" text-anchor="middle">{escape(up)}</text>')
    return parts


def number(value):
    """1,000 as 10³ would be read by few: short words instead."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def drawn(number, name, points):
    """One line with its marks, and its entry in the legend below."""
    colour = COLOURS[number % len(COLOURS)]
    mark = MARKS[number % len(MARKS)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>']
    if len(points) <= 40:
        parts += [shape(mark, x, y, colour) for x, y in points]
    x, y = LEFT + number % 4 * 158, HEIGHT - 42 + number // 4 * 20
    parts.append(shape(mark, x + 5, y - 4, colour))
    parts.append(f'<text class="small" x="{x + 16}" y="{y}">{escape(name)}</text>')
    return parts


def shape(mark, x, y, colour):
    if mark == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    corners = {
        "square": ((-4, -4), (4, -4), (4, 4), (-4, 4)),
        "diamond": ((0, -5), (5, 0), (0, 5), (-5, 0)),
        "triangle": ((0, -5), (5, 4), (-5, 4)),
    }[mark]
    path = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return f'<polygon points="{path}" fill="{colour}"/>'
