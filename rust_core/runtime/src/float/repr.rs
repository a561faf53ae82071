//! `repr(x)`: the shortest digits that read back as the same float, laid out as Python does.

use crate::exit::Result;
use crate::ops::PyRepr;
use crate::text::{Text, TextBuf};
use std::fmt::Write;

/// Longest repr: sign, 17 digits, point, exponent.
pub(crate) struct Short {
    bytes: [u8; 40],
    len: usize,
}

impl Short {
    pub(crate) const fn new() -> Short {
        Short { bytes: [0; 40], len: 0 }
    }

    pub(crate) fn as_str(&self) -> &str {
        // SAFETY: only whole strs were written.
        unsafe { std::str::from_utf8_unchecked(&self.bytes[..self.len]) }
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.len + text.len();
        let Some(room) = self.bytes.get_mut(self.len..end) else { return Err(std::fmt::Error) };
        room.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

/// Writes `repr(number)`.
pub(crate) fn write_repr(number: f64, out: &mut Short) -> std::fmt::Result {
    if number.is_nan() {
        return out.write_str("nan");
    }
    if number.is_infinite() {
        return out.write_str(if number < 0.0 { "-inf" } else { "inf" });
    }
    let size = number.abs();
    if number.is_sign_negative() {
        out.write_str("-")?;
    }
    if size == 0.0 || (1e-4..1e16).contains(&size) {
        // Rust writes the same shortest digits, and never an exponent.
        return write!(out, "{size:?}");
    }
    let mut scientific = Short::new();
    write!(scientific, "{size:e}")?;
    let (digits, exponent) = scientific.as_str().split_once('e').unwrap_or(("", ""));
    let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
    write!(out, "{digits}e{sign}{exponent:0>2}")
}

/// `str(x)`
pub fn text(number: f64) -> Text {
    let mut out = Short::new();
    // Never longer than the room there is.
    let _ = write_repr(number, &mut out);
    Text::of_ascii(out.as_str())
}

impl PyRepr for f64 {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        let mut short = Short::new();
        let _ = write_repr(*self, &mut short);
        out.push_str(short.as_str());
        Ok(())
    }
}
