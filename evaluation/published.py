"""What others published on the same sets: copied from their papers, never measured here, and marked so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """`split` says on which rows: rarely quite ours, so read it before comparing."""

    dataset: str
    system: str
    measure: str
    value: float
    split: str
    source: str


_XLM_T = "Barbieri et al. 2022, arXiv:2104.12250"

PUBLISHED: tuple[Published, ...] = (
    Published("umsab", "fastText", "mean_macro_f1", 0.510, "test, trained on all languages", _XLM_T),
    Published("umsab", "XLM-R", "mean_macro_f1", 0.668, "test, trained on all languages", _XLM_T),
    Published("umsab", "XLM-T", "mean_macro_f1", 0.694, "test, trained on all languages", _XLM_T),
)


def published(dataset: str) -> list[Published]:
    return [one for one in PUBLISHED if one.dataset == dataset]
