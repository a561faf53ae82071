//! Where an index or a slice falls in a sequence of a given length.

use crate::exit::{Implicit, Result};

/// The place of `xs[index]`, or nothing where Python raises IndexError.
#[inline]
pub fn place(index: i64, len: usize) -> Option<usize> {
    let at = if index < 0 { index.wrapping_add(len as i64) } else { index };
    ((at as u64) < len as u64).then_some(at as usize)
}

/// One end of a plain slice or of `insert`, moved into `0..=len`.
#[inline]
pub fn clamp(index: i64, len: usize) -> usize {
    let len = len as i64;
    let at = if index < 0 { index.saturating_add(len) } else { index };
    at.clamp(0, len) as usize
}

/// First place and end of `xs[start:stop]`; the end is never before the first.
#[inline]
pub fn span(start: Option<i64>, stop: Option<i64>, len: usize) -> (usize, usize) {
    let first = start.map_or(0, |at| clamp(at, len));
    let end = stop.map_or(len, |at| clamp(at, len));
    (first, end.max(first))
}

/// The places that `xs[start:stop:step]` names, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    pub first: i64,
    /// The end as Python rounds it into the sequence: past the last place in the step's direction.
    pub end: i64,
    pub step: i64,
    pub count: usize,
}

impl Places {
    /// What `slice(start, stop, step).indices(len)` says; a step of zero is a ValueError.
    pub fn of(start: Option<i64>, stop: Option<i64>, step: i64, len: usize) -> Result<Places> {
        if step == 0 {
            return Implicit::ValueError.exit();
        }
        let len = len as i64;
        // Going down, the ends lie between -1 and len - 1.
        let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let inside = |at: i64| (if at < 0 { at.saturating_add(len) } else { at }).clamp(low, high);
        let first = start.map_or(if step < 0 { high } else { low }, inside);
        let end = stop.map_or(if step < 0 { low } else { high }, inside);
        let count = match step > 0 {
            true if first < end => (end - first - 1) as u64 / step as u64 + 1,
            false if first > end => (first - end - 1) as u64 / step.unsigned_abs() + 1,
            _ => 0,
        };
        Ok(Places { first, end, step, count: count as usize })
    }

    /// The places one by one.
    #[inline]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        // With more than one place, |step| is below len, so the product stays far inside of i64.
        (0..self.count).map(move |n| (self.first + n as i64 * self.step) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_wrap_once() {
        assert_eq!(place(-1, 3), Some(2));
        assert_eq!(place(-4, 3), None);
        assert_eq!(place(3, 3), None);
        assert_eq!(place(i64::MIN, 3), None);
    }

    #[test]
    fn spans_are_never_negative() {
        assert_eq!(span(Some(2), Some(1), 3), (2, 2));
        assert_eq!(span(Some(i64::MIN), Some(i64::MAX), 3), (0, 3));
        assert_eq!(span(Some(-2), None, 3), (1, 3));
    }

    #[test]
    fn steps_go_both_ways() {
        let places = |start, stop, step| Places::of(start, stop, step, 5).unwrap().iter().collect::<Vec<_>>();
        assert_eq!(places(None, None, -1), [4, 3, 2, 1, 0]);
        assert_eq!(places(Some(1), None, 2), [1, 3]);
        assert_eq!(places(None, None, i64::MIN), [4]);
        assert_eq!(places(None, None, i64::MAX), [0]);
        assert_eq!(places(Some(-9), Some(-9), -1), Vec::<usize>::new());
        assert!(Places::of(None, None, 0, 5).is_err());
    }
}
