//! Facts about whole packages.
