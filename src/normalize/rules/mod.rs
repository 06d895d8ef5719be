//! The normalization rules, one file each, in the order they run.
