"""The days that may be named, in questions and in what is recorded: wide enough for all feedback, and for every sum."""

from datetime import date

# Feedback is from 1971 on (models.comments); "since 1970" is how programs say "all there is".
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
