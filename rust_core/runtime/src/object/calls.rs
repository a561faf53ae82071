//! Calls back into Python: attributes, items, calls.

use super::{Obj, ToObj};
use crate::convert::ToPy;
use crate::exc::object_or_pending;
use crate::exit::Result;
use crate::handle::{returned, PyRef};
use crate::text::interned_name;
use pyo3::ffi::{self, PyObject};
use std::ptr::null_mut;

impl Obj {
    /// `x.name`
    pub fn attr(&self, name: &'static str) -> Result<Obj> {
        let name = interned_name(name)?;
        // SAFETY: both are alive; the result is owned or null.
        unsafe { object_or_pending(ffi::PyObject_GetAttr(self.ptr(), name.ptr())) }
    }

    /// `x[key]`
    pub fn item(&self, key: &dyn ToPy) -> Result<Obj> {
        let key = key.to_obj()?;
        // SAFETY: both are alive; the result is owned or null.
        unsafe { object_or_pending(ffi::PyObject_GetItem(self.ptr(), key.ptr())) }
    }

    /// `x(*args)`
    pub fn call(&self, args: &[&dyn ToPy]) -> Result<Obj> {
        self.call_with(args, &[])
    }

    /// `x(*args)`, of which the last ones go by these names.
    pub fn call_with(&self, args: &[&dyn ToPy], names: &[&'static str]) -> Result<Obj> {
        let (objects, keywords) = (objects(None, args)?, keywords(names)?);
        let pointers = pointers(&objects);
        // SAFETY: the first slot is free for the callee, as the flag says; the names belong to
        // the last arguments.
        unsafe {
            object_or_pending(ffi::PyObject_Vectorcall(
                self.ptr(),
                pointers.as_ptr().add(1),
                (args.len() - names.len()) | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET,
                keywords.as_ref().map_or(null_mut(), PyRef::ptr),
            ))
        }
    }

    /// `x.name(*args)`
    pub fn call_method(&self, name: &'static str, args: &[&dyn ToPy]) -> Result<Obj> {
        self.call_method_with(name, args, &[])
    }

    /// `x.name(*args)`, of which the last ones go by these names.
    pub fn call_method_with(
        &self,
        name: &'static str,
        args: &[&dyn ToPy],
        names: &[&'static str],
    ) -> Result<Obj> {
        let (objects, keywords) = (objects(Some(self), args)?, keywords(names)?);
        let (pointers, name) = (pointers(&objects), interned_name(name)?);
        // SAFETY: the receiver is the first argument; the slot before it is free for the callee,
        // as the flag says; the names belong to the last arguments.
        unsafe {
            object_or_pending(ffi::PyObject_VectorcallMethod(
                name.ptr(),
                pointers.as_ptr().add(1),
                (args.len() + 1 - names.len()) | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET,
                keywords.as_ref().map_or(null_mut(), PyRef::ptr),
            ))
        }
    }
}

/// The arguments as objects, after the receiver.
fn objects(receiver: Option<&Obj>, args: &[&dyn ToPy]) -> Result<Vec<Obj>> {
    let receiver = receiver.cloned().map(Ok);
    receiver
        .into_iter()
        .chain(args.iter().map(|arg| arg.to_obj()))
        .collect()
}

/// One free slot, then the arguments.
fn pointers(objects: &[Obj]) -> Vec<*mut PyObject> {
    std::iter::once(null_mut())
        .chain(objects.iter().map(Obj::ptr))
        .collect()
}

/// A tuple of keyword names, if there are any.
fn keywords(names: &[&'static str]) -> Result<Option<PyRef>> {
    if names.is_empty() {
        return Ok(None);
    }
    // SAFETY: the tuple is new, and each of its slots is filled once with an owned reference.
    unsafe {
        let tuple = returned(ffi::PyTuple_New(names.len() as isize))?;
        for (place, name) in names.iter().enumerate() {
            ffi::PyTuple_SET_ITEM(tuple.ptr(), place as isize, interned_name(name)?.release());
        }
        Ok(Some(tuple))
    }
}
