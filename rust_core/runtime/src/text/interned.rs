//! The objects of static texts, bytes and attribute names, made once.

use crate::exit::Result;
use crate::handle::{returned, PyRef};
use pyo3::ffi;
use std::ptr::null_mut;

/// Static memory never changes, so that its place and length say which text it is.
#[derive(Clone, Copy)]
struct Slot {
    data: *const u8,
    len: usize,
    object: *mut ffi::PyObject,
}

const SLOTS: usize = 1024;

/// Read and written under the interpreter lock only.
static mut SEEN: [Slot; SLOTS] = [Slot {
    data: std::ptr::null(),
    len: 0,
    object: null_mut(),
}; SLOTS];

/// A new reference to the object of this static memory.
pub(crate) fn static_object(
    data: *const u8,
    len: usize,
    make: impl FnOnce() -> Result<PyRef>,
) -> Result<*mut ffi::PyObject> {
    let place = (data.addr() ^ (data.addr() >> 10) ^ len) % SLOTS;
    // SAFETY: under the lock, and no reference to the slot outlives a call that could drop the lock.
    unsafe {
        let slot = (&raw mut SEEN).cast::<Slot>().add(place);
        if (*slot).data == data && (*slot).len == len {
            ffi::Py_INCREF((*slot).object);
            return Ok((*slot).object);
        }
        let mut object = make()?.release();
        if is_name(object) {
            ffi::PyUnicode_InternInPlace(&raw mut object);
        }
        let before = std::mem::replace(&mut *slot, Slot { data, len, object });
        ffi::Py_INCREF(object);
        ffi::Py_XDECREF(before.object);
        Ok(object)
    }
}

/// Whether the compiler would intern a constant with this text.
unsafe fn is_name(object: *mut ffi::PyObject) -> bool {
    // SAFETY: a fresh exact str, or another object, which is no name.
    unsafe {
        if ffi::PyUnicode_CheckExact(object) == 0 || ffi::PyUnicode_IS_ASCII(object) == 0 {
            return false;
        }
        let data = ffi::PyUnicode_DATA(object).cast::<u8>();
        let bytes = std::slice::from_raw_parts(data, ffi::PyUnicode_GET_LENGTH(object) as usize);
        bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    }
}

/// The interned str of a name that generated code spells out.
pub(crate) fn interned_name(name: &'static str) -> Result<PyRef> {
    // SAFETY: an owned reference; the text is valid UTF-8 of that length.
    unsafe {
        Ok(PyRef::owned(static_object(
            name.as_ptr(),
            name.len(),
            || {
                returned(ffi::PyUnicode_FromStringAndSize(
                    name.as_ptr().cast(),
                    name.len() as isize,
                ))
            },
        )?))
    }
}
