#!/bin/sh
# make_venv.sh FOLDER: a virtual environment with the first Python on the PATH that is new enough.
set -eu

for python in ${PYTHON:-python3.11 python3 python3.12 python3.13 python3.14}; do
    # Asking it is the only safe test: a version manager's shim is on the PATH whether or not its Python is there.
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "error: $python has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2
            exit 1
        fi
        "$python" -m venv "$1"
        # Dependency groups need pip 25.1.
        "$1/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
        exit 0
    fi
done
echo "error: wetnet needs Python 3.11 or newer and found none; install it, or name it: make PYTHON=/path/to/python3.11" >&2
exit 1
