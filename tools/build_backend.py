"""PEP 517 backend: scikit-build-core, plus the rule that nothing ships without the lab's page.

An editable install does not need the page: its hooks are untouched.
"""

from __future__ import annotations

from typing import Any

import page
from scikit_build_core import build as base


def __getattr__(hook: str) -> Any:
    """Every hook that is not defined here is scikit-build-core's own, where it has one."""
    return getattr(base, hook)


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
