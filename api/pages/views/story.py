"""What is happening, in plain sentences: on pages, at the terminal and for programs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from api.pages.names import Names, names
from api.pages.tongue import DASH, tongue
from api.pages.views.pieces import points, score_digits
from models.insights.story import Fact, FactKind
from nlp.taxonomy import Taxonomy

_TIES = (FactKind.COSTS, FactKind.LIFTS)


@dataclass(frozen=True, slots=True)
class Line:
    """One finding: the sentence, how sure it is, and what it rests on."""

    kind: str
    text: Markup
    sure: str
    sure_kind: str
    basis: str


def story(
    named: Names, findings: Sequence[Fact], praised: Collection[int] = (), *, linked: bool = True
) -> tuple[Line, ...]:
    """`praised`: the ids of themes that are praise, whose rise is good news."""
    return tuple(_line(named, one, int(one.theme_id) in praised, linked) for one in findings)


def plain(one: Fact, code: str) -> str:
    """The fact without mark-up in the language `code`, every figure it has and none it has not; how sure it is."""
    # Weeks are days already: no zone moves them.
    (line,) = story(names(tongue(code, ZoneInfo("UTC")), (), Taxonomy.default()), [one], linked=False)
    left, right = ("（", "）") if code == "ja" else (" (", ")")
    return f"{line.text.unescape()}{left}{line.sure}{right}"


def _line(names: Names, one: Fact, good: bool, linked: bool) -> Line:
    t = names.tongue.t
    theme = _theme(names, one, linked)
    sentences = [_what(names, one, theme), _where(names, one), _cost(names, one), _with_others(names, one)]
    joint = escape("" if names.tongue.code == "ja" else " ")
    return Line(
        kind=f"{one.kind} good" if good else one.kind,
        text=joint.join(sentence for sentence in sentences if sentence),
        sure=t(f"story.sure.{'tie' if one.kind in _TIES else 'change'}", sure=t(f"sure.{one.sureness}")),
        sure_kind=one.sureness,
        basis=t("story.basis", n=names.tongue.number(one.respondents)),
    )


def _theme(names: Names, one: Fact, linked: bool) -> Markup:
    left, right = "「」" if names.tongue.code == "ja" else "“”"
    label = escape(names.tongue.label(one.label, f"#{one.theme_id}"))
    inside = Markup('<a href="/themes/{}">{}</a>').format(one.theme_id, label) if linked else label
    return Markup("{}{}{}").format(left, inside, right)


def _what(names: Names, one: Fact, theme: Markup) -> Markup:
    tongue = names.tongue
    if one.kind in _TIES:
        return _tie(names, one, theme)
    kind = "over" if one.over else one.kind
    since = tongue.t(f"story.since.{kind}", week=tongue.week(one.since)) if one.since else ""
    latest = tongue.number(one.latest or 0)
    return tongue.html(f"story.{kind}", theme=theme, since=since, amount=_amount(names, one), latest=latest)


def _tie(names: Names, one: Fact, theme: Markup) -> Markup:
    """The words follow the figure's own sign, so that they never say the opposite of it."""
    score = _score(names, one)
    if one.cost is None:
        return names.tongue.html(f"story.{one.kind}_bare", theme=theme, score=score)
    kind = FactKind.COSTS if one.cost < 0 else FactKind.LIFTS
    return names.tongue.html(f"story.{kind}", theme=theme, score=score, **_interval(names, one))


def _score(names: Names, one: Fact) -> str:
    """With the survey it is from where there is another of its kind."""
    score = names.score(one.score_kind)
    if not one.score_scope:
        return score
    return names.tongue.t("story.of_scope", score=score, scope=names.tongue.t(f"scope_short.{one.score_scope}"))


def _amount(names: Names, one: Fact) -> str:
    """Never a growth from zero: a birth has no before."""
    if one.share_now is None:
        return ""
    after = names.tongue.percent(one.share_now, 1)
    if one.kind is FactKind.NEW or one.share_before is None:
        return names.tongue.t("story.at", after=after)
    before = names.tongue.percent(one.share_before, 1)
    if one.latest is None or one.over:
        return names.tongue.t("story.moved_peak" if one.over else "story.moved", before=before, after=after)
    return names.tongue.t("story.moved_until", before=before, after=after, latest=names.tongue.number(one.latest))


def _where(names: Names, one: Fact) -> Markup:
    places = [names.tongue.label(one.touchpoint)] if one.touchpoint else []
    if one.segment:
        places.append(one.segment)
    return names.tongue.html("story.where", place=names.tongue.listing(places)) if places else Markup("")


def _cost(names: Names, one: Fact) -> Markup:
    """How the score goes with it, unless the sentence was about that already; plainly nothing with zero inside."""
    if one.kind in _TIES or one.cost is None or one.cost_low is None or one.cost_high is None:
        return Markup("")
    key = "no_cost" if one.cost_low <= 0 <= one.cost_high else "with_cost" if one.cost < 0 else "with_gain"
    told = names.tongue.html(f"story.{key}", score=_score(names, one), **_interval(names, one, key == "no_cost"))
    return told + _doubted(names, one) if key != "no_cost" else told


def _doubted(names: Names, one: Fact) -> Markup:
    """The priority map and the page of the theme call such a tie unproven: the report may not say more than they."""
    return names.tongue.html("story.unproven") if one.unproven else Markup("")


def _with_others(names: Names, one: Fact) -> Markup:
    """Where the adjusted effect points the other way than the figure before, both are said."""
    if one.held_equal is None:
        return Markup("")
    key = "higher" if one.held_equal > 0 else "lower"
    change = names.tongue.number(abs(one.held_equal), score_digits(one.score_kind))
    unit = points(names.tongue, one.score_kind)
    return names.tongue.html(f"story.with_others.{key}", score=_score(names, one), points=change, unit=unit)


def _interval(names: Names, one: Fact, signed: bool = False) -> dict[str, str]:
    """Without signs, the smaller first, where the verb says the direction."""
    unit, digits = points(names.tongue, one.score_kind), score_digits(one.score_kind)
    if one.cost is None or one.cost_low is None or one.cost_high is None:
        return {"cost": names.tongue.number(abs(one.cost), digits) if one.cost else DASH, "low": DASH, "high": DASH,
                "unit": unit}  # fmt: skip
    sign = -1 if one.cost < 0 and not signed else 1
    low, high = sorted((sign * one.cost_low, sign * one.cost_high))
    write = names.tongue.signed if signed else names.tongue.number
    return {
        "cost": write(abs(one.cost), digits), "low": write(low, digits), "high": write(high, digits), "unit": unit,
    }  # fmt: skip
