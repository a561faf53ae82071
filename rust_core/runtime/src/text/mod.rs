//! `str`: text as code points, indexed in O(1), lone surrogates included.
//!
//! A `Text` is a window on code points that somebody keeps alive: static memory, a str object (no
//! copy is made, and the whole window gives that very object back), or a native buffer.  Slices
//! are windows too.  Units are 1, 2 or 4 bytes wide, as in CPython; unlike there, a window may be
//! wider than its code points need, and nothing depends on that.
#![allow(clippy::useless_conversion)] // code written once for all widths converts u32 to u32, too

mod add;
mod buf;
mod case;
mod chars;
mod class;
mod codec;
mod compare;
mod edit;
mod interned;
mod literal;
mod make;
mod own;
mod parts;
mod search;
mod slice;
mod strip;
mod units;

pub use add::{concat, join, join_chars, join_iter, times};
pub use buf::TextBuf;
pub use chars::{one, Char};
pub(crate) use codec::codec;
pub use codec::{ascii_repr, chr, ord};
pub use literal::{literal_code, literal_kind, literal_len, literal_units};
pub(crate) use search::bounds;
pub use search::Affix;
pub use slice::Chars;

pub(crate) use interned::{interned_name, static_object};
pub(crate) use units::{Kind, Unit, Units, Window};

use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Result};
use crate::handle::{returned, PyRef};
use pyo3::ffi;
use std::cell::Cell;
use std::ptr::NonNull;
use std::rc::Rc;

/// A str.
#[derive(Clone)]
pub struct Text {
    data: NonNull<u8>,
    len: usize,
    kind: Kind,
    owner: Owner,
}

/// Who keeps the code points alive.
#[derive(Clone)]
enum Owner {
    Static,
    Object(PyRef),
    Buffer(Rc<Buffer>),
}

/// Code points made natively, and the str object that they have become.
struct Buffer {
    units: Units,
    made: Cell<Option<PyRef>>,
}

/// The code points U+0000 to U+00FF, for texts of one character.
static LATIN: [u8; 256] = {
    let mut all = [0; 256];
    let mut code = 0;
    while code < 256 {
        all[code] = code as u8;
        code += 1;
    }
    all
};

impl Text {
    /// The empty str.
    #[inline]
    pub fn empty() -> Text {
        Text::of_static(&LATIN[..0])
    }

    /// Text over static units.
    #[inline]
    pub(crate) fn of_static<U: Unit>(units: &'static [U]) -> Text {
        // SAFETY: references are not null.
        let data = unsafe { NonNull::new_unchecked(units.as_ptr().cast_mut().cast()) };
        Text {
            data,
            len: units.len(),
            kind: U::KIND,
            owner: Owner::Static,
        }
    }

    /// Text of these units; long ones stay where they are, so that they can grow.
    pub(crate) fn of_units(units: Units) -> Text {
        if units.len() < 1024 {
            return Text::of_windows(std::iter::once(units.window()));
        }
        Text::of_buffer(Rc::new(Buffer {
            units,
            made: Cell::new(None),
        }))
    }

    fn of_buffer(buffer: Rc<Buffer>) -> Text {
        let (data, len, kind) = buffer.units.parts();
        Text {
            data,
            len,
            kind,
            owner: Owner::Buffer(buffer),
        }
    }

    /// The code points.
    #[inline(always)]
    pub(crate) fn window(&self) -> Window<'_> {
        // SAFETY: the owner keeps `len` units of this kind alive and unchanged while it is
        // borrowed: str objects never change, and buffers only through a unique `&mut Text`.
        unsafe { Window::new(self.data, self.len, self.kind) }
    }

    /// A part of this text, which shares its memory.
    #[inline]
    pub(crate) fn part(&self, first: usize, end: usize) -> Text {
        debug_assert!(first <= end && end <= self.len);
        if first == end {
            return Text::empty();
        }
        // SAFETY: inside of the window.
        let data = unsafe { self.data.add(first * self.kind as usize) };
        Text {
            data,
            len: end - first,
            kind: self.kind,
            owner: self.owner.clone(),
        }
    }

    /// How many code points.
    #[inline(always)]
    pub(crate) fn size(&self) -> usize {
        self.len
    }

    /// `len(s)`
    #[inline(always)]
    pub fn len(&self) -> i64 {
        self.len as i64
    }

    /// `not s`
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The code point at a place below the length.
    #[inline(always)]
    pub(crate) fn code_at(&self, place: usize) -> u32 {
        match self.window() {
            Window::One(units) => u32::from(units[place]),
            Window::Two(units) => u32::from(units[place]),
            Window::Four(units) => units[place],
        }
    }

    /// The bytes, if all code points are ASCII.
    #[inline]
    pub(crate) fn ascii(&self) -> Option<&[u8]> {
        match self.window() {
            Window::One(bytes) if bytes.is_ascii() => Some(bytes),
            _ => None,
        }
    }

    /// The same, as Rust's str.
    #[inline]
    pub(crate) fn ascii_str(&self) -> Option<&str> {
        // SAFETY: ASCII is UTF-8.
        self.ascii()
            .map(|bytes| unsafe { std::str::from_utf8_unchecked(bytes) })
    }

    /// The str object that this text is all of.
    #[inline]
    fn object(&self) -> Option<&PyRef> {
        match &self.owner {
            // SAFETY: alive, and an exact str.
            Owner::Object(object)
                if unsafe { ffi::PyUnicode_GET_LENGTH(object.ptr()) } as usize == self.len =>
            {
                Some(object)
            }
            _ => None,
        }
    }

    /// The text as an exact str object.
    pub(crate) fn to_ref(&self) -> Result<PyRef> {
        // SAFETY: `to_py` gives an owned reference.
        Ok(unsafe { PyRef::owned(self.to_py()?) })
    }

    /// Takes over an exact str that a C function of the interpreter returned.
    ///
    /// # Safety
    /// As for [`returned`]; a str object of any other type deopts.
    pub(crate) unsafe fn from_returned(object: *mut ffi::PyObject) -> Result<Text> {
        // SAFETY: the caller's promise.
        let object = unsafe { returned(object)? };
        // SAFETY: alive, under the lock.
        unsafe { Text::from_py(object.ptr()) }
    }

    fn new_object(&self) -> Result<PyRef> {
        // SAFETY: the window is alive; the lock is held.
        unsafe {
            let data = self.data.as_ptr().cast();
            returned(ffi::PyUnicode_FromKindAndData(
                self.kind as i32,
                data,
                self.len as isize,
            ))
        }
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lossy: String = self
            .window()
            .codes()
            .map(|code| char::from_u32(code).unwrap_or('\u{fffd}'))
            .collect();
        std::fmt::Debug::fmt(&lossy, out)
    }
}

impl Default for Text {
    fn default() -> Text {
        Text::empty()
    }
}

impl FromPy for Text {
    #[inline]
    unsafe fn from_py(object: *mut ffi::PyObject) -> Result<Text> {
        // SAFETY: valid by the caller's promise; the fields are read of a ready str only.
        unsafe {
            if ffi::Py_TYPE(object) != &raw mut ffi::PyUnicode_Type {
                return deopt();
            }
            #[cfg(not(Py_3_12))]
            if ffi::PyUnicode_IS_READY(object) == 0 {
                return deopt();
            }
            let kind = match ffi::PyUnicode_KIND(object) {
                1 => Kind::One,
                2 => Kind::Two,
                _ => Kind::Four,
            };
            let len = ffi::PyUnicode_GET_LENGTH(object) as usize;
            let data = NonNull::new_unchecked(ffi::PyUnicode_DATA(object).cast());
            Ok(Text {
                data,
                len,
                kind,
                owner: Owner::Object(PyRef::borrowed(object)),
            })
        }
    }
}

impl ToPy for Text {
    fn to_py(&self) -> Result<*mut ffi::PyObject> {
        if let Some(object) = self.object() {
            return Ok(object.new_reference());
        }
        match &self.owner {
            Owner::Static if self.len > 1 => {
                static_object(self.data.as_ptr(), self.len, || self.new_object())
            }
            Owner::Buffer(buffer) if buffer.units.len() == self.len => {
                let object = match buffer.made.take() {
                    Some(object) => object,
                    None => self.new_object()?,
                };
                let given = object.new_reference();
                buffer.made.set(Some(object));
                Ok(given)
            }
            _ => Ok(self.new_object()?.release()),
        }
    }
}
