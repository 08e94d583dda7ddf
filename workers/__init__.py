"""Where language and storage meet: background jobs and the connectors that bring feedback in."""
