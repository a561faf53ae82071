//! Ints and bools across the boundary.

use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Result};
use crate::handle::returned;
use pyo3::ffi::{self, PyObject};

#[cfg(not(target_pointer_width = "64"))]
compile_error!("the layout of int objects is known for 64-bit builds only");

/// `PyLongObject`, whose digits have 30 bits.
#[repr(C)]
struct Long {
    base: ffi::PyObject,
    /// 3.11: the number of digits with the sign of the int.  3.12 and later: the number of digits
    /// from bit 3 on, and below it the sign: 0 for +, 1 for zero, 2 for -.
    tag: isize,
    digits: [u32; 2],
}

const DIGIT: u32 = 30;

impl FromPy for i64 {
    #[inline]
    unsafe fn from_py(object: *mut PyObject) -> Result<i64> {
        // SAFETY: valid by the caller's promise; an exact int has at least one digit in memory.
        unsafe {
            if ffi::Py_TYPE(object) != &raw mut ffi::PyLong_Type {
                return deopt();
            }
            let long = object.cast::<Long>();
            let first = i64::from((&raw const (*long).digits).cast::<u32>().read());
            #[cfg(not(Py_3_12))]
            let (size, sign) = ((*long).tag.unsigned_abs(), (*long).tag.signum() as i64);
            #[cfg(Py_3_12)]
            let (size, sign) = ((*long).tag as usize >> 3, 1 - ((*long).tag & 3) as i64);
            match size {
                0 => Ok(0),
                1 => Ok(sign * first),
                2 => Ok(sign * (first | i64::from((*long).digits[1]) << DIGIT)),
                _ => wide(object),
            }
        }
    }
}

/// An int of more than two digits, which may still fit.
#[cold]
unsafe fn wide(object: *mut PyObject) -> Result<i64> {
    let mut overflow = 0;
    // SAFETY: an exact int: nothing else runs, and nothing can fail.
    let number = unsafe { ffi::PyLong_AsLongLongAndOverflow(object, &raw mut overflow) };
    if overflow != 0 {
        return deopt();
    }
    Ok(number)
}

impl ToPy for i64 {
    #[inline]
    fn to_py(&self) -> Result<*mut PyObject> {
        // SAFETY: the lock is held.
        unsafe { Ok(returned(ffi::PyLong_FromLongLong(*self))?.release()) }
    }
}

impl FromPy for bool {
    #[inline]
    unsafe fn from_py(object: *mut PyObject) -> Result<bool> {
        // SAFETY: statics of the interpreter.
        unsafe {
            if object == ffi::Py_True() {
                Ok(true)
            } else if object == ffi::Py_False() {
                Ok(false)
            } else {
                deopt()
            }
        }
    }
}

impl ToPy for bool {
    #[inline]
    fn to_py(&self) -> Result<*mut PyObject> {
        // SAFETY: statics of the interpreter.
        unsafe {
            let object = if *self {
                ffi::Py_True()
            } else {
                ffi::Py_False()
            };
            ffi::Py_INCREF(object);
            Ok(object)
        }
    }
}
