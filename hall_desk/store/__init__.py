"""The store: tables, engine, journal, migrations; the database and nothing else."""
