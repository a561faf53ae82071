//! Methods of int that look at its bits.

use crate::bytes::Bytes;
use crate::exit::{deopt, Implicit, Result};
use crate::text::Text;

/// `n.bit_length()`
#[inline]
pub fn bit_length(number: i64) -> i64 {
    i64::from(64 - number.unsigned_abs().leading_zeros())
}

/// `n.bit_count()`
#[inline]
pub fn bit_count(number: i64) -> i64 {
    i64::from(number.unsigned_abs().count_ones())
}

/// Which byte comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    Big,
    Little,
}

impl ByteOrder {
    /// From `"big"` or `"little"`; anything else is a ValueError.
    pub fn named(name: &Text) -> Result<ByteOrder> {
        match name.ascii_str() {
            Some("big") => Ok(ByteOrder::Big),
            Some("little") => Ok(ByteOrder::Little),
            _ => Implicit::ValueError.exit(),
        }
    }
}

/// `n.to_bytes(length, order, signed=signed)`
pub fn to_bytes(number: i64, length: i64, order: &Text, signed: bool) -> Result<Bytes> {
    let order = ByteOrder::named(order)?;
    let Ok(length) = usize::try_from(length) else {
        return Implicit::ValueError.exit();
    };
    let needed = match (signed, number < 0) {
        (false, true) => return Implicit::OverflowError.exit(),
        (false, false) => 64 - number.leading_zeros(),
        // One bit more, for the sign.
        (true, false) => 65 - number.leading_zeros(),
        (true, true) => 65 - number.leading_ones(),
    };
    // Zero fits in no bytes at all.
    if number != 0 && needed as usize > length.saturating_mul(8) {
        return Implicit::OverflowError.exit();
    }
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(length).is_err() {
        return deopt();
    }
    let fill = if number < 0 { 0xff } else { 0 };
    bytes.extend(
        number
            .to_le_bytes()
            .into_iter()
            .chain(std::iter::repeat(fill))
            .take(length),
    );
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(Bytes::of_vec(bytes))
}

/// `int.from_bytes(bytes, order, signed=signed)`
pub fn from_bytes(bytes: &Bytes, order: &Text, signed: bool) -> Result<i64> {
    let order = ByteOrder::named(order)?;
    let bytes = bytes.slice();
    let significant = |at: usize| {
        if order == ByteOrder::Big {
            bytes[bytes.len() - 1 - at]
        } else {
            bytes[at]
        }
    };
    let negative = signed && !bytes.is_empty() && significant(bytes.len() - 1) & 0x80 != 0;
    let fill = if negative { 0xff } else { 0 };
    let mut number = [fill; 8];
    for at in 0..bytes.len() {
        match number.get_mut(at) {
            Some(byte) => *byte = significant(at),
            None if significant(at) != fill => return deopt(),
            None => {}
        }
    }
    let number = i64::from_le_bytes(number);
    if (number < 0) != negative {
        return deopt();
    }
    Ok(number)
}
