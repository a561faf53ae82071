//! Functions of the C library.

use crate::exit::{Implicit, Result};
use crate::libm;

/// What CPython makes of a result: NaN out of no NaN is a ValueError, and so is infinity out of a
/// finite number, unless the function can overflow.
#[inline]
fn checked(result: f64, argument: f64, overflow: Option<Implicit>) -> Result<f64> {
    if result.is_finite() || argument.is_nan() {
        return Ok(result);
    }
    if result.is_nan() {
        return Implicit::ValueError.exit();
    }
    if argument.is_infinite() {
        return Ok(result);
    }
    overflow.unwrap_or(Implicit::ValueError).exit()
}

/// Functions of one argument: those that can overflow, and those that cannot.
macro_rules! functions {
    ($($name:ident: $overflow:expr;)*) => {$(
        #[doc = concat!("`math.", stringify!($name), "(x)`")]
        #[inline]
        pub fn $name(x: f64) -> Result<f64> {
            checked(libm::$name(x), x, $overflow)
        }
    )*};
}

functions! {
    acos: None;
    acosh: None;
    asin: None;
    asinh: None;
    atan: None;
    atanh: None;
    cbrt: None;
    cos: None;
    cosh: Some(Implicit::OverflowError);
    erf: None;
    erfc: None;
    exp: Some(Implicit::OverflowError);
    exp2: Some(Implicit::OverflowError);
    expm1: Some(Implicit::OverflowError);
    sin: None;
    sinh: Some(Implicit::OverflowError);
    tan: None;
    tanh: None;
}

/// `math.log1p(x)`: zeros keep their sign.
#[inline]
pub fn log1p(x: f64) -> Result<f64> {
    if x == 0.0 {
        return Ok(x);
    }
    checked(libm::log1p(x), x, None)
}

/// Logarithms: zero, negative numbers and -inf are ValueErrors.
macro_rules! logarithms {
    ($($name:ident),*) => {$(
        #[doc = concat!("`math.", stringify!($name), "(x)`")]
        #[inline]
        pub fn $name(x: f64) -> Result<f64> {
            if x <= 0.0 {
                return Implicit::ValueError.exit();
            }
            Ok(libm::$name(x))
        }
    )*};
}

logarithms!(log, log2, log10);

/// `math.log(x, base)`
pub fn log_base(x: f64, base: f64) -> Result<f64> {
    let (top, bottom) = (log(x)?, log(base)?);
    if bottom == 0.0 {
        return Implicit::ZeroDivisionError.exit();
    }
    Ok(top / bottom)
}

/// `math.atan2(y, x)`
#[inline]
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// `math.remainder(x, y)`
pub fn remainder(x: f64, y: f64) -> Result<f64> {
    let result = libm::remainder(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Implicit::ValueError.exit();
    }
    Ok(result)
}

/// `math.pow(x, y)`
pub fn pow(x: f64, y: f64) -> Result<f64> {
    let result = libm::pow(x, y);
    if result.is_finite() || !x.is_finite() || !y.is_finite() {
        return Ok(result);
    }
    match result.is_nan() || x == 0.0 {
        true => Implicit::ValueError.exit(),
        false => Implicit::OverflowError.exit(),
    }
}
