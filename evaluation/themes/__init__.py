"""Themes measured beside stock BERTopic: same vectors, same run, one row a figure, and a verdict on each."""
