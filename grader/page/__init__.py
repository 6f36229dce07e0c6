"""The browser lab: what a tracker page shows, and whether it is true."""
