"""The words of an edition with their sound as a book: EPUB 3 with media overlays."""
