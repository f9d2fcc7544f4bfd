"""Opening and closing the business day (开门、日结)."""
