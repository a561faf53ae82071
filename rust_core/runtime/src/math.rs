//! `math`: the same bits as the interpreter's module.
//!
//! Functions of the C library are called as they are, with the interpreter's own rules for errors;
//! what CPython computes by algorithms of its own (`hypot`, `fsum`, `gamma`, ...) is asked of its
//! function object.

mod exact;
mod library;
mod own;
mod sums;

pub use crate::float::{ceil, floor, trunc};
pub use crate::int::{comb, factorial, gcd, isqrt, lcm, perm};
pub use exact::{degrees, fmod, frexp, isclose, isclose_within, ldexp, modf, radians, sqrt};
pub use library::{
    acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, cos, cosh, erf, erfc, exp, exp2, expm1,
    log, log10, log1p, log2, log_base, pow, remainder, sin, sinh, tan, tanh,
};
pub use own::{
    dist, dist2, dist3, gamma, hypot, hypot3, lgamma, nextafter, prod_floats, prod_ints, ulp,
};
pub use sums::fsum;

pub use std::f64::consts::{E, PI, TAU};
