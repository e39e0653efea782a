// Replaced with the adapter.
