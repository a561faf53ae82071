//! `bisect`: the same comparisons in the same order as CPython's, so any `<` gives the same place.

use crate::exit::{Implicit, Result};
use crate::list::List;
use crate::ops::PyOrd;
use crate::value::Value;

/// The place of `bisect.bisect_left(xs, x, lo, hi)`, or of `bisect_right` where `right`.
fn bisect<T: Value + PyOrd>(xs: &List<T>, x: &T, lo: i64, hi: Option<i64>, right: bool) -> Result<i64> {
    if lo < 0 {
        return Implicit::ValueError.exit();
    }
    // CPython itself takes an end of -1 for none at all.
    let (mut lo, mut hi) = (lo, hi.filter(|&hi| hi != -1).unwrap_or_else(|| xs.len()));
    while lo < hi {
        let middle = ((lo as u64 + hi as u64) / 2) as i64;
        let item = xs.get(middle)?;
        let before = if right { !x.py_lt(&item)? } else { item.py_lt(x)? };
        match before {
            true => lo = middle + 1,
            false => hi = middle,
        }
    }
    Ok(lo)
}

/// `bisect.bisect_left(xs, x, lo, hi)`
pub fn bisect_left<T: Value + PyOrd>(xs: &List<T>, x: &T, lo: i64, hi: Option<i64>) -> Result<i64> {
    bisect(xs, x, lo, hi, false)
}

/// `bisect.bisect_right(xs, x, lo, hi)`
pub fn bisect_right<T: Value + PyOrd>(xs: &List<T>, x: &T, lo: i64, hi: Option<i64>) -> Result<i64> {
    bisect(xs, x, lo, hi, true)
}

/// `bisect.insort_left(xs, x)` and `bisect.insort_right(xs, x)`
pub fn insort<T: Value + PyOrd>(xs: &List<T>, x: T, right: bool) -> Result<()> {
    let at = bisect(xs, &x, 0, None, right)?;
    xs.insert(at, x)
}
