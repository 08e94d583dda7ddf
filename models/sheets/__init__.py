"""Week sheets: the facts of a week, packed, so that a report over a million comments is a few array operations.

The rows are the truth. A sheet is a copy that is good while its stamp holds; writers change the stamp in the same
transaction, workers pack again (`refresh`), readers take the rows of weeks that nobody has packed yet.
"""
