"""Runs the command line for ``python -m narration``."""

from narration.app import main

if __name__ == "__main__":
    main()
