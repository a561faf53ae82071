//! Which objects are exact built-in values, so that working on them runs no foreign code.

use pyo3::ffi::{self, PyObject, PyTypeObject};
use std::ptr::null_mut;

unsafe extern "C" {
    /// Exported by all versions that are supported, though not in their documented headers.
    fn _PySet_NextEntry(
        set: *mut PyObject,
        position: *mut ffi::Py_ssize_t,
        member: *mut *mut PyObject,
        hash: *mut ffi::Py_hash_t,
    ) -> std::ffi::c_int;
}

/// How many objects a check looks at before it gives up.
const BUDGET: usize = 10_000;

/// The exact types whose values hold nothing else.
#[inline]
pub(super) fn is_scalar(object: *mut PyObject) -> bool {
    // SAFETY: a valid object; the rest are statics of the interpreter.
    unsafe {
        let kind = ffi::Py_TYPE(object);
        kind == &raw mut ffi::PyUnicode_Type
            || kind == &raw mut ffi::PyLong_Type
            || kind == &raw mut ffi::PyFloat_Type
            || kind == &raw mut ffi::PyBool_Type
            || object == ffi::Py_None()
            || kind == &raw mut ffi::PyBytes_Type
            || kind == &raw mut ffi::PyComplex_Type
    }
}

/// Whether the object's exact type is one of these.
#[inline]
pub(super) fn is_exactly(object: *mut PyObject, kinds: &[*mut PyTypeObject]) -> bool {
    // SAFETY: a valid object.
    kinds.contains(&unsafe { ffi::Py_TYPE(object) })
}

/// Whether the object is a scalar, or a list, tuple, dict or set of such objects at any depth.
pub(super) fn is_plain(object: *mut PyObject) -> bool {
    let mut left = BUDGET;
    all_plain(object, 0, &mut left)
}

fn all_plain(object: *mut PyObject, depth: usize, left: &mut usize) -> bool {
    if is_scalar(object) {
        return true;
    }
    if depth == 50 {
        return false;
    }
    let mut plain = |item: *mut PyObject| {
        *left = left.saturating_sub(1);
        *left != 0 && all_plain(item, depth + 1, left)
    };
    // SAFETY: a valid object of the type just checked; nothing runs meanwhile that changes it.
    unsafe {
        let kind = ffi::Py_TYPE(object);
        if kind == &raw mut ffi::PyList_Type {
            (0..ffi::PyList_GET_SIZE(object))
                .all(|place| plain(ffi::PyList_GET_ITEM(object, place)))
        } else if kind == &raw mut ffi::PyTuple_Type {
            (0..ffi::PyTuple_GET_SIZE(object))
                .all(|place| plain(ffi::PyTuple_GET_ITEM(object, place)))
        } else if kind == &raw mut ffi::PyDict_Type {
            pairs(object).all(|(key, value)| plain(key) && plain(value))
        } else {
            is_set(object) && members(object).all(plain)
        }
    }
}

/// Whether the exact type is set or frozenset.
pub(super) fn is_set(object: *mut PyObject) -> bool {
    is_exactly(
        object,
        &[&raw mut ffi::PySet_Type, &raw mut ffi::PyFrozenSet_Type],
    )
}

/// The borrowed keys and values of an exact dict that nobody changes meanwhile.
unsafe fn pairs(dict: *mut PyObject) -> impl Iterator<Item = (*mut PyObject, *mut PyObject)> {
    let mut position = 0;
    std::iter::from_fn(move || {
        let (mut key, mut value) = (null_mut(), null_mut());
        // SAFETY: an exact dict, and places to write to.
        let found =
            unsafe { ffi::PyDict_Next(dict, &raw mut position, &raw mut key, &raw mut value) };
        (found != 0).then_some((key, value))
    })
}

/// The borrowed members of an exact set that nobody changes meanwhile.
unsafe fn members(set: *mut PyObject) -> impl Iterator<Item = *mut PyObject> {
    let mut position = 0;
    std::iter::from_fn(move || {
        let (mut member, mut hash) = (null_mut(), 0);
        // SAFETY: an exact set, and places to write to.
        let found =
            unsafe { _PySet_NextEntry(set, &raw mut position, &raw mut member, &raw mut hash) };
        (found != 0).then_some(member)
    })
}

/// The last dict whose keys were seen to be plain, and its version then.
///
/// Read and written under the interpreter lock only.
static mut SEEN: (*mut PyObject, u64) = (null_mut(), 0);

/// Whether no key of an exact dict can run foreign code when it is looked up.
#[allow(deprecated)] // up to 3.13 it is kept up to date; later versions are not supported
pub(super) fn has_plain_keys(dict: *mut PyObject) -> bool {
    // SAFETY: an exact dict; under the lock. Versions are never given twice, so that a new dict
    // at the same address has another one.
    unsafe {
        let state = (dict, (*dict.cast::<ffi::PyDictObject>()).ma_version_tag);
        if SEEN == state {
            return true;
        }
        let plain = pairs(dict).all(|(key, _)| is_plain(key));
        if plain {
            SEEN = state;
        }
        plain
    }
}

/// Whether no member of an exact set can run foreign code when it is looked up.
pub(super) fn has_plain_members(set: *mut PyObject) -> bool {
    // SAFETY: an exact set, unchanged meanwhile.
    unsafe { ffi::PySet_GET_SIZE(set) <= 1000 && members(set).all(is_plain) }
}

impl super::Obj {
    /// Whether it is a built-in value through and through.
    pub(crate) fn is_plain(&self) -> bool {
        is_plain(self.ptr())
    }
}
