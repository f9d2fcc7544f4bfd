"""Runs migrations on the connection the program hands over, inside its transaction."""

from alembic import context

from hall_desk.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
