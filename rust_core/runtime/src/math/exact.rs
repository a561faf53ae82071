//! Functions whose result is defined to the bit.

use crate::exit::{Implicit, Result};

/// `math.sqrt(x)`
#[inline]
pub fn sqrt(x: f64) -> Result<f64> {
    if x < 0.0 {
        return Implicit::ValueError.exit();
    }
    Ok(x.sqrt())
}

/// `math.fmod(x, y)`
#[inline]
pub fn fmod(x: f64, y: f64) -> Result<f64> {
    let result = x % y;
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Implicit::ValueError.exit();
    }
    Ok(result)
}

/// `math.degrees(x)`
#[inline]
pub fn degrees(x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

/// `math.radians(x)`
#[inline]
pub fn radians(x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}

/// `math.isclose(a, b)`
#[inline]
pub fn isclose(a: f64, b: f64) -> bool {
    close(a, b, 1e-9, 0.0)
}

/// `math.isclose(a, b, rel_tol=rel_tol, abs_tol=abs_tol)`
#[inline]
pub fn isclose_within(a: f64, b: f64, rel_tol: f64, abs_tol: f64) -> Result<bool> {
    if rel_tol < 0.0 || abs_tol < 0.0 {
        return Implicit::ValueError.exit();
    }
    Ok(close(a, b, rel_tol, abs_tol))
}

fn close(a: f64, b: f64, rel_tol: f64, abs_tol: f64) -> bool {
    if a == b {
        return true;
    }
    if a.is_infinite() || b.is_infinite() {
        return false;
    }
    let difference = (b - a).abs();
    difference <= (rel_tol * b).abs() || difference <= (rel_tol * a).abs() || difference <= abs_tol
}

/// `math.modf(x)`: fraction and integer part, both with the sign of `x`.
pub fn modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0.0_f64.copysign(x), x);
    }
    if x.is_nan() {
        return (x, x);
    }
    let whole = x.trunc();
    ((x - whole).copysign(x), whole)
}

/// `math.frexp(x)`: a mantissa in [0.5, 1) and a power of two.
pub fn frexp(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    // Subnormal numbers are scaled up first; the factor is a power of two.
    let (scaled, shift) = match x.is_normal() {
        true => (x, 0),
        false => (x * 2_f64.powi(64), 64),
    };
    let bits = scaled.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i64 - 1022 - shift;
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), exponent)
}

/// `math.ldexp(x, exponent)`
pub fn ldexp(x: f64, exponent: i64) -> Result<f64> {
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let (mantissa, own) = frexp(x);
    let power = own.saturating_add(exponent);
    if power > 1024 {
        return Implicit::OverflowError.exit();
    }
    if power < -1080 {
        return Ok(0.0_f64.copysign(x));
    }
    // Two exact steps at most, and a last one that rounds where the result is subnormal.
    Ok(match power {
        1000.. => mantissa * power_of_two(1000) * power_of_two(power - 1000),
        -1000..1000 => mantissa * power_of_two(power),
        _ => mantissa * power_of_two(-1000) * power_of_two(power + 1000),
    })
}

/// `2.0 ** power` for powers from -1074 to 1023.
#[inline]
pub(super) fn power_of_two(power: i64) -> f64 {
    f64::from_bits(if power < -1022 {
        1 << (power + 1074)
    } else {
        ((1023 + power) as u64) << 52
    })
}
