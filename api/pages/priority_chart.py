"""The priority map as a drawing: volume across, impact up, each with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from api.pages.charts import drawing
from api.pages.scales import Scale, nice_ceiling

LETTER, LINE = 11.5, 15.0


@dataclass(frozen=True, slots=True)
class Plot:
    """The paper of the map, and where on it the frame stands; labels have at most `longest` letters.

    `size` shrinks the bubbles.
    """

    kind: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    longest: int
    size: float = 1.0


WIDE = Plot("wide", 960, 470, 56, 944, 30, 424, 32)
# As wide as a phone: shrinking the wide one makes its words too small, scrolling it hides the themes of most people.
NARROW = Plot("narrow", 340, 420, 34, 332, 30, 352, 12, 0.75)


@dataclass(frozen=True, slots=True)
class Bubble:
    """One theme on the priority map; `low`..`high` is the interval of `y`; only the `named` carry their label."""

    x: float
    y: float
    low: float
    high: float
    size: float
    kind: str
    label: str
    href: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """Room that is taken on the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def priority_map(
    bubbles: Sequence[Bubble], x_name: str, y_name: str, name: str, least: float = 1.0, plot: Plot = WIDE
) -> Markup:
    """Volume grows by its square root, so that many small themes do not lie in one heap.

    The upright axis reaches at least `least` up and down. A label that finds no free place is left out: the table
    beside the map names every theme.
    """
    reach = nice_ceiling(1.2 * max((abs(b.y) for b in bubbles), default=1.0), least)
    far = nice_ceiling(max((b.x for b in bubbles), default=1.0))
    across, up = Scale(0, math.sqrt(far), plot.left, plot.right), Scale(-reach, reach, plot.bottom, plot.top)
    body = [_frame(plot, across, up, far, reach, x_name, y_name)]
    shrunk = [replace(bubble, size=plot.size * bubble.size) for bubble in bubbles]
    # The smallest last: what lies on a larger one can still be seen.
    places = [(b, across(math.sqrt(b.x)), up(b.y)) for b in sorted(shrunk, key=lambda b: -b.size)]
    body += [_bubble(bubble, x, y, up, plot) for bubble, x, y in places]
    taken = [Box(x - b.size, y - b.size, x + b.size, y + b.size) for b, x, y in places]
    body += [_label(bubble, x, y, taken, plot) for bubble, x, y in places if bubble.named]
    return drawing(plot.width, plot.height, name, "".join(body), f"priority-map {plot.kind}")


def _bubble(bubble: Bubble, x: float, y: float, up: Scale, plot: Plot) -> str:
    low, high = (min(max(up(value), plot.top), plot.bottom) for value in (bubble.low, bubble.high))
    return (
        f'<a href="{escape(bubble.href)}" class="{bubble.kind}"><title>{escape(bubble.label)}</title>'
        f'<line class="range" x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{bubble.size:.1f}"/></a>'
    )


def _label(bubble: Bubble, x: float, y: float, taken: list[Box], plot: Plot) -> str:
    words = bubble.label if len(bubble.label) <= plot.longest else f"{bubble.label[: plot.longest - 1]}…"
    width = _width(words)
    for left, middle, anchor in _tries(x, y, bubble.size, width):
        box = Box(left, middle - LINE / 2, left + width, middle + LINE / 2)
        if box.left >= plot.left and box.right <= plot.right and not any(box.meets(other) for other in taken):
            taken.append(box)
            start = left if anchor == "start" else left + width
            return f'<text x="{start:.1f}" y="{middle + 4:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
    return ""


def _width(words: str) -> float:
    return sum(LETTER if ord(letter) > 0x2E7F else LETTER * 0.56 for letter in words)


def _tries(x: float, y: float, size: float, width: float) -> list[tuple[float, float, str]]:
    """Places for a label, the best first: beside its bubble, then above and below it."""
    beside = [(x + size + 4, y, "start"), (x - size - 4 - width, y, "end")]
    shifted = [(left, y + step, anchor) for step in (-LINE, LINE) for left, _, anchor in beside]
    over = [(x - width / 2, y + way * (size + LINE / 2 + 2), "start") for way in (-1, 1)]
    return [*beside, *over, *shifted]


def _frame(plot: Plot, across: Scale, up: Scale, far: float, reach: float, x_name: str, y_name: str) -> str:
    left, right, top, bottom = plot.left, plot.right, plot.top, plot.bottom
    parts = [
        f'<rect class="frame" x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}" rx="6"/>',
        f'<line class="zero" x1="{left:g}" x2="{right:g}" y1="{up(0):.1f}" y2="{up(0):.1f}"/>',
    ]
    for value in (-reach, -reach / 2, 0.0, reach / 2, reach):
        words = f"{value:+g}".replace("-", "−") if value else "0"
        parts.append(f'<text class="tick" x="{left - 6:g}" y="{up(value) + 4:.1f}" text-anchor="end">{words}</text>')
    for value in (0.0, far / 10, far / 4, far / 2, far):
        x, anchor = across(math.sqrt(value)), "end" if value == far else "middle"
        parts.append(f'<text class="tick" x="{x:.1f}" y="{bottom + 18:g}" text-anchor="{anchor}">{value:g}</text>')
    for place, line in enumerate(_lines(x_name, right - left)):
        y = bottom + 38 + LINE * place
        parts.append(f'<text class="axis-name" x="{right:g}" y="{y:g}" text-anchor="end">{escape(line)}</text>')
    parts.append(f'<text class="axis-name" x="{left:g}" y="{top - 12:g}">{escape(y_name)}</text>')
    return "".join(parts)


def _lines(words: str, room: float) -> list[str]:
    """Broken between words, or between letters where there are no spaces."""
    joint = " " if " " in words else ""
    lines = [""]
    for piece in words.split(" ") if joint else words:
        longer = f"{lines[-1]}{joint}{piece}" if lines[-1] else piece
        lines = [*lines[:-1], longer] if not lines[-1] or _width(longer) <= room else [*lines, piece]
    return lines
