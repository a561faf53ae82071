//! Ints and floats with a specification.

use super::Spec;
use crate::exit::Result;
use crate::int::decimal;
use crate::text::TextBuf;
use std::fmt::Write;

/// Writes an int.
pub(super) fn int(number: i64, spec: &Spec, out: &mut TextBuf) -> Result<()> {
    let size = number.unsigned_abs();
    let mut room = [0; 20];
    let (prefix, digits) = match spec.kind {
        Some('x') => ("0x", format!("{size:x}")),
        Some('X') => ("0X", format!("{size:X}")),
        Some('o') => ("0o", format!("{size:o}")),
        Some('b') => ("0b", format!("{size:b}")),
        _ => {
            let digits = decimal(number, &mut room).trim_start_matches('-');
            return laid_out(number < 0, "", digits, spec, out);
        }
    };
    laid_out(number < 0, if spec.alternate { prefix } else { "" }, &digits, spec, out)
}

/// Writes a finite float with a fixed number of digits after the point.
pub(super) fn float(number: f64, spec: &Spec, out: &mut TextBuf) -> Result<()> {
    let precision = spec.precision.unwrap_or(6);
    let mut digits = String::with_capacity(32);
    // Rust rounds the exact decimal value half to even, as Python does.
    let _ = write!(digits, "{:.precision$}", number.abs());
    laid_out(number.is_sign_negative(), "", &digits, spec, out)
}

/// Sign, prefix and digits within the width.
fn laid_out(negative: bool, prefix: &str, digits: &str, spec: &Spec, out: &mut TextBuf) -> Result<()> {
    let sign = match (negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    };
    let grouped = if spec.comma { with_commas(digits) } else { String::new() };
    let digits = if spec.comma { &grouped } else { digits };
    let missing = spec.width.saturating_sub(sign.len() + prefix.len() + digits.len());
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
        if at > 0 && at < whole && (whole - at) % 3 == 0 {
            out.push(',');
        }
        out.push(char);
    }
    out
}
