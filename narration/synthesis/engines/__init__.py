"""Our own speech engines; each comes in through the same entry points as everybody's."""
