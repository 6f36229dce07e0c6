"""Pages that people look at: templates and static files."""
