"""A paid service has an owner of its own, who may change while it is open."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Brings a database of the fourth version to this one: whoever drew a sheet up answers."""
    op.add_column("sheet", sa.Column("owner", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE sheet SET owner = staff_no")
    signed = sa.text("state = 'signed'")
    op.drop_index("ix_sheet_unpaid", table_name="sheet")
    op.create_index(
        "ix_sheet_unpaid",
        "sheet",
        ["hall_id", "owner"],
        sqlite_where=signed,
        postgresql_where=signed,
    )
