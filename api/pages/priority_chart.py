"""The priority map as a drawing: volume across, impact up, each with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.pages.charts import drawing
from api.pages.scales import Scale, nice_ceiling

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960.0, 470.0, 56.0, 944.0, 30.0, 424.0
LETTER, LINE = 11.5, 15.0
LONGEST = 16


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


def priority_map(bubbles: Sequence[Bubble], x_name: str, y_name: str, name: str, least: float = 1.0) -> Markup:
    """Volume grows by its square root, so that many small themes do not lie in one heap.

    The upright axis reaches at least `least` up and down. A label that finds no free place is left out: the table
    beside the map names every theme.
    """
    reach = nice_ceiling(1.2 * max((abs(b.y) for b in bubbles), default=1.0), least)
    far = nice_ceiling(max((b.x for b in bubbles), default=1.0))
    across, up = Scale(0, math.sqrt(far), LEFT, RIGHT), Scale(-reach, reach, BOTTOM, TOP)
    body = [_frame(across, up, far, reach, x_name, y_name)]
    places = [(b, across(math.sqrt(b.x)), up(b.y)) for b in sorted(bubbles, key=lambda b: (b.named, b.size))]
    body += [_bubble(bubble, x, y, up) for bubble, x, y in places]
    taken = [Box(x - b.size, y - b.size, x + b.size, y + b.size) for b, x, y in places]
    body += [_label(bubble, x, y, taken) for bubble, x, y in reversed(places) if bubble.named]
    return drawing(WIDTH, HEIGHT, name, "".join(body), "priority-map")


def _bubble(bubble: Bubble, x: float, y: float, up: Scale) -> str:
    low, high = (min(max(up(value), TOP), BOTTOM) for value in (bubble.low, bubble.high))
    return (
        f'<a href="{escape(bubble.href)}" class="{bubble.kind}"><title>{escape(bubble.label)}</title>'
        f'<line class="range" x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{bubble.size:.1f}"/></a>'
    )


def _label(bubble: Bubble, x: float, y: float, taken: list[Box]) -> str:
    words = bubble.label if len(bubble.label) <= LONGEST * 2 else f"{bubble.label[: LONGEST * 2 - 1]}…"
    width = sum(LETTER if ord(letter) > 0x2E7F else LETTER * 0.56 for letter in words)
    for left, middle, anchor in _tries(x, y, bubble.size, width):
        box = Box(left, middle - LINE / 2, left + width, middle + LINE / 2)
        if box.left >= LEFT and box.right <= RIGHT and not any(box.meets(other) for other in taken):
            taken.append(box)
            start = left if anchor == "start" else left + width
            return f'<text x="{start:.1f}" y="{middle + 4:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
    return ""


def _tries(x: float, y: float, size: float, width: float) -> list[tuple[float, float, str]]:
    """Places for a label, the best first: beside its bubble, then above and below it."""
    beside = [(x + size + 4, y, "start"), (x - size - 4 - width, y, "end")]
    shifted = [(left, y + step, anchor) for step in (-LINE, LINE) for left, _, anchor in beside]
    over = [(x - width / 2, y + way * (size + LINE / 2 + 2), "start") for way in (-1, 1)]
    return [*beside, *over, *shifted]


def _frame(across: Scale, up: Scale, far: float, reach: float, x_name: str, y_name: str) -> str:
    parts = [
        f'<rect class="frame" x="{LEFT:g}" y="{TOP:g}" width="{RIGHT - LEFT:g}" height="{BOTTOM - TOP:g}" rx="6"/>',
        f'<line class="zero" x1="{LEFT:g}" x2="{RIGHT:g}" y1="{up(0):.1f}" y2="{up(0):.1f}"/>',
    ]
    for value in (-reach, -reach / 2, 0.0, reach / 2, reach):
        words = f"{value:+g}".replace("-", "−") if value else "0"
        parts.append(f'<text class="tick" x="{LEFT - 8:g}" y="{up(value) + 4:.1f}" text-anchor="end">{words}</text>')
    for value in (0.0, far / 10, far / 4, far / 2, far):
        x = across(math.sqrt(value))
        parts.append(f'<text class="tick" x="{x:.1f}" y="{BOTTOM + 18:g}" text-anchor="middle">{value:g}</text>')
    parts.append(f'<text class="axis-name" x="{RIGHT:g}" y="{BOTTOM + 38:g}" text-anchor="end">{escape(x_name)}</text>')
    parts.append(f'<text class="axis-name" x="{LEFT:g}" y="{TOP - 12:g}">{escape(y_name)}</text>')
    return "".join(parts)
