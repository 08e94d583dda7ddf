"""What we can read, and how well: measured, not promised."""

from __future__ import annotations

from fastapi import APIRouter

from api.examples import shown
from api.house import House, HouseDep
from api.measured import measures
from api.schemas.classify import MOST_TEXTS
from api.schemas.feedback import MOST_COMMENTS
from api.schemas.health import CAPABILITIES_EXAMPLE, CapabilitiesOut, NameOut
from api.security import ToClassify

router = APIRouter(tags=["classify"])

# The languages of the comments the weights were trained on; others are read through what languages share.
LANGUAGES = ["ja", "en", "zh", "ko", "de", "fr", "es", "pt", "it", "id", "th", "vi"]


@router.get(
    "/v1/capabilities",
    response_model=CapabilitiesOut,
    summary="Languages, codes, measured accuracy, limits",
    responses=shown(CAPABILITIES_EXAMPLE),
)
def capabilities(_: ToClassify, house: HouseDep) -> CapabilitiesOut:
    """Every figure names its data set, its split, its interval and the weights it was measured with."""
    return CapabilitiesOut(
        version=house.readers.version,
        languages=LANGUAGES,
        taxonomy=_codes(house),
        accuracy=measures(),
        limits={
            "texts_per_request": MOST_TEXTS,
            "comments_per_request": MOST_COMMENTS,
            "characters_per_text": house.settings.cell_limit_characters,
            "characters_per_request": house.settings.request_limit_characters,
            "requests_per_minute": house.settings.rate_limit_per_minute,
        },
    )


def _codes(house: House) -> dict[str, list[NameOut]]:
    taxonomy = house.taxonomy
    sections = {
        "stages": taxonomy.stages,
        "touchpoints": taxonomy.touchpoints,
        "pain_points": taxonomy.pain_points,
        "intents": taxonomy.intents,
        "signals": taxonomy.signals,
    }
    return {
        name: [
            NameOut(code=one.code, ja=one.ja, en=one.en, stage=getattr(one, "stage", None))
            for one in section.values()
            if not one.hidden
        ]
        for name, section in sections.items()
    }
