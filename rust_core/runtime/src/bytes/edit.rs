//! `+`, `*`, `join`, case of bytes.

use super::{Bytes, Owner};
use crate::exit::{deopt, Implicit, Result};
use std::cell::Cell;
use std::ptr::NonNull;
use std::rc::Rc;

impl Bytes {
    /// `a + b`; adding nothing gives the other.
    pub fn concat(&self, other: &Bytes) -> Bytes {
        if self.is_empty() {
            return other.clone();
        }
        if other.is_empty() {
            return self.clone();
        }
        Bytes::of_vec([self.slice(), other.slice()].concat())
    }

    /// `b += other`: grows in place where nobody else has the buffer.
    pub fn push(&mut self, other: &Bytes) {
        if other.is_empty() || !self.grow(other) {
            *self = self.concat(other);
        }
    }

    fn grow(&mut self, other: &Bytes) -> bool {
        let Owner::Buffer(buffer) = &mut self.owner else {
            return false;
        };
        let Some(buffer) = Rc::get_mut(buffer) else {
            return false;
        };
        if buffer.bytes.as_ptr() != self.data.as_ptr() || buffer.bytes.len() != self.len {
            return false;
        }
        // Whatever object it has become is another value from now on.
        buffer.made = Cell::new(None);
        buffer.bytes.extend_from_slice(other.slice());
        // SAFETY: vectors are not null.
        self.data = unsafe { NonNull::new_unchecked(buffer.bytes.as_mut_ptr()) };
        self.len = buffer.bytes.len();
        true
    }

    /// `separator.join(parts)`; one part is given as it is.
    pub fn join(&self, parts: impl Iterator<Item = Result<Bytes>>) -> Result<Bytes> {
        let parts: Vec<Bytes> = parts.collect::<Result<_>>()?;
        if let [only] = parts.as_slice() {
            return Ok(only.clone());
        }
        let slices: Vec<&[u8]> = parts.iter().map(Bytes::slice).collect();
        Ok(Bytes::of_vec(slices.join(self.slice())))
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
        let Ok(size) = usize::try_from(size) else {
            return Implicit::ValueError.exit();
        };
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
            _ => new.join(parts.iter()),
        }
    }
}
