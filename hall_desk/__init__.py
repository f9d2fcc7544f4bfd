"""The desk of an electricity business hall (供电营业厅)."""

__version__ = "0.1.0"
