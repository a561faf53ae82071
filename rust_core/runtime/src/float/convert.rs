//! Floats across the boundary, and between ints and floats.

use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Implicit, Result};
use crate::handle::returned;
use pyo3::ffi::{self, PyObject};

impl FromPy for f64 {
    #[inline]
    unsafe fn from_py(object: *mut PyObject) -> Result<f64> {
        // SAFETY: valid by the caller's promise; the field is read of an exact float only.
        unsafe {
            if ffi::Py_TYPE(object) != &raw mut ffi::PyFloat_Type {
                return deopt();
            }
            let number = ffi::PyFloat_AS_DOUBLE(object);
            // Which payload and sign a NaN keeps through arithmetic depends on the order in which a
            // compiler puts the operands, so that only Python itself gives Python's bits.
            if number.is_nan() {
                return deopt();
            }
            Ok(number)
        }
    }
}

impl ToPy for f64 {
    #[inline]
    fn to_py(&self) -> Result<*mut PyObject> {
        // SAFETY: the lock is held.
        unsafe { Ok(returned(ffi::PyFloat_FromDouble(*self))?.release()) }
    }
}

/// `int(x)`: towards zero.
#[inline]
pub fn to_int(number: f64) -> Result<i64> {
    // 2**63 as a float; its negative is the smallest i64.
    const END: f64 = 9_223_372_036_854_775_808.0;
    if (-END..END).contains(&number) {
        return Ok(number as i64);
    }
    no_int(number)
}

#[cold]
fn no_int(number: f64) -> Result<i64> {
    if number.is_nan() {
        return Implicit::ValueError.exit();
    }
    if number.is_infinite() {
        return Implicit::OverflowError.exit();
    }
    deopt()
}

/// `x.is_integer()`
#[inline]
pub fn is_integer(number: f64) -> bool {
    number.is_finite() && number.floor() == number
}

/// `x.as_integer_ratio()`; deopts where one of the two leaves 64 bits.
pub fn as_integer_ratio(number: f64) -> Result<(i64, i64)> {
    if !number.is_finite() {
        no_int(number)?;
    }
    let mut top = number;
    let mut shift = 0;
    while top.fract() != 0.0 {
        top *= 2.0;
        shift += 1;
        if shift > 62 {
            return deopt();
        }
    }
    Ok((to_int(top)?, 1 << shift))
}
