//! The built-in template, for unit tests of the stages that need one.

use super::{Template, builtin_source, load};

/// GB/T 9704.
pub(crate) fn gbt9704() -> Template {
    load("gbt9704", builtin_source("gbt9704").expect("it is built in")).expect("it is checked by its own test")
}
