"""What the stored numbers mean: pure statistics on arrays, no tables, every figure with its uncertainty."""
