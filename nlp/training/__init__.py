"""Trains the bundled weights from labelled comments and open data; serving never imports this package."""
