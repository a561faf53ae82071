//! Texts that generated code spells out: decoded when the port is compiled.

use super::{Char, Kind, Text};

/// A str constant: `lit!("naïve")`.  Nothing is decoded or allocated when it runs.
#[macro_export]
macro_rules! lit {
    ($literal:expr) => {{
        const KIND: usize = $crate::text::literal_kind($literal);
        const LEN: usize = $crate::text::literal_len($literal);
        static ONE: [u8; if KIND == 1 { LEN } else { 0 }] =
            $crate::text::literal_units!(u8, $literal);
        static TWO: [u16; if KIND == 2 { LEN } else { 0 }] =
            $crate::text::literal_units!(u16, $literal);
        static FOUR: [u32; if KIND == 4 { LEN } else { 0 }] =
            $crate::text::literal_units!(u32, $literal);
        $crate::Text::of_literal(KIND, &ONE, &TWO, &FOUR)
    }};
}

/// The first units of a literal: as many as the array has room for.
#[doc(hidden)]
#[macro_export]
macro_rules! literal_units {
    ($unit:ty, $literal:expr) => {{
        let mut units = [0; _];
        let (mut place, mut at) = (0, 0);
        while place < units.len() {
            let (code, next) = $crate::text::literal_code($literal, at);
            units[place] = code as $unit;
            (place, at) = (place + 1, next);
        }
        units
    }};
}
pub use literal_units;

/// Bytes a unit of the narrowest kind for this literal.
#[doc(hidden)]
pub const fn literal_kind(text: &str) -> usize {
    let (mut at, mut most) = (0, 0);
    while at < text.len() {
        let (code, next) = literal_code(text, at);
        if code > most {
            most = code;
        }
        at = next;
    }
    match most {
        0..0x100 => 1,
        0x100..0x10000 => 2,
        _ => 4,
    }
}

/// Code points of a literal.
#[doc(hidden)]
pub const fn literal_len(text: &str) -> usize {
    let (mut at, mut len) = (0, 0);
    while at < text.len() {
        (at, len) = (literal_code(text, at).1, len + 1);
    }
    len
}

/// The code point that starts at a byte, and where the next one starts.
#[doc(hidden)]
pub const fn literal_code(text: &str, at: usize) -> (u32, usize) {
    let bytes = text.as_bytes();
    let first = bytes[at] as u32;
    let (mut code, more) = match first {
        0..0x80 => (first, 0),
        0x80..0xe0 => (first & 0x1f, 1),
        0xe0..0xf0 => (first & 0x0f, 2),
        _ => (first & 0x07, 3),
    };
    let mut place = at + 1;
    while place <= at + more {
        code = code << 6 | (bytes[place] & 0x3f) as u32;
        place += 1;
    }
    (code, place)
}

impl Text {
    /// What `lit!` makes.
    #[doc(hidden)]
    #[inline(always)]
    pub fn of_literal(
        kind: usize,
        one: &'static [u8],
        two: &'static [u16],
        four: &'static [u32],
    ) -> Text {
        match kind {
            1 => Text::of_static(one),
            2 => Text::of_static(two),
            _ => Text::of_static(four),
        }
    }

    /// A str constant with lone surrogates, which Rust cannot spell: its code points.
    #[inline]
    pub fn of_codes(codes: &'static [u32]) -> Text {
        assert!(codes.iter().all(|&code| code <= 0x10FFFF));
        Text::of_static(codes)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        if text.is_ascii() {
            return Text::of_ascii(text);
        }
        let mut buffer = super::TextBuf::with_room(text.len());
        buffer.push_str(text);
        buffer.finish()
    }
}

impl From<Char> for Text {
    #[inline]
    fn from(char: Char) -> Text {
        char.text()
    }
}

/// Compile-time arithmetic of kinds matches the one at run time.
const _: () =
    assert!(Kind::One as usize == 1 && Kind::Two as usize == 2 && Kind::Four as usize == 4);
