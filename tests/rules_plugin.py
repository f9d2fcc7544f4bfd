"""A pytest plugin: instead of running tests, writes which rows of the regulation they accept."""

import json
import os
from pathlib import Path

import pytest

TARGET = "HALL_DESK_RULES_FILE"


def pytest_collection_finish(session: pytest.Session) -> None:
    """Writes row → tests, as the marks ``rule`` on the collected tests say."""
    accepted: dict[str, list[str]] = {}
    for item in session.items:
        name = item.nodeid.split("[")[0]
        for mark in item.iter_markers("rule"):
            for row in mark.args:
                tests = accepted.setdefault(str(row), [])
                if name not in tests:
                    tests.append(name)
    Path(os.environ[TARGET]).write_text(json.dumps(accepted), encoding="utf-8")
