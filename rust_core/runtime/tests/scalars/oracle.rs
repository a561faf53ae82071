//! One operation, natively and by the interpreter, on the same values.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use runtime::prelude::*;

/// A Python function out of a lambda, and how often native code left for it.
pub struct Oracle<'py> {
    py: Python<'py>,
    text: String,
    function: Bound<'py, PyAny>,
    describe: Bound<'py, PyAny>,
    fits: Bound<'py, PyAny>,
    pub deopts: usize,
    pub checks: usize,
}

const FITS: &str = "lambda f, v: all(f(f, i) for i in v) if isinstance(v, (tuple, list)) else \
    not isinstance(v, complex) and (not isinstance(v, int) or -2**63 <= v < 2**63)";

pub fn eval<'py>(py: Python<'py>, text: &str) -> Bound<'py, PyAny> {
    let scope = PyDict::new(py);
    for module in ["math", "operator"] {
        scope.set_item(module, py.import(module).unwrap()).unwrap();
    }
    py.eval(&std::ffi::CString::new(text).unwrap(), Some(&scope), None)
        .expect(text)
}

/// A native value as an object.
pub fn object<'py>(py: Python<'py>, value: &dyn ToPy) -> Bound<'py, PyAny> {
    // SAFETY: an owned reference, and the lock is held.
    unsafe { Bound::from_owned_ptr(py, value.to_py().expect("converts")) }
}

/// A Python expression as a native value.
pub fn native<T: FromPy>(py: Python<'_>, text: &str) -> T {
    // SAFETY: a valid object, and the lock is held.
    unsafe { T::from_py(eval(py, text).as_ptr()) }.expect(text)
}

impl<'py> Oracle<'py> {
    pub fn new(py: Python<'py>, text: &str) -> Oracle<'py> {
        let describe = eval(py, "lambda v: f'{type(v).__name__} {v!r}'");
        Oracle {
            py,
            text: text.into(),
            function: eval(py, text),
            describe,
            fits: eval(py, FITS),
            deopts: 0,
            checks: 0,
        }
    }

    fn described(&self, value: &Bound<'py, PyAny>) -> String {
        self.describe.call1((value,)).unwrap().extract().unwrap()
    }

    /// Compares; a deopt is right only where the Python result has no native form.
    #[track_caller]
    pub fn same<T: ToPy>(&mut self, args: &[&dyn ToPy], native: Result<T>) {
        self.judge(args, native, false);
    }

    /// Compares; a deopt is right anywhere.
    #[track_caller]
    pub fn same_or_deopt<T: ToPy>(&mut self, args: &[&dyn ToPy], native: Result<T>) {
        self.judge(args, native, true);
    }

    #[track_caller]
    fn judge<T: ToPy>(&mut self, args: &[&dyn ToPy], native: Result<T>, lenient: bool) {
        self.checks += 1;
        let objects: Vec<_> = args.iter().map(|arg| object(self.py, *arg)).collect();
        let shown: Vec<_> = objects.iter().map(|arg| self.described(arg)).collect();
        let expected = self.function.call1(PyTuple::new(self.py, objects).unwrap());
        let label = format!("{} of {shown:?}", self.text);
        match (native, expected) {
            (Err(Exit::Deopt), expected) => {
                self.deopts += 1;
                let Ok(value) = expected else {
                    return assert!(lenient, "needless deopt: {label}");
                };
                let fits: bool = self
                    .fits
                    .call1((&self.fits, &value))
                    .unwrap()
                    .extract()
                    .unwrap();
                assert!(lenient || !fits, "needless deopt: {label}");
            }
            (Ok(value), Ok(expected)) => {
                assert_eq!(
                    self.described(&object(self.py, &value)),
                    self.described(&expected),
                    "{label}"
                );
            }
            (Ok(value), Err(error)) => {
                panic!(
                    "{label}: got {}, expected {error}",
                    self.described(&object(self.py, &value))
                )
            }
            (Err(Exit::Implicit(kind)), expected) => {
                let error = expected.expect_err(&format!("{label}: got {kind:?}"));
                assert_eq!(
                    format!("{kind:?}"),
                    error.get_type(self.py).name().unwrap().to_string(),
                    "{label}"
                );
            }
            (Err(exit @ Exit::Raise(_)), expected) => {
                let raised = object(self.py, &exit.object().unwrap());
                let error =
                    expected.expect_err(&format!("{label}: got {}", self.described(&raised)));
                assert_eq!(
                    self.described(&raised),
                    self.described(error.value(self.py).as_any()),
                    "{label}"
                );
            }
        }
    }
}

/// Numbers in a reproducible order, without a dependency.
pub struct Random(pub u64);

impl Random {
    pub fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        (self.bits() >> 11) % bound
    }

    /// An int of any size.
    pub fn int(&mut self) -> i64 {
        let size = self.below(64);
        (self.bits() as i64) >> size
    }

    /// Any finite float, or one with few decimals.
    pub fn float(&mut self) -> f64 {
        match self.below(3) {
            0 => self.int() as f64 / 10_f64.powi(self.below(12) as i32),
            1 => self.below(1_000_000) as f64 / 8.0,
            _ => Some(f64::from_bits(self.bits()))
                .filter(|number| number.is_finite())
                .unwrap_or(0.1),
        }
    }
}

pub const INTS: [i64; 26] = [
    0,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    7,
    -7,
    10,
    25,
    -25,
    63,
    64,
    255,
    256,
    1 << 31,
    -(1 << 31),
    (1 << 53) - 1,
    1 << 53,
    (1 << 53) + 1,
    -(1 << 53) - 1,
    i64::MAX - 1,
    i64::MAX,
    i64::MIN + 1,
    i64::MIN,
];

pub const FLOATS: [f64; 34] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    2.0,
    -2.0,
    3.0,
    -3.0,
    7.0,
    0.1,
    1e-5,
    1e16,
    1e22,
    123456.789,
    9007199254740993.0,
    9223372036854775807.0,
    -9223372036854775808.0,
    1.8e19,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    1.7976931348623157e308,
    -1.7976931348623157e308,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    1e300,
    1e-300,
    0.3,
];
