"""A pytest plugin: instead of running tests, writes which rows of the regulation they accept."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

TARGET = "HALL_DESK_RULES_FILE"


def pytest_collection_finish(session: pytest.Session) -> None:
    """Writes row → tests, as the marks ``rule`` on the collected tests say."""
    Path(os.environ[TARGET]).write_text(json.dumps(accepted_by(session.items)), encoding="utf-8")


def accepted_by(items: Sequence[pytest.Item]) -> dict[str, list[str]]:
    """Row → the tests among these that accept it."""
    accepted: dict[str, list[str]] = {}
    for item in items:
        name = item.nodeid.split("[")[0]
        for mark in item.iter_markers("rule"):
            for row in mark.args:
                tests = accepted.setdefault(str(row), [])
                if name not in tests:
                    tests.append(name)
    return accepted
