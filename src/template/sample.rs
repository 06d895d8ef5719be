//! The built-in templates, for unit tests of the stages that need one.

use super::{Template, builtin_source, load};

/// GB/T 9704.
pub(crate) fn gbt9704() -> Template {
    builtin("gbt9704")
}

/// One of them.
pub(crate) fn builtin(name: &str) -> Template {
    load(name, builtin_source(name).expect("it is built in")).expect("it is checked by its own test")
}
