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
        Short {
            bytes: [0; 40],
            len: 0,
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        // SAFETY: only whole strs were written.
        unsafe { std::str::from_utf8_unchecked(&self.bytes[..self.len]) }
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.len + text.len();
        let Some(room) = self.bytes.get_mut(self.len..end) else {
            return Err(std::fmt::Error);
        };
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
    if may_tie(size) {
        return write_scientific(&halved(size)?, out);
    }
    if size == 0.0 || (1e-4..1e16).contains(&size) {
        // Rust writes the same shortest digits, and never an exponent.
        return write!(out, "{size:?}");
    }
    let mut shortest = Short::new();
    write!(shortest, "{size:e}")?;
    write_scientific(&shortest, out)
}

/// Whether two shortest texts may be equally near.  Up to 15 digits only one text can read back as
/// the float, so that the value itself has 17 or 18 digits then, and ends there: at most 26 binary
/// digits follow the point.
fn may_tie(size: f64) -> bool {
    let bits = size.to_bits();
    let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
    let last_digit = (bits >> 52) as i32 - 1075 + mantissa.trailing_zeros() as i32;
    match -last_digit {
        ..=0 => size >= 1e16,
        // As many decimal digits follow the point as binary ones do.
        decimals @ 1..=26 => size * 10_f64.powi(decimals) >= 9e15,
        _ => false,
    }
}

/// The shortest text that reads back as the same float; of two equally near ones the even one,
/// where Rust takes the greater.
fn halved(size: f64) -> std::result::Result<Short, std::fmt::Error> {
    let mut shortest = Short::new();
    write!(shortest, "{size:e}")?;
    let digits = shortest.as_str().find('e').unwrap_or(0).max(2) - 1;
    // As many digits, rounded half to even.
    let mut even = Short::new();
    write!(even, "{size:.*e}", digits.saturating_sub(1))?;
    Ok(if even.as_str().parse() == Ok(size) {
        even
    } else {
        shortest
    })
}

/// Lays out `d.ddde+xx` as Python does: plainly up to 16 digits before the point.
fn write_scientific(text: &Short, out: &mut Short) -> std::fmt::Result {
    let (digits, exponent) = text.as_str().split_once('e').unwrap_or(("0", "0"));
    let power: i32 = exponent.parse().unwrap_or(0);
    if !(0..16).contains(&power) {
        let sign = if power < 0 { '-' } else { '+' };
        return write!(out, "{digits}e{sign}{:02}", power.abs());
    }
    let (whole, rest) = (&digits[..1], digits.get(2..).unwrap_or(""));
    let moved = (power as usize).min(rest.len());
    let zeros = power as usize - moved;
    out.write_str(whole)?;
    out.write_str(&rest[..moved])?;
    (0..zeros).try_for_each(|_| out.write_str("0"))?;
    write!(
        out,
        ".{}",
        if moved < rest.len() {
            &rest[moved..]
        } else {
            "0"
        }
    )
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
