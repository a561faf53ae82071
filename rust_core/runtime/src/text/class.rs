//! `isdigit` and its like: ASCII here, everything else by the running interpreter's tables.

use super::{Char, Text};
use crate::exit::Result;
use pyo3::ffi;

/// The interpreter's own tests of code points.
mod c {
    use std::ffi::c_int;

    unsafe extern "C" {
        pub(super) safe fn _PyUnicode_IsAlpha(code: u32) -> c_int;
        pub(super) safe fn _PyUnicode_IsDecimalDigit(code: u32) -> c_int;
        pub(super) safe fn _PyUnicode_IsDigit(code: u32) -> c_int;
        pub(super) safe fn _PyUnicode_IsNumeric(code: u32) -> c_int;
        pub(super) safe fn _PyUnicode_IsWhitespace(code: u32) -> c_int;
        pub(super) safe fn _PyUnicode_IsLinebreak(code: u32) -> c_int;
        pub(super) safe fn _PyUnicode_IsPrintable(code: u32) -> c_int;
        pub(super) safe fn _PyUnicode_IsLowercase(code: u32) -> c_int;
        pub(super) safe fn _PyUnicode_IsUppercase(code: u32) -> c_int;
        pub(super) safe fn _PyUnicode_IsTitlecase(code: u32) -> c_int;
    }
}

/// A test of a code point: for ASCII, and beyond.
macro_rules! tests {
    ($($name:ident: $ascii:expr, $beyond:expr;)*) => {$(
        #[inline]
        pub(crate) fn $name(code: u32) -> bool {
            match u8::try_from(code) {
                Ok(byte) if byte < 0x80 => $ascii(byte),
                _ => $beyond(code),
            }
        }
    )*};
}

tests! {
    is_alpha: |byte: u8| byte.is_ascii_alphabetic(), |code| c::_PyUnicode_IsAlpha(code) != 0;
    is_decimal: |byte: u8| byte.is_ascii_digit(), |code| c::_PyUnicode_IsDecimalDigit(code) != 0;
    is_digit: |byte: u8| byte.is_ascii_digit(), |code| c::_PyUnicode_IsDigit(code) != 0;
    is_numeric: |byte: u8| byte.is_ascii_digit(), |code| c::_PyUnicode_IsNumeric(code) != 0;
    is_space: |byte: u8| matches!(byte, b' ' | 0x09..=0x0d | 0x1c..=0x1f),
        |code| c::_PyUnicode_IsWhitespace(code) != 0;
    is_line_end: |byte: u8| matches!(byte, 0x0a..=0x0d | 0x1c..=0x1e), |code| c::_PyUnicode_IsLinebreak(code) != 0;
    is_printable: |byte: u8| matches!(byte, 0x20..=0x7e), |code| c::_PyUnicode_IsPrintable(code) != 0;
    is_lower: |byte: u8| byte.is_ascii_lowercase(), |code| c::_PyUnicode_IsLowercase(code) != 0;
    is_upper: |byte: u8| byte.is_ascii_uppercase(), |code| c::_PyUnicode_IsUppercase(code) != 0;
    is_title: |_: u8| false, |code| c::_PyUnicode_IsTitlecase(code) != 0;
    is_alnum: |byte: u8| byte.is_ascii_alphanumeric(),
        |code| is_alpha(code) || is_decimal(code) || is_digit(code) || is_numeric(code);
}

/// Methods that hold where a test holds for every character, and there is one at least.
macro_rules! all_of {
    ($($name:ident: $test:ident;)*) => {
        impl Text {$(
            #[doc = concat!("`s.", stringify!($name), "()`")]
            #[inline]
            pub fn $name(&self) -> bool {
                self.all_codes($test)
            }
        )*}
        impl Char {$(
            #[doc = concat!("`c.", stringify!($name), "()`")]
            #[inline]
            pub fn $name(self) -> bool {
                $test(self.code())
            }
        )*}
    };
}

all_of! {
    isalpha: is_alpha;
    isalnum: is_alnum;
    isdecimal: is_decimal;
    isdigit: is_digit;
    isnumeric: is_numeric;
    isspace: is_space;
}

impl Char {
    /// `c.islower()`
    #[inline]
    pub fn islower(self) -> bool {
        is_lower(self.code())
    }

    /// `c.isupper()`
    #[inline]
    pub fn isupper(self) -> bool {
        is_upper(self.code())
    }

    /// `c.istitle()`
    #[inline]
    pub fn istitle(self) -> bool {
        is_upper(self.code()) || is_title(self.code())
    }

    /// `c.isprintable()`
    #[inline]
    pub fn isprintable(self) -> bool {
        is_printable(self.code())
    }

    /// `c.isascii()`
    #[inline]
    pub fn isascii(self) -> bool {
        self.code() < 0x80
    }
}

impl Text {
    /// `s.isprintable()`
    pub fn isprintable(&self) -> bool {
        self.is_empty() || self.all_codes(is_printable)
    }

    /// `s.isascii()`
    pub fn isascii(&self) -> bool {
        self.is_empty() || self.ascii().is_some() || self.all_codes(|code| code < 0x80)
    }

    /// `s.islower()`
    pub fn islower(&self) -> bool {
        self.has_case(is_lower, is_upper)
    }

    /// `s.isupper()`
    pub fn isupper(&self) -> bool {
        self.has_case(is_upper, is_lower)
    }

    /// Whether some character is of one case, and none is of the other or in title case.
    fn has_case(&self, wanted: fn(u32) -> bool, other: fn(u32) -> bool) -> bool {
        let mut seen = false;
        for char in self.chars() {
            if other(char.code()) || is_title(char.code()) {
                return false;
            }
            seen = seen || wanted(char.code());
        }
        seen
    }

    /// `s.istitle()`: capitals begin words of cased characters, and only they do.
    pub fn istitle(&self) -> bool {
        let (mut seen, mut in_word) = (false, false);
        for char in self.chars() {
            let (big, small) = (char.istitle(), char.islower());
            if (big && in_word) || (small && !in_word) {
                return false;
            }
            in_word = big || small;
            seen = seen || in_word;
        }
        seen
    }

    /// `s.isidentifier()`
    pub fn isidentifier(&self) -> Result<bool> {
        let object = self.to_ref()?;
        // SAFETY: an exact str.
        Ok(unsafe { ffi::PyUnicode_IsIdentifier(object.ptr()) } != 0)
    }
}
