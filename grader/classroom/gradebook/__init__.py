"""What is known of a class, in a database: SQLite by default, any that SQLAlchemy reaches."""
