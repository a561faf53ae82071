//! `/ // % **` and `divmod` of floats; `+ - *` are Rust's own.

use crate::exit::{deopt, Implicit, Result};
use crate::libm;

/// `a / b`
#[inline(always)]
pub fn truediv(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 {
        return Implicit::ZeroDivisionError.exit();
    }
    Ok(a / b)
}

/// `a % b`: has the sign of `b`, zero included.
#[inline]
pub fn modulo(a: f64, b: f64) -> Result<f64> {
    Ok(parts(a, b)?.1)
}

/// `a // b`
#[inline]
pub fn floordiv(a: f64, b: f64) -> Result<f64> {
    divmod(a, b).map(|(quotient, _)| quotient)
}

/// `divmod(a, b)`
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64)> {
    let (quotient, remainder) = parts(a, b)?;
    if quotient == 0.0 {
        return Ok((0.0_f64.copysign(a / b), remainder));
    }
    // The division may have rounded to just below the integer that is meant.
    let down = quotient.floor();
    Ok((
        if quotient - down > 0.5 {
            down + 1.0
        } else {
            down
        },
        remainder,
    ))
}

/// The quotient before it is rounded to an integer, and the remainder.
#[inline]
fn parts(a: f64, b: f64) -> Result<(f64, f64)> {
    if b == 0.0 {
        return Implicit::ZeroDivisionError.exit();
    }
    // The remainder of C is exact and has the sign of `a`.
    let remainder = a % b;
    let quotient = (a - remainder) / b;
    if remainder == 0.0 {
        return Ok((quotient, 0.0_f64.copysign(b)));
    }
    if (b < 0.0) != (remainder < 0.0) {
        return Ok((quotient - 1.0, remainder + b));
    }
    Ok((quotient, remainder))
}

/// `base ** exponent`; where the result is complex, deopts.
pub fn pow(base: f64, exponent: f64) -> Result<f64> {
    if exponent == 0.0 || base == 1.0 {
        return Ok(1.0);
    }
    if base.is_nan() {
        return Ok(base);
    }
    if exponent.is_nan() {
        return Ok(exponent);
    }
    if exponent.is_infinite() {
        return Ok(match base.abs() {
            1.0 => 1.0,
            size if (exponent > 0.0) == (size > 1.0) => f64::INFINITY,
            _ => 0.0,
        });
    }
    let odd = (exponent % 2.0).abs() == 1.0;
    if base.is_infinite() {
        let size = if exponent > 0.0 { f64::INFINITY } else { 0.0 };
        return Ok(if odd { size.copysign(base) } else { size });
    }
    if base == 0.0 {
        return match exponent < 0.0 {
            true => Implicit::ZeroDivisionError.exit(),
            false => Ok(if odd { base } else { 0.0 }),
        };
    }
    if base < 0.0 && exponent.fract() != 0.0 {
        return deopt();
    }
    finite_pow(base, exponent, odd)
}

fn finite_pow(base: f64, exponent: f64, odd: bool) -> Result<f64> {
    let size = libm::pow(base.abs(), exponent);
    if size.is_infinite() {
        return Implicit::OverflowError.exit();
    }
    Ok(if base < 0.0 && odd { -size } else { size })
}
