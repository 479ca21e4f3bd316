"""Writes editions, and the script as JSON."""

from narration.publishing.edition import publish
from narration.publishing.manifest import earlier, unchanged
from narration.publishing.material import Leads
from narration.publishing.script_writer import script_json

__all__ = ["Leads", "earlier", "publish", "script_json", "unchanged"]
