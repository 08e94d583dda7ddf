"""Brings feedback in: a connector a format, a layout a known export; rows stream, bad rows are named."""
