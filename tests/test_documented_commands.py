"""The command line as the readme and the Chinese manual tell it: all of it, and nothing else."""

import argparse
import re
from pathlib import Path

import pytest

from hall_desk.__main__ import build_parser

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
MANUAL = ROOT / "resources" / "docs" / "manual.zh.md"
VERIFIER = ROOT / "resources" / "docs" / "verify_journal.py"


def leaves(parser: argparse.ArgumentParser, name: str = "") -> dict[str, argparse.ArgumentParser]:
    """Every command that does something, by its words."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                found |= leaves(inner, f"{name} {word}".strip())
    return found or {name: parser}


COMMANDS = leaves(build_parser())
DEVELOPERS = {"latency", "benchmark"}


def rows(text: str) -> list[str]:
    """The commands in the first cells of tables, without ``hall-desk``."""
    cells = re.findall(r"^\| (`.+?) \|", text, re.MULTILINE)
    spans = [span for cell in cells for span in re.findall(r"`([^`]+)`", cell)]
    return [span.removeprefix("hall-desk ") for span in spans if not span.startswith("…")]


def command_of(words: str) -> str:
    """Which command a line of the documents runs; empty where there is none such."""
    fitting = [name for name in COMMANDS if f"{words} ".startswith(f"{name} ")]
    return max(fitting, key=len, default="")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_stands_in_the_table_of_the_readme(name: str) -> None:
    assert name in {command_of(row) for row in rows(README.read_text("utf-8"))}


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - DEVELOPERS))
def test_a_command_of_a_hall_stands_in_the_chinese_manual(name: str) -> None:
    assert f"hall-desk {name}" in MANUAL.read_text("utf-8")


def test_the_tables_name_nothing_that_does_not_exist() -> None:
    told = [row for page in (README, MANUAL) for row in rows(page.read_text("utf-8"))]
    unknown = [row for row in told if not row.startswith("python3 ") and not command_of(row)]
    assert len(told) > 20
    assert unknown == []


@pytest.mark.parametrize("page", [README, MANUAL], ids=lambda page: page.name)
def test_every_flag_told_belongs_to_its_command(page: Path) -> None:
    text = page.read_text("utf-8")
    spans = re.findall(r"`((?:hall-desk )?[a-z-]+(?: [^`]*)?)`", text)
    told = [span.removeprefix("hall-desk ") for span in spans]
    wrong = []
    for words in told:
        known = COMMANDS.get(command_of(words))
        flags = set(re.findall(r"--[a-z-]+", words))
        if known is not None and not flags <= known._option_string_actions.keys():
            wrong.append(words)
    assert wrong == []
    every = {flag for each in COMMANDS.values() for flag in each._option_string_actions}
    every |= set(re.findall(r'"(--[a-z-]+)"', VERIFIER.read_text("utf-8")))
    alone = [flag for span in re.findall(r"`(--[^`]+)`", text) for flag in span.split()]
    assert [flag for flag in alone if flag.startswith("--") and flag not in every] == []


@pytest.mark.parametrize("flag", ["--database", "--key", "--hall", "--verify", "--no-verify"])
def test_what_the_commands_share_is_told_in_the_manual(flag: str) -> None:
    assert flag in MANUAL.read_text("utf-8")
