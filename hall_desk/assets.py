"""Paths of the resources that travel with the program (随机资源)."""

from pathlib import Path


def find_resources(package: Path) -> Path:
    """Return the resources folder: inside an installed package, beside it in a checkout."""
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


RESOURCES = find_resources(Path(__file__).resolve().parent)


def resource(relative: str) -> Path:
    """Return the path of one resource, given relative to the resources folder."""
    return RESOURCES / relative
