//! From the arguments of a call to one object for each parameter, as Python would bind them.

use crate::convert::FromPy;
use crate::handle::PyRef;
use pyo3::ffi::{self, PyFunctionObject, PyObject};

/// The parameters of a function: positional ones first, then the keyword-only ones.
pub(crate) struct Signature {
    names: Vec<PyRef>,
    positional_only: usize,
    positional: usize,
}

impl Signature {
    pub(crate) const EMPTY: Signature = Signature {
        names: Vec::new(),
        positional_only: 0,
        positional: 0,
    };

    pub(crate) fn new(names: Vec<PyRef>, positional_only: usize, positional: usize) -> Signature {
        Signature {
            names,
            positional_only,
            positional,
        }
    }

    /// Whether all parameters can be given by position, and there are this many.
    #[inline(always)]
    pub(crate) fn takes(&self, count: usize) -> bool {
        self.positional == count
    }

    /// The parameter that a keyword names; names in calls are nearly always interned.
    unsafe fn place(&self, keyword: *mut PyObject) -> Option<usize> {
        let by_name = &self.names[self.positional_only..];
        let found = by_name
            .iter()
            .position(|name| name.ptr() == keyword)
            .or_else(|| {
                by_name
                    .iter()
                    // SAFETY: keywords are checked to be str by whoever makes the call; for
                    // exact ones the comparison runs no code and cannot fail.
                    .position(|name| unsafe {
                        ffi::PyUnicode_CheckExact(keyword) != 0
                            && ffi::PyUnicode_Compare(name.ptr(), keyword) == 0
                    })
            })?;
        Some(found + self.positional_only)
    }
}

/// Finds one object for each parameter, or false when the call does not fit the signature: the
/// original then says what is wrong in Python's words.  Those that were not given by position are
/// owned until `let_go`, since code that runs meanwhile may change the function's defaults.
///
/// # Safety
/// As for a vectorcall of `function`, whose signature is `signature` with `N` parameters; `values`
/// are null.
#[inline(always)]
pub(crate) unsafe fn assemble<const N: usize>(
    signature: &Signature,
    function: *mut PyObject,
    args: *const *mut PyObject,
    nargsf: usize,
    keywords: *mut PyObject,
    values: &mut [*mut PyObject; N],
) -> bool {
    // SAFETY: the caller's promise; no code runs before everything that needs it is owned.
    unsafe {
        let given = ffi::PyVectorcall_NARGS(nargsf) as usize;
        if given > signature.positional {
            return false;
        }
        if !keywords.is_null() && !place_keywords(signature, args.add(given), keywords, values) {
            return false;
        }
        let fields = &*function.cast::<PyFunctionObject>();
        // Loops of constant length, which the compiler unrolls.
        for (place, value) in values.iter_mut().enumerate() {
            if place < given {
                if !value.is_null() {
                    return false;
                }
                *value = *args.add(place);
            } else if value.is_null() {
                let Some(default) = default(signature, fields, place) else {
                    return false;
                };
                *value = default;
            }
        }
        for (place, &value) in values.iter().enumerate() {
            if place >= given {
                ffi::Py_INCREF(value);
            }
        }
    }
    true
}

/// Gives back what `assemble` took.
///
/// # Safety
/// Once after each `assemble` that was true, under the interpreter lock.
#[inline(always)]
pub(crate) unsafe fn let_go<const N: usize>(values: &[*mut PyObject; N], nargsf: usize) {
    for (place, &value) in values.iter().enumerate() {
        // SAFETY: these references are owned.
        unsafe {
            if place >= ffi::PyVectorcall_NARGS(nargsf) as usize {
                ffi::Py_DECREF(value);
            }
        }
    }
}

/// Puts keyword arguments where they belong; false if one does not fit.
#[inline(never)]
unsafe fn place_keywords(
    signature: &Signature,
    args: *const *mut PyObject,
    keywords: *mut PyObject,
    values: &mut [*mut PyObject],
) -> bool {
    // SAFETY: `keywords` is a tuple of names, one for each of `args`.
    unsafe {
        for index in 0..ffi::PyTuple_GET_SIZE(keywords) {
            match signature.place(ffi::PyTuple_GET_ITEM(keywords, index)) {
                Some(place) if values[place].is_null() => {
                    values[place] = *args.add(index as usize);
                }
                _ => return false,
            }
        }
    }
    true
}

/// The default of a parameter as it is now, borrowed.
#[inline(always)]
unsafe fn default(
    signature: &Signature,
    fields: &PyFunctionObject,
    place: usize,
) -> Option<*mut PyObject> {
    // SAFETY: defaults are a tuple or null, keyword-only defaults a dict or null.
    let value = unsafe {
        if place < signature.positional {
            if fields.func_defaults.is_null() {
                return None;
            }
            let count = ffi::PyTuple_GET_SIZE(fields.func_defaults) as usize;
            let first = signature.positional.checked_sub(count)?;
            ffi::PyTuple_GET_ITEM(fields.func_defaults, place.checked_sub(first)? as isize)
        } else {
            if fields.func_kwdefaults.is_null() {
                return None;
            }
            ffi::PyDict_GetItemWithError(fields.func_kwdefaults, signature.names[place].ptr())
        }
    };
    (!value.is_null()).then_some(value)
}

/// A new reference to the argument that is a float with exactly these bits.
///
/// # Safety
/// The arguments are alive.
#[inline(always)]
pub(crate) unsafe fn same_float(values: &[*mut PyObject], float: f64) -> Option<*mut PyObject> {
    // SAFETY: the caller's promise.
    unsafe {
        let same = values.iter().copied().find(|&value| {
            ffi::PyFloat_CheckExact(value) != 0
                && ffi::PyFloat_AS_DOUBLE(value).to_bits() == float.to_bits()
        })?;
        ffi::Py_INCREF(same);
        Some(same)
    }
}

/// A new reference to the argument that is this int.
///
/// # Safety
/// The arguments are alive.
#[inline(always)]
pub(crate) unsafe fn same_int(values: &[*mut PyObject], int: i64) -> Option<*mut PyObject> {
    // SAFETY: the caller's promise.
    unsafe {
        let same = values.iter().copied().find(|&value| is_int(value, int))?;
        ffi::Py_INCREF(same);
        Some(same)
    }
}

/// Whether the object is exactly an int of this value.
#[inline(always)]
unsafe fn is_int(value: *mut PyObject, int: i64) -> bool {
    // SAFETY: alive.
    unsafe {
        ffi::PyLong_CheckExact(value) != 0 && matches!(i64::from_py(value), Ok(own) if own == int)
    }
}

/// `result`, or in its place the argument that is an equal float, int or str of the same type.
///
/// # Safety
/// The arguments are alive, and `result` is owned.
#[inline(always)]
pub(crate) unsafe fn same_or(values: &[*mut PyObject], result: *mut PyObject) -> *mut PyObject {
    // SAFETY: the caller's promise; comparing exact built-in scalars runs no code.
    unsafe {
        let kind = ffi::Py_TYPE(result);
        let equal: unsafe fn(*mut PyObject, *mut PyObject) -> bool =
            if kind == &raw mut ffi::PyLong_Type {
                equal_ints
            } else if kind == &raw mut ffi::PyUnicode_Type {
                equal_texts
            } else if kind == &raw mut ffi::PyFloat_Type {
                equal_floats
            } else {
                return result;
            };
        for &value in values {
            if ffi::Py_TYPE(value) == kind && value != result && equal(value, result) {
                ffi::Py_INCREF(value);
                ffi::Py_DECREF(result);
                return value;
            }
        }
        result
    }
}

unsafe fn equal_floats(left: *mut PyObject, right: *mut PyObject) -> bool {
    // SAFETY: both are exact floats.
    unsafe { ffi::PyFloat_AS_DOUBLE(left).to_bits() == ffi::PyFloat_AS_DOUBLE(right).to_bits() }
}

/// Of ints beyond 64 bits none is a native result.
unsafe fn equal_ints(left: *mut PyObject, right: *mut PyObject) -> bool {
    // SAFETY: both are exact ints.
    unsafe { matches!(i64::from_py(right), Ok(int) if is_int(left, int)) }
}

unsafe fn equal_texts(left: *mut PyObject, right: *mut PyObject) -> bool {
    // SAFETY: both are exact strs, whose comparison cannot fail.
    unsafe {
        ffi::PyUnicode_GET_LENGTH(left) == ffi::PyUnicode_GET_LENGTH(right)
            && ffi::PyUnicode_Compare(left, right) == 0
    }
}
