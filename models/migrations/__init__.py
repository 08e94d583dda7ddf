"""The history of the tables, one file a step. Alembic runs it in process (`upgrade`) or from its own command."""
