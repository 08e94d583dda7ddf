"""Brings feedback in: one file format one connector, one known export one declared layout; rows stream, bad rows are named."""
