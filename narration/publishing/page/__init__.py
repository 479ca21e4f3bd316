"""The words of an edition as pages: one to read along with the recording, one in large print."""
