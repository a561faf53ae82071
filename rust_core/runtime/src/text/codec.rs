//! `ord`, `chr`, `repr`, `ascii`, `encode`.

use super::{Char, Text, TextBuf, Window};
use crate::bytes::Bytes;
use crate::exit::{deopt, Implicit, Result};
use crate::ops::PyRepr;
use pyo3::ffi;
use std::ffi::{CStr, CString};

/// `ord(s)`
#[inline]
pub fn ord(text: &Text) -> Result<i64> {
    match text.single() {
        Some(char) => Ok(char.ord()),
        None => Implicit::TypeError.exit(),
    }
}

/// `chr(code)`
#[inline]
pub fn chr(code: i64) -> Result<Char> {
    match u32::try_from(code) {
        Ok(code) if code <= 0x10FFFF => Ok(Char::read(code)),
        // From 3.13 on, numbers beyond a C int are like others that are out of range.
        _ if cfg!(not(Py_3_13)) && i32::try_from(code).is_err() => Implicit::OverflowError.exit(),
        _ => Implicit::ValueError.exit(),
    }
}

impl PyRepr for Text {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        match self.ascii() {
            Some(bytes) => quoted(bytes, out),
            None => {
                let object = self.to_ref()?;
                // SAFETY: an exact str; the result is one too, or null.
                out.push_text(&unsafe { Text::from_returned(ffi::PyObject_Repr(object.ptr()))? });
            }
        }
        Ok(())
    }

    #[inline]
    fn py_str(&self, out: &mut TextBuf) -> Result<()> {
        out.push_text(self);
        Ok(())
    }
}

/// Writes ASCII text in quotes: double ones only where that saves escapes.
fn quoted(bytes: &[u8], out: &mut TextBuf) {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') {
        '"'
    } else {
        '\''
    };
    out.push(Char::new(quote));
    for &byte in bytes {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'\\' => out.push_str("\\\\"),
            byte if char::from(byte) == quote => {
                out.push(Char::new('\\'));
                out.push(Char::new(quote));
            }
            0x20..=0x7e => out.push(Char::new(char::from(byte))),
            byte => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(Char::new(quote));
}

/// `ascii(value)`: its repr with everything but ASCII escaped.
pub fn ascii_repr(value: &impl PyRepr) -> Result<Text> {
    let mut out = TextBuf::new();
    value.py_repr(&mut out)?;
    let repr = out.finish();
    if repr.ascii().is_some() {
        return Ok(repr);
    }
    let mut out = TextBuf::new();
    for char in repr.chars() {
        match char.code() {
            0..0x80 => out.push(char),
            code @ 0x80..0x100 => out.push_str(&format!("\\x{code:02x}")),
            code @ 0x100..0x10000 => out.push_str(&format!("\\u{code:04x}")),
            code => out.push_str(&format!("\\U{code:08x}")),
        }
    }
    Ok(out.finish())
}

/// Names of the codecs that are part of the interpreter itself.
const CODECS: [&str; 10] = [
    "utf-8",
    "utf8",
    "utf_8",
    "ascii",
    "us-ascii",
    "latin-1",
    "latin1",
    "latin_1",
    "iso-8859-1",
    "iso8859-1",
];
/// Error handlers that these codecs know without asking a registry.
const HANDLERS: [&str; 4] = ["strict", "ignore", "replace", "surrogateescape"];

/// A codec's name and a handler's, as C takes them; others deopt, since they could be anyone's.
pub(crate) fn codec(encoding: &Text, errors: &Text) -> Result<(CString, CString)> {
    let known = |text: &Text, names: &[&str]| match text.ascii_str().map(str::to_ascii_lowercase) {
        Some(name) if names.contains(&name.as_str()) => CString::new(name).or(deopt()),
        _ => deopt(),
    };
    Ok((known(encoding, &CODECS)?, known(errors, &HANDLERS)?))
}

impl Text {
    /// `s.encode(encoding, errors)`
    pub fn encode(&self, encoding: &Text, errors: &Text) -> Result<Bytes> {
        let (encoding, errors) = codec(encoding, errors)?;
        if let Some(bytes) = self.ascii() {
            return Ok(Bytes::of_vec(bytes.to_vec()));
        }
        self.encoded(&encoding, &errors)
    }

    /// `s.encode()`
    pub fn encode_utf8(&self) -> Result<Bytes> {
        match self.ascii() {
            Some(bytes) => Ok(Bytes::of_vec(bytes.to_vec())),
            None => self.encoded(c"utf-8", c"strict"),
        }
    }

    fn encoded(&self, encoding: &CStr, errors: &CStr) -> Result<Bytes> {
        let object = self.to_ref()?;
        // SAFETY: an exact str; the codecs are built in, and give exact bytes or null.
        unsafe {
            Bytes::from_returned(ffi::PyUnicode_AsEncodedString(
                object.ptr(),
                encoding.as_ptr(),
                errors.as_ptr(),
            ))
        }
    }

    /// Text of bytes that are code points below U+0100.
    pub(crate) fn of_latin(bytes: &[u8]) -> Text {
        Text::of_windows(std::iter::once(Window::One(bytes)))
    }
}
