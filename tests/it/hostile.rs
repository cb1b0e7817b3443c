//! Hostile texts by name.
