"""The verbs of the hall: one function, one transaction, opened only by ``Hall``."""
