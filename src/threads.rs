//! Work that two threads share.

use std::panic::resume_unwind;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::{Builder, available_parallelism, scope};

/// Whether two threads are sooner done than one. Asking the system takes longer than a short piece of work.
pub fn has_second_core() -> bool {
    static HAS: LazyLock<bool> = LazyLock::new(|| available_parallelism().is_ok_and(|count| count.get() > 1));
    *HAS
}

/// Does both at the same time, the second on a thread of its own; one after the other if there is no second core
/// or no thread can be had. A panic of either is passed on.
pub fn both<A, B: Send>(first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    both_if(true, first, second)
}

/// The same for work that may be too little for a second thread: then one after the other.
pub fn both_if<A, B: Send>(
    is_enough: bool,
    first: impl FnOnce() -> A,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    if is_enough && has_second_core() { by_two(first, second) } else { (first(), second()) }
}

/// The same by two threads, however many cores there are.
pub fn by_two<A, B: Send>(first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    // Whoever comes first takes it: the other thread, or this one if there is no other.
    let second = Mutex::new(Some(second));
    let begin = || {
        let second = second.lock().unwrap_or_else(PoisonError::into_inner).take();
        second.map(|second| second())
    };
    scope(|threads| {
        let other = Builder::new().spawn_scoped(threads, begin);
        let one = first();
        let two = match other {
            Ok(other) => other.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => begin(),
        };
        (one, two.expect("nobody else takes it"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_done_and_a_panic_is_passed_on() {
        let words = "words".to_owned();
        assert_eq!(by_two(|| words.len(), || words.to_uppercase()), (5, "WORDS".to_owned()));
        assert_eq!(both(|| 1, || 2), (1, 2));
        let mut order = Vec::new();
        let one_by_one = both_if(false, || 1, || order.push(2));
        assert_eq!((one_by_one, order), ((1, ()), vec![2]));
        let panic = std::panic::catch_unwind(|| by_two(|| 1, || -> u8 { panic!("no") })).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"no"));
    }
}
