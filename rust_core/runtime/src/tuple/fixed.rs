//! Rust tuples as Python tuples of a fixed length.

use crate::compare::Total;
use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Result};
use crate::handle::returned;
use crate::key::Key;
use crate::ops::{PyEq, PyHash, PyOrd, PyRepr, Truth};
use crate::text::TextBuf;
use pyo3::ffi;
use std::cmp::Ordering;
use std::hash::Hasher;

/// One of `<`, `<=`: decided by the first items that differ.
macro_rules! by_first_difference {
    ($a:ident, $b:ident, $compare:ident, $equal:literal, $($at:tt),+) => {{
        $(
            if !$a.$at.is_or_eq(&$b.$at)? {
                return $a.$at.$compare(&$b.$at);
            }
        )+
        Ok($equal)
    }};
}

macro_rules! fixed {
    ($len:literal: $($T:ident $at:tt),+) => {
        impl<$($T: FromPy),+> FromPy for ($($T,)+) {
            /// Read item by item: a tuple of numbers is no handle, and giving it back makes a new one.
            #[inline]
            unsafe fn from_py(object: *mut ffi::PyObject) -> Result<Self> {
                // SAFETY: valid by the caller's promise; its type and length are checked first.
                unsafe {
                    if ffi::Py_TYPE(object) != &raw mut ffi::PyTuple_Type || ffi::PyTuple_GET_SIZE(object) != $len {
                        return deopt();
                    }
                    Ok(($($T::from_py(ffi::PyTuple_GET_ITEM(object, $at))?,)+))
                }
            }
        }

        impl<$($T: ToPy),+> ToPy for ($($T,)+) {
            fn to_py(&self) -> Result<*mut ffi::PyObject> {
                // SAFETY: each slot of the new tuple is filled once, with an owned reference.
                unsafe {
                    let tuple = returned(ffi::PyTuple_New($len))?;
                    $( ffi::PyTuple_SET_ITEM(tuple.ptr(), $at, self.$at.to_py()?); )+
                    Ok(tuple.release())
                }
            }
        }

        impl<$($T: PyEq),+> PyEq for ($($T,)+) {
            #[inline]
            fn py_eq(&self, other: &Self) -> Result<bool> {
                $(
                    if !self.$at.is_or_eq(&other.$at)? {
                        return Ok(false);
                    }
                )+
                Ok(true)
            }
        }

        impl<$($T: PyOrd),+> PyOrd for ($($T,)+) {
            #[inline]
            fn py_lt(&self, other: &Self) -> Result<bool> {
                by_first_difference!(self, other, py_lt, false, $($at),+)
            }

            #[inline]
            fn py_le(&self, other: &Self) -> Result<bool> {
                by_first_difference!(self, other, py_le, true, $($at),+)
            }
        }

        impl<$($T: Total),+> Total for ($($T,)+) {
            #[inline]
            fn settle(&self) -> Result<()> {
                $( self.$at.settle()?; )+
                Ok(())
            }

            #[inline]
            fn prefix(&self) -> u64 {
                self.0.prefix()
            }

            #[inline]
            fn order(&self, other: &Self) -> Ordering {
                Ordering::Equal $( .then_with(|| self.$at.order(&other.$at)) )+
            }
        }

        impl<$($T: PyHash),+> PyHash for ($($T,)+) {
            #[inline]
            fn py_hash_key<S: Hasher>(&self, state: &mut S) {
                $( self.$at.py_hash_key(state); )+
            }
        }

        impl<$($T: Key),+> Key for ($($T,)+) {
            #[inline]
            fn check(&self) -> Result<()> {
                $( self.$at.check()?; )+
                Ok(())
            }
        }

        impl<$($T: PyRepr),+> PyRepr for ($($T,)+) {
            fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
                out.push_str("(");
                $(
                    if $at > 0 {
                        out.push_str(", ");
                    }
                    self.$at.py_repr(out)?;
                )+
                out.push_str(if $len == 1 { ",)" } else { ")" });
                Ok(())
            }
        }

        impl<$($T),+> Truth for ($($T,)+) {
            #[inline(always)]
            fn truth(&self) -> bool {
                true
            }
        }
    };
}

fixed!(1: A 0);
fixed!(2: A 0, B 1);
fixed!(3: A 0, B 1, C 2);
fixed!(4: A 0, B 1, C 2, D 3);
fixed!(5: A 0, B 1, C 2, D 3, E 4);
fixed!(6: A 0, B 1, C 2, D 3, E 4, F 5);
fixed!(7: A 0, B 1, C 2, D 3, E 4, F 5, G 6);
fixed!(8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

/// The tuple of no items; Rust's own `()` stands for None.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmptyTuple;

impl FromPy for EmptyTuple {
    unsafe fn from_py(object: *mut ffi::PyObject) -> Result<EmptyTuple> {
        // SAFETY: valid by the caller's promise; its type is checked first.
        unsafe {
            if ffi::Py_TYPE(object) != &raw mut ffi::PyTuple_Type || ffi::PyTuple_GET_SIZE(object) != 0 {
                return deopt();
            }
        }
        Ok(EmptyTuple)
    }
}

impl ToPy for EmptyTuple {
    fn to_py(&self) -> Result<*mut ffi::PyObject> {
        // SAFETY: the lock is held; there is one empty tuple in CPython.
        Ok(unsafe { returned(ffi::PyTuple_New(0))? }.release())
    }
}

impl PyEq for EmptyTuple {
    fn py_eq(&self, _: &EmptyTuple) -> Result<bool> {
        Ok(true)
    }
}

impl PyHash for EmptyTuple {
    fn py_hash_key<H: Hasher>(&self, _: &mut H) {}
}

impl Key for EmptyTuple {}

impl PyRepr for EmptyTuple {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        out.push_str("()");
        Ok(())
    }
}

impl Truth for EmptyTuple {
    fn truth(&self) -> bool {
        false
    }
}
