"""The forms in which exports write dates, after NFKC: one pattern a form, named groups for the parts."""

from __future__ import annotations

import re

# First year of each era minus one, so that 元年 (year 1) adds up.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
ERAS |= {"R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867}
_CLOCK = (
    r"(?:[T\s]*(?P<half>午前|午後|AM|PM)?\s*(?P<hour>\d{1,2})(?:[:時](?P<minute>\d{1,2})?分?)"
    r"(?:[:]?(?P<second>\d{1,2})秒?)?(?:[.,]\d+)?\s*(?P<half_after>AM|PM)?)?"
)
CLOCK = re.compile(_CLOCK, re.IGNORECASE)
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|JST|[+-]\d{2}:?\d{2})?"
_WEEKDAY = r"\s*(?:\(?[月火水木金土日]\)?(?:曜日?)?\)?)?\s*"
_ERA_DATE = r"(?P<era>令和|平成|昭和|大正|明治|(?<![A-Z])[RHSTM])\s*\.?\s*(?P<era_year>元|\d{1,2})\s*[年./-]\s*"
YEAR_FIRST = re.compile(
    rf"(?:{_ERA_DATE}|(?P<year>\d{{4}})\s*[年./-]\s*)(?P<month>\d{{1,2}})\s*(?:[月./-]\s*(?P<day>\d{{1,2}})?\s*日?|月)?"
    rf"{_WEEKDAY}{_CLOCK}{_ZONE}",
    re.IGNORECASE,
)
YEAR_LAST = re.compile(
    rf"(?P<first>\d{{1,2}})[./-](?P<second_part>\d{{1,2}})[./-](?P<year>\d{{4}})[,\s]*{_CLOCK}{_ZONE}", re.I
)
COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T_ ]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: index for index, name in enumerate(_NAMES, start=1)}
NAMED = re.compile(
    rf"(?:[a-z]{{3,9}},?\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name>[a-z]{{3,9}})\.?,?|"
    rf"(?P<name2>[a-z]{{3,9}})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?)\s+(?P<year>\d{{4}}),?{_CLOCK}{_ZONE}",
    re.IGNORECASE,
)
TWITTER = re.compile(r"\w{3} (\w{3} \d{1,2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{4}) (\d{4})")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
