"""The whole web as a browser sees it, played on one port of 127.0.0.1."""
