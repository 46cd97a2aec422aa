"""``python -m wetnet.cli`` is ``wetnet``."""

from wetnet.cli import main

main()
