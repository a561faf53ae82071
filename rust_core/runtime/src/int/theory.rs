//! `math` functions of ints.

use super::arithmetic::mul;
use crate::exit::{deopt, Implicit, Result};

/// `math.gcd(a, b)`
pub fn gcd(a: i64, b: i64) -> Result<i64> {
    signed(gcd_of(a.unsigned_abs(), b.unsigned_abs()))
}

/// Euclid without divisions: shifts and subtractions.
fn gcd_of(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << twos
}

fn signed(number: u64) -> Result<i64> {
    match i64::try_from(number) {
        Ok(number) => Ok(number),
        Err(_) => deopt(),
    }
}

/// `math.lcm(a, b)`
pub fn lcm(a: i64, b: i64) -> Result<i64> {
    if a == 0 || b == 0 {
        return Ok(0);
    }
    let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
    match (a / gcd_of(a, b)).checked_mul(b) {
        Some(product) => signed(product),
        None => deopt(),
    }
}

/// `math.isqrt(n)`
pub fn isqrt(number: i64) -> Result<i64> {
    match number.checked_isqrt() {
        Some(root) => Ok(root),
        None => Implicit::ValueError.exit(),
    }
}

/// `math.factorial(n)`
pub fn factorial(number: i64) -> Result<i64> {
    match number {
        ..0 => Implicit::ValueError.exit(),
        0..=20 => Ok((2..=number).product()),
        _ => deopt(),
    }
}

/// `math.perm(n, k)`
pub fn perm(number: i64, chosen: i64) -> Result<i64> {
    if number < 0 || chosen < 0 {
        return Implicit::ValueError.exit();
    }
    if chosen > number {
        return Ok(0);
    }
    let mut product = 1;
    for taken in 0..chosen {
        product = mul(product, number - taken)?;
    }
    Ok(product)
}

/// `math.comb(n, k)`
pub fn comb(number: i64, chosen: i64) -> Result<i64> {
    if number < 0 || chosen < 0 {
        return Implicit::ValueError.exit();
    }
    if chosen > number {
        return Ok(0);
    }
    let chosen = chosen.min(number - chosen);
    let mut result: u128 = 1;
    for step in 1..=chosen {
        // Always divisible: after each step this is a binomial coefficient, and they only grow.
        result = result * (number - chosen + step) as u128 / step as u128;
        if result > i64::MAX as u128 {
            return deopt();
        }
    }
    Ok(result as i64)
}
