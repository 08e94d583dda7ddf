"""The tables, one file a subject. Every row belongs to a workspace."""

from models.tables.access import ApiKey, AuditEntry, SignIn
from models.tables.columns import Table
from models.tables.feedback import Comment, Score
from models.tables.proposal import ThemeChange
from models.tables.reading import Correction, Opinion, Reading, Unit
from models.tables.theme import Action, Theme, ThemeEvent, ThemeLink, ThemeRun
from models.tables.work import IdempotentAnswer, Job, WeekSheet
from models.tables.workspace import Respondent, Source, Touchpoint, Workspace

__all__ = [
    "Action",
    "ApiKey",
    "AuditEntry",
    "Comment",
    "Correction",
    "IdempotentAnswer",
    "Job",
    "Opinion",
    "Reading",
    "Respondent",
    "Score",
    "SignIn",
    "Source",
    "Table",
    "Theme",
    "ThemeChange",
    "ThemeEvent",
    "ThemeLink",
    "ThemeRun",
    "Touchpoint",
    "Unit",
    "WeekSheet",
    "Workspace",
]
