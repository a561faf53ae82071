//! `int` as i64: every result that leaves 64 bits deopts.

mod arithmetic;
mod bits;
mod convert;
mod parse;
mod theory;

pub use arithmetic::{
    abs, add, divmod, floordiv, modulo, mul, neg, pow, pow_mod, round_to, shl, shr, sub, truediv,
};
pub use bits::{bit_count, bit_length, from_bytes, to_bytes, ByteOrder};
pub(crate) use parse::trimmed;
pub use parse::{of_bytes, of_text, of_text_base};
pub use theory::{comb, factorial, gcd, isqrt, lcm, perm};

use crate::exit::Result;
use crate::ops::PyRepr;
use crate::text::{Text, TextBuf};

impl PyRepr for i64 {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        let mut digits = [0; 20];
        out.push_str(decimal(*self, &mut digits));
        Ok(())
    }
}

/// The decimal digits of a number, written into the end of `digits`.
#[inline]
pub(crate) fn decimal(number: i64, digits: &mut [u8; 20]) -> &str {
    let mut rest = number.unsigned_abs();
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        first -= 1;
        digits[first] = b'-';
    }
    // SAFETY: ASCII digits and a sign.
    unsafe { std::str::from_utf8_unchecked(&digits[first..]) }
}

/// `str(n)`
#[inline]
pub fn text(number: i64) -> Text {
    Text::of_ascii(decimal(number, &mut [0; 20]))
}

/// `hex(n)`, `oct(n)`, `bin(n)`: sign, prefix, digits.
fn prefixed(number: i64, prefix: &str, digits: std::fmt::Arguments<'_>) -> Text {
    let sign = if number < 0 { "-" } else { "" };
    Text::of_ascii(&format!("{sign}{prefix}{digits}"))
}

/// `hex(n)`
pub fn hex(number: i64) -> Text {
    prefixed(number, "0x", format_args!("{:x}", number.unsigned_abs()))
}

/// `oct(n)`
pub fn oct(number: i64) -> Text {
    prefixed(number, "0o", format_args!("{:o}", number.unsigned_abs()))
}

/// `bin(n)`
pub fn bin(number: i64) -> Text {
    prefixed(number, "0b", format_args!("{:b}", number.unsigned_abs()))
}
