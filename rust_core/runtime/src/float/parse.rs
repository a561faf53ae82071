//! `float(text)`, and `x.hex()`.

use crate::bytes::Bytes;
use crate::convert::{FromPy, ToPy};
use crate::exit::{Implicit, Result};
use crate::handle::{returned, PyRef};
use crate::int::trimmed;
use crate::text::Text;
use pyo3::ffi;

/// `float(s)`
pub fn of_text(text: &Text) -> Result<f64> {
    match text.ascii().map(trimmed) {
        Some(bytes) if is_plain(bytes) => parse(bytes),
        _ => by_interpreter(&text.to_ref()?),
    }
}

/// `float(b)`
pub fn of_bytes(bytes: &Bytes) -> Result<f64> {
    match trimmed(bytes.slice()) {
        trimmed if is_plain(trimmed) => parse(trimmed),
        // SAFETY: `to_py` gives an owned reference.
        _ => by_interpreter(&unsafe { PyRef::owned(bytes.to_py()?) }),
    }
}

/// Whether the text has no words (`nan`, `inf`) and no underscores: then Rust's grammar is Python's,
/// and both round correctly.
fn is_plain(text: &[u8]) -> bool {
    text.iter()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
}

fn parse(text: &[u8]) -> Result<f64> {
    match std::str::from_utf8(text).map(str::parse) {
        Ok(Ok(number)) => Ok(number),
        _ => Implicit::ValueError.exit(),
    }
}

#[cold]
fn by_interpreter(object: &PyRef) -> Result<f64> {
    // SAFETY: an exact str or bytes: no foreign code runs; the result is an exact float or null.
    unsafe { f64::from_py(returned(ffi::PyFloat_FromString(object.ptr()))?.ptr()) }
}

/// `x.hex()`
pub fn hex(number: f64) -> Result<Text> {
    // SAFETY: an owned float; its method gives an exact str or null.
    unsafe {
        let object = PyRef::owned(number.to_py()?);
        let name = crate::text::interned_name("hex")?;
        Text::from_returned(ffi::PyObject_CallMethodNoArgs(object.ptr(), name.ptr()))
    }
}
