//! Operations that the str object's own method does: exact by construction.  An exact str and
//! exact built-in arguments run no foreign code, and methods of `str` cannot be replaced.

use super::{interned_name, Text};
use crate::convert::ToPy;
use crate::exit::{deopt, Result};
use crate::handle::{returned, PyRef};
use crate::object::{Obj, ToObj};
use pyo3::ffi::{self, PyObject};
use std::ptr::null_mut;

impl Text {
    /// What the method returns, an exact str.
    #[cold]
    pub(crate) fn own_method(&self, name: &'static str, args: &[&dyn ToPy]) -> Result<Text> {
        // SAFETY: an owned reference.
        unsafe { Text::from_returned(self.own_result(name, args)?.release()) }
    }

    /// What the method returns, any object.
    pub(crate) fn own_result(&self, name: &'static str, args: &[&dyn ToPy]) -> Result<PyRef> {
        let (receiver, name) = (self.to_obj()?, interned_name(name)?);
        let args: Vec<Obj> = args.iter().map(|arg| arg.to_obj()).collect::<Result<_>>()?;
        let pointers: Vec<*mut PyObject> = std::iter::once(receiver.ptr())
            .chain(args.iter().map(Obj::ptr))
            .collect();
        // SAFETY: all are alive; the result is owned or null.
        unsafe {
            returned(ffi::PyObject_VectorcallMethod(
                name.ptr(),
                pointers.as_ptr(),
                pointers.len(),
                null_mut(),
            ))
        }
    }

    /// `s.translate(table)`, for tables that hold built-in values only.
    pub fn translate(&self, table: &dyn ToPy) -> Result<Text> {
        let table = table.to_obj()?;
        if !table.is_plain() {
            return deopt();
        }
        self.own_method("translate", &[&table])
    }

    /// `s.expandtabs(size)`
    pub fn expandtabs(&self, size: i64) -> Result<Text> {
        if i32::try_from(size).is_err() {
            return deopt();
        }
        self.own_method("expandtabs", &[&size])
    }
}
