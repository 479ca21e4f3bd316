"""Writes editions, and the script as JSON."""

from narration.publishing.ahead import prepare
from narration.publishing.edition import publish
from narration.publishing.manifest import earlier, unchanged
from narration.publishing.script_writer import script_json

__all__ = ["earlier", "prepare", "publish", "script_json", "unchanged"]
