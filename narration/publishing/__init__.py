"""Writes editions, collections of them, and the script as JSON."""

from narration.publishing.collection import Collected, Collection, Item, collection, manifest_name
from narration.publishing.edition import kbit, publish
from narration.publishing.manifest import earlier, made_of, unchanged
from narration.publishing.material import Leads
from narration.publishing.script_writer import script_json
from narration.publishing.tagging import SYNTHETIC, artist

__all__ = [
    "SYNTHETIC",
    "Collected",
    "Collection",
    "Item",
    "Leads",
    "artist",
    "collection",
    "earlier",
    "kbit",
    "made_of",
    "manifest_name",
    "publish",
    "script_json",
    "unchanged",
]
