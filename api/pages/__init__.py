"""The web pages: server-rendered, Japanese and English, no script needed, nothing from outside."""
