"""Opinion pairs for languages without a parser: by the order of words alone, and labelled so."""

# ruff: noqa: E501 -- a pattern reads as one line of a table
from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.pair_values import Ease, Pair

_ADJECTIVES = {
    "en": "slow|fast|quick|late|good|great|bad|poor|awful|terrible|horrible|excellent|amazing|perfect|nice|rude|friendly|helpful"
    "|unhelpful|polite|dirty|clean|noisy|quiet|expensive|cheap|overpriced|broken|damaged|easy|hard|difficult|confusing|cold"
    "|hot|fresh|stale|small|big|tiny|long|short|useless|useful|boring|disappointing|wrong|missing|comfortable|uncomfortable|fine|tasty|bland",
    "de": "langsam|schnell|gut|schlecht|teuer|günstig|freundlich|unfreundlich|sauber|schmutzig|kaputt|super|schlimm|toll|hilfsbereit|laut|leise|einfach|kompliziert|unbrauchbar",
    "fr": "lente?s?|rapides?|bon(?:ne)?s?|mauvaise?s?|chère?s?|cher|sales?|propres?|aimables?|désagréables?|nulle?s?|parfaite?s?|cassée?s?|bruyante?s?|froide?s?",
    "es": "lent[oa]s?|rápid[oa]s?|buen[oa]s?|mal[oa]s?|car[oa]s?|barat[oa]s?|suci[oa]s?|limpi[oa]s?|amables?|pésim[oa]s?|excelentes?|rot[oa]s?|frí[oa]s?|perfect[oa]s?",
    "it": "lent[oaie]|veloc[ei]|rapid[oaie]|buon[oaie]|ottim[oaie]|cattiv[oaie]|pessim[oaie]|car[oaie]|economic[oaie]|sporc[oa]|sporchi|sporche|pulit[oaie]|gentil[ei]|scortes[ei]|rott[oaie]|fredd[oaie]|perfett[oaie]|rumoros[oaie]|difficil[ei]|facil[ei]",
    "pt": "lent[oa]s?|rápid[oa]s?|bo[am]|bons|boas|ótim[oa]s?|maus?|más?|ruim|ruins|péssim[oa]s?|car[oa]s?|barat[oa]s?|suj[oa]s?|limp[oa]s?|simpátic[oa]s?|atencios[oa]s?|grosseir[oa]s?|quebrad[oa]s?|fri[oa]s?|perfeit[oa]s?|barulhent[oa]s?|difícil|fácil|excelentes?",
    "zh": "慢|快|好|差|贵|便宜|脏|干净|难吃|好吃|好用|难用|冷淡|热情|耐心|敷衍|糟糕|完美|破|坏|吵|麻烦|方便|清楚|新鲜|小|大|少",
    "ko": "느려|느리|빨라|빠르|좋|나쁘|나빠|비싸|싸|더러|깨끗|친절|불친절|맛있|맛없|불편|편하|편해|최악|최고|별로|시끄러|늦|어려|어렵",
}
_EN = re.compile(
    rf"(?i)\b(?P<aspect>[a-z]+(?:[ -][a-z]+)?)\s+(?:is|was|are|were|seems?|looks?|feels?|felt|got|arrived|came)\s+"
    rf"(?P<neg>not |never |n't )?(?:(?:so|too|very|really|extremely|quite|a bit|rather|always|still)\s+)*(?P<said>{_ADJECTIVES['en']})\b"
    rf"|\b(?P<neg2>not a |no )?(?P<said2>{_ADJECTIVES['en']})\s+(?P<aspect2>[a-z]{{3,}})\b"
)
_EN_SHORT = re.compile(
    rf"(?i)\b(?P<aspect>[a-z]+)\s+(?P<neg>(?:is|was|are|were)n'?t)\s+(?:(?:so|too|very|really|that)\s+)*(?P<said>{_ADJECTIVES['en']})\b"
)
_DE = re.compile(
    rf"\b(?P<aspect>[A-ZÄÖÜ][\wäöüß]+)\s+(?:ist|war|sind|waren)\s+(?P<neg>nicht )?(?:(?:sehr|zu|so|leider|viel zu)\s+)*(?P<said>{_ADJECTIVES['de']})\b"
)
_FR = re.compile(
    rf"(?i)\b(?P<aspect>[a-zà-ÿ]+)\s+(?:n')?(?:est|était|sont|étaient)\s+(?P<neg>pas )?(?:(?:très|trop|vraiment|assez)\s+)*(?P<said>{_ADJECTIVES['fr']})\b"
)
_ES = re.compile(
    rf"(?i)\b(?P<aspect>[a-záéíóúñ]+)\s+(?P<neg>no )?(?:es|fue|era|está|estaba|son|llegó)\s+(?:(?:muy|demasiado|bastante|tan)\s+)*(?P<said>{_ADJECTIVES['es']})\b"
)
_IT = re.compile(
    rf"(?i)\b(?P<aspect>[a-zà-ù]+)\s+(?P<neg>non )?(?:è|era|erano|sono|è stat[oa]|sono stat[ie])\s+(?:(?:molto|troppo|davvero|abbastanza|così)\s+)*(?P<said>{_ADJECTIVES['it']})\b"
)
_PT = re.compile(
    rf"(?i)\b(?P<aspect>[a-zà-ú]+)\s+(?P<neg>não )?(?:é|era|foi|foram|são|está|estava|estavam|eram)\s+(?:(?:muito|demasiado|bastante|tão|super)\s+)*(?P<said>{_ADJECTIVES['pt']})\b"
)
_ZH = re.compile(
    rf"(?P<aspect>[一-鿿]{{2,4}}?)(?:也|都|还|就是|真的)?(?P<neg>不太|不够|不是很|不|没有?)?(?:很|太|非常|有点|特别|挺|真|超级?|比较)?(?P<said>{_ADJECTIVES['zh']})(?:了|的|$|[,。!?;\s])"
)
_KO = re.compile(
    rf"(?P<aspect>[가-힣]{{1,6}}?)(?:이|가|은|는|도)\s+(?:너무|정말|진짜|매우|아주|좀)?\s*(?P<neg>안 )?(?P<said>{_ADJECTIVES['ko']})[가-힣]*"
)
_PATTERNS = {
    "en": (_EN, _EN_SHORT),
    "de": (_DE,),
    "fr": (_FR,),
    "es": (_ES,),
    "it": (_IT,),
    "pt": (_PT,),
    "zh": (_ZH,),
    "ko": (_KO,),
}
# Those with a rule; Japanese has its parse, and what is neither here nor Japanese gives no pairs.
LANGUAGES = frozenset(_PATTERNS)
_WISH = re.compile(r"(?i)\b(?:please|should|wish|could you|bitte|por favor)\b|希望|建议|请|주세요|면 좋겠")
_EMPTY = frozenset(
    {
        "it",
        "that",
        "this",
        "they",
        "there",
        "which",
        "what",
        "everything",
        "nothing",
        "i",
        "we",
        "you",
        "and",
        "but",
        "the",
        "a",
        "than",
        "for",
        "with",
        "to",
    }
)
_ARTICLE = re.compile(r"(?i)^(?:the|a|an|my|our|your|this|that|and|but|so|of|la|le|el|los|las|les|die|der|das)\s+")


def plain_pairs(text: str, language: str) -> Iterator[Pair]:
    """The pairs of a normalised text, offsets into it; nothing for a language without a rule."""
    wish = _WISH.search(text) is not None
    for pattern in _PATTERNS.get(language, ()):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            aspect = _ARTICLE.sub("", (groups.get("aspect") or groups.get("aspect2") or "").lower())
            said = (groups.get("said") or groups.get("said2") or "").lower()
            if not aspect or aspect.split()[-1] in _EMPTY:
                continue
            negated = bool(groups.get("neg") or groups.get("neg2"))
            ease = Ease.HARD if said in ("hard", "difficult", "难用") else Ease.EASY if said == "easy" else None
            yield Pair(aspect, said, negated, wish, False, ease, "?" in text, match.start(), match.end(), "order")
