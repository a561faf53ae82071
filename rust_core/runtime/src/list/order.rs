//! Lists: comparing, sorting, printing.

use super::List;
use crate::compare::{self, BestBy, Total};
use crate::exit::{deopt, Result};
use crate::iter::zip2;
use crate::ops::{PyEq, PyOrd, PyRepr, Truth};
use crate::seq;
use crate::text::TextBuf;
use crate::value::Value;
use std::cmp::Ordering;

impl<T: Value> Truth for List<T> {
    #[inline]
    fn truth(&self) -> bool {
        List::truth(self)
    }
}

impl<T: Value + PyEq> PyEq for List<T> {
    #[inline]
    fn py_eq(&self, other: &Self) -> Result<bool> {
        seq::equal(self, other)
    }

    #[inline]
    fn is_or_eq(&self, other: &Self) -> Result<bool> {
        Ok(self.is(other) || self.py_eq(other)?)
    }
}

impl<T: Value + PyOrd> PyOrd for List<T> {
    #[inline]
    fn py_lt(&self, other: &Self) -> Result<bool> {
        seq::compare(self, other, T::py_lt, Ordering::is_lt)
    }

    #[inline]
    fn py_le(&self, other: &Self) -> Result<bool> {
        seq::compare(self, other, T::py_le, Ordering::is_le)
    }
}

impl<T: Value + PyRepr> PyRepr for List<T> {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        out.push_str("[");
        seq::repr_items(self, out)?;
        out.push_str("]");
        Ok(())
    }
}

impl<T: Value + Total> Total for List<T> {
    fn settle(&self) -> Result<()> {
        seq::settle(self)
    }

    fn order(&self, other: &List<T>) -> Ordering {
        seq::order(self, other)
    }
}

impl<T: Value + Total> List<T> {
    /// `xs.sort(reverse=reverse)`; deopts where the order is not total (NaN).
    pub fn sort(&self, reverse: bool) -> Result<()> {
        let sorted = compare::sort(self.items()?, reverse)?;
        self.change(|slots| std::mem::replace(slots, sorted)).map(drop)
    }
}

impl<T: Value> List<T> {
    /// `xs.sort(key=..., reverse=reverse)`: the keys were computed in the items' order.
    pub fn sort_by_keys<K: Value + Total>(&self, keys: &List<K>, reverse: bool) -> Result<()> {
        let (items, keys) = (self.items()?, keys.items()?);
        if items.len() != keys.len() {
            return deopt();
        }
        let sorted = compare::sort_by_keys(&keys, items, reverse)?;
        self.change(|slots| std::mem::replace(slots, sorted)).map(drop)
    }

    /// `min(xs, key=...)`: the keys were computed in the items' order.
    pub fn min_by_keys<K: Value + PyOrd>(&self, keys: &List<K>) -> Result<T> {
        self.best_by(BestBy::min(), keys)
    }

    /// `max(xs, key=...)`
    pub fn max_by_keys<K: Value + PyOrd>(&self, keys: &List<K>) -> Result<T> {
        self.best_by(BestBy::max(), keys)
    }

    fn best_by<K: Value + PyOrd>(&self, mut best: BestBy<K, T>, keys: &List<K>) -> Result<T> {
        for pair in zip2(keys.iter(), self.iter()) {
            let (key, item) = pair?;
            best.offer(key, item)?;
        }
        best.finish()
    }
}
