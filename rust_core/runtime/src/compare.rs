//! `sorted`, `min` and `max`, and which values are totally ordered.

use crate::bytes::Bytes;
use crate::exit::{deopt, Implicit, Result};
use crate::list::List;
use crate::num::Num;
use crate::ops::PyOrd;
use crate::text::{Char, Text};
use crate::value::Value;
use std::cmp::Ordering;

/// Values of a total order, of which every stable sort makes the same list.
pub trait Total: PyOrd {
    /// Deopts where this value is outside of the order (NaN), or cannot be read.
    fn settle(&self) -> Result<()> {
        Ok(())
    }

    /// A number that orders values as far as it goes: where two differ, so do the values, alike.
    #[inline(always)]
    fn prefix(&self) -> u64 {
        0
    }

    /// How two values compare, both of which have settled.
    fn order(&self, other: &Self) -> Ordering {
        match (self.py_lt(other), other.py_lt(self)) {
            (Ok(true), _) => Ordering::Less,
            (_, Ok(true)) => Ordering::Greater,
            _ => Ordering::Equal,
        }
    }
}

macro_rules! as_rust_orders {
    ($($type:ty: $prefix:expr),*) => {$(
        impl Total for $type {
            #[inline(always)]
            fn prefix(&self) -> u64 {
                $prefix(self)
            }

            #[inline(always)]
            fn order(&self, other: &$type) -> Ordering {
                self.cmp(other)
            }
        }
    )*};
}
as_rust_orders!(i64: |n: &i64| *n as u64 ^ 1 << 63, bool: |b: &bool| u64::from(*b), Text: Text::prefix);

impl Total for f64 {
    #[inline]
    fn settle(&self) -> Result<()> {
        if self.is_nan() { deopt() } else { Ok(()) }
    }

    #[inline(always)]
    fn prefix(&self) -> u64 {
        // -0.0 equals 0.0; below zero, more bits are less.
        let bits = (self + 0.0).to_bits();
        if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
    }

    #[inline(always)]
    fn order(&self, other: &f64) -> Ordering {
        self.partial_cmp(other).unwrap_or(Ordering::Equal)
    }
}

impl Total for Num {
    fn prefix(&self) -> u64 {
        // Rounding an int to a float keeps the order as far as it goes.
        match *self {
            Num::F(float) => float.prefix(),
            Num::I(int) => (int as f64).prefix(),
        }
    }

    fn settle(&self) -> Result<()> {
        match self {
            Num::F(float) => float.settle(),
            Num::I(_) => Ok(()),
        }
    }
}

impl Total for Char {}
impl Total for Bytes {}

/// Puts items in order; equal ones keep theirs, also where the result is reversed.
pub(crate) fn sort<T: Total>(mut items: Vec<T>, reverse: bool) -> Result<Vec<T>> {
    items.iter().try_for_each(T::settle)?;
    if size_of::<T>() > MOVED {
        let places = sorted_places(&items, reverse);
        return Ok(arranged(items, &places));
    }
    match reverse {
        false => items.sort_by(T::order),
        true => items.sort_by(|a, b| b.order(a)),
    }
    Ok(items)
}

/// Puts items in the order of their keys.
pub(crate) fn sort_by_keys<K: Total, T>(keys: &[K], items: Vec<T>, reverse: bool) -> Result<Vec<T>> {
    keys.iter().try_for_each(K::settle)?;
    Ok(arranged(items, &sorted_places(keys, reverse)))
}

/// Items of more bytes stay where they are until their order is known.
const MOVED: usize = 16;

/// The places of the items in their order.
fn sorted_places<T: Total>(items: &[T], reverse: bool) -> Vec<usize> {
    let mut places: Vec<(u64, usize)> = items.iter().map(T::prefix).zip(0..).collect();
    let order = |a: &(u64, usize), b: &(u64, usize)| a.0.cmp(&b.0).then_with(|| items[a.1].order(&items[b.1]));
    match reverse {
        false => places.sort_by(order),
        true => places.sort_by(|a, b| order(b, a)),
    }
    places.into_iter().map(|(_, place)| place).collect()
}

/// The items at these places, each of which is named once.
fn arranged<T>(items: Vec<T>, places: &[usize]) -> Vec<T> {
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.iter().filter_map(|&place| items[place].take()).collect()
}

/// `sorted(items, reverse=reverse)`
pub fn sorted<T: Value + Total>(items: impl Iterator<Item = Result<T>>, reverse: bool) -> Result<List<T>> {
    Ok(List::from_vec(sort(items.collect::<Result<Vec<T>>>()?, reverse)?))
}

/// `min(a, b)`: the first of equals.
#[inline(always)]
pub fn min2<T: PyOrd>(a: T, b: T) -> Result<T> {
    Ok(if b.py_lt(&a)? { b } else { a })
}

/// `max(a, b)`: the first of equals.
#[inline(always)]
pub fn max2<T: PyOrd>(a: T, b: T) -> Result<T> {
    Ok(if b.py_gt(&a)? { b } else { a })
}

/// `min(items)`; nothing at all is a ValueError.
#[inline]
pub fn min<T: PyOrd>(items: impl Iterator<Item = Result<T>>) -> Result<T> {
    best_of(Best::min(), items)?.finish()
}

/// `max(items)`
#[inline]
pub fn max<T: PyOrd>(items: impl Iterator<Item = Result<T>>) -> Result<T> {
    best_of(Best::max(), items)?.finish()
}

/// `min(items, default=default)`
#[inline]
pub fn min_or<T: PyOrd>(items: impl Iterator<Item = Result<T>>, default: T) -> Result<T> {
    Ok(best_of(Best::min(), items)?.finish_or(default))
}

/// `max(items, default=default)`
#[inline]
pub fn max_or<T: PyOrd>(items: impl Iterator<Item = Result<T>>, default: T) -> Result<T> {
    Ok(best_of(Best::max(), items)?.finish_or(default))
}

#[inline(always)]
fn best_of<T: PyOrd>(mut best: Best<T>, items: impl Iterator<Item = Result<T>>) -> Result<Best<T>> {
    for item in items {
        best.offer(item?)?;
    }
    Ok(best)
}

/// `min` and `max` over values that come one by one.
#[derive(Debug)]
pub struct Best<T> {
    item: Option<T>,
    largest: bool,
}

impl<T> Best<T> {
    /// Keeps the smallest, the first of equals.
    #[inline(always)]
    pub fn min() -> Best<T> {
        Best { item: None, largest: false }
    }

    /// Keeps the largest, the first of equals.
    #[inline(always)]
    pub fn max() -> Best<T> {
        Best { item: None, largest: true }
    }

    /// The best so far; nothing at all is a ValueError.
    #[inline]
    pub fn finish(self) -> Result<T> {
        self.item.map_or_else(|| Implicit::ValueError.exit(), Ok)
    }

    /// The best so far, or this where there was nothing at all.
    #[inline]
    pub fn finish_or(self, default: T) -> T {
        self.item.unwrap_or(default)
    }
}

impl<T: PyOrd> Best<T> {
    /// The next value.
    #[inline(always)]
    pub fn offer(&mut self, item: T) -> Result<()> {
        let better = match &self.item {
            None => true,
            Some(best) if self.largest => item.py_gt(best)?,
            Some(best) => item.py_lt(best)?,
        };
        if better {
            self.item = Some(item);
        }
        Ok(())
    }
}

/// `min` and `max` with a key over values that come one by one.
#[derive(Debug)]
pub struct BestBy<K, T> {
    best: Option<(K, T)>,
    largest: bool,
}

impl<K: PyOrd, T> BestBy<K, T> {
    /// Keeps the item with the smallest key, the first of equals.
    #[inline(always)]
    pub fn min() -> BestBy<K, T> {
        BestBy { best: None, largest: false }
    }

    /// Keeps the item with the largest key, the first of equals.
    #[inline(always)]
    pub fn max() -> BestBy<K, T> {
        BestBy { best: None, largest: true }
    }

    /// The next item and its key.
    #[inline(always)]
    pub fn offer(&mut self, key: K, item: T) -> Result<()> {
        let better = match &self.best {
            None => true,
            Some((best, _)) if self.largest => key.py_gt(best)?,
            Some((best, _)) => key.py_lt(best)?,
        };
        if better {
            self.best = Some((key, item));
        }
        Ok(())
    }

    /// The best so far; nothing at all is a ValueError.
    #[inline]
    pub fn finish(self) -> Result<T> {
        self.best.map_or_else(|| Implicit::ValueError.exit(), |(_, item)| Ok(item))
    }

    /// The best so far, or this where there was nothing at all.
    #[inline]
    pub fn finish_or(self, default: T) -> T {
        self.best.map_or(default, |(_, item)| item)
    }
}
