//! `round`, `math.floor`, `math.ceil`, `math.trunc`.

use super::convert::to_int;
use super::fixed;
use crate::convert::{FromPy, ToPy};
use crate::exit::Result;
use crate::handle::{returned, PyRef};
use crate::text::interned_name;
use pyo3::ffi;
use std::ptr::null_mut;

/// `math.floor(x)`
#[inline]
pub fn floor(number: f64) -> Result<i64> {
    to_int(number.floor())
}

/// `math.ceil(x)`
#[inline]
pub fn ceil(number: f64) -> Result<i64> {
    to_int(number.ceil())
}

/// `math.trunc(x)`
#[inline]
pub fn trunc(number: f64) -> Result<i64> {
    to_int(number)
}

/// `round(x)`: half to even.
#[inline]
pub fn round(number: f64) -> Result<i64> {
    to_int(number.round_ties_even())
}

/// `round(x, digits)`: rounds the exact decimal value, half to even.
pub fn round_to(number: f64, digits: i64) -> Result<f64> {
    if !number.is_finite() || digits > 400 {
        return Ok(number);
    }
    if digits == 0 {
        return Ok(number.round_ties_even());
    }
    let found = usize::try_from(digits)
        .ok()
        .and_then(|decimals| fixed::rounded(number, decimals));
    match found {
        Some(rounded) => Ok(rounded),
        None => by_interpreter(number, digits),
    }
}

#[cold]
fn by_interpreter(number: f64, digits: i64) -> Result<f64> {
    // SAFETY: owned built-in numbers; the method gives an exact float or null.
    unsafe {
        let (number, digits) = (PyRef::owned(number.to_py()?), PyRef::owned(digits.to_py()?));
        let name = interned_name("__round__")?;
        let arguments = [number.ptr(), digits.ptr()];
        let result = ffi::PyObject_VectorcallMethod(name.ptr(), arguments.as_ptr(), 2, null_mut());
        f64::from_py(returned(result)?.ptr())
    }
}
