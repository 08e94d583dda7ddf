"""Found examples are the same on every run, and a busy machine is no failure."""

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")
