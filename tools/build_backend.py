"""PEP 517 backend: scikit-build-core, plus the rule that nothing ships without the lab's page.

An editable install does not need the page, so those hooks are scikit-build-core's own.
"""

from __future__ import annotations

from typing import Any

import page
from scikit_build_core import build as base
from scikit_build_core.build import (
    build_editable,
    get_requires_for_build_editable,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


def get_requires_for_build_sdist(config_settings: Any = None) -> list[str]:
    """Requirements of the source archive: Node too, where the page is still to be built and the machine has none."""
    return [*base.get_requires_for_build_sdist(config_settings), *page.requirements()]


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """Requirements of the wheel: Node too, where the page is still to be built and the machine has none."""
    return [*base.get_requires_for_build_wheel(config_settings), *page.requirements()]


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """Build the source archive with the page in it."""
    page.build()
    return base.build_sdist(sdist_directory, config_settings)


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Build the wheel with the page in it."""
    page.build()
    return base.build_wheel(wheel_directory, config_settings, metadata_directory)
