//! New texts, made as str objects right away: one allocation, and nothing left to convert when the
//! text goes back to Python.

use super::units::each;
use super::{Text, Unit, Window, LATIN};
use crate::convert::FromPy;
use pyo3::ffi;
use std::slice::from_ref;

impl Window<'_> {
    /// How many code points.
    #[inline]
    pub(crate) fn len(self) -> usize {
        each!(self, units => units.len())
    }

    /// An upper bound of the code points, as exact as CPython's choice of a width needs it.
    #[inline]
    fn most(self) -> u32 {
        match self {
            Window::One(units) if units.is_ascii() => 0x7f,
            Window::One(_) => 0xff,
            Window::Two(units) => units.iter().copied().max().map_or(0, u32::from),
            Window::Four(units) => units.iter().copied().max().unwrap_or(0),
        }
    }
}

/// Writes code points into a new str object, in whichever width it has.
struct Pen {
    data: *mut u8,
    kind: u32,
}

impl Pen {
    /// # Safety
    /// There is room for the window, and its code points fit the width.
    #[inline]
    unsafe fn write(&mut self, window: Window<'_>) {
        // SAFETY: the caller's promise; the target is aligned for its width.
        unsafe {
            match (self.kind, window) {
                (1, Window::One(units)) => self
                    .data
                    .copy_from_nonoverlapping(units.as_ptr(), units.len()),
                (1, window) => each!(window, units => narrow(units, self.data)),
                (2, window) => each!(window, units => widen::<_, u16>(units, self.data.cast())),
                (_, window) => each!(window, units => widen::<_, u32>(units, self.data.cast())),
            }
            self.data = self.data.add(window.len() * self.kind as usize);
        }
    }
}

unsafe fn narrow<U: Unit>(units: &[U], data: *mut u8) {
    for (place, &unit) in units.iter().enumerate() {
        // SAFETY: as for `Pen::write`.
        unsafe { data.add(place).write(unit.into() as u8) }
    }
}

unsafe fn widen<U: Unit, W: Unit>(units: &[U], data: *mut W) {
    for (place, &unit) in units.iter().enumerate() {
        if let Ok(unit) = W::try_from(unit.into()) {
            // SAFETY: as for `Pen::write`.
            unsafe { data.add(place).write(unit) }
        }
    }
}

impl Text {
    /// One text out of windows on others.
    #[inline]
    pub(crate) fn of_windows<'a>(windows: impl Iterator<Item = Window<'a>> + Clone) -> Text {
        let (mut len, mut most) = (0, 0);
        for window in windows.clone() {
            (len, most) = (len + window.len(), most.max(window.most()));
        }
        Text::written(len, most, |pen| {
            // SAFETY: room and width were chosen for these windows.
            windows.for_each(|window| unsafe { pen.write(window) });
        })
    }

    /// The parts with a separator between them.
    pub(crate) fn of_parts(separator: &Text, parts: &[Text]) -> Text {
        let between = separator.window();
        let (mut len, mut most) = (between.len() * parts.len().saturating_sub(1), 0);
        if len > 0 {
            most = between.most();
        }
        for part in parts {
            let window = part.window();
            (len, most) = (len + window.len(), most.max(window.most()));
        }
        Text::written(len, most, |pen| {
            for (place, part) in parts.iter().enumerate() {
                // SAFETY: room and width were chosen for these windows.
                unsafe {
                    if place > 0 {
                        pen.write(between);
                    }
                    pen.write(part.window());
                }
            }
        })
    }

    /// Text of code points below U+0080.
    #[inline]
    pub(crate) fn of_ascii(text: &str) -> Text {
        debug_assert!(text.is_ascii());
        // SAFETY: as many code points as bytes.
        Text::written(text.len(), 0x7f, |pen| unsafe {
            pen.write(Window::One(text.as_bytes()))
        })
    }

    /// Text of ASCII bytes that are mapped one by one to other ASCII bytes.
    #[inline]
    pub(crate) fn of_mapped(bytes: &[u8], map: impl Fn(u8) -> u8) -> Text {
        Text::written(bytes.len(), 0x7f, |pen| {
            for (place, &byte) in bytes.iter().enumerate() {
                // SAFETY: as many code points as bytes.
                unsafe { pen.data.add(place).write(map(byte) & 0x7f) }
            }
        })
    }

    /// A text of so many code points up to `most`, which `write` writes.
    ///
    /// # Panics
    /// Where there is no memory; the entry point turns that into a deopt, and Python into MemoryError.
    #[inline]
    fn written(len: usize, most: u32, write: impl FnOnce(&mut Pen)) -> Text {
        if len == 0 {
            return Text::empty();
        }
        if len == 1 && most < 0x100 {
            let mut byte = 0;
            write(&mut Pen {
                data: &raw mut byte,
                kind: 1,
            });
            return Text::of_static(from_ref(&LATIN[usize::from(byte)]));
        }
        // SAFETY: a fresh str of this length, which nobody else has seen yet, is written once.
        unsafe {
            let object = ffi::PyUnicode_New(len as isize, most);
            if object.is_null() {
                ffi::PyErr_Clear();
                panic!("no memory for a str");
            }
            write(&mut Pen {
                data: ffi::PyUnicode_DATA(object).cast(),
                kind: ffi::PyUnicode_KIND(object),
            });
            let text = Text::from_py(object);
            ffi::Py_DECREF(object);
            text.expect("an exact str")
        }
    }
}
