//! Iterators that exist only inside one expression or loop header: `enumerate`, `zip`, `itertools`.
//!
//! All of them run over `Iterator<Item = Result<T>>` and pull their sources in Python's order, so
//! that of two errors the right one comes first.

mod combine;
mod slice;

pub use combine::{combinations, combinations_with_replacement, pairs, permutations, product2, product3, product_repeat};
pub use slice::islice;

use crate::exit::{deopt, Implicit, Result};
use crate::ops::{PyEq, Truth};
use crate::text::{Char, Text};


/// Takes the next item of a source, or ends with its end or its error.
macro_rules! pull {
    ($source:expr) => {
        match $source.next()? {
            Ok(item) => item,
            Err(exit) => return Some(Err(exit)),
        }
    };
}
pub(crate) use pull;

/// `enumerate(items, start)`; deopts where the count leaves 64 bits.
#[inline]
pub fn enumerate<T>(mut items: impl Iterator<Item = Result<T>>, start: i64) -> impl Iterator<Item = Result<(i64, T)>> {
    let mut next = start;
    std::iter::from_fn(move || {
        let item = pull!(items);
        let count = next;
        next = count.wrapping_add(1);
        // It has wrapped around exactly where it is below its start.
        Some(if count < start { deopt() } else { Ok((count, item)) })
    })
}

/// `zip(a, b)`: ends with the shorter one, and looks at `a` first.
#[inline]
pub fn zip2<A, B>(
    mut a: impl Iterator<Item = Result<A>>,
    mut b: impl Iterator<Item = Result<B>>,
) -> impl Iterator<Item = Result<(A, B)>> {
    std::iter::from_fn(move || {
        let first = pull!(a);
        Some(Ok((first, pull!(b))))
    })
}

/// `zip(a, b, c)`
#[inline]
pub fn zip3<A, B, C>(
    mut a: impl Iterator<Item = Result<A>>,
    mut b: impl Iterator<Item = Result<B>>,
    mut c: impl Iterator<Item = Result<C>>,
) -> impl Iterator<Item = Result<(A, B, C)>> {
    std::iter::from_fn(move || {
        let first = pull!(a);
        let second = pull!(b);
        Some(Ok((first, second, pull!(c))))
    })
}

/// `zip(a, b, c, d)`
#[inline]
pub fn zip4<A, B, C, D>(
    mut a: impl Iterator<Item = Result<A>>,
    mut b: impl Iterator<Item = Result<B>>,
    mut c: impl Iterator<Item = Result<C>>,
    mut d: impl Iterator<Item = Result<D>>,
) -> impl Iterator<Item = Result<(A, B, C, D)>> {
    std::iter::from_fn(move || {
        let first = pull!(a);
        let second = pull!(b);
        let third = pull!(c);
        Some(Ok((first, second, third, pull!(d))))
    })
}

/// `zip(a, b, strict=strict)`: where it is true, sources of different length are a ValueError.
#[inline]
pub fn zip_strict<A, B>(
    mut a: impl Iterator<Item = Result<A>>,
    mut b: impl Iterator<Item = Result<B>>,
    strict: bool,
) -> impl Iterator<Item = Result<(A, B)>> {
    std::iter::from_fn(move || match a.next() {
        Some(Ok(first)) => match b.next() {
            Some(second) => Some(second.map(|second| (first, second))),
            None => strict.then(|| Implicit::ValueError.exit()),
        },
        Some(Err(exit)) => Some(Err(exit)),
        None if !strict => None,
        None => match b.next()? {
            Ok(_) => Some(Implicit::ValueError.exit()),
            Err(exit) => Some(Err(exit)),
        },
    })
}

/// `itertools.zip_longest(a, b, fillvalue=fill)` over items of one type.
#[inline]
pub fn zip_longest<T: Clone>(
    a: impl Iterator<Item = Result<T>>,
    b: impl Iterator<Item = Result<T>>,
    fill: T,
) -> impl Iterator<Item = Result<(T, T)>> {
    // A source that has ended is not asked again.
    let (mut a, mut b) = (a.fuse(), b.fuse());
    std::iter::from_fn(move || {
        let (first, second) = match a.next() {
            Some(Err(exit)) => return Some(Err(exit)),
            Some(Ok(first)) => (first, b.next().unwrap_or_else(|| Ok(fill.clone()))),
            None => (fill.clone(), b.next()?),
        };
        Some(second.map(|second| (first, second)))
    })
}

/// `itertools.chain(a, b)`
#[inline]
pub fn chain<T>(
    a: impl Iterator<Item = Result<T>>,
    b: impl Iterator<Item = Result<T>>,
) -> impl Iterator<Item = Result<T>> {
    a.chain(b)
}

/// `itertools.pairwise(items)`
#[inline]
pub fn pairwise<T: Clone>(mut items: impl Iterator<Item = Result<T>>) -> impl Iterator<Item = Result<(T, T)>> {
    let mut before = None;
    std::iter::from_fn(move || {
        let first = match before.take() {
            Some(first) => first,
            None => pull!(items),
        };
        let second = pull!(items);
        before = Some(second.clone());
        Some(Ok((first, second)))
    })
}

/// `itertools.accumulate(items)` with the addition of the items' type.
#[inline]
pub fn accumulate<T: Clone>(
    mut items: impl Iterator<Item = Result<T>>,
    add: impl Fn(T, T) -> Result<T>,
) -> impl Iterator<Item = Result<T>> {
    let mut total: Option<T> = None;
    std::iter::from_fn(move || {
        let item = pull!(items);
        let sum = match total.take() {
            Some(before) => add(before, item),
            None => Ok(item),
        };
        total = sum.as_ref().ok().cloned();
        Some(sum)
    })
}

/// `itertools.repeat(item, times)`
#[inline]
pub fn repeat<T: Clone>(item: T, times: i64) -> impl Iterator<Item = Result<T>> {
    std::iter::repeat_with(move || Ok(item.clone())).take(times.max(0) as usize)
}

/// `itertools.count(start, step)`; deopts where it leaves 64 bits.
#[inline]
pub fn count(start: i64, step: i64) -> impl Iterator<Item = Result<i64>> {
    let mut next = Some(start);
    std::iter::from_fn(move || {
        let Some(number) = next else { return Some(deopt()) };
        next = number.checked_add(step);
        Some(Ok(number))
    })
}

/// `itertools.cycle(items)`
#[inline]
pub fn cycle<T: Clone>(mut items: impl Iterator<Item = Result<T>>) -> impl Iterator<Item = Result<T>> {
    let mut seen: Vec<T> = Vec::new();
    let mut again: Option<usize> = None;
    std::iter::from_fn(move || {
        if again.is_none() {
            match items.next() {
                Some(item) => return Some(item.inspect(|item| seen.push(item.clone()))),
                None => again = Some(0),
            }
        }
        let at = again.as_mut()?;
        let item = seen.get(*at)?.clone();
        *at = (*at + 1) % seen.len();
        Some(Ok(item))
    })
}

/// `item in items` for an iterable that is not a container.
pub fn contains<T: PyEq>(items: impl Iterator<Item = Result<T>>, item: &T) -> Result<bool> {
    for other in items {
        if other?.is_or_eq(item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Characters as strings of length one, which is what Python stores in containers.
#[inline]
pub fn texts(chars: impl Iterator<Item = Result<Char>>) -> impl Iterator<Item = Result<Text>> {
    chars.map(|char| char.map(|char| char.text()))
}

/// `any(items)`
#[inline]
pub fn any<T: Truth>(items: impl Iterator<Item = Result<T>>) -> Result<bool> {
    for item in items {
        if item?.truth() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `all(items)`
#[inline]
pub fn all<T: Truth>(items: impl Iterator<Item = Result<T>>) -> Result<bool> {
    for item in items {
        if !item?.truth() {
            return Ok(false);
        }
    }
    Ok(true)
}
