//! `find`, `count`, `in`, `startswith`, `replace` and their like.

use super::units::each;
use super::{Char, Text, Unit, Window};
use crate::exit::{Implicit, Result};
use crate::handle::PyRef;
use crate::tuple::Tup;
use pyo3::ffi;

/// Where `find` and its like look: from `start` on and before `stop`, as Python adjusts the two;
/// nothing where they cross.
pub(crate) fn bounds(start: Option<i64>, stop: Option<i64>, len: usize) -> Option<(usize, usize)> {
    let len = len as i64;
    let from_end = |at: i64| {
        if at < 0 {
            at.saturating_add(len).max(0)
        } else {
            at
        }
    };
    let (first, end) = (
        from_end(start.unwrap_or(0)),
        from_end(stop.unwrap_or(len)).min(len),
    );
    (first <= end).then_some((first as usize, end as usize))
}

/// Where a naive search may cost too much, the interpreter's own takes over.
const NAIVE: usize = 1 << 16;

/// The first place of a needle of two units or more.
fn naive<U: Unit>(units: &[U], needle: &[U]) -> Option<usize> {
    let (first, last) = (*needle.first()?, units.len().checked_sub(needle.len())?);
    let mut from = 0;
    while from <= last {
        from += first.place_of(&units[from..=last])?;
        if units[from + 1..from + needle.len()] == needle[1..] {
            return Some(from);
        }
        from += 1;
    }
    None
}

/// The last place of a needle of two units or more.
fn naive_last<U: Unit>(units: &[U], needle: &[U]) -> Option<usize> {
    let last = units.len().checked_sub(needle.len())?;
    (0..=last)
        .rev()
        .find(|&from| units[from..from + needle.len()] == *needle)
}

/// Searches with the needle in units of the text's width; nothing where it cannot be there.
fn in_units<T>(
    text: &Text,
    needle: &Text,
    one: impl FnOnce(&[u8], &[u8]) -> Option<T>,
    two: impl FnOnce(&[u16], &[u16]) -> Option<T>,
    four: impl FnOnce(&[u32], &[u32]) -> Option<T>,
) -> Option<T> {
    match (text.window(), needle.window()) {
        (Window::One(units), Window::One(wanted)) => one(units, wanted),
        (Window::One(units), wanted) => one(units, &wanted.as_units::<u8>()?),
        (Window::Two(units), wanted) => two(units, &wanted.as_units::<u16>()?),
        (Window::Four(units), wanted) => four(units, &wanted.as_units::<u32>()?),
    }
}

impl Text {
    /// The first place of `needle` from `first` on that ends before `end`.
    pub(crate) fn place_of(
        &self,
        needle: &Text,
        first: usize,
        end: usize,
    ) -> Result<Option<usize>> {
        match needle.size() {
            0 => return Ok(Some(first)),
            1 => return Ok(self.place_of_char(Char::read(needle.code_at(0)), first, end)),
            size if size > end - first => return Ok(None),
            size if (end - first).saturating_mul(size) > NAIVE && size > 8 => {
                return self.by_interpreter(needle, first, end, 1);
            }
            _ => {}
        }
        let part = self.part(first, end);
        Ok(in_units(&part, needle, naive, naive, naive).map(|at| at + first))
    }

    /// The last place of `needle` from `first` on that ends before `end`.
    pub(crate) fn last_place_of(
        &self,
        needle: &Text,
        first: usize,
        end: usize,
    ) -> Result<Option<usize>> {
        match needle.size() {
            0 => return Ok(Some(end)),
            size if size > end - first => return Ok(None),
            size if (end - first).saturating_mul(size) > NAIVE && size > 8 => {
                return self.by_interpreter(needle, first, end, -1);
            }
            _ => {}
        }
        let part = self.part(first, end);
        Ok(in_units(&part, needle, naive_last, naive_last, naive_last).map(|at| at + first))
    }

    #[cold]
    fn by_interpreter(
        &self,
        needle: &Text,
        first: usize,
        end: usize,
        direction: i32,
    ) -> Result<Option<usize>> {
        let (own, needle): (PyRef, PyRef) = (self.to_ref()?, needle.to_ref()?);
        // SAFETY: two exact strs.
        let found = unsafe {
            ffi::PyUnicode_Find(
                own.ptr(),
                needle.ptr(),
                first as isize,
                end as isize,
                direction,
            )
        };
        match found {
            -2 => Err(crate::exc::pending()),
            found => Ok(usize::try_from(found).ok()),
        }
    }

    /// `needle in s`
    #[inline]
    pub fn contains(&self, needle: &Text) -> Result<bool> {
        Ok(self.place_of(needle, 0, self.size())?.is_some())
    }

    /// `s.find(needle, start, stop)`
    pub fn find(&self, needle: &Text, start: Option<i64>, stop: Option<i64>) -> Result<i64> {
        let Some((first, end)) = bounds(start, stop, self.size()) else {
            return Ok(-1);
        };
        Ok(self
            .place_of(needle, first, end)?
            .map_or(-1, |at| at as i64))
    }

    /// `s.rfind(needle, start, stop)`
    pub fn rfind(&self, needle: &Text, start: Option<i64>, stop: Option<i64>) -> Result<i64> {
        let Some((first, end)) = bounds(start, stop, self.size()) else {
            return Ok(-1);
        };
        Ok(self
            .last_place_of(needle, first, end)?
            .map_or(-1, |at| at as i64))
    }

    /// `s.index(needle, start, stop)`
    pub fn index(&self, needle: &Text, start: Option<i64>, stop: Option<i64>) -> Result<i64> {
        found(self.find(needle, start, stop)?)
    }

    /// `s.rindex(needle, start, stop)`
    pub fn rindex(&self, needle: &Text, start: Option<i64>, stop: Option<i64>) -> Result<i64> {
        found(self.rfind(needle, start, stop)?)
    }

    /// `s.count(needle, start, stop)`
    pub fn count(&self, needle: &Text, start: Option<i64>, stop: Option<i64>) -> Result<i64> {
        let Some((first, end)) = bounds(start, stop, self.size()) else {
            return Ok(0);
        };
        if needle.is_empty() {
            return Ok((end - first) as i64 + 1);
        }
        if let Some(char) = needle.single() {
            let code = char.code();
            let part = self.part(first, end);
            return Ok(
                each!(part.window(), units => units.iter().filter(|&&unit| u32::from(unit) == code).count())
                    as i64,
            );
        }
        let (mut total, mut from) = (0, first);
        while let Some(at) = self.place_of(needle, from, end)? {
            total += 1;
            from = at + needle.size();
        }
        Ok(total)
    }

    /// `s.startswith(affix, start, stop)`
    #[inline]
    pub fn startswith(
        &self,
        affix: &impl Affix,
        start: Option<i64>,
        stop: Option<i64>,
    ) -> Result<bool> {
        let Some((first, end)) = bounds(start, stop, self.size()) else {
            return Ok(false);
        };
        affix.any(|text| {
            text.size() <= end - first && self.part(first, first + text.size()) == *text
        })
    }

    /// `s.endswith(affix, start, stop)`
    #[inline]
    pub fn endswith(
        &self,
        affix: &impl Affix,
        start: Option<i64>,
        stop: Option<i64>,
    ) -> Result<bool> {
        let Some((first, end)) = bounds(start, stop, self.size()) else {
            return Ok(false);
        };
        affix.any(|text| text.size() <= end - first && self.part(end - text.size(), end) == *text)
    }

    /// `s.removeprefix(prefix)`
    pub fn removeprefix(&self, prefix: &Text) -> Result<Text> {
        Ok(match self.startswith(prefix, None, None)? {
            true => self.part(prefix.size(), self.size()),
            false => self.clone(),
        })
    }

    /// `s.removesuffix(suffix)`
    pub fn removesuffix(&self, suffix: &Text) -> Result<Text> {
        Ok(match self.endswith(suffix, None, None)? {
            true => self.part(0, self.size() - suffix.size()),
            false => self.clone(),
        })
    }

    /// `s.replace(old, new, count)`
    pub fn replace(&self, old: &Text, new: &Text, count: i64) -> Result<Text> {
        if old.is_empty() {
            return self.own_method("replace", &[old, new, &count]);
        }
        let most = u64::try_from(count).unwrap_or(u64::MAX);
        let (mut windows, mut left, mut from) = (Vec::new(), most, 0);
        while left > 0 {
            let Some(at) = self.place_of(old, from, self.size())? else {
                break;
            };
            windows.extend([self.window().part(from, at), new.window()]);
            (left, from) = (left - 1, at + old.size());
        }
        if windows.is_empty() {
            return Ok(self.clone());
        }
        windows.push(self.window().part(from, self.size()));
        Ok(Text::of_windows(windows.iter().copied()))
    }
}

fn found(place: i64) -> Result<i64> {
    match place {
        -1 => Implicit::ValueError.exit(),
        place => Ok(place),
    }
}

/// What `startswith` and `endswith` take: a str, or a tuple of strs of which one is enough.
pub trait Affix {
    /// Whether the test holds for one of the texts.
    fn any(&self, test: impl Fn(&Text) -> bool) -> Result<bool>;
}

impl Affix for Text {
    #[inline]
    fn any(&self, test: impl Fn(&Text) -> bool) -> Result<bool> {
        Ok(test(self))
    }
}

impl Affix for Tup<Text> {
    fn any(&self, test: impl Fn(&Text) -> bool) -> Result<bool> {
        for text in self.iter() {
            if test(&text?) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Affix for (Text,) {
    fn any(&self, test: impl Fn(&Text) -> bool) -> Result<bool> {
        Ok(test(&self.0))
    }
}

macro_rules! affixes {
    ($($text:ident: $type:ident),+) => {
        impl Affix for ($($type),+) {
            fn any(&self, test: impl Fn(&Text) -> bool) -> Result<bool> {
                let ($($text),+) = self;
                Ok($(test($text))||+)
            }
        }
    };
}

affixes!(a: Text, b: Text);
affixes!(a: Text, b: Text, c: Text);
affixes!(a: Text, b: Text, c: Text, d: Text);
affixes!(a: Text, b: Text, c: Text, d: Text, e: Text);
affixes!(a: Text, b: Text, c: Text, d: Text, e: Text, f: Text);
