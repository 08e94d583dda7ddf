"""Reads text: plain text in, plain values out.

No database, no network, no settings. Heavy libraries are imported by one file each, on first use.
"""
