"""Every door out: HTTP (JSON), web pages, command line."""
