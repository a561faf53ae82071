//! Compares native results with what the embedded interpreter says.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use runtime::{Exit, FromPy, Result, ToPy};

/// How an evaluation ended, in a form that compares types, float bits and exceptions.
pub fn describe(py: Python<'_>, result: PyResult<Bound<'_, PyAny>>) -> String {
    match result {
        Ok(value) => {
            let describe = "lambda v: f'{type(v).__name__} {sorted(v) if isinstance(v, (set, frozenset)) else v!r}'";
            let describe = py.eval(&std::ffi::CString::new(describe).unwrap(), None, None).unwrap();
            describe.call1((value,)).unwrap().extract().unwrap()
        }
        Err(error) => error.get_type(py).name().unwrap().to_string(),
    }
}

/// A native result as an object.
pub fn object<'py, T: ToPy>(py: Python<'py>, value: &T) -> Bound<'py, PyAny> {
    let pointer = value.to_py().expect("converts");
    // SAFETY: an owned reference, and the lock is held.
    unsafe { Bound::from_owned_ptr(py, pointer) }
}

/// Reads an object natively.
pub fn read<T: FromPy>(object: &Bound<'_, PyAny>) -> Result<T> {
    // SAFETY: valid, and the lock is held.
    unsafe { T::from_py(object.as_ptr()) }
}

/// Evaluates a Python expression over named objects.
pub fn eval<'py>(
    py: Python<'py>,
    text: &str,
    names: &[(&str, &Bound<'py, PyAny>)],
) -> PyResult<Bound<'py, PyAny>> {
    let scope = PyDict::new(py);
    for (name, value) in names {
        scope.set_item(name, value).unwrap();
    }
    for module in ["bisect", "heapq", "itertools"] {
        scope.set_item(module, py.import(module).unwrap()).unwrap();
    }
    py.eval(&std::ffi::CString::new(text).unwrap(), Some(&scope), None)
}

/// Whether the native result is what Python gives for `text`.
#[track_caller]
pub fn same<T: ToPy>(py: Python<'_>, text: &str, native: Result<T>) {
    same_with(py, text, &[], native);
}

/// Like `same`, over named objects.
#[track_caller]
pub fn same_with<T: ToPy>(py: Python<'_>, text: &str, names: &[(&str, &Bound<'_, PyAny>)], native: Result<T>) {
    let expected = describe(py, eval(py, text, names));
    let got = match native {
        Ok(value) => describe(py, Ok(object(py, &value))),
        Err(Exit::Implicit(kind)) => format!("{kind:?}"),
        Err(exit) => format!("{exit:?}"),
    };
    assert_eq!(got, expected, "{text}");
}

/// Whether the native call left for Python.
#[track_caller]
pub fn deopts<T>(native: Result<T>) {
    assert!(matches!(native, Err(Exit::Deopt)));
}

/// A small generator: reproducible, and no dependency.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as i64) % bound
    }

    /// Numbers around zero, and now and then an end of 64 bits.
    pub fn index(&mut self) -> i64 {
        match self.below(12) {
            0 => i64::MAX,
            1 => i64::MIN,
            _ => self.below(15) - 7,
        }
    }

    pub fn bound(&mut self) -> Option<i64> {
        (self.below(4) != 0).then(|| self.index())
    }
}

/// `None` or a number, as Python writes it.
pub fn text(bound: Option<i64>) -> String {
    bound.map_or("None".into(), |number| number.to_string())
}
