"""Stand-in for the modules that comtypes writes."""
