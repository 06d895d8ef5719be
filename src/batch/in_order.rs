//! Work done side by side, results taken in order.
//!
//! Workers take the next number each, so that results come nearly in order; a worker that runs too far ahead of what was
//! taken waits. Memory is bounded by `AHEAD` results, whatever the length of the list.
//!
//! **Always true:** results are taken once each, in the order of their numbers, whatever the number of threads.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use super::trouble::Trouble;
use crate::message;

/// How many results may wait for their turn.
const AHEAD: usize = 256;
/// So many results are taken as they come; after them the taker naps before it waits for more, so that a thousand that come
/// at once do not cost a thousand wake-ups.
const AT_HAND: usize = 32;
const NAP: Duration = Duration::from_micros(500);
/// Stack of a worker: deep texts must not end the program.
const STACK: usize = 16 << 20;

/// Threads to use: as many as asked for, else one a core, never more than there is work.
pub fn threads(asked: Option<usize>, count: usize) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    asked.unwrap_or_else(cores).clamp(1, count.max(1))
}

/// How far results were taken, and whether nobody wants more.
struct Taken {
    /// How many were taken, and how many workers wait for that.
    count: Mutex<(usize, usize)>,
    moved: Condvar,
    stopped: AtomicBool,
}

impl Taken {
    fn advance(&self) {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        count.0 += 1;
        if count.1 > 0 {
            self.moved.notify_all();
        }
    }

    fn wait_for_turn(&self, number: usize) {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        while number >= count.0 + AHEAD && !self.stopped.load(Ordering::Relaxed) {
            count.1 += 1;
            count = self.moved.wait(count).unwrap_or_else(PoisonError::into_inner);
            count.1 -= 1;
        }
    }
}

/// Ends waiting workers on every way out, a panic of the taker included.
struct StopOnDrop<'a>(&'a Taken);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.stopped.store(true, Ordering::Relaxed);
        // Under the lock, so that no worker misses it between its look and its sleep.
        let _count = self.0.count.lock().unwrap_or_else(PoisonError::into_inner);
        self.0.moved.notify_all();
    }
}

/// Does `work` for the numbers below `count` on so many threads and hands the results to `take` in order, until it breaks.
/// `work` must not panic ([`super::fault::caught`]).
pub fn in_order<T: Send>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> ControlFlow<()>,
) -> Result<(), Trouble> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().map_err(|error| {
        Trouble::usage(message!("{threads} threads cannot be had: {error}", threads, error = error.to_string()))
            .hint("ask for fewer with `-j N`")
    })?;
    let next = AtomicUsize::new(0);
    let taken = Taken { count: Mutex::new((0, 0)), moved: Condvar::new(), stopped: AtomicBool::new(false) };
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let (pool, next, taken_ref, work) = (&pool, &next, &taken, &work);
        scope.spawn(move || {
            pool.broadcast(|_| {
                let sender = sender.clone();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return;
                    }
                    taken_ref.wait_for_turn(number);
                    if taken_ref.stopped.load(Ordering::Relaxed) || sender.send((number, work(number))).is_err() {
                        return;
                    }
                }
            });
        });
        let _stop = StopOnDrop(&taken);
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        while turn < count {
            let at_hand = receiver.try_recv().or_else(|_| {
                if turn >= AT_HAND {
                    thread::sleep(NAP);
                }
                receiver.recv()
            });
            let Ok((number, result)) = at_hand else { return };
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&turn) {
                if take(turn, result).is_break() {
                    return;
                }
                turn += 1;
                taken.advance();
            }
        }
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_taken_in_order_whatever_the_number_of_threads() {
        for threads in [1, 2, 8] {
            let mut taken = Vec::new();
            let work = |n: usize| {
                if n.is_multiple_of(7) {
                    thread::yield_now();
                }
                n * 2
            };
            in_order(3 * AHEAD + 5, threads, work, |number, result| {
                assert_eq!(result, number * 2);
                taken.push(number);
                ControlFlow::Continue(())
            })
            .expect("threads");
            assert_eq!(taken, (0..3 * AHEAD + 5).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nobody_waits_for_ever_when_the_taker_stops() {
        let mut seen = 0;
        let stop_after_three = |_, _| {
            seen += 1;
            if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        in_order(10 * AHEAD, 4, |n| n, stop_after_three).expect("threads");
        assert_eq!(seen, 3);
    }

    #[test]
    fn an_empty_list_is_done_at_once() {
        in_order(0, 2, |n| n, |_, _| ControlFlow::Continue(())).expect("threads");
    }
}
