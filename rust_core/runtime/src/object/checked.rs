//! Operations on open types that deopt unless no foreign code can run.

use super::plain::{has_plain_keys, has_plain_members, is_exactly, is_plain, is_scalar, is_set};
use super::Obj;
use crate::exc::{object_or_pending, pending};
use crate::exit::{deopt, Result};
use crate::ops::{PyEq, PyRepr};
use crate::text::{Text, TextBuf};
use pyo3::ffi::{self, PyObject};
use std::ffi::c_int;

/// Binary operators between scalars: built-in numbers, str and bytes are immutable, and an
/// in-place operator on them is the plain one.
macro_rules! operators {
    ($($name:ident => $function:ident, $text:literal);* $(;)?) => {
        impl Obj {$(
            #[doc = concat!("`x ", $text, " y`")]
            pub fn $name(&self, other: &Obj) -> Result<Obj> {
                both(is_scalar, self, other)?;
                // SAFETY: both are alive; the result is owned or null.
                unsafe { object_or_pending(ffi::$function(self.ptr(), other.ptr())) }
            }
        )*}
    };
}

operators! {
    sub => PyNumber_Subtract, "-";
    mul => PyNumber_Multiply, "*";
    truediv => PyNumber_TrueDivide, "/";
    floordiv => PyNumber_FloorDivide, "//";
    modulo => PyNumber_Remainder, "%";
    shl => PyNumber_Lshift, "<<";
    shr => PyNumber_Rshift, ">>";
    and => PyNumber_And, "&";
    or => PyNumber_Or, "|";
    xor => PyNumber_Xor, "^";
}

/// Comparisons between plain values.
macro_rules! comparisons {
    ($($name:ident => $code:ident, $text:literal);* $(;)?) => {
        impl Obj {$(
            #[doc = concat!("`x ", $text, " y`")]
            pub fn $name(&self, other: &Obj) -> Result<bool> {
                self.compare(other, ffi::$code)
            }
        )*}
    };
}

comparisons! {
    eq => Py_EQ, "==";
    ne => Py_NE, "!=";
    lt => Py_LT, "<";
    le => Py_LE, "<=";
    gt => Py_GT, ">";
    ge => Py_GE, ">=";
}

/// Unary operators on scalars.
macro_rules! unary {
    ($($name:ident => $function:ident, $text:literal);* $(;)?) => {
        impl Obj {$(
            #[doc = concat!("`", $text, "`")]
            pub fn $name(&self) -> Result<Obj> {
                only(is_scalar, self)?;
                // SAFETY: alive; the result is owned or null.
                unsafe { object_or_pending(ffi::$function(self.ptr())) }
            }
        )*}
    };
}

unary! {
    neg => PyNumber_Negative, "-x";
    pos => PyNumber_Positive, "+x";
    invert => PyNumber_Invert, "~x";
    abs => PyNumber_Absolute, "abs(x)";
}

impl Obj {
    /// `x + y`; a list deopts, since `x += y` would change it.
    pub fn add(&self, other: &Obj) -> Result<Obj> {
        let tuple = |object| is_exactly(object, &[&raw mut ffi::PyTuple_Type]);
        if !(tuple(self.ptr()) && tuple(other.ptr())) {
            both(is_scalar, self, other)?;
        }
        // SAFETY: both are alive; the result is owned or null.
        unsafe { object_or_pending(ffi::PyNumber_Add(self.ptr(), other.ptr())) }
    }

    /// `x ** y`
    pub fn pow(&self, other: &Obj) -> Result<Obj> {
        both(is_scalar, self, other)?;
        // SAFETY: all are alive; the result is owned or null.
        unsafe { object_or_pending(ffi::PyNumber_Power(self.ptr(), other.ptr(), ffi::Py_None())) }
    }

    fn compare(&self, other: &Obj, operator: c_int) -> Result<bool> {
        both(is_plain, self, other)?;
        // SAFETY: both are alive; comparing plain values gives True, False or an exception.
        truth_or_pending(unsafe {
            let result =
                object_or_pending(ffi::PyObject_RichCompare(self.ptr(), other.ptr(), operator))?;
            ffi::PyObject_IsTrue(result.ptr())
        })
    }

    /// `bool(x)`
    pub fn truth(&self) -> Result<bool> {
        if !is_scalar(self.ptr()) && !self.has_own_len() {
            return deopt();
        }
        // SAFETY: alive.
        truth_or_pending(unsafe { ffi::PyObject_IsTrue(self.ptr()) })
    }

    /// `len(x)`
    pub fn len(&self) -> Result<i64> {
        if !is_scalar(self.ptr()) && !self.has_own_len() {
            return deopt();
        }
        // SAFETY: alive.
        match unsafe { ffi::PyObject_Size(self.ptr()) } {
            -1 => Err(pending()),
            size => Ok(size as i64),
        }
    }

    /// Whether it is a built-in container, whose length is a field.
    fn has_own_len(&self) -> bool {
        let kinds = [
            &raw mut ffi::PyList_Type,
            &raw mut ffi::PyTuple_Type,
            &raw mut ffi::PyDict_Type,
        ];
        is_exactly(self.ptr(), &kinds) || is_set(self.ptr())
    }

    /// `str(x)`
    pub fn str(&self) -> Result<Text> {
        only(is_plain, self)?;
        // SAFETY: alive; the result is an exact str or null.
        unsafe { Text::from_returned(ffi::PyObject_Str(self.ptr())) }
    }

    /// `repr(x)`
    pub fn repr(&self) -> Result<Text> {
        only(is_plain, self)?;
        // SAFETY: alive; the result is an exact str or null.
        unsafe { Text::from_returned(ffi::PyObject_Repr(self.ptr())) }
    }

    /// `format(x, spec)`
    pub(crate) fn format(&self, spec: &Text) -> Result<Text> {
        only(is_plain, self)?;
        let spec = spec.to_ref()?;
        // SAFETY: both are alive; the result is an exact str or null.
        unsafe { Text::from_returned(ffi::PyObject_Format(self.ptr(), spec.ptr())) }
    }

    /// `item in x`
    pub fn contains(&self, item: &Obj) -> Result<bool> {
        only(is_plain, item)?;
        let dict = is_exactly(self.ptr(), &[&raw mut ffi::PyDict_Type]);
        let safe = match dict {
            true => has_plain_keys(self.ptr()),
            false if is_set(self.ptr()) => has_plain_members(self.ptr()),
            false => is_plain(self.ptr()),
        };
        if !safe {
            return deopt();
        }
        // SAFETY: both are alive.
        truth_or_pending(unsafe { ffi::PySequence_Contains(self.ptr(), item.ptr()) })
    }

    /// `x[key]`
    pub fn getitem(&self, key: &Obj) -> Result<Obj> {
        only(is_plain, key)?;
        let plain = [
            &raw mut ffi::PyList_Type,
            &raw mut ffi::PyTuple_Type,
            &raw mut ffi::PyUnicode_Type,
            &raw mut ffi::PyBytes_Type,
        ];
        let dict = is_exactly(self.ptr(), &[&raw mut ffi::PyDict_Type]);
        let safe = is_exactly(self.ptr(), &plain) || (dict && has_plain_keys(self.ptr()));
        if !safe {
            return deopt();
        }
        // SAFETY: both are alive; the result is owned or null.
        unsafe { object_or_pending(ffi::PyObject_GetItem(self.ptr(), key.ptr())) }
    }
}

fn only(fits: fn(*mut PyObject) -> bool, object: &Obj) -> Result<()> {
    if fits(object.ptr()) {
        return Ok(());
    }
    deopt()
}

fn both(fits: fn(*mut PyObject) -> bool, a: &Obj, b: &Obj) -> Result<()> {
    only(fits, a)?;
    only(fits, b)
}

fn truth_or_pending(answer: c_int) -> Result<bool> {
    match answer {
        -1 => Err(pending()),
        answer => Ok(answer != 0),
    }
}

impl PyEq for Obj {
    fn py_eq(&self, other: &Obj) -> Result<bool> {
        self.eq(other)
    }

    fn is_or_eq(&self, other: &Obj) -> Result<bool> {
        if self.is(other) {
            return Ok(true);
        }
        self.eq(other)
    }
}

impl PyRepr for Obj {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        out.push_text(&self.repr()?);
        Ok(())
    }

    fn py_str(&self, out: &mut TextBuf) -> Result<()> {
        out.push_text(&self.str()?);
        Ok(())
    }
}
