"""The hall's rules: frozen records and pure functions; ``now`` is always an argument."""
