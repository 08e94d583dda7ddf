"""Charts as SVG text, drawn on the server.

Colours and strokes live in the style sheet (classes only), because the pages' policy forbids inline style. Every chart
names itself for screen readers; the page puts a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.pages.scales import Scale, nice_ceiling


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a stacked bar; `kind` is the style-sheet class (negative, neutral, positive, mixed)."""

    kind: str
    count: int
    label: str


def drawing(width: float, height: float, name: str, body: str, kind: str) -> Markup:
    return Markup(  # noqa: S704 -- every text inside was escaped where it entered
        f'<svg class="chart {kind}" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(name)}" '
        f'preserveAspectRatio="xMidYMid meet">{body}</svg>'
    )


def sentiment_bar(parts: Sequence[Part], name: str) -> Markup:
    """A bar of full width split by share; nothing counted leaves an empty track."""
    total = sum(part.count for part in parts)
    pieces, x = ['<rect class="track" x="0" y="0" width="200" height="12" rx="2"/>'], 0.0
    for part in parts:
        if not total or not part.count:
            continue
        width = 200 * part.count / total
        title = escape(f"{part.label}: {part.count} ({part.count / total:.0%})")
        pieces.append(
            f'<rect class="{part.kind}" x="{x:.2f}" y="0" width="{max(width - 0.8, 0.4):.2f}" height="12">'
            f"<title>{title}</title></rect>"
        )
        x += width
    return drawing(200, 12, name, "".join(pieces), "sentiment-bar")


def sparkline(values: Sequence[float], name: str, marked: int | None = None) -> Markup:
    """A small line over equal steps; `marked` is the index of the point to stress, by default the last."""
    if not values:
        return drawing(120, 28, name, "", "sparkline")
    up = Scale(0, nice_ceiling(max(values)), 25, 3)
    across = Scale(0, max(len(values) - 1, 1), 3, 117)
    points = [(across(i), up(v)) for i, v in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[marked if marked is not None else -1]
    area = f"3,25 {line} {points[-1][0]:.1f},25"
    body = f'<polygon class="area" points="{area}"/><polyline class="line" points="{line}"/>'
    return drawing(120, 28, name, f'{body}<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>', "sparkline")


def interval(value: float, low: float, high: float, span: tuple[float, float], name: str) -> Markup:
    """A point with its interval on a fixed span; the span's zero, if inside, is drawn."""
    place = Scale(*span, 2, 158)
    clip = [min(max(v, span[0]), span[1]) for v in (low, value, high)]
    left, middle, right = (place(v) for v in clip)
    zero = (
        f'<line class="zero" x1="{place(0):.1f}" x2="{place(0):.1f}" y1="0" y2="16"/>' if span[0] < 0 < span[1] else ""
    )
    body = (
        f'<line class="axis" x1="2" x2="158" y1="8" y2="8"/>{zero}'
        f'<line class="range" x1="{left:.1f}" x2="{right:.1f}" y1="8" y2="8"/>'
        f'<circle class="dot" cx="{middle:.1f}" cy="8" r="3.5"/>'
    )
    return drawing(160, 16, name, body, "interval")


def columns(labels: Sequence[str], stacks: Sequence[Sequence[Part]], name: str) -> Markup:
    """Stacked columns over weeks; every column's label is drawn while there is room for it.

    On a phone the style sheet leaves out every second label, so that the last one stays.
    """
    height, width, bottom = 170.0, 640.0, 140.0
    top = nice_ceiling(max((sum(p.count for p in stack) for stack in stacks), default=0))
    up = Scale(0, top, bottom, 12)
    step = (width - 44) / max(len(stacks), 1)
    body = [_grid(up, top, 40, width)]
    for i, (label, stack) in enumerate(zip(labels, stacks, strict=True)):
        x, base = 40 + i * step, 0
        for part in stack:
            y, low = up(base + part.count), up(base)
            title = escape(f"{label} {part.label}: {part.count}")
            body.append(
                f'<rect class="{part.kind}" x="{x + step * 0.14:.1f}" y="{y:.1f}" width="{step * 0.72:.1f}" '
                f'height="{max(low - y, 0):.1f}"><title>{title}</title></rect>'
            )
            base += part.count
        back = len(stacks) - 1 - i
        if len(stacks) <= 14 or back % 4 == 0:
            second = back % 2 == 1 if len(stacks) <= 14 else back % 8 == 4
            between = ' class="between"' if second else ""
            body.append(
                f'<text{between} x="{x + step / 2:.1f}" y="{bottom + 16:g}" text-anchor="middle">{escape(label)}</text>'
            )
    return drawing(width, height, name, "".join(body), "columns")


def _grid(up: Scale, top: float, left: float, right: float) -> str:
    lines = []
    half = (top / 2,) if top % 2 == 0 else ()  # people come whole
    for value in (0.0, *half, top):
        y = up(value)
        lines.append(f'<line class="grid" x1="{left:g}" x2="{right:g}" y1="{y:.1f}" y2="{y:.1f}"/>')
        lines.append(f'<text x="{left - 6:g}" y="{y + 3.5:.1f}" text-anchor="end">{value:g}</text>')
    return "".join(lines)
