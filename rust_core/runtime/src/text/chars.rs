//! One code point: what iterating over text gives.

use super::{Text, TextBuf, Window, LATIN};
use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Result};
use crate::ops::{plainly_ordered, PyEq, PyHash, PyOrd, PyRepr, Truth};
use pyo3::ffi;
use std::hash::Hasher;

/// A str of length one; it may be a lone surrogate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Char(u32);

impl Char {
    /// A character that Rust can spell.
    #[inline(always)]
    pub const fn new(char: char) -> Char {
        Char(char as u32)
    }

    /// Any code point up to U+10FFFF.
    #[inline(always)]
    pub const fn of_code(code: u32) -> Char {
        assert!(code <= 0x10FFFF);
        Char(code)
    }

    /// A code point read from text.
    #[inline(always)]
    pub(crate) const fn read(code: u32) -> Char {
        Char(code)
    }

    /// The code point.
    #[inline(always)]
    pub const fn code(self) -> u32 {
        self.0
    }

    /// `ord(c)`
    #[inline(always)]
    pub const fn ord(self) -> i64 {
        self.0 as i64
    }

    /// The character as a str.
    #[inline]
    pub fn text(self) -> Text {
        match LATIN.get(self.0 as usize) {
            Some(byte) => Text::of_static(std::slice::from_ref(byte)),
            None => Text::of_windows(std::iter::once(Window::Four(&[self.0]))),
        }
    }
}

/// `len(c)`: the character is computed all the same.
#[inline(always)]
pub fn one(_: Char) -> i64 {
    1
}

impl From<char> for Char {
    #[inline(always)]
    fn from(char: char) -> Char {
        Char(char as u32)
    }
}

impl PartialEq<Text> for Char {
    #[inline]
    fn eq(&self, text: &Text) -> bool {
        text == self
    }
}

plainly_ordered!(Char);

impl PyHash for Char {
    #[inline(always)]
    fn py_hash_key<H: Hasher>(&self, state: &mut H) {
        state.write_u32(self.0);
    }
}

impl PyRepr for Char {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        self.text().py_repr(out)
    }

    fn py_str(&self, out: &mut TextBuf) -> Result<()> {
        out.push(*self);
        Ok(())
    }
}

impl Truth for Char {
    #[inline(always)]
    fn truth(&self) -> bool {
        true
    }
}

impl FromPy for Char {
    #[inline]
    unsafe fn from_py(object: *mut ffi::PyObject) -> Result<Char> {
        // SAFETY: the caller's promise.
        let text = unsafe { Text::from_py(object)? };
        if text.size() != 1 {
            return deopt();
        }
        Ok(Char(text.code_at(0)))
    }
}

impl ToPy for Char {
    #[inline]
    fn to_py(&self) -> Result<*mut ffi::PyObject> {
        // SAFETY: the lock is held; code points up to U+10FFFF are all taken, surrogates too.
        unsafe { Ok(crate::handle::returned(ffi::PyUnicode_FromOrdinal(self.0 as i32))?.release()) }
    }
}
