//! Case: ASCII here, everything else by the str object's own methods.

use super::{Char, Text};
use crate::exit::Result;

/// Methods that map each ASCII character alone.
macro_rules! mapped {
    ($($name:ident: $map:expr;)*) => {
        impl Text {$(
            #[doc = concat!("`s.", stringify!($name), "()`")]
            pub fn $name(&self) -> Result<Text> {
                match self.ascii() {
                    Some(bytes) => Ok(Text::of_mapped(bytes, $map)),
                    None => self.own_method(stringify!($name), &[]),
                }
            }
        )*}
        impl Char {$(
            #[doc = concat!("`c.", stringify!($name), "()`")]
            #[inline]
            pub fn $name(self) -> Result<Text> {
                match u8::try_from(self.code()) {
                    Ok(byte) if byte < 0x80 => Ok(Char::new(char::from($map(byte))).text()),
                    _ => self.text().$name(),
                }
            }
        )*}
    };
}

mapped! {
    lower: |byte: u8| byte.to_ascii_lowercase();
    upper: |byte: u8| byte.to_ascii_uppercase();
    casefold: |byte: u8| byte.to_ascii_lowercase();
    swapcase: |byte: u8| if byte.is_ascii_lowercase() { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() };
}

impl Text {
    /// `s.capitalize()`
    pub fn capitalize(&self) -> Result<Text> {
        let Some(bytes) = self.ascii() else {
            return self.own_method("capitalize", &[]);
        };
        let mut bytes = bytes.to_ascii_lowercase();
        if let Some(first) = bytes.first_mut() {
            first.make_ascii_uppercase();
        }
        Ok(Text::of_mapped(&bytes, |byte| byte))
    }

    /// `s.title()`: a capital wherever a letter does not follow one.
    pub fn title(&self) -> Result<Text> {
        let Some(bytes) = self.ascii() else {
            return self.own_method("title", &[]);
        };
        let mut bytes = bytes.to_ascii_lowercase();
        let mut in_word = false;
        for byte in &mut bytes {
            let letter = byte.is_ascii_lowercase();
            if letter && !in_word {
                byte.make_ascii_uppercase();
            }
            in_word = letter;
        }
        Ok(Text::of_mapped(&bytes, |byte| byte))
    }
}
