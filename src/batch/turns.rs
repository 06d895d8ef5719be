//! How much text is converted at a time: small files side by side, large ones one after the other.
//!
//! A text takes many times its size in memory while it is converted. Without turns the need would grow with the threads of
//! the machine.
//!
//! **Always true:** what is converted at a time is [`AT_ONCE`] bytes at most, or a single text; everybody's turn comes.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes of input that may be converted side by side.
pub const AT_ONCE: usize = 16 << 20;

/// What a line or a cell weighs besides its bytes: it may become a paragraph, which takes some kilobytes while files are made of it.
const LINE: usize = 64;

/// What a text counts as, in bytes of a usual one.
pub fn weight(text: &[u8]) -> usize {
    text.len() + LINE * text.iter().filter(|byte| matches!(byte, b'\n' | b'\t')).count()
}

/// Who is at work.
#[derive(Debug, Default)]
pub struct Turns {
    taken: Mutex<Taken>,
    ended: Condvar,
}

/// What is taken, and how many wait: waking nobody costs a call of the system, too.
#[derive(Debug, Default)]
struct Taken {
    bytes: usize,
    waiting: usize,
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub struct Turn<'a> {
    turns: &'a Turns,
    bytes: usize,
}

impl Turns {
    /// Waits until there is room for a text of this [`weight`].
    pub fn take(&self, bytes: usize) -> Turn<'_> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while taken.bytes > 0 && taken.bytes.saturating_add(bytes) > AT_ONCE {
            taken.waiting += 1;
            taken = self.ended.wait(taken).unwrap_or_else(PoisonError::into_inner);
            taken.waiting -= 1;
        }
        taken.bytes = taken.bytes.saturating_add(bytes);
        Turn { turns: self, bytes }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut taken = self.turns.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.bytes = taken.bytes.saturating_sub(self.bytes);
        if taken.waiting > 0 {
            self.turns.ended.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn lines_of_a_character_weigh_more_than_their_bytes() {
        assert_eq!((weight("今天开会。".as_bytes()), weight(b"")), (15, 0));
        assert!(weight(&b"a\n".repeat(200_000)) > AT_ONCE / 2);
    }

    #[test]
    fn large_texts_go_one_after_the_other_and_all_go() {
        let (turns, at_work, most) = (Turns::default(), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for number in 0..24 {
                let (turns, at_work, most) = (&turns, &at_work, &most);
                scope.spawn(move || {
                    let bytes = if number % 3 == 0 { 3 * AT_ONCE } else { AT_ONCE / 2 };
                    let _turn = turns.take(bytes);
                    most.fetch_max(at_work.fetch_add(bytes, Ordering::SeqCst) + bytes, Ordering::SeqCst);
                    std::thread::yield_now();
                    at_work.fetch_sub(bytes, Ordering::SeqCst);
                });
            }
        });
        assert_eq!((most.into_inner(), at_work.into_inner()), (3 * AT_ONCE, 0));
    }
}
