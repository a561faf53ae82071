//! `int(text)`: Python's grammar of ints, for ASCII; anything else deopts.

use crate::bytes::Bytes;
use crate::exit::{deopt, Implicit, Result};
use crate::text::Text;

/// Longer texts may meet the interpreter's limit on digits, which can be set.
const LONGEST: usize = 640;

/// `int(s)`
pub fn of_text(text: &Text) -> Result<i64> {
    match text.ascii() {
        Some(bytes) => parse(bytes, 10),
        None => deopt(),
    }
}

/// `int(s, base)`
pub fn of_text_base(text: &Text, base: i64) -> Result<i64> {
    if base != 0 && !(2..=36).contains(&base) {
        return Implicit::ValueError.exit();
    }
    match text.ascii() {
        Some(bytes) => parse(bytes, base as u32),
        None => deopt(),
    }
}

/// `int(b)`
pub fn of_bytes(bytes: &Bytes) -> Result<i64> {
    match bytes.slice() {
        bytes if bytes.is_ascii() => parse(bytes, 10),
        _ => Implicit::ValueError.exit(),
    }
}

fn parse(text: &[u8], base: u32) -> Result<i64> {
    if text.len() > LONGEST {
        return deopt();
    }
    let text = trimmed(text);
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    let (base, digits, checked_zero) = unprefixed(digits, base);
    let magnitude = magnitude(digits, base)?;
    if checked_zero && magnitude != Some(0) {
        return Implicit::ValueError.exit();
    }
    let number = magnitude
        .map(i128::from)
        .map(|size| if negative { -size } else { size });
    match number.map(i64::try_from) {
        Some(Ok(number)) => Ok(number),
        _ => deopt(),
    }
}

/// Without the white space that ends an int: ASCII's, which is less than what `str.strip` takes.
pub(crate) fn trimmed(text: &[u8]) -> &[u8] {
    let space = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let first = text
        .iter()
        .position(|byte| !space(byte))
        .unwrap_or(text.len());
    let end = text
        .iter()
        .rposition(|byte| !space(byte))
        .map_or(first, |last| last + 1);
    &text[first..end]
}

/// Takes away a prefix that the base allows; with base 0 it tells the base, and a number without
/// one is zero if it begins with a zero.
fn unprefixed(digits: &[u8], base: u32) -> (u32, &[u8], bool) {
    let told = match digits {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    match (told, base) {
        (0, 0) => (10, digits, digits.first() == Some(&b'0')),
        (told, base) if told != 0 && (base == told || base == 0) => {
            let rest = &digits[2..];
            // One underscore may follow the prefix.
            (told, rest.strip_prefix(b"_").unwrap_or(rest), false)
        }
        _ => (base, digits, false),
    }
}

/// The value of digits with single underscores between them; nothing where it leaves 64 bits.
fn magnitude(digits: &[u8], base: u32) -> Result<Option<u64>> {
    let mut value = Some(0_u64);
    let mut after_digit = false;
    for &byte in digits {
        if byte == b'_' && after_digit {
            after_digit = false;
            continue;
        }
        let Some(digit) = char::from(byte).to_digit(base) else {
            return Implicit::ValueError.exit();
        };
        value = value.and_then(|so_far| {
            so_far
                .checked_mul(u64::from(base))?
                .checked_add(u64::from(digit))
        });
        after_digit = true;
    }
    if !after_digit {
        return Implicit::ValueError.exit();
    }
    Ok(value)
}
