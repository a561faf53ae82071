//! `Num`: a number of which only the run tells whether it is an int or a float.

use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Result};
use crate::float;
use crate::int;
use crate::ops::{PyEq, PyOrd, PyRepr, Truth};
use crate::text::TextBuf;
use pyo3::ffi::{self, PyObject};
use std::cmp::Ordering;

/// An int or a float.
#[derive(Clone, Copy, Debug)]
pub enum Num {
    I(i64),
    F(f64),
}

impl From<i64> for Num {
    #[inline(always)]
    fn from(number: i64) -> Num {
        Num::I(number)
    }
}

impl From<f64> for Num {
    #[inline(always)]
    fn from(number: f64) -> Num {
        Num::F(number)
    }
}

impl From<bool> for Num {
    #[inline(always)]
    fn from(truth: bool) -> Num {
        Num::I(i64::from(truth))
    }
}

/// `float(n)` of an int.
#[inline(always)]
pub fn float(number: i64) -> f64 {
    number as f64
}

/// Binary operators: between ints as ints, otherwise as floats.
macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident: $ints:expr, $floats:expr;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $name(self, other: impl Into<Num>) -> Result<Num> {
            match (self, other.into()) {
                (Num::I(a), Num::I(b)) => $ints(a, b).map(Num::from),
                (a, b) => $floats(a.to_float(), b.to_float()).map(Num::from),
            }
        }
    )*};
}

#[allow(clippy::should_implement_trait)] // Python's operators can fail, and take any number
impl Num {
    /// `float(n)`: the nearest float, half to even, as Python converts.
    #[inline(always)]
    pub fn to_float(self) -> f64 {
        match self {
            Num::I(number) => number as f64,
            Num::F(number) => number,
        }
    }

    /// `int(n)`
    #[inline]
    pub fn to_int(self) -> Result<i64> {
        match self {
            Num::I(number) => Ok(number),
            Num::F(number) => float::to_int(number),
        }
    }

    /// `type(n) is int`
    #[inline(always)]
    pub fn is_int(self) -> bool {
        matches!(self, Num::I(_))
    }

    /// `type(n) is float`
    #[inline(always)]
    pub fn is_float(self) -> bool {
        matches!(self, Num::F(_))
    }

    /// The int, where the transpiler knows that it is one; deopts otherwise.
    #[inline(always)]
    pub fn int(self) -> Result<i64> {
        match self {
            Num::I(number) => Ok(number),
            Num::F(_) => deopt(),
        }
    }

    /// The float, where the transpiler knows that it is one; deopts otherwise.
    #[inline(always)]
    pub fn float(self) -> Result<f64> {
        match self {
            Num::F(number) => Ok(number),
            Num::I(_) => deopt(),
        }
    }

    operators! {
        /// `a + b`
        add: int::add, |a: f64, b: f64| Ok(a + b);
        /// `a - b`
        sub: int::sub, |a: f64, b: f64| Ok(a - b);
        /// `a * b`
        mul: int::mul, |a: f64, b: f64| Ok(a * b);
        /// `a // b`
        floordiv: int::floordiv, float::floordiv;
        /// `a % b`
        modulo: int::modulo, float::modulo;
        /// `a ** b`; ints with a negative exponent give a float.
        pow: int_pow, float::pow;
    }

    /// `a / b`
    #[inline]
    pub fn truediv(self, other: impl Into<Num>) -> Result<f64> {
        match (self, other.into()) {
            (Num::I(a), Num::I(b)) => int::truediv(a, b),
            (a, b) => float::truediv(a.to_float(), b.to_float()),
        }
    }

    /// `-n`
    #[inline]
    pub fn neg(self) -> Result<Num> {
        match self {
            Num::I(number) => int::neg(number).map(Num::I),
            Num::F(number) => Ok(Num::F(-number)),
        }
    }

    /// `abs(n)`
    #[inline]
    pub fn abs(self) -> Result<Num> {
        match self {
            Num::I(number) => int::abs(number).map(Num::I),
            Num::F(number) => Ok(Num::F(number.abs())),
        }
    }

    /// `divmod(a, b)`
    pub fn divmod(self, other: impl Into<Num>) -> Result<(Num, Num)> {
        match (self, other.into()) {
            (Num::I(a), Num::I(b)) => int::divmod(a, b).map(|(q, r)| (Num::I(q), Num::I(r))),
            (a, b) => {
                float::divmod(a.to_float(), b.to_float()).map(|(q, r)| (Num::F(q), Num::F(r)))
            }
        }
    }

    /// `round(n)`
    pub fn round(self) -> Result<i64> {
        match self {
            Num::I(number) => Ok(number),
            Num::F(number) => float::round(number),
        }
    }

    /// `round(n, digits)`
    pub fn round_to(self, digits: i64) -> Result<Num> {
        match self {
            Num::I(number) => int::round_to(number, digits).map(Num::I),
            Num::F(number) => float::round_to(number, digits).map(Num::F),
        }
    }

    /// `math.floor(n)`
    pub fn floor(self) -> Result<i64> {
        match self {
            Num::I(number) => Ok(number),
            Num::F(number) => float::floor(number),
        }
    }

    /// `math.ceil(n)`
    pub fn ceil(self) -> Result<i64> {
        match self {
            Num::I(number) => Ok(number),
            Num::F(number) => float::ceil(number),
        }
    }

    /// How the two compare exactly; nothing if one is NaN.
    #[inline]
    pub fn order(self, other: impl Into<Num>) -> Option<Ordering> {
        match (self, other.into()) {
            (Num::I(a), Num::I(b)) => Some(a.cmp(&b)),
            (Num::F(a), Num::F(b)) => a.partial_cmp(&b),
            (Num::I(a), Num::F(b)) => int_against_float(a, b),
            (Num::F(a), Num::I(b)) => int_against_float(b, a).map(Ordering::reverse),
        }
    }

    /// `a == b`
    #[inline]
    pub fn eq(self, other: impl Into<Num>) -> bool {
        self.order(other) == Some(Ordering::Equal)
    }

    /// `a != b`
    #[inline]
    pub fn ne(self, other: impl Into<Num>) -> bool {
        !self.eq(other)
    }

    /// `a < b`
    #[inline]
    pub fn lt(self, other: impl Into<Num>) -> bool {
        self.order(other) == Some(Ordering::Less)
    }

    /// `a <= b`
    #[inline]
    pub fn le(self, other: impl Into<Num>) -> bool {
        matches!(self.order(other), Some(Ordering::Less | Ordering::Equal))
    }

    /// `a > b`
    #[inline]
    pub fn gt(self, other: impl Into<Num>) -> bool {
        self.order(other) == Some(Ordering::Greater)
    }

    /// `a >= b`
    #[inline]
    pub fn ge(self, other: impl Into<Num>) -> bool {
        matches!(self.order(other), Some(Ordering::Greater | Ordering::Equal))
    }
}

fn int_pow(base: i64, exponent: i64) -> Result<Num> {
    if exponent < 0 {
        return float::pow(base as f64, exponent as f64).map(Num::F);
    }
    int::pow(base, exponent).map(Num::I)
}

/// Compares without rounding the int.
#[inline]
fn int_against_float(int: i64, float: f64) -> Option<Ordering> {
    if int.unsigned_abs() <= 1 << 53 {
        return (int as f64).partial_cmp(&float);
    }
    wide_against_float(int, float)
}

/// The same for an int that a float may not hold.
#[cold]
fn wide_against_float(int: i64, float: f64) -> Option<Ordering> {
    const END: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() {
        return None;
    }
    if float >= END {
        return Some(Ordering::Less);
    }
    if float < -END {
        return Some(Ordering::Greater);
    }
    // Within 64 bits the integer part is exact, and so is what remains of it.
    let whole = float.trunc();
    let rest = whole.partial_cmp(&float)?;
    Some(int.cmp(&(whole as i64)).then(rest))
}

impl FromPy for Num {
    #[inline]
    unsafe fn from_py(object: *mut PyObject) -> Result<Num> {
        // SAFETY: valid by the caller's promise.
        unsafe {
            if ffi::Py_TYPE(object) == &raw mut ffi::PyFloat_Type {
                return f64::from_py(object).map(Num::F);
            }
            i64::from_py(object).map(Num::I)
        }
    }
}

impl ToPy for Num {
    #[inline]
    fn to_py(&self) -> Result<*mut PyObject> {
        match self {
            Num::I(number) => number.to_py(),
            Num::F(number) => number.to_py(),
        }
    }
}

impl PyEq for Num {
    #[inline]
    fn py_eq(&self, other: &Num) -> Result<bool> {
        Ok(self.eq(*other))
    }

    #[inline]
    fn is_or_eq(&self, other: &Num) -> Result<bool> {
        match (self, other) {
            (Num::F(a), Num::F(b)) => a.is_or_eq(b),
            _ => self.py_eq(other),
        }
    }
}

impl PyOrd for Num {
    #[inline]
    fn py_lt(&self, other: &Num) -> Result<bool> {
        Ok(self.lt(*other))
    }

    #[inline]
    fn py_le(&self, other: &Num) -> Result<bool> {
        Ok(self.le(*other))
    }
}

impl PyRepr for Num {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        match self {
            Num::I(number) => number.py_repr(out),
            Num::F(number) => number.py_repr(out),
        }
    }
}

impl Truth for Num {
    #[inline]
    fn truth(&self) -> bool {
        self.to_float() != 0.0
    }
}
