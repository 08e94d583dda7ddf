"""The questions that pages and JSON ask: one question, one function, one typed answer.

Counts are of distinct respondents (a duplicate that nobody signed counts once) beside the comments themselves; every
share carries its n; every score its interval. Statistics come from models.insights, facts from models.sheets.
"""

from models.reports.alarms import ThemeAlarm, alerts
from models.reports.breakdown import Breakdown, breakdown
from models.reports.campaigns import campaign_comments, campaign_table
from models.reports.comment_pages import comment_page
from models.reports.effects import ActionEffect, action_effects
from models.reports.filters import Filters, Period
from models.reports.headline import cards, summary
from models.reports.history import RunReport, RunView, run_report, runs
from models.reports.impacts import (
    Priority,
    ScoreImpact,
    priority,
    priority_of,
    scores_given,
    theme_impacts,
    with_drivers,
)
from models.reports.journey_scores import JourneyScores
from models.reports.journey_scores import journey_scores as journey_score
from models.reports.keeping import Kept, KeptReport, keep_reports
from models.reports.known import check_known, check_segment
from models.reports.matrices import weekly_themes
from models.reports.mismatch import contradicted
from models.reports.overview import segment_values, span
from models.reports.parts import PartPreview, pain_points_of, part_preview
from models.reports.place_comments import place_comments
from models.reports.place_impacts import place_impacts
from models.reports.places import journey, touchpoint_heatmap
from models.reports.quotes import Quote, quotes
from models.reports.slow import ThemeDrift, ThemeTone, slow_changes, tone_changes
from models.reports.stories import story
from models.reports.theme_pages import event_of, events, theme_in, theme_page, trend
from models.reports.theme_rows import theme_table
from models.reports.triage_queue import triage_counts, triage_queue, urgent_open
from models.reports.verbatims import theme_comments, unassigned

__all__ = [
    "ActionEffect",
    "Breakdown",
    "Filters",
    "JourneyScores",
    "Kept",
    "KeptReport",
    "PartPreview",
    "Period",
    "Priority",
    "Quote",
    "RunReport",
    "RunView",
    "ScoreImpact",
    "ThemeAlarm",
    "ThemeDrift",
    "ThemeTone",
    "action_effects",
    "alerts",
    "breakdown",
    "campaign_comments",
    "campaign_table",
    "cards",
    "check_known",
    "check_segment",
    "comment_page",
    "contradicted",
    "event_of",
    "events",
    "journey",
    "journey_score",
    "keep_reports",
    "pain_points_of",
    "part_preview",
    "place_comments",
    "place_impacts",
    "priority",
    "priority_of",
    "quotes",
    "run_report",
    "runs",
    "scores_given",
    "segment_values",
    "slow_changes",
    "span",
    "story",
    "summary",
    "theme_comments",
    "theme_impacts",
    "theme_in",
    "theme_page",
    "theme_table",
    "tone_changes",
    "touchpoint_heatmap",
    "trend",
    "triage_counts",
    "triage_queue",
    "unassigned",
    "urgent_open",
    "weekly_themes",
    "with_drivers",
]
