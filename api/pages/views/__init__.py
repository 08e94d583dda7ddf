"""From answers to what a page shows: words, formatted numbers, drawings. No database here, no HTTP."""
