//! Floats with a fixed number of decimals, in integer arithmetic: exact, and rounded half to even.

/// Decimals up to which the scaled mantissa fits in 128 bits.
pub(crate) const MOST: usize = 15;

const fn powers() -> [u64; MOST + 1] {
    let mut all = [1; MOST + 1];
    let mut place = 1;
    while place <= MOST {
        all[place] = all[place - 1] * 10;
        place += 1;
    }
    all
}

/// Powers of ten.
pub(crate) const POWERS: [u64; MOST + 1] = powers();

/// `size * 10**decimals` as the nearest integer, ties to even; nothing where it leaves 64 bits.
#[inline]
pub(crate) fn fixed(size: f64, decimals: usize) -> Option<u64> {
    let scale = u128::from(*POWERS.get(decimals)?);
    let bits = size.to_bits() & !(1 << 63);
    let (mantissa, exponent) = match bits >> 52 {
        0 => (bits, -1074),
        power => (bits & ((1 << 52) - 1) | 1 << 52, power as i32 - 1075),
    };
    let scaled = u128::from(mantissa) * scale;
    match exponent {
        // Below 2**103, and halved more often than that.
        ..-104 => Some(0),
        -104..0 => {
            let shift = -exponent;
            let (whole, rest, half) = (
                scaled >> shift,
                scaled & ((1 << shift) - 1),
                1 << (shift - 1),
            );
            let up = rest > half || (rest == half && whole & 1 == 1);
            u64::try_from(whole + u128::from(up)).ok()
        }
        0..=10 => u64::try_from(scaled << exponent).ok(),
        _ => None,
    }
}

/// `round(number, decimals)`, where that can be had in this way.
#[inline]
pub(crate) fn rounded(number: f64, decimals: usize) -> Option<f64> {
    // Up to here the integer and the power of ten are exact floats, and the division rounds once.
    let whole = fixed(number, decimals).filter(|whole| *whole <= 1 << 53)?;
    Some((whole as f64 / POWERS[decimals] as f64).copysign(number))
}

/// The digits of `size` with so many decimals, written into `room`; nothing where they do not fit.
#[inline]
pub(crate) fn digits(size: f64, decimals: usize, room: &mut [u8; 24]) -> Option<&str> {
    let mut rest = fixed(size, decimals)?;
    let mut first = room.len();
    let mut written = 0;
    while rest > 0 || written <= decimals {
        if written == decimals && decimals > 0 {
            first -= 1;
            room[first] = b'.';
        }
        first -= 1;
        room[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
        written += 1;
    }
    // SAFETY: ASCII digits and a point.
    Some(unsafe { std::str::from_utf8_unchecked(&room[first..]) })
}
