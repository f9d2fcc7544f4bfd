"""Faults of the environment: the database cannot be used now; nothing was lost."""


class StoreUnavailable(Exception):
    """The database does not answer or cannot write; ``str()`` says in Chinese what to do."""


class StoreRefused(StoreUnavailable):
    """The database must not be used by this program as it is (newer, damaged, network disk)."""
