//! `bytes`: a window on bytes that somebody keeps alive, as [`Text`] is on code points.

mod edit;
mod own;
mod search;

use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Implicit, Result};
use crate::handle::{returned, PyRef};
use crate::index::{place, span, Places};
use crate::ops::{plainly_ordered, PyEq, PyHash, PyOrd, PyRepr, Truth};
use crate::text::{static_object, Text, TextBuf};
use pyo3::ffi::{self, PyObject};
use std::cell::Cell;
use std::cmp::Ordering;
use std::hash::Hasher;
use std::ptr::NonNull;
use std::rc::Rc;

/// A bytes object.
#[derive(Clone)]
pub struct Bytes {
    data: NonNull<u8>,
    len: usize,
    owner: Owner,
}

#[derive(Clone)]
enum Owner {
    Static,
    Object(PyRef),
    Buffer(Rc<Buffer>),
}

struct Buffer {
    bytes: Vec<u8>,
    made: Cell<Option<PyRef>>,
}

impl Bytes {
    /// A bytes constant: `Bytes::from_static(b"...")`.
    #[inline]
    pub fn from_static(bytes: &'static [u8]) -> Bytes {
        // SAFETY: references are not null.
        let data = unsafe { NonNull::new_unchecked(bytes.as_ptr().cast_mut()) };
        Bytes {
            data,
            len: bytes.len(),
            owner: Owner::Static,
        }
    }

    /// The empty bytes.
    #[inline]
    pub fn empty() -> Bytes {
        Bytes::from_static(b"")
    }

    pub(crate) fn of_vec(bytes: Vec<u8>) -> Bytes {
        if bytes.is_empty() {
            return Bytes::empty();
        }
        // SAFETY: vectors are not null.
        let data = unsafe { NonNull::new_unchecked(bytes.as_ptr().cast_mut()) };
        let len = bytes.len();
        Bytes {
            data,
            len,
            owner: Owner::Buffer(Rc::new(Buffer {
                bytes,
                made: Cell::new(None),
            })),
        }
    }

    /// The bytes.
    #[inline(always)]
    pub(crate) fn slice(&self) -> &[u8] {
        // SAFETY: the owner keeps `len` bytes alive and unchanged while it is borrowed.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr(), self.len) }
    }

    /// A part, which shares the memory.
    pub(crate) fn part(&self, first: usize, end: usize) -> Bytes {
        if first == end {
            return Bytes::empty();
        }
        // SAFETY: inside of the window.
        let data = unsafe { self.data.add(first) };
        Bytes {
            data,
            len: end - first,
            owner: self.owner.clone(),
        }
    }

    /// Takes over an exact bytes object that a C function of the interpreter returned.
    ///
    /// # Safety
    /// As for [`returned`].
    pub(crate) unsafe fn from_returned(object: *mut PyObject) -> Result<Bytes> {
        // SAFETY: the caller's promise.
        let object = unsafe { returned(object)? };
        // SAFETY: alive, under the lock.
        unsafe { Bytes::from_py(object.ptr()) }
    }

    /// `len(b)`
    #[inline(always)]
    pub fn len(&self) -> i64 {
        self.len as i64
    }

    /// `not b`
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// `b[index]`
    #[inline]
    pub fn get(&self, index: i64) -> Result<i64> {
        match place(index, self.len) {
            Some(at) => Ok(i64::from(self.slice()[at])),
            None => Implicit::IndexError.exit(),
        }
    }

    /// `b[start:stop]`
    pub fn cut(&self, start: Option<i64>, stop: Option<i64>) -> Bytes {
        let (first, end) = span(start, stop, self.len);
        if end - first == self.len {
            self.clone()
        } else {
            self.part(first, end)
        }
    }

    /// `b[start:stop:step]`
    pub fn cut_step(
        &self,
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    ) -> Result<Bytes> {
        match step.unwrap_or(1) {
            1 => Ok(self.cut(start, stop)),
            step => {
                let places = Places::of(start, stop, step, self.len)?;
                Ok(Bytes::of_vec(
                    places.iter().map(|place| self.slice()[place]).collect(),
                ))
            }
        }
    }

    /// `iter(b)`
    #[inline]
    pub fn iter(&self) -> ByteValues {
        ByteValues {
            bytes: self.clone(),
            next: 0,
        }
    }

    /// `reversed(b)`
    pub fn reversed(&self) -> ByteValues {
        let mut bytes = self.slice().to_vec();
        bytes.reverse();
        Bytes::of_vec(bytes).iter()
    }

    fn new_object(&self) -> Result<PyRef> {
        // SAFETY: the bytes are copied; the lock is held.
        unsafe {
            returned(ffi::PyBytes_FromStringAndSize(
                self.data.as_ptr().cast(),
                self.len as isize,
            ))
        }
    }
}

/// The values of bytes, one by one.
#[derive(Clone, Debug)]
pub struct ByteValues {
    bytes: Bytes,
    next: usize,
}

impl Iterator for ByteValues {
    type Item = Result<i64>;

    #[inline(always)]
    fn next(&mut self) -> Option<Result<i64>> {
        let byte = *self.bytes.slice().get(self.next)?;
        self.next += 1;
        Some(Ok(i64::from(byte)))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.bytes.len - self.next, Some(self.bytes.len - self.next))
    }
}

impl FromPy for Bytes {
    #[inline]
    unsafe fn from_py(object: *mut PyObject) -> Result<Bytes> {
        // SAFETY: valid by the caller's promise; the fields are read of exact bytes only.
        unsafe {
            if ffi::Py_TYPE(object) != &raw mut ffi::PyBytes_Type {
                return deopt();
            }
            let data = NonNull::new_unchecked(ffi::PyBytes_AsString(object).cast());
            let len = ffi::Py_SIZE(object) as usize;
            Ok(Bytes {
                data,
                len,
                owner: Owner::Object(PyRef::borrowed(object)),
            })
        }
    }
}

impl ToPy for Bytes {
    fn to_py(&self) -> Result<*mut PyObject> {
        match &self.owner {
            // SAFETY: alive, and exact bytes.
            Owner::Object(object) if unsafe { ffi::Py_SIZE(object.ptr()) } as usize == self.len => {
                Ok(object.new_reference())
            }
            Owner::Static if self.len > 1 => {
                static_object(self.data.as_ptr(), self.len | IS_BYTES, || {
                    self.new_object()
                })
            }
            Owner::Buffer(buffer) if buffer.bytes.len() == self.len => {
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

/// Tells bytes from a text at the same place and of the same length.
const IS_BYTES: usize = 1 << 63;

impl std::fmt::Debug for Bytes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self.slice(), out)
    }
}

impl PartialEq for Bytes {
    #[inline]
    fn eq(&self, other: &Bytes) -> bool {
        self.slice() == other.slice()
    }
}

impl Eq for Bytes {}

impl PartialOrd for Bytes {
    #[inline]
    fn partial_cmp(&self, other: &Bytes) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Bytes {
    #[inline]
    fn cmp(&self, other: &Bytes) -> Ordering {
        self.slice().cmp(other.slice())
    }
}

plainly_ordered!(Bytes);

impl PyHash for Bytes {
    #[inline]
    fn py_hash_key<H: Hasher>(&self, state: &mut H) {
        state.write(self.slice());
    }
}

impl PyRepr for Bytes {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        // SAFETY: `to_py` gives an owned reference to exact bytes, whose repr is an exact str.
        let repr = unsafe {
            let object = PyRef::owned(self.to_py()?);
            Text::from_returned(ffi::PyObject_Repr(object.ptr()))?
        };
        out.push_text(&repr);
        Ok(())
    }

    fn py_str(&self, out: &mut TextBuf) -> Result<()> {
        // With `-b` the interpreter warns here, or raises.
        // SAFETY: a flag of the interpreter.
        #[allow(deprecated)]
        if unsafe { ffi::Py_BytesWarningFlag } != 0 {
            return deopt();
        }
        self.py_repr(out)
    }
}

impl Truth for Bytes {
    #[inline]
    fn truth(&self) -> bool {
        !self.is_empty()
    }
}
