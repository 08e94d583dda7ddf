"""One reading for a person's eyes."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli.locale import say
from nlp.taxonomy import Taxonomy
from nlp.values import Reading

TONES = {-1: "bold red", 0: "bold yellow", 1: "bold green"}


def show(console: Console, text: str, reading: Reading, locale: str, taxonomy: Taxonomy) -> None:
    """The text with its opinions marked, then the labels by their names."""
    marked = Text(text)
    for opinion in reading.opinions:
        marked.stylize(TONES[opinion.polarity], opinion.start, opinion.end)
    console.print(marked)
    tone = reading.sentiment
    console.print(
        say(
            "reading.sentiment",
            label=say(f"sentiment.{tone.label.value}"),
            score=tone.score,
            confidence=tone.confidence,
        ),
        highlight=False,
    )
    named = {"intents": taxonomy.intents, "signals": taxonomy.signals}
    for field, names in named.items():
        codes: tuple[str, ...] = getattr(reading, field)
        if codes:
            shown = ", ".join(getattr(names[code], locale) if code in names else code for code in codes)
            console.print(f"{say('reading.' + field)}: {shown}", highlight=False)
    console.print(f"{say('reading.urgency')}: {reading.urgency}", highlight=False)
    if reading.opinions:
        console.print(_opinions(reading, locale, taxonomy))
    if reading.abstain:
        console.print(say("reading.abstain"), style="yellow", highlight=False)
    console.print(f"{reading.language.code} · {reading.version}", style="dim", highlight=False)


def _opinions(reading: Reading, locale: str, taxonomy: Taxonomy) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for key in ("quote", "touchpoint", "pain_point", "confidence"):
        table.add_column(say(f"reading.{key}"), overflow="fold")
    for one in reading.opinions:
        place = taxonomy.touchpoints.get(one.touchpoint or "")
        pain = taxonomy.pain_points.get(one.pain_point or "")
        table.add_row(
            Text(one.quote, TONES[one.polarity]),
            getattr(place, locale) if place else "–",
            getattr(pain, locale) if pain else "–",
            f"{one.confidence:.2f}",
        )
    return table
