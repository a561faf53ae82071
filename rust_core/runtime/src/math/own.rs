//! Functions that CPython computes by algorithms of its own: its function objects are asked.

use super::sums::norm;
use crate::convert::ToPy;
use crate::exc::object_or_pending;
use crate::exit::Result;
use crate::handle::PyRef;
use crate::int;
use crate::num::Num;
use crate::object::Obj;
use pyo3::ffi;
use std::ptr::null_mut;

/// `math.name(*args)` on built-in values.
fn asked(name: &'static str, args: &[&dyn ToPy]) -> Result<f64> {
    /// Read and written under the interpreter lock only.
    static mut MODULE: *mut ffi::PyObject = null_mut();
    // SAFETY: the lock is held; the module is kept for good.
    let module = unsafe {
        if MODULE.is_null() {
            MODULE =
                object_or_pending(ffi::PyImport_ImportModule(c"math".as_ptr()))?.new_reference();
        }
        Obj::of(PyRef::borrowed(MODULE))
    };
    module.call_method(name, args)?.read()
}

/// Functions of floats.
macro_rules! functions {
    ($($name:ident($($arg:ident),*) as $python:literal;)*) => {$(
        #[doc = concat!("`math.", $python, "`")]
        pub fn $name($($arg: f64),*) -> Result<f64> {
            asked($python, &[$(&$arg),*])
        }
    )*};
}

functions! {
    gamma(x) as "gamma";
    lgamma(x) as "lgamma";
    nextafter(x, y) as "nextafter";
    ulp(x) as "ulp";
}

/// `math.hypot(x, y)`
pub fn hypot(x: f64, y: f64) -> f64 {
    norm([x.abs(), y.abs()])
}

/// `math.hypot(x, y, z)`
pub fn hypot3(x: f64, y: f64, z: f64) -> f64 {
    norm([x.abs(), y.abs(), z.abs()])
}

/// `math.dist((a, b), (c, d))`
pub fn dist2(p: (f64, f64), q: (f64, f64)) -> f64 {
    norm([(p.0 - q.0).abs(), (p.1 - q.1).abs()])
}

/// `math.dist((a, b, c), (d, e, f))`
pub fn dist3(p: (f64, f64, f64), q: (f64, f64, f64)) -> f64 {
    norm([(p.0 - q.0).abs(), (p.1 - q.1).abs(), (p.2 - q.2).abs()])
}

/// `math.dist(p, q)` of two sequences of floats.
pub fn dist(p: &dyn ToPy, q: &dyn ToPy) -> Result<f64> {
    let (p, q) = (Obj::from_value(p)?, Obj::from_value(q)?);
    if !p.is_plain() || !q.is_plain() {
        return crate::exit::deopt();
    }
    asked("dist", &[&p, &q])
}

/// `math.prod(numbers, start=start)` of ints.
pub fn prod_ints(numbers: impl Iterator<Item = Result<i64>>, start: i64) -> Result<i64> {
    let mut product = start;
    for number in numbers {
        product = int::mul(product, number?)?;
    }
    Ok(product)
}

/// `math.prod(numbers)` of floats: of none, the int 1.
pub fn prod_floats(numbers: impl Iterator<Item = Result<f64>>) -> Result<Num> {
    let mut product = Num::I(1);
    for number in numbers {
        product = Num::F(product.to_float() * number?);
    }
    Ok(product)
}
