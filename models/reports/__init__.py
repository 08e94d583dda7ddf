"""The questions that pages and JSON ask: one question, one function, one typed answer.

Counts are of distinct respondents (a duplicate that nobody signed counts once) beside the comments themselves; every
share carries its n; every score its interval. Statistics come from models.insights, facts from models.sheets.
"""
