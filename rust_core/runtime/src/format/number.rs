//! Ints and floats with a specification.

use super::Spec;
use crate::exit::Result;
use crate::float::fixed_digits;
use crate::int::decimal;
use crate::text::TextBuf;
use std::fmt::Write;

/// Writes an int.
pub(super) fn int(number: i64, spec: &Spec, out: &mut TextBuf) -> Result<()> {
    let (prefix, bits, letter) = match spec.kind {
        Some('x') => ("0x", 4, b'a'),
        Some('X') => ("0X", 4, b'A'),
        Some('o') => ("0o", 3, b'a'),
        Some('b') => ("0b", 1, b'a'),
        _ => {
            let mut room = [0; 20];
            let digits = decimal(number, &mut room);
            return laid_out(
                number < 0,
                "",
                digits.strip_prefix('-').unwrap_or(digits),
                spec,
                out,
            );
        }
    };
    let mut room = [0; 64];
    let digits = in_base(number.unsigned_abs(), bits, letter, &mut room);
    laid_out(
        number < 0,
        if spec.alternate { prefix } else { "" },
        digits,
        spec,
        out,
    )
}

/// The digits of a number in a base of so many bits, written into the end of `room`.
fn in_base(mut number: u64, bits: u32, letter: u8, room: &mut [u8; 64]) -> &str {
    let mut first = room.len();
    loop {
        let digit = (number & ((1 << bits) - 1)) as u8;
        first -= 1;
        room[first] = if digit < 10 {
            b'0' + digit
        } else {
            letter + digit - 10
        };
        number >>= bits;
        if number == 0 {
            break;
        }
    }
    // SAFETY: ASCII digits and letters.
    unsafe { std::str::from_utf8_unchecked(&room[first..]) }
}

/// Writes a finite float with a fixed number of digits after the point.
pub(super) fn float(number: f64, spec: &Spec, out: &mut TextBuf) -> Result<()> {
    let precision = spec.precision.unwrap_or(6);
    if let Some(digits) = fixed_digits(number.abs(), precision, &mut [0; 24]) {
        return laid_out(number.is_sign_negative(), "", digits, spec, out);
    }
    let mut digits = String::with_capacity(32);
    // Rust rounds the exact decimal value half to even, as Python does.
    let _ = write!(digits, "{:.precision$}", number.abs());
    laid_out(number.is_sign_negative(), "", &digits, spec, out)
}

/// Sign, prefix and digits within the width.
fn laid_out(
    negative: bool,
    prefix: &str,
    digits: &str,
    spec: &Spec,
    out: &mut TextBuf,
) -> Result<()> {
    let sign = match (negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    };
    let grouped = if spec.comma {
        with_commas(digits)
    } else {
        String::new()
    };
    let digits = if spec.comma { &grouped } else { digits };
    let missing = spec
        .width
        .saturating_sub(sign.len() + prefix.len() + digits.len());
    let (left, inside) = match spec.align {
        _ if spec.pads_inside() => (0, missing),
        Some('<') => (0, 0),
        Some('^') => (missing / 2, 0),
        _ => (missing, 0),
    };
    spec.fill(left, out)?;
    out.push_str(sign);
    out.push_str(prefix);
    spec.fill(inside, out)?;
    out.push_str(digits);
    spec.fill(missing - left - inside, out)
}

/// A comma before each three digits that precede the point.
fn with_commas(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, char) in digits.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(char);
    }
    out
}
