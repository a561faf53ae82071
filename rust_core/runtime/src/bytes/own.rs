//! Codecs, and operations that the bytes object's own method does: exact by construction.

use super::Bytes;
use crate::convert::{FromPy, ToPy};
use crate::exit::Result;
use crate::handle::{returned, PyRef};
use crate::object::{Obj, ToObj};
use crate::text::{codec, interned_name, Text};
use pyo3::ffi::{self, PyObject};
use std::ffi::CStr;
use std::ptr::null_mut;

impl Bytes {
    /// `b.decode()`
    pub fn decode_utf8(&self) -> Result<Text> {
        self.decoded(c"utf-8", c"strict")
    }

    /// `b.decode(encoding, errors)`
    pub fn decode(&self, encoding: &Text, errors: &Text) -> Result<Text> {
        let (encoding, errors) = codec(encoding, errors)?;
        self.decoded(&encoding, &errors)
    }

    fn decoded(&self, encoding: &CStr, errors: &CStr) -> Result<Text> {
        if self.slice().is_ascii() {
            return Ok(Text::of_latin(self.slice()));
        }
        // SAFETY: the bytes are alive; the codecs are built in, and give an exact str or null.
        unsafe {
            let data = self.data.as_ptr().cast();
            Text::from_returned(ffi::PyUnicode_Decode(
                data,
                self.len as isize,
                encoding.as_ptr(),
                errors.as_ptr(),
            ))
        }
    }

    /// `b.hex()`
    pub fn hex(&self) -> Text {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |value: u8| DIGITS[usize::from(value & 0xf)];
        Text::of_latin(
            &self
                .slice()
                .iter()
                .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
                .collect::<Vec<u8>>(),
        )
    }

    /// `bytes.fromhex(text)`
    pub fn fromhex(text: &Text) -> Result<Bytes> {
        let text = text.to_ref()?;
        let name = interned_name("fromhex")?;
        // SAFETY: a class method of the built-in type; it gives exact bytes or null.
        unsafe {
            let arguments = [(&raw mut ffi::PyBytes_Type).cast::<PyObject>(), text.ptr()];
            Bytes::from_returned(ffi::PyObject_VectorcallMethod(
                name.ptr(),
                arguments.as_ptr(),
                2,
                null_mut(),
            ))
        }
    }

    /// What the method returns, exact bytes.
    pub(crate) fn own_bytes(&self, name: &'static str, args: &[&dyn ToPy]) -> Result<Bytes> {
        // SAFETY: alive, under the lock.
        unsafe { Bytes::from_py(self.own_result(name, args)?.ptr()) }
    }

    fn own_result(&self, name: &'static str, args: &[&dyn ToPy]) -> Result<PyRef> {
        let (receiver, name) = (self.to_obj()?, interned_name(name)?);
        let args: Vec<Obj> = args.iter().map(|arg| arg.to_obj()).collect::<Result<_>>()?;
        let pointers: Vec<*mut PyObject> = std::iter::once(receiver.ptr())
            .chain(args.iter().map(Obj::ptr))
            .collect();
        // SAFETY: all are alive; exact built-in arguments run no foreign code; the result is
        // owned or null.
        unsafe {
            returned(ffi::PyObject_VectorcallMethod(
                name.ptr(),
                pointers.as_ptr(),
                pointers.len(),
                null_mut(),
            ))
        }
    }

    /// `b.translate(table)`
    pub fn translate(&self, table: &Bytes) -> Result<Bytes> {
        self.own_bytes("translate", &[table])
    }
}
