//! `+`, `*`, `join`, case of bytes.

use super::Bytes;
use crate::exit::{deopt, Implicit, Result};
use crate::list::List;

/// `a + b`; adding nothing gives the other.
pub fn bytes_concat(a: &Bytes, b: &Bytes) -> Bytes {
    if a.is_empty() {
        return b.clone();
    }
    if b.is_empty() {
        return a.clone();
    }
    Bytes::of_vec([a.slice(), b.slice()].concat())
}

/// `separator.join(parts)`; a list of one part gives that part.
pub fn bytes_join(separator: &Bytes, parts: &List<Bytes>) -> Result<Bytes> {
    let parts: Vec<Bytes> = parts.iter().collect::<Result<_>>()?;
    if let [only] = parts.as_slice() {
        return Ok(only.clone());
    }
    let slices: Vec<&[u8]> = parts.iter().map(Bytes::slice).collect();
    Ok(Bytes::of_vec(slices.join(separator.slice())))
}

impl Bytes {
    /// `b += other`
    pub fn push(&mut self, other: &Bytes) {
        *self = bytes_concat(self, other);
    }

    /// `b * times`
    pub fn repeat(&self, times: i64) -> Result<Bytes> {
        if times == 1 || self.is_empty() {
            return Ok(self.clone());
        }
        let times = usize::try_from(times).unwrap_or(0);
        let mut all = Vec::new();
        let room = self.len.checked_mul(times);
        if room.is_none_or(|room| all.try_reserve_exact(room).is_err()) {
            return deopt();
        }
        (0..times).for_each(|_| all.extend_from_slice(self.slice()));
        Ok(Bytes::of_vec(all))
    }

    /// `bytes(values)`: each a byte, or a ValueError.
    pub fn of_values(values: impl Iterator<Item = Result<i64>>) -> Result<Bytes> {
        let mut bytes = Vec::new();
        for value in values {
            match u8::try_from(value?) {
                Ok(byte) => bytes.push(byte),
                Err(_) => return Implicit::ValueError.exit(),
            }
        }
        Ok(Bytes::of_vec(bytes))
    }

    /// `bytes(size)`: zeros.
    pub fn zeros(size: i64) -> Result<Bytes> {
        let Ok(size) = usize::try_from(size) else { return Implicit::ValueError.exit() };
        let mut bytes = Vec::new();
        if bytes.try_reserve_exact(size).is_err() {
            return deopt();
        }
        bytes.resize(size, 0);
        Ok(Bytes::of_vec(bytes))
    }

    /// `b.lower()`
    pub fn lower(&self) -> Bytes {
        Bytes::of_vec(self.slice().to_ascii_lowercase())
    }

    /// `b.upper()`
    pub fn upper(&self) -> Bytes {
        Bytes::of_vec(self.slice().to_ascii_uppercase())
    }

    /// `b.replace(old, new)`
    pub fn replace(&self, old: &Bytes, new: &Bytes) -> Result<Bytes> {
        if old.is_empty() {
            return self.own_bytes("replace", &[old, new]);
        }
        let parts = self.split_at(old, -1)?;
        match parts.len() {
            1 => Ok(self.clone()),
            _ => bytes_join(new, &parts),
        }
    }
}
