//! Reading a set that came from Python.
//!
//! A lookup walks CPython's table itself, because `PySet_Contains` would call the `__eq__` of a
//! foreign member with the same hash; here such a member deopts.

use crate::convert::FromPy;
use crate::exit::Result;
use crate::handle::{returned, PyRef};
use crate::key::Key;
use pyo3::ffi;

/// How many neighbours CPython looks at before it jumps, and by how much it shifts for the jump.
const NEIGHBOURS: usize = 9;
const SHIFT: u32 = 5;
/// The hash of deleted entries; no object has it.
const DELETED: isize = -1;

#[inline]
fn fields(set: &PyRef) -> &ffi::PySetObject {
    // SAFETY: an exact set or frozenset, kept alive by the handle; nothing runs while it is read.
    unsafe { &*set.ptr().cast() }
}

#[inline]
pub(super) fn size(set: &PyRef) -> usize {
    fields(set).used as usize
}

/// The entry of a place in the table.
#[inline]
fn entry(set: &ffi::PySetObject, place: usize) -> &ffi::setentry {
    // SAFETY: the table has mask + 1 entries, and callers stay within the mask.
    unsafe { &*set.table.add(place) }
}

/// The member at or after a place in the table.
#[inline]
pub(super) fn next<K: FromPy>(set: &PyRef, place: &mut usize) -> Option<Result<K>> {
    let fields = fields(set);
    while *place <= fields.mask as usize {
        let entry = entry(fields, *place);
        *place += 1;
        if !entry.key.is_null() && entry.hash != DELETED {
            // SAFETY: the set keeps its member alive.
            return Some(unsafe { K::from_py(entry.key) });
        }
    }
    None
}

/// `key in set`
pub(super) fn contains<K: Key>(set: &PyRef, key: &K) -> Result<bool> {
    key.check()?;
    // SAFETY: a key has an exact built-in type, so hashing it runs no foreign code.
    let (object, hash) = unsafe {
        let object = returned(key.to_py()?)?;
        let hash = ffi::PyObject_Hash(object.ptr());
        (object, hash)
    };
    if hash == DELETED {
        return Err(crate::exc::pending());
    }
    find(fields(set), object.ptr(), hash, key)
}

fn find<K: Key>(set: &ffi::PySetObject, object: *mut ffi::PyObject, hash: isize, key: &K) -> Result<bool> {
    let mask = set.mask as usize;
    let (mut perturb, mut place) = (hash as usize, hash as usize & mask);
    loop {
        let last = if place + NEIGHBOURS <= mask { place + NEIGHBOURS } else { place };
        for near in place..=last {
            let entry = entry(set, near);
            if entry.key.is_null() {
                return Ok(false);
            }
            if entry.hash == hash {
                // SAFETY: the set keeps its member alive.
                if entry.key == object || unsafe { K::from_py(entry.key)? }.is_or_eq(key)? {
                    return Ok(true);
                }
            }
        }
        perturb >>= SHIFT;
        place = place.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb) & mask;
    }
}
