//! Dicts at the boundary.

use super::hash::hash_of;
use super::table::Table;
use super::{keys, view, Dict, Repr};
use crate::convert::{FromPy, ToPy};
use crate::exit::Result;
use crate::handle::{returned, PyRef};
use crate::key::Key;
use crate::value::Value;
use pyo3::ffi;

impl<K: Key, V: Value> FromPy for Dict<K, V> {
    unsafe fn from_py(object: *mut ffi::PyObject) -> Result<Dict<K, V>> {
        // SAFETY: valid by the caller's promise.
        let dict = unsafe { view::exact(object)? };
        keys::check::<K>(&dict)?;
        Ok(Dict(Repr::View(dict)))
    }
}

impl<K: Key, V: Value> ToPy for Dict<K, V> {
    fn to_py(&self) -> Result<*mut ffi::PyObject> {
        match &self.0 {
            Repr::View(object) => Ok(object.new_reference()),
            Repr::Owned(cells) => cells.memo.get_or_make(|| self.new_dict()),
        }
    }
}

impl<K: Key, V: Value> Dict<K, V> {
    fn new_dict(&self) -> Result<PyRef> {
        // SAFETY: the lock is held.
        let dict = unsafe { returned(ffi::PyDict_New())? };
        self.fill(&dict)?;
        Ok(dict)
    }

    /// Adds the entries to a Python dict.
    fn fill(&self, dict: &PyRef) -> Result<()> {
        for item in self.items() {
            let (key, value) = item?;
            // SAFETY: keys have exact built-in types, so nothing foreign runs; both references are
            // ours.
            let status = unsafe {
                let key = returned(key.to_py()?)?;
                let value = returned(value.to_py()?)?;
                ffi::PyDict_SetItem(dict.ptr(), key.ptr(), value.ptr())
            };
            if status < 0 {
                return Err(crate::exc::pending());
            }
        }
        Ok(())
    }

    /// A native copy of a dict from Python that remembers where it came from: the copy is changed,
    /// and `write_back` brings the changes home.
    pub fn copied(dict: &Dict<K, V>) -> Result<Dict<K, V>> {
        let Repr::View(object) = &dict.0 else { return Ok(dict.clone()) };
        let mut table = Table::default();
        for item in dict.items() {
            let (key, value) = item?;
            table.push(hash_of(&key)?, key, value)?;
        }
        Ok(Dict::with(table, Some(object.clone())))
    }

    /// Puts the entries into the dict that this one is a copy of.
    pub fn write_back(&self) -> Result<()> {
        let Repr::Owned(cells) = &self.0 else { return Ok(()) };
        let Some(origin) = &cells.origin else { return Ok(()) };
        // Everything is converted before anything is changed.
        let new = self.new_dict()?;
        // SAFETY: both are dicts with keys of exact built-in types.
        let status = unsafe {
            ffi::PyDict_Clear(origin.ptr());
            ffi::PyDict_Update(origin.ptr(), new.ptr())
        };
        if status < 0 {
            return Err(crate::exc::pending());
        }
        Ok(())
    }
}
