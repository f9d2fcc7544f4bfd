"""Paper (单据): figures and records become PDF bytes."""
