"""The windows of the hall (界面): everything that may import Qt."""
