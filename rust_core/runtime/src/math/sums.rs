//! Sums without rounding in between: `math.fsum`, and lengths of vectors (`hypot`, `dist`), with the
//! steps of the running interpreter, so that the last bits are the same.

use super::exact::{frexp, power_of_two};
use crate::exit::{Implicit, Result};

/// Two floats whose exact sum is that of `a` and `b`, where `|a| >= |b|`.
#[inline(always)]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// `math.fsum(numbers)`
pub fn fsum(numbers: impl Iterator<Item = Result<f64>>) -> Result<f64> {
    // Floats that do not overlap, growing; their exact sum is the sum so far.
    let mut partials: Vec<f64> = Vec::new();
    let (mut infinities, mut specials) = (0.0, 0.0);
    for number in numbers {
        let number = number?;
        let mut sum = number;
        let mut kept = 0;
        for place in 0..partials.len() {
            let part = partials[place];
            let (high, low) = if sum.abs() < part.abs() {
                two_sum(part, sum)
            } else {
                two_sum(sum, part)
            };
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            sum = high;
        }
        partials.truncate(kept);
        if sum.is_finite() {
            if sum != 0.0 {
                partials.push(sum);
            }
            continue;
        }
        if number.is_finite() {
            return Implicit::OverflowError.exit();
        }
        if number.is_infinite() {
            infinities += number;
        }
        specials += number;
        partials.clear();
    }
    if specials == 0.0 {
        return Ok(rounded(&partials));
    }
    if f64::is_nan(infinities) {
        return Implicit::ValueError.exit();
    }
    Ok(specials)
}

/// The float nearest to the exact sum of floats that do not overlap.
fn rounded(partials: &[f64]) -> f64 {
    let Some((&last, rest)) = partials.split_last() else {
        return 0.0;
    };
    let (mut high, mut low) = (last, 0.0);
    let mut left = rest.len();
    while left > 0 {
        left -= 1;
        (high, low) = two_sum(high, rest[left]);
        if low != 0.0 {
            break;
        }
    }
    // What is left lies within half a unit; it matters where `low` is exactly half of one.
    if left > 0 && low != 0.0 && (low < 0.0) == (rest[left - 1] < 0.0) {
        let twice = low * 2.0;
        let next = high + twice;
        if twice == next - high {
            return next;
        }
    }
    high
}

/// A product as two floats whose exact sum it is, by halves of 27 and 26 bits.
#[inline(always)]
fn halves(x: f64) -> (f64, f64) {
    let shifted = x * 134_217_729.0;
    let high = shifted - (shifted - x);
    (high, x - high)
}

/// The length of a vector with these coordinates, none of them negative.
pub(super) fn norm<const N: usize>(vector: [f64; N]) -> f64 {
    let most = vector
        .iter()
        .fold(0.0, |most: f64, &x| if x > most { x } else { most });
    if most.is_infinite() {
        return most;
    }
    if vector.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if most == 0.0 {
        return most;
    }
    let (_, exponent) = frexp(most);
    if exponent < -1023 {
        return tiny_norm(vector, most);
    }
    // A power of two, which makes the greatest coordinate lie between a half and one.
    let up = power_of_two(-exponent);
    let mut sum = Squares::new();
    for x in vector {
        sum.add_square(x * up);
    }
    let root = sum.value().sqrt();
    let rest = sum.less_square(root);
    (root + rest / (2.0 * root)) / up
}

/// A sum of squares that starts at one, so that what rounding loses can be told.
#[cfg(not(Py_3_12))]
struct Squares {
    sum: f64,
    lost: [f64; 3],
}

#[cfg(not(Py_3_12))]
impl Squares {
    fn new() -> Squares {
        Squares {
            sum: 1.0,
            lost: [0.0; 3],
        }
    }

    fn add(&mut self, x: f64, place: usize) {
        let before = self.sum;
        self.sum += x;
        self.lost[place] += (before - self.sum) + x;
    }

    fn add_square(&mut self, x: f64) {
        let (high, low) = halves(x);
        self.add(high * high, 0);
        self.add(2.0 * high * low, 1);
        self.lost[2] += low * low;
    }

    fn value(&self) -> f64 {
        self.sum - 1.0 + (self.lost[0] + self.lost[1] + self.lost[2])
    }

    /// What remains when the square of the root is taken away.
    fn less_square(&mut self, root: f64) -> f64 {
        let (high, low) = halves(root);
        self.add(-high * high, 0);
        self.add(-2.0 * high * low, 1);
        self.add(-low * low, 2);
        self.value()
    }
}

/// A sum of squares that starts at one, so that what rounding loses can be told.
#[cfg(Py_3_12)]
struct Squares {
    sum: f64,
    lost: [f64; 2],
}

#[cfg(Py_3_12)]
impl Squares {
    fn new() -> Squares {
        Squares {
            sum: 1.0,
            lost: [0.0; 2],
        }
    }

    fn add_product(&mut self, x: f64, y: f64) {
        let product = x * y;
        // The exact rest of the product; 3.12 finds it by halves, later versions by one instruction.
        let ((a, b), (c, d)) = (halves(x), halves(y));
        self.lost[0] += ((a * c - product) + a * d + b * c) + b * d;
        let (sum, low) = two_sum(self.sum, product);
        self.sum = sum;
        self.lost[1] += low;
    }

    fn add_square(&mut self, x: f64) {
        self.add_product(x, x);
    }

    fn value(&self) -> f64 {
        self.sum - 1.0 + (self.lost[0] + self.lost[1])
    }

    /// What remains when the square of the root is taken away.
    fn less_square(&mut self, root: f64) -> f64 {
        self.add_product(-root, root);
        self.value()
    }
}

/// Where the greatest coordinate is subnormal, no power of two scales it up to one half.
#[cfg(not(Py_3_12))]
fn tiny_norm<const N: usize>(vector: [f64; N], most: f64) -> f64 {
    let (mut sum, mut lost) = (1.0, 0.0);
    for x in vector {
        let square = (x / most) * (x / most);
        let before = sum;
        sum += square;
        lost += (before - sum) + square;
    }
    most * (sum - 1.0 + lost).sqrt()
}

#[cfg(Py_3_12)]
fn tiny_norm<const N: usize>(vector: [f64; N], _: f64) -> f64 {
    f64::MIN_POSITIVE * norm(vector.map(|x| x / f64::MIN_POSITIVE))
}
