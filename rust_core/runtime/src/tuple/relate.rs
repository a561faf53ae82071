//! Tuples of any length: comparing, hashing, printing.

use super::Tup;
use crate::compare::Total;
use crate::exit::Result;
use crate::key::Key;
use crate::ops::{PyEq, PyHash, PyOrd, PyRepr, Truth};
use crate::seq::{self, Seq};
use crate::text::TextBuf;
use crate::value::Value;
use std::cmp::Ordering;
use std::hash::Hasher;

impl<T: Value> Truth for Tup<T> {
    #[inline]
    fn truth(&self) -> bool {
        Tup::truth(self)
    }
}

impl<T: Value + PyEq> PyEq for Tup<T> {
    fn py_eq(&self, other: &Self) -> Result<bool> {
        seq::equal(self, other)
    }

    fn is_or_eq(&self, other: &Self) -> Result<bool> {
        Ok(self.is(other) || self.py_eq(other)?)
    }
}

impl<T: Value + PyOrd> PyOrd for Tup<T> {
    fn py_lt(&self, other: &Self) -> Result<bool> {
        seq::compare(self, other, T::py_lt, Ordering::is_lt)
    }

    fn py_le(&self, other: &Self) -> Result<bool> {
        seq::compare(self, other, T::py_le, Ordering::is_le)
    }
}

impl<T: Value + Total> Total for Tup<T> {
    fn settle(&self) -> Result<()> {
        seq::settle(self)
    }

    fn order(&self, other: &Tup<T>) -> Ordering {
        seq::order(self, other)
    }
}

impl<K: Key> PyHash for Tup<K> {
    fn py_hash_key<H: Hasher>(&self, state: &mut H) {
        // `check` has seen that all items can be read.
        self.iter().flatten().for_each(|item| item.py_hash_key(state));
        state.write_usize(self.size());
    }
}

impl<K: Key> Key for Tup<K> {
    fn check(&self) -> Result<()> {
        self.iter().try_for_each(|item| item?.check())
    }
}

impl<T: Value + PyRepr> PyRepr for Tup<T> {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        out.push_str("(");
        seq::repr_items(self, out)?;
        out.push_str(if self.size() == 1 { ",)" } else { ")" });
        Ok(())
    }
}
