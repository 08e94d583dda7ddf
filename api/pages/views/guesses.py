"""What was only guessed about a score: said wherever the score is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.pages.names import Names
from models.score_columns import GuessedScore


def guesses(names: Names, found: Sequence[GuessedScore], kind: str, scope: str) -> tuple[str, ...]:
    """Sentences about one kind and scope; none when all was said by who sent it."""
    return tuple(_told(names, [one for one in found if (one.kind, one.scope) == (kind, scope)]))


def all_guesses(names: Names, found: Sequence[GuessedScore]) -> tuple[str, ...]:
    """About every score that is shown."""
    pairs = dict.fromkeys((one.kind, one.scope) for one in found)
    return tuple(sentence for pair in pairs for sentence in guesses(names, found, *pair))


def _told(names: Names, found: Sequence[GuessedScore]) -> Iterator[str]:
    tongue = names.tongue
    for one in found:
        if one.kind_guessed:
            yield tongue.t("guess.kind", source=one.source, column=one.column, score=names.score(one.kind))
    assumed = list(dict.fromkeys(one.source for one in found if one.scope_assumed))
    if assumed:
        sources = tongue.listing([tongue.t("guess.source", source=source) for source in assumed])
        scope = tongue.t(f"scope.{found[0].scope}")
        yield tongue.t("guess.scope", sources=sources, score=names.score(found[0].kind), scope=scope)
