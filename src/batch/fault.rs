//! A panic is our bug, and that of one file only: it is caught, kept from the terminal and told as a diagnostic.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::message::Message;

thread_local! {
    /// Where the panic that is being unwound on this thread began.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panic messages from standard error: whoever catches one tells it in our words. Called once, by `cli`.
pub fn keep_quiet() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line()));
        PLACE.with(|slot| *slot.borrow_mut() = place);
    }));
}

/// Runs `work`; a panic in it becomes the sentence that describes it.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Message> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let place = PLACE.with(|slot| slot.borrow_mut().take());
        let what = format!("{}{}", sentence(&*payload), place.map(|p| format!(" ({p})")).unwrap_or_default());
        message!("the program ran into a fault of its own: {what}", what)
    })
}

/// The diagnostic for a fault: this file was not converted.
pub fn diagnostic(sentence: Message) -> Diagnostic {
    Diagnostic::error("internal-error", sentence).hint("please report this, with the file if it may be shown")
}

fn sentence(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|s| (*s).to_string()).or_else(|| payload.downcast_ref::<String>().cloned());
    let text = text.unwrap_or_else(|| "no message".to_string());
    // One line, and no more of someone's text than a line holds.
    text.lines().next().unwrap_or_default().chars().take(160).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_in_one_line() {
        let said = caught(|| -> () { panic!("index 3 out of bounds\nand more") }).expect_err("it panics");
        assert!(said.contains("index 3 out of bounds") && !said.contains("and more"), "{said}");
        assert_eq!(caught(|| 7), Ok(7));
    }
}
