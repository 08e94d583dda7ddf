"""The pages' addresses, one file a group."""
