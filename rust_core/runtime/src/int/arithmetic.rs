//! `+ - * / // % ** << >>`, `divmod`, `pow`, `round`.

use crate::exit::{deopt, Implicit, Result};

/// The result, or a deopt where it left 64 bits.
#[inline(always)]
fn fits(result: Option<i64>) -> Result<i64> {
    match result {
        Some(number) => Ok(number),
        None => deopt(),
    }
}

/// `a + b`
#[inline(always)]
pub fn add(a: i64, b: i64) -> Result<i64> {
    fits(a.checked_add(b))
}

/// `a - b`
#[inline(always)]
pub fn sub(a: i64, b: i64) -> Result<i64> {
    fits(a.checked_sub(b))
}

/// `a * b`
#[inline(always)]
pub fn mul(a: i64, b: i64) -> Result<i64> {
    fits(a.checked_mul(b))
}

/// `-a`
#[inline(always)]
pub fn neg(a: i64) -> Result<i64> {
    fits(a.checked_neg())
}

/// `abs(a)`
#[inline(always)]
pub fn abs(a: i64) -> Result<i64> {
    fits(a.checked_abs())
}

/// `a // b`: rounds down.
#[inline(always)]
pub fn floordiv(a: i64, b: i64) -> Result<i64> {
    if b == 0 {
        return Implicit::ZeroDivisionError.exit();
    }
    let quotient = fits(a.checked_div(b))?;
    // Rust rounds towards zero, which is above where the signs differ and something remains.
    Ok(quotient - i64::from((a ^ b) < 0 && quotient * b != a))
}

/// `a % b`: has the sign of `b`.
#[inline(always)]
pub fn modulo(a: i64, b: i64) -> Result<i64> {
    if b == 0 {
        return Implicit::ZeroDivisionError.exit();
    }
    let remainder = a.wrapping_rem(b);
    Ok(if remainder != 0 && (remainder ^ b) < 0 {
        remainder + b
    } else {
        remainder
    })
}

/// `divmod(a, b)`
#[inline]
pub fn divmod(a: i64, b: i64) -> Result<(i64, i64)> {
    Ok((floordiv(a, b)?, modulo(a, b)?))
}

/// `a / b`: the float nearest to the exact quotient.
#[inline]
pub fn truediv(a: i64, b: i64) -> Result<f64> {
    const EXACT: u64 = 1 << 53;
    if b == 0 {
        return Implicit::ZeroDivisionError.exit();
    }
    if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
        // Both convert exactly, so that the only rounding is that of the division.
        return Ok(a as f64 / b as f64);
    }
    Ok(quotient(a, b))
}

/// The quotient of ints that do not both fit a float: long division to 64 bits, with the rest
/// folded into the last one, so that the conversion rounds as the exact quotient would.
#[cold]
fn quotient(a: i64, b: i64) -> f64 {
    let (top, bottom) = (u128::from(a.unsigned_abs()), u128::from(b.unsigned_abs()));
    if top == 0 {
        return 0.0_f64.copysign(b as f64);
    }
    // With its highest bit in place, the quotient by a number below 2**64 has 64 bits or more.
    let shift = top.leading_zeros();
    let shifted = top << shift;
    let bits = (shifted / bottom) | u128::from(shifted % bottom != 0);
    // A power of two: exact, since the quotients lie between 2**-63 and 2**63.
    let size = bits as f64 * f64::from_bits(u64::from(1023 - shift) << 52);
    if (a < 0) != (b < 0) {
        -size
    } else {
        size
    }
}

/// `base ** exponent`; a negative exponent gives a float and deopts.
#[inline]
pub fn pow(base: i64, exponent: i64) -> Result<i64> {
    if exponent < 0 {
        return deopt();
    }
    match base {
        0 | 1 => Ok(if exponent == 0 { 1 } else { base }),
        -1 => Ok(if exponent % 2 == 0 { 1 } else { -1 }),
        // |base| >= 2 leaves 64 bits for exponents far below this.
        _ if exponent > 63 => deopt(),
        _ => fits(base.checked_pow(exponent as u32)),
    }
}

/// `pow(base, exponent, modulus)`; a negative exponent asks for an inverse and deopts.
pub fn pow_mod(base: i64, exponent: i64, modulus: i64) -> Result<i64> {
    if modulus == 0 {
        return Implicit::ValueError.exit();
    }
    if exponent < 0 {
        return deopt();
    }
    let size = u128::from(modulus.unsigned_abs());
    let mut square = (i128::from(base)).rem_euclid(size as i128) as u128;
    let (mut result, mut rest) = (1 % size, exponent);
    while rest > 0 {
        if rest & 1 == 1 {
            result = result * square % size;
        }
        square = square * square % size;
        rest >>= 1;
    }
    // The result has the sign of the modulus.
    let result = result as i128;
    Ok(if modulus < 0 && result != 0 {
        (result - size as i128) as i64
    } else {
        result as i64
    })
}

/// `a << b`
#[inline]
pub fn shl(a: i64, b: i64) -> Result<i64> {
    if b < 0 {
        return Implicit::ValueError.exit();
    }
    if a == 0 {
        return Ok(0);
    }
    if b > 63 || (a << b) >> b != a {
        return deopt();
    }
    Ok(a << b)
}

/// `a >> b`
#[inline]
pub fn shr(a: i64, b: i64) -> Result<i64> {
    if b < 0 {
        return Implicit::ValueError.exit();
    }
    Ok(a >> b.min(63))
}

/// `round(a, digits)`: to a multiple of a power of ten, half to even.
pub fn round_to(a: i64, digits: i64) -> Result<i64> {
    if digits >= 0 {
        return Ok(a);
    }
    if digits < -19 {
        return Ok(0);
    }
    let unit = 10_i128.pow(digits.unsigned_abs() as u32);
    let (down, rest) = (
        i128::from(a).div_euclid(unit),
        i128::from(a).rem_euclid(unit),
    );
    let up = rest * 2 > unit || (rest * 2 == unit && down % 2 != 0);
    match i64::try_from((down + i128::from(up)) * unit) {
        Ok(number) => Ok(number),
        Err(_) => deopt(),
    }
}
