"""Proves that it works: data sets, metrics, results; the only road by which new weights enter."""
