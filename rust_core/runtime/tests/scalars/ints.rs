//! `int`.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

fn pairs() -> Vec<(i64, i64)> {
    let mut random = Random(7);
    let mut all: Vec<_> = INTS
        .iter()
        .flat_map(|&a| INTS.iter().map(move |&b| (a, b)))
        .collect();
    all.extend((0..2000).map(|_| (random.int(), random.int())));
    all
}

#[test]
fn binary_operators() {
    type Operation = fn(i64, i64) -> Result<i64>;
    let operations: [(&str, Operation); 8] = [
        ("lambda a, b: a + b", int::add),
        ("lambda a, b: a - b", int::sub),
        ("lambda a, b: a * b", int::mul),
        ("lambda a, b: a // b", int::floordiv),
        ("lambda a, b: a % b", int::modulo),
        ("math.gcd", math::gcd),
        ("math.lcm", math::lcm),
        ("round", int::round_to),
    ];
    Python::attach(|py| {
        for (text, operation) in operations {
            let mut oracle = Oracle::new(py, text);
            for (a, b) in pairs() {
                if text != "round" || b > -400 {
                    oracle.same(&[&a, &b], operation(a, b));
                }
            }
        }
        let mut division = Oracle::new(py, "lambda a, b: a / b");
        let mut both = Oracle::new(py, "divmod");
        for (a, b) in pairs() {
            division.same(&[&a, &b], int::truediv(a, b));
            both.same(&[&a, &b], int::divmod(a, b));
        }
    });
}

#[test]
fn shifts_and_powers() {
    Python::attach(|py| {
        let (mut left, mut right) = (
            Oracle::new(py, "lambda a, b: a << b"),
            Oracle::new(py, "lambda a, b: a >> b"),
        );
        let mut power = Oracle::new(py, "lambda a, b: a ** b");
        for a in INTS {
            for b in [-1, 0, 1, 2, 3, 5, 31, 39, 62, 63, 64, 65, 200] {
                left.same(&[&a, &b], int::shl(a, b));
                right.same(&[&a, &b], int::shr(a, b));
                power.same_or_deopt(&[&a, &b], int::pow(a, b));
            }
            right.same(&[&a, &i64::MAX], int::shr(a, i64::MAX));
        }
        let mut modular = Oracle::new(py, "pow");
        for (a, b) in pairs() {
            let exponent = b.saturating_abs();
            modular.same(&[&a, &exponent, &b], int::pow_mod(a, exponent, b));
            modular.same(&[&b, &exponent, &a], int::pow_mod(b, exponent, a));
        }
    });
}

#[test]
fn text_of_ints() {
    Python::attach(|py| {
        let mut random = Random(3);
        let mut oracles = [
            "str",
            "hex",
            "oct",
            "bin",
            "abs",
            "lambda n: -n",
            "lambda n: n.bit_length()",
            "lambda n: n.bit_count()",
        ]
        .map(|text| Oracle::new(py, text));
        for number in INTS.into_iter().chain((0..500).map(|_| random.int())) {
            let natives = [
                int::text(number),
                int::hex(number),
                int::oct(number),
                int::bin(number),
            ];
            for (oracle, native) in oracles.iter_mut().zip(natives) {
                oracle.same(&[&number], Ok(native));
            }
            oracles[4].same(&[&number], int::abs(number));
            oracles[5].same(&[&number], int::neg(number));
            oracles[6].same(&[&number], Ok(int::bit_length(number)));
            oracles[7].same(&[&number], Ok(int::bit_count(number)));
        }
    });
}

#[test]
fn parsing() {
    let texts = [
        "",
        " ",
        "0",
        "-0",
        "+7",
        "  42\t\n\r\x0b\x0c",
        "\x1c5",
        "5\x1f",
        "1_000",
        "1__0",
        "_1",
        "1_",
        "0x1f",
        "0_0",
        "00",
        "0o17",
        "0b101",
        "0X_ff",
        "0x",
        "0b2",
        "z",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "--1",
        "+-1",
        "- 1",
        "1 2",
        "1.0",
        "1e3",
        "12\0",
        "0b_1",
        "0_x1",
        "٣",
        "１２",
        "²",
        "\u{2003}7\u{2003}",
        "7a",
        "Zz",
        "0xg",
        "01",
        "0__1",
        "-0x10",
    ];
    Python::attach(|py| {
        let (mut plain, mut based) = (Oracle::new(py, "int"), Oracle::new(py, "int"));
        let mut of_bytes = Oracle::new(py, "int");
        for text in texts {
            let text = Text::from(text);
            plain.same_or_deopt(&[&text], int::of_text(&text));
            for base in [-1, 0, 1, 2, 8, 10, 16, 35, 36, 37] {
                based.same_or_deopt(&[&text, &base], int::of_text_base(&text, base));
            }
            let bytes = text.encode_utf8().unwrap();
            of_bytes.same_or_deopt(&[&bytes], int::of_bytes(&bytes));
        }
        assert!(plain.deopts <= 6, "{}", plain.deopts);
    });
}

#[test]
fn bytes_of_ints() {
    Python::attach(|py| {
        let mut to = Oracle::new(
            py,
            "lambda n, size, order, signed: n.to_bytes(size, order, signed=signed)",
        );
        let mut from = Oracle::new(
            py,
            "lambda b, order, signed: int.from_bytes(b, order, signed=signed)",
        );
        let orders = ["big", "little", "Big", ""].map(Text::from);
        for number in INTS {
            for order in &orders {
                for signed in [false, true] {
                    for size in [-1, 0, 1, 2, 4, 7, 8, 9, 12] {
                        // Python 3.11 takes -1 in no bytes at all, later versions do not.
                        if (number, size) == (-1, 0) {
                            continue;
                        }
                        let bytes = int::to_bytes(number, size, order, signed);
                        if let Ok(bytes) = &bytes {
                            from.same(&[bytes, order, &true], int::from_bytes(bytes, order, true));
                            from.same(
                                &[bytes, order, &false],
                                int::from_bytes(bytes, order, false),
                            );
                        }
                        to.same(&[&number, &size, order, &signed], bytes);
                    }
                }
            }
        }
    });
}

#[test]
fn number_theory() {
    Python::attach(|py| {
        let (mut root, mut factorial) = (
            Oracle::new(py, "math.isqrt"),
            Oracle::new(py, "math.factorial"),
        );
        let (mut comb, mut perm) = (Oracle::new(py, "math.comb"), Oracle::new(py, "math.perm"));
        for number in INTS {
            root.same(&[&number], math::isqrt(number));
        }
        for number in -2..70 {
            factorial.same(&[&number], math::factorial(number));
            for chosen in -1..70 {
                comb.same(&[&number, &chosen], math::comb(number, chosen));
                perm.same(&[&number, &chosen], math::perm(number, chosen));
            }
        }
        for chosen in [0, 1, 2, 3] {
            comb.same(&[&i64::MAX, &chosen], math::comb(i64::MAX, chosen));
            perm.same(&[&i64::MAX, &chosen], math::perm(i64::MAX, chosen));
        }
    });
}

/// Only exact ints within 64 bits are read.
#[test]
fn boundary() {
    Python::attach(|py| {
        let read = |text: &str| {
            // SAFETY: a valid object, and the lock is held.
            unsafe { i64::from_py(eval(py, text).as_ptr()) }
        };
        for number in INTS {
            assert_eq!(read(&number.to_string()).unwrap(), number);
        }
        for text in [
            "2**63",
            "-2**63 - 1",
            "2**90",
            "-2**200",
            "True",
            "1.0",
            "None",
            "'1'",
            "type('I', (int,), {})(3)",
        ] {
            assert!(matches!(read(text), Err(Exit::Deopt)), "{text}");
        }
        // SAFETY: as above.
        assert!(unsafe { bool::from_py(eval(py, "1").as_ptr()) }.is_err());
        assert!(native::<bool>(py, "True"));
    });
}
