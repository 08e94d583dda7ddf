"""The protocols of published comparisons, one a file, and how a row of theirs is learnt."""
