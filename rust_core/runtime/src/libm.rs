//! The C library's functions, the ones that the interpreter's `math` calls.
//!
//! Arguments pass through `black_box`, since the optimiser knows these functions by name and would
//! compute or simplify calls by rules of its own (`pow(x, 2.0)` is not always `x * x` to the bit).

use std::hint::black_box;

macro_rules! functions {
    ($($name:ident($($arg:ident),*)),* $(,)?) => {
        mod c {
            unsafe extern "C" {
                $(pub(super) safe fn $name($($arg: f64),*) -> f64;)*
            }
        }
        $(
            #[inline]
            pub(crate) fn $name($($arg: f64),*) -> f64 {
                c::$name($(black_box($arg)),*)
            }
        )*
    };
}

functions! {
    acos(x), acosh(x), asin(x), asinh(x), atan(x), atanh(x), atan2(y, x), cbrt(x), cos(x), cosh(x),
    erf(x), erfc(x), exp(x), exp2(x), expm1(x), log(x), log1p(x), log2(x), log10(x),
    pow(x, y), remainder(x, y), sin(x), sinh(x), tan(x), tanh(x),
}
