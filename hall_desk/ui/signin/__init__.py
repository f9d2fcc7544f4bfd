"""Signing in, locking, approving (登录、锁屏、批准)."""
