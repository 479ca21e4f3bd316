"""Writes editions, collections of them, sticks, and the script as JSON."""

from narration.publishing.ahead import prepare
from narration.publishing.collection import Collected, Collection, Item, collection, manifest_name
from narration.publishing.copies import Copies
from narration.publishing.edition import kbit, publish
from narration.publishing.manifest import earlier, files_of, made_of, unchanged
from narration.publishing.material import Leads
from narration.publishing.script_writer import script_json
from narration.publishing.stick import copy
from narration.publishing.tagging import SYNTHETIC, artist

__all__ = [
    "SYNTHETIC",
    "Collected",
    "Collection",
    "Copies",
    "Item",
    "Leads",
    "artist",
    "collection",
    "copy",
    "earlier",
    "files_of",
    "kbit",
    "made_of",
    "manifest_name",
    "prepare",
    "publish",
    "script_json",
    "unchanged",
]
