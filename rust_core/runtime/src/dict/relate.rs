//! Dicts: equality, truth and repr.

use super::Dict;
use crate::exit::Result;
use crate::key::Key;
use crate::ops::{PyEq, PyRepr, Truth};
use crate::text::TextBuf;
use crate::value::Value;

impl<K: Key, V: Value> Truth for Dict<K, V> {
    #[inline]
    fn truth(&self) -> bool {
        Dict::truth(self)
    }
}

impl<K: Key, V: Value + PyEq> PyEq for Dict<K, V> {
    /// The same keys with the same values, in whatever order.
    fn py_eq(&self, other: &Self) -> Result<bool> {
        if self.size() != other.size() {
            return Ok(false);
        }
        for item in self.items() {
            let (key, value) = item?;
            match other.lookup(&key)? {
                Some(theirs) if theirs.is_or_eq(&value)? => {}
                _ => return Ok(false),
            }
        }
        Ok(true)
    }

    fn is_or_eq(&self, other: &Self) -> Result<bool> {
        Ok(self.is(other) || self.py_eq(other)?)
    }
}

impl<K: Key + PyRepr, V: Value + PyRepr> PyRepr for Dict<K, V> {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        let mut before = "{";
        for item in self.items() {
            let (key, value) = item?;
            out.push_str(std::mem::replace(&mut before, ", "));
            key.py_repr(out)?;
            out.push_str(": ");
            value.py_repr(out)?;
        }
        out.push_str(if before == "{" { "{}" } else { "}" });
        Ok(())
    }
}
