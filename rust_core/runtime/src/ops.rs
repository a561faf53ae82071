//! What containers and generic code ask of a value: Python's `==`, `<`, hash, repr and truth.

use crate::exit::Result;
use crate::text::TextBuf;
use std::hash::Hasher;

/// Python's `==` between values of one static type.
pub trait PyEq {
    /// `a == b`
    fn py_eq(&self, other: &Self) -> Result<bool>;

    /// `a != b`
    #[inline(always)]
    fn py_ne(&self, other: &Self) -> Result<bool> {
        Ok(!self.py_eq(other)?)
    }

    /// How containers compare items: the same object, or equal.  The two differ for NaN only, whose
    /// identity is lost natively: two NaNs deopt.
    #[inline(always)]
    fn is_or_eq(&self, other: &Self) -> Result<bool> {
        self.py_eq(other)
    }
}

/// Python's ordering between values of one static type.
pub trait PyOrd: PyEq {
    /// `a < b`
    fn py_lt(&self, other: &Self) -> Result<bool>;

    /// `a <= b`
    fn py_le(&self, other: &Self) -> Result<bool>;

    /// `a > b`
    #[inline(always)]
    fn py_gt(&self, other: &Self) -> Result<bool> {
        other.py_lt(self)
    }

    /// `a >= b`
    #[inline(always)]
    fn py_ge(&self, other: &Self) -> Result<bool> {
        other.py_le(self)
    }
}

/// Keys of native dicts and sets.  Equal values feed equal bytes; which ones is nobody's business,
/// since no order depends on them.
pub trait PyHash: PyEq {
    /// Feeds the value to a hasher.
    fn py_hash_key<H: Hasher>(&self, state: &mut H);
}

/// `repr` and `str`.
pub trait PyRepr {
    /// Writes `repr(value)`.
    fn py_repr(&self, out: &mut TextBuf) -> Result<()>;

    /// Writes `str(value)`.
    #[inline]
    fn py_str(&self, out: &mut TextBuf) -> Result<()> {
        self.py_repr(out)
    }
}

/// `bool(value)`
pub trait Truth {
    fn truth(&self) -> bool;
}

/// The traits for values that Rust itself compares as Python does.
macro_rules! plainly_ordered {
    ($($type:ty),*) => {$(
        impl PyEq for $type {
            #[inline(always)]
            fn py_eq(&self, other: &Self) -> Result<bool> {
                Ok(self == other)
            }
        }
        impl PyOrd for $type {
            #[inline(always)]
            fn py_lt(&self, other: &Self) -> Result<bool> {
                Ok(self < other)
            }
            #[inline(always)]
            fn py_le(&self, other: &Self) -> Result<bool> {
                Ok(self <= other)
            }
        }
    )*};
}
pub(crate) use plainly_ordered;

plainly_ordered!(i64, bool);

impl PyHash for i64 {
    #[inline(always)]
    fn py_hash_key<H: Hasher>(&self, state: &mut H) {
        state.write_i64(*self);
    }
}

impl PyHash for bool {
    #[inline(always)]
    fn py_hash_key<H: Hasher>(&self, state: &mut H) {
        state.write_i64(i64::from(*self));
    }
}

impl PyEq for () {
    #[inline(always)]
    fn py_eq(&self, _: &()) -> Result<bool> {
        Ok(true)
    }
}

impl PyHash for () {
    #[inline(always)]
    fn py_hash_key<H: Hasher>(&self, _: &mut H) {}
}

impl PyRepr for () {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        out.push_str("None");
        Ok(())
    }
}

impl Truth for () {
    #[inline(always)]
    fn truth(&self) -> bool {
        false
    }
}

impl PyRepr for bool {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        out.push_str(if *self { "True" } else { "False" });
        Ok(())
    }
}

impl Truth for bool {
    #[inline(always)]
    fn truth(&self) -> bool {
        *self
    }
}

impl Truth for i64 {
    #[inline(always)]
    fn truth(&self) -> bool {
        *self != 0
    }
}

impl Truth for f64 {
    #[inline(always)]
    fn truth(&self) -> bool {
        *self != 0.0
    }
}
