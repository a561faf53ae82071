//! `find`, `count`, `in`, `startswith`, `split`, `strip` of bytes.

use super::Bytes;
use crate::exit::{Implicit, Result};
use crate::list::List;

/// The first place of a needle from `first` on that ends before `end`.
fn place_of(bytes: &[u8], needle: &[u8], first: usize, end: usize) -> Option<usize> {
    if needle.is_empty() {
        return Some(first);
    }
    let part = &bytes[first..end];
    part.windows(needle.len())
        .position(|window| window == needle)
        .map(|at| at + first)
}

fn last_place_of(bytes: &[u8], needle: &[u8], first: usize, end: usize) -> Option<usize> {
    if needle.is_empty() {
        return Some(end);
    }
    let part = &bytes[first..end];
    part.windows(needle.len())
        .rposition(|window| window == needle)
        .map(|at| at + first)
}

/// White space of bytes: ASCII's.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

impl Bytes {
    fn bounds(&self, start: Option<i64>, stop: Option<i64>) -> Option<(usize, usize)> {
        crate::text::bounds(start, stop, self.len)
    }

    /// `needle in b`
    pub fn contains(&self, needle: &Bytes) -> bool {
        place_of(self.slice(), needle.slice(), 0, self.len).is_some()
    }

    /// `value in b`: a value that is no byte is a ValueError.
    pub fn contains_value(&self, value: i64) -> Result<bool> {
        match u8::try_from(value) {
            Ok(byte) => Ok(self.slice().contains(&byte)),
            Err(_) => Implicit::ValueError.exit(),
        }
    }

    /// `b.find(needle, start, stop)`
    pub fn find(&self, needle: &Bytes, start: Option<i64>, stop: Option<i64>) -> i64 {
        let Some((first, end)) = self.bounds(start, stop) else {
            return -1;
        };
        place_of(self.slice(), needle.slice(), first, end).map_or(-1, |at| at as i64)
    }

    /// `b.rfind(needle, start, stop)`
    pub fn rfind(&self, needle: &Bytes, start: Option<i64>, stop: Option<i64>) -> i64 {
        let Some((first, end)) = self.bounds(start, stop) else {
            return -1;
        };
        last_place_of(self.slice(), needle.slice(), first, end).map_or(-1, |at| at as i64)
    }

    /// `b.index(needle, start, stop)`
    pub fn index(&self, needle: &Bytes, start: Option<i64>, stop: Option<i64>) -> Result<i64> {
        match self.find(needle, start, stop) {
            -1 => Implicit::ValueError.exit(),
            place => Ok(place),
        }
    }

    /// `b.count(needle, start, stop)`
    pub fn count(&self, needle: &Bytes, start: Option<i64>, stop: Option<i64>) -> i64 {
        let Some((first, end)) = self.bounds(start, stop) else {
            return 0;
        };
        if needle.is_empty() {
            return (end - first) as i64 + 1;
        }
        let (mut total, mut from) = (0, first);
        while let Some(at) = place_of(self.slice(), needle.slice(), from, end) {
            total += 1;
            from = at + needle.len;
        }
        total
    }

    /// `b.startswith(prefix, start, stop)`
    pub fn startswith(&self, prefix: &Bytes, start: Option<i64>, stop: Option<i64>) -> bool {
        self.bounds(start, stop)
            .is_some_and(|(first, end)| self.slice()[first..end].starts_with(prefix.slice()))
    }

    /// `b.endswith(suffix, start, stop)`
    pub fn endswith(&self, suffix: &Bytes, start: Option<i64>, stop: Option<i64>) -> bool {
        self.bounds(start, stop)
            .is_some_and(|(first, end)| self.slice()[first..end].ends_with(suffix.slice()))
    }

    /// `b.split(separator, most)`
    pub fn split_at(&self, separator: &Bytes, most: i64) -> Result<List<Bytes>> {
        if separator.is_empty() {
            return Implicit::ValueError.exit();
        }
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let (mut parts, mut from) = (Vec::new(), 0);
        while parts.len() < most {
            let Some(at) = place_of(self.slice(), separator.slice(), from, self.len) else {
                break;
            };
            parts.push(self.part(from, at));
            from = at + separator.len;
        }
        parts.push(self.part(from, self.len));
        Ok(List::from(parts))
    }

    /// `b.split()`
    pub fn split(&self) -> List<Bytes> {
        let (bytes, mut parts, mut at) = (self.slice(), Vec::new(), 0);
        while let Some(skipped) = bytes[at..].iter().position(|&byte| !is_space(byte)) {
            let first = at + skipped;
            at = bytes[first..]
                .iter()
                .position(|&byte| is_space(byte))
                .map_or(self.len, |length| first + length);
            parts.push(self.part(first, at));
        }
        List::from(parts)
    }

    /// Without what the set of bytes takes away at the two ends; none means white space.
    pub fn stripped(&self, left: bool, right: bool, set: Option<&Bytes>) -> Bytes {
        let stays = |byte: &u8| match set {
            Some(set) => !set.slice().contains(byte),
            None => !is_space(*byte),
        };
        let bytes = self.slice();
        let first = if left {
            bytes.iter().position(stays).unwrap_or(self.len)
        } else {
            0
        };
        let last = if right {
            bytes[first..]
                .iter()
                .rposition(stays)
                .map_or(first, |at| first + at + 1)
        } else {
            self.len
        };
        if last - first == self.len {
            self.clone()
        } else {
            self.part(first, last)
        }
    }
}
