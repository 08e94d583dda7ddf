"""Keeps what we know: tables, migrations, writes, and the questions asked of them."""
