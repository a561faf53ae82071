//! `itertools.islice`, which pulls exactly as many items as CPython's does.

use super::pull;
use crate::exit::{Implicit, Result};

/// `itertools.islice(items, start, stop, step)`
#[inline]
pub fn islice<T>(
    mut items: impl Iterator<Item = Result<T>>,
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
) -> Result<impl Iterator<Item = Result<T>>> {
    let (start, stop, step) = (start.unwrap_or(0), stop.unwrap_or(i64::MAX), step.unwrap_or(1));
    if start < 0 || stop < 0 || step < 1 {
        return Implicit::ValueError.exit();
    }
    let (mut pulled, mut wanted) = (0, start);
    Ok(std::iter::from_fn(move || {
        // What lies between two results is pulled, and can raise, even where no result follows.
        while pulled < wanted {
            pull!(items);
            pulled += 1;
        }
        if pulled >= stop {
            return None;
        }
        let item = pull!(items);
        pulled += 1;
        wanted = wanted.saturating_add(step).min(stop);
        Some(Ok(item))
    }))
}
