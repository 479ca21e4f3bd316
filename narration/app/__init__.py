"""The command ``narrate``."""


def main() -> None:
    """Run the command line."""
