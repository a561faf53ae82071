//! `float` as f64.

mod arithmetic;
mod convert;
mod fixed;
mod parse;
mod repr;
mod round;

pub use arithmetic::{divmod, floordiv, modulo, pow, truediv};
pub use convert::{as_integer_ratio, is_integer, to_int};
pub use parse::{hex, of_bytes, of_text};
pub use repr::text;
pub use round::{ceil, floor, round, round_to, trunc};

pub(crate) use fixed::digits as fixed_digits;

use crate::exit::{deopt, Result};
use crate::ops::{PyEq, PyOrd};

impl PyEq for f64 {
    #[inline(always)]
    fn py_eq(&self, other: &f64) -> Result<bool> {
        Ok(self == other)
    }

    #[inline(always)]
    fn is_or_eq(&self, other: &f64) -> Result<bool> {
        if self.is_nan() && other.is_nan() {
            // Whether they are one object is not known natively.
            return deopt();
        }
        Ok(self == other)
    }
}

impl PyOrd for f64 {
    #[inline(always)]
    fn py_lt(&self, other: &f64) -> Result<bool> {
        Ok(self < other)
    }

    #[inline(always)]
    fn py_le(&self, other: &f64) -> Result<bool> {
        Ok(self <= other)
    }
}
