//! `format(value, spec)`: the common specifications here, all others by the interpreter's own
//! formatter on the boxed value, which is exact by construction.

mod number;
mod spec;

pub(crate) use spec::Spec;

use crate::convert::ToPy;
use crate::exit::{deopt, Result};
use crate::handle::PyRef;
use crate::num::Num;
use crate::object::Obj;
use crate::ops::PyRepr;
use crate::text::{Char, Text, TextBuf};
use pyo3::ffi;

/// A value that `format` takes.
pub trait Format {
    /// Writes `format(value, spec)`.
    fn format(&self, spec: &str, out: &mut TextBuf) -> Result<()>;
}

/// `format(value, spec)`
pub fn format_value<T: Format>(value: &T, spec: &str) -> Result<Text> {
    let mut out = TextBuf::with_room(24);
    value.format(spec, &mut out)?;
    Ok(out.finish())
}

/// `format(value, spec)` with a computed specification.
pub fn with_spec<T: Format>(value: &T, spec: &Text) -> Result<Text> {
    match spec.ascii_str() {
        Some(spec) => format_value(value, spec),
        None => deopt(),
    }
}

/// `str(value)`
#[inline]
pub fn str_of<T: PyRepr>(value: &T) -> Result<Text> {
    let mut out = TextBuf::new();
    value.py_str(&mut out)?;
    Ok(out.finish())
}

/// `repr(value)`
#[inline]
pub fn repr_of<T: PyRepr>(value: &T) -> Result<Text> {
    let mut out = TextBuf::new();
    value.py_repr(&mut out)?;
    Ok(out.finish())
}

/// The interpreter's own formatter, for values of exact built-in types: no foreign code runs.
#[cold]
fn by_interpreter(value: &dyn ToPy, spec: &str, out: &mut TextBuf) -> Result<()> {
    let spec = Text::from(spec).to_ref()?;
    // SAFETY: `to_py` gives an owned reference; the result is an exact str or null.
    let text = unsafe {
        let value = PyRef::owned(value.to_py()?);
        Text::from_returned(ffi::PyObject_Format(value.ptr(), spec.ptr()))?
    };
    out.push_text(&text);
    Ok(())
}

impl Format for Text {
    fn format(&self, spec: &str, out: &mut TextBuf) -> Result<()> {
        match Spec::parse(spec) {
            Some(spec) if spec.suits_text() => {
                let shown = match spec.precision {
                    Some(most) if most < self.size() => self.part(0, most),
                    _ => self.clone(),
                };
                let missing = spec.width.saturating_sub(shown.size());
                let left = match spec.align {
                    Some('>') => missing,
                    Some('^') => missing / 2,
                    _ => 0,
                };
                spec.fill(left, out)?;
                out.push_text(&shown);
                spec.fill(missing - left, out)
            }
            _ => by_interpreter(self, spec, out),
        }
    }
}

impl Format for Char {
    fn format(&self, spec: &str, out: &mut TextBuf) -> Result<()> {
        self.text().format(spec, out)
    }
}

impl Format for i64 {
    fn format(&self, spec: &str, out: &mut TextBuf) -> Result<()> {
        match Spec::parse(spec) {
            Some(parsed) if parsed.suits_int() => number::int(*self, &parsed, out),
            _ => by_interpreter(self, spec, out),
        }
    }
}

impl Format for f64 {
    fn format(&self, spec: &str, out: &mut TextBuf) -> Result<()> {
        match Spec::parse(spec) {
            Some(parsed) if parsed.suits_float() && self.is_finite() => {
                number::float(*self, &parsed, out)
            }
            _ => by_interpreter(self, spec, out),
        }
    }
}

impl Format for Num {
    fn format(&self, spec: &str, out: &mut TextBuf) -> Result<()> {
        match self {
            Num::I(number) => number.format(spec, out),
            Num::F(number) => number.format(spec, out),
        }
    }
}

impl Format for bool {
    fn format(&self, spec: &str, out: &mut TextBuf) -> Result<()> {
        match spec {
            "" => self.py_repr(out),
            spec => by_interpreter(self, spec, out),
        }
    }
}

impl Format for Obj {
    fn format(&self, spec: &str, out: &mut TextBuf) -> Result<()> {
        out.push_text(&Obj::format(self, &Text::from(spec))?);
        Ok(())
    }
}
