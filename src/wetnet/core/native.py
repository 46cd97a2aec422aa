"""The native kernels: registered with XLA once, and absent without harm.

A kernel has a pure-JAX twin that is its oracle in tests and the path on a GPU. Where the extension
was not built (no C++ compiler), the twin runs everywhere and a warning says once what that costs.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

import jax


@cache
def available() -> bool:
    """Whether the extension is there; registers its kernels with XLA on the first call."""
    try:
        from wetnet import _native
    except ImportError:
        warnings.warn(
            "wetnet was installed without its native kernels: networks run on the pure-JAX path, with the same results "
            "but some ten times slower. Install a C++ compiler and reinstall wetnet to get them.",
            stacklevel=2,
        )
        return False
    for name, capsule in _native.handlers().items():
        jax.ffi.register_ffi_target(name, capsule, platform="cpu")
    return True


def choose(native: Callable[..., Any], twin: Callable[..., Any], *args: Any) -> Any:
    """The kernel on a CPU that has it, the twin everywhere else."""
    if not available():
        return twin(*args)
    return jax.lax.platform_dependent(*args, cpu=native, default=twin)
