"""The duty desk (值班主任台)."""
