//! Functions that CPython computes by algorithms of its own: its function objects are asked.

use crate::convert::ToPy;
use crate::exc::object_or_pending;
use crate::exit::Result;
use crate::int;
use crate::list::List;
use crate::num::Num;
use crate::object::Obj;
use pyo3::ffi;

/// `math.name(*args)` on built-in values.
fn asked(name: &'static str, args: &[&dyn ToPy]) -> Result<f64> {
    // SAFETY: the lock is held; the module is owned or null.
    let module = unsafe { object_or_pending(ffi::PyImport_ImportModule(c"math".as_ptr()))? };
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
    hypot(x, y) as "hypot";
    hypot3(x, y, z) as "hypot";
    nextafter(x, y) as "nextafter";
    ulp(x) as "ulp";
}

/// `math.fsum(numbers)`
pub fn fsum(numbers: impl Iterator<Item = Result<f64>>) -> Result<f64> {
    let numbers = List::from(numbers.collect::<Result<Vec<f64>>>()?);
    asked("fsum", &[&numbers])
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
