//! `str`.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

const SAMPLES: [&str; 34] = [
    "''",
    "'a'",
    "'Z'",
    "'é'",
    "'日'",
    "'\\U0001f600'",
    "'\\ud800'",
    "'abcabc'",
    "'  lead and trail \\t\\n'",
    "'a,b,,c,'",
    "'one\\ntwo\\r\\nthree\\rfour\\x0bfive\\x0csix\\x1cseven\\x85eight\\u2028nine\\n'",
    "'naïve café'",
    "'STRASSE straße'",
    "'İstanbul ıI'",
    "'Ǆ ǅ ǆ'",
    "'ﬁ ﬂ'",
    "'e\\u0301clair'",
    "'日本語 テキスト'",
    "'a\\U0001f600b\\U0001f600'",
    "'x\\ud800y\\udfff'",
    "'123'",
    "'²³'",
    "'१२३'",
    "'½Ⅷ'",
    "'\\x1c\\x1d\\x1e\\x1f\\x85\\xa0\\u2003'",
    "'Hello World'",
    "'hello wORLD'",
    "\"They're Bill's\"",
    "'it\\'s \"quoted\" \\\\ \\x00\\x7f'",
    "'\\u0345\\u03a3'",
    "'ΑΣ ΟΔΥΣΣΕΥΣ.'",
    "'_name9'",
    "'a\\tb\\tc'",
    "'xyz' * 40",
];

/// Each sample as it came from Python, as a native buffer, and as a window on something longer.
fn all(py: Python<'_>) -> Vec<Text> {
    let mut texts = Vec::new();
    for sample in SAMPLES {
        let text: Text = native(py, sample);
        let mut built = text::TextBuf::new();
        built.push_text(&text);
        let wider: Text = native(py, &format!("'<' + {sample} + '\\U0001f680'"));
        texts.push(wider.slice(Some(1), Some(-1)));
        texts.extend([text, built.finish()]);
    }
    texts
}

#[test]
fn of_one() {
    type Mapping = fn(&Text) -> Result<Text>;
    let mappings: [(&str, Mapping); 17] = [
        ("lambda s: s.upper()", Text::upper),
        ("lambda s: s.lower()", Text::lower),
        ("lambda s: s.casefold()", Text::casefold),
        ("lambda s: s.swapcase()", Text::swapcase),
        ("lambda s: s.title()", Text::title),
        ("lambda s: s.capitalize()", Text::capitalize),
        ("lambda s: s.strip()", |s| Ok(s.strip())),
        ("lambda s: s.lstrip()", |s| Ok(s.lstrip())),
        ("lambda s: s.rstrip()", |s| Ok(s.rstrip())),
        ("lambda s: s[::-1]", |s| s.slice_step(None, None, Some(-1))),
        ("lambda s: s.expandtabs(4)", |s| s.expandtabs(4)),
        ("repr", format::repr_of),
        ("ascii", text::ascii_repr),
        ("lambda s: s * 3", |s| s.repeat(3)),
        ("lambda s: s * -1", |s| s.repeat(-1)),
        (
            "lambda s: s.translate({97: 'AA', 98: None, 120: 121})",
            |s| {
                s.translate(&Python::attach(|py| {
                    native::<Obj>(py, "{97: 'AA', 98: None, 120: 121}")
                }))
            },
        ),
        ("lambda s: ''.join(s)", |s| {
            text::join_chars(&Text::empty(), s.iter())
        }),
    ];
    type Question = fn(&Text) -> bool;
    let questions: [(&str, Question); 12] = [
        ("isalpha", Text::isalpha),
        ("isalnum", Text::isalnum),
        ("isdecimal", Text::isdecimal),
        ("isdigit", Text::isdigit),
        ("isnumeric", Text::isnumeric),
        ("isspace", Text::isspace),
        ("isprintable", Text::isprintable),
        ("isascii", Text::isascii),
        ("islower", Text::islower),
        ("isupper", Text::isupper),
        ("istitle", Text::istitle),
        ("isidentifier", |s| s.isidentifier().unwrap()),
    ];
    Python::attach(|py| {
        let texts = all(py);
        for (text, function) in mappings {
            let mut oracle = Oracle::new(py, text);
            texts
                .iter()
                .for_each(|sample| oracle.same(&[sample], function(sample)));
        }
        for (name, function) in questions {
            let mut oracle = Oracle::new(py, &format!("lambda s: s.{name}()"));
            texts
                .iter()
                .for_each(|sample| oracle.same(&[sample], Ok(function(sample))));
        }
        let mut ordinal = Oracle::new(py, "ord");
        let mut lines = Oracle::new(py, "lambda s, k: s.splitlines(k)");
        let mut words = Oracle::new(py, "lambda s, n: s.split(None, n)");
        let mut last = Oracle::new(py, "lambda s, n: s.rsplit(None, n)");
        for sample in &texts {
            ordinal.same(&[sample], text::ord(sample));
            for keep in [false, true] {
                lines.same(&[sample, &keep], Ok(sample.splitlines(keep)));
            }
            for most in [-1, 0, 1, 2, 9] {
                words.same(&[sample, &most], Ok(sample.split(most)));
                last.same(&[sample, &most], Ok(sample.rsplit(most)));
            }
        }
    });
}

/// Every code point, alone.
#[test]
fn characters() {
    type Question = fn(Char) -> bool;
    let questions: [(&str, Question); 11] = [
        ("isalpha", Char::isalpha),
        ("isalnum", Char::isalnum),
        ("isdecimal", Char::isdecimal),
        ("isdigit", Char::isdigit),
        ("isnumeric", Char::isnumeric),
        ("isspace", Char::isspace),
        ("isprintable", Char::isprintable),
        ("isascii", Char::isascii),
        ("islower", Char::islower),
        ("isupper", Char::isupper),
        ("istitle", Char::istitle),
    ];
    Python::attach(|py| {
        for (name, function) in questions {
            let expected: Obj = native(
                py,
                &format!("bytes(chr(c).{name}() for c in range(0x110000))"),
            );
            let expected: Bytes = expected.read().unwrap();
            for (code, truth) in expected.iter().enumerate() {
                assert_eq!(
                    i64::from(function(Char::of_code(code as u32))),
                    truth.unwrap(),
                    "{name} of {code:#x}"
                );
            }
        }
        let (mut chr, mut upper) = (
            Oracle::new(py, "chr"),
            Oracle::new(py, "lambda c: c.upper()"),
        );
        for code in [
            -1,
            0,
            65,
            0xdf,
            0xff,
            0x100,
            0x130,
            0xd800,
            0xffff,
            0x10000,
            0x10ffff,
            0x110000,
            i64::MAX,
            i64::MIN,
        ] {
            chr.same(&[&code], text::chr(code));
            if let Ok(char) = text::chr(code) {
                upper.same(&[&char], char.upper());
            }
        }
    });
}

#[test]
fn of_two() {
    Python::attach(|py| {
        let needles: Vec<Text> = [
            "''",
            "'a'",
            "'b'",
            "'abc'",
            "','",
            "' '",
            "'\\n'",
            "'日'",
            "'日本'",
            "'\\U0001f600'",
            "'\\ud800'",
            "'é'",
            "'xyzx'",
            "'ca'",
        ]
        .iter()
        .map(|text| native(py, text))
        .collect();
        let bounds = [
            (None, None),
            (Some(1), None),
            (Some(-4), Some(-1)),
            (Some(2), Some(2)),
            (Some(99), None),
            (Some(i64::MIN), Some(i64::MAX)),
        ];
        let mut splitting = ["split", "rsplit"]
            .map(|name| Oracle::new(py, &format!("lambda s, t, n: s.{name}(t, n)")));
        let mut cutting = ["partition", "rpartition"]
            .map(|name| Oracle::new(py, &format!("lambda s, t: s.{name}(t)")));
        let mut removing = ["removeprefix", "removesuffix", "strip", "lstrip", "rstrip"]
            .map(|name| Oracle::new(py, &format!("lambda s, t: s.{name}(t)")));
        let mut searching = ["find", "rfind", "index", "rindex", "count"]
            .map(|name| Oracle::new(py, &format!("str.{name}")));
        let mut affixes =
            ["startswith", "endswith"].map(|name| Oracle::new(py, &format!("str.{name}")));
        let mut inside = Oracle::new(py, "lambda s, t: t in s");
        let mut replacing = Oracle::new(py, "lambda s, t, n: s.replace(t, '<日>', n)");
        let new: Text = native(py, "'<日>'");
        for sample in all(py) {
            for needle in &needles {
                let args: [&dyn ToPy; 2] = [&sample, needle];
                inside.same(&args, sample.contains(needle));
                cutting[0].same(&args, sample.partition(needle));
                cutting[1].same(&args, sample.rpartition(needle));
                let removed = [sample.removeprefix(needle), sample.removesuffix(needle)];
                removing
                    .iter_mut()
                    .zip(removed)
                    .for_each(|(oracle, native)| oracle.same(&args, native));
                let stripped = [
                    sample.strip_chars(needle),
                    sample.lstrip_chars(needle),
                    sample.rstrip_chars(needle),
                ];
                removing
                    .iter_mut()
                    .skip(2)
                    .zip(stripped)
                    .for_each(|(oracle, native)| oracle.same(&args, Ok(native)));
                for most in [-1, 0, 1, 2] {
                    splitting[0].same(&[&sample, needle, &most], sample.split_at(needle, most));
                    splitting[1].same(&[&sample, needle, &most], sample.rsplit_at(needle, most));
                    replacing.same(
                        &[&sample, needle, &most],
                        sample.replace(needle, &new, most),
                    );
                }
                for (start, stop) in bounds {
                    let args: [&dyn ToPy; 4] = [&sample, needle, &start, &stop];
                    searching[0].same(&args, sample.find(needle, start, stop));
                    searching[1].same(&args, sample.rfind(needle, start, stop));
                    searching[2].same(&args, sample.index(needle, start, stop));
                    searching[3].same(&args, sample.rindex(needle, start, stop));
                    searching[4].same(&args, sample.count(needle, start, stop));
                    affixes[0].same(&args, sample.startswith(needle, start, stop));
                    affixes[1].same(&args, sample.endswith(needle, start, stop));
                }
            }
        }
    });
}

/// Long needles in long texts go to the interpreter's own search.
#[test]
fn long_searches() {
    Python::attach(|py| {
        let (mut find, mut rfind) = (Oracle::new(py, "str.find"), Oracle::new(py, "str.rfind"));
        for (text, needle) in [
            ("'a' * 100_000 + 'b'", "'a' * 5000 + 'b'"),
            ("'日本' * 30_000", "'本日' * 100"),
            ("'ab' * 50_000", "'ba' * 40 + 'c'"),
        ] {
            let (text, needle): (Text, Text) = (native(py, text), native(py, needle));
            find.same(&[&text, &needle], text.find(&needle, None, None));
            rfind.same(&[&text, &needle], text.rfind(&needle, None, None));
        }
    });
}

#[test]
fn comparison_and_addition() {
    Python::attach(|py| {
        let texts = all(py);
        let (mut equal, mut less) = (
            Oracle::new(py, "lambda a, b: a == b"),
            Oracle::new(py, "lambda a, b: a < b"),
        );
        let (mut at_most, mut sum) = (
            Oracle::new(py, "lambda a, b: a <= b"),
            Oracle::new(py, "lambda a, b: a + b"),
        );
        let mut joined = Oracle::new(py, "lambda a, b: a.join([b, a, b])");
        for a in &texts {
            for b in &texts {
                equal.same(&[a, b], Ok(a == b));
                less.same(&[a, b], Ok(a < b));
                at_most.same(&[a, b], Ok(a <= b));
                sum.same(&[a, b], Ok(concat(&[a, b])));
                sum.same(&[a, b], Ok(a.clone().plus(b)));
                let parts = List::from(vec![b.clone(), a.clone(), b.clone()]);
                joined.same(&[a, b], text::join(a, &parts));
            }
        }
    });
}

#[test]
fn places() {
    Python::attach(|py| {
        let (mut item, mut slice) = (
            Oracle::new(py, "lambda s, i: s[i]"),
            Oracle::new(py, "lambda s, a, b: s[a:b]"),
        );
        let mut step = Oracle::new(py, "lambda s, a, b, c: s[a:b:c]");
        let ends = [
            None,
            Some(0),
            Some(1),
            Some(-1),
            Some(3),
            Some(-3),
            Some(99),
            Some(i64::MIN),
            Some(i64::MAX),
        ];
        for text in all(py) {
            for index in [0, 1, -1, 5, -6, 1000, i64::MIN, i64::MAX] {
                item.same(&[&text, &index], text.get(index));
            }
            for a in ends {
                for b in ends {
                    slice.same(&[&text, &a, &b], Ok(text.slice(a, b)));
                    for c in [Some(0), Some(2), Some(-1), Some(-2), None, Some(i64::MIN)] {
                        step.same(&[&text, &a, &b, &c], text.slice_step(a, b, c));
                    }
                }
            }
        }
    });
}

#[test]
fn padding() {
    Python::attach(|py| {
        let mut oracles =
            ["ljust", "rjust", "center"].map(|name| Oracle::new(py, &format!("str.{name}")));
        let mut zeros = Oracle::new(py, "str.zfill");
        let samples = ["''", "'a'", "'-7'", "'+'", "'日本'", "'-日'", "'abcd'"]
            .map(|text| native::<Text>(py, text));
        for text in &samples {
            for width in [-1, 0, 1, 2, 3, 4, 5, 8, 9] {
                zeros.same(&[text, &width], text.zfill(width));
                for fill in [
                    Char::new('*'),
                    Char::new('é'),
                    Char::new('日'),
                    Char::of_code(0x1f600),
                ] {
                    let natives = [
                        text.ljust(width, fill),
                        text.rjust(width, fill),
                        text.center(width, fill),
                    ];
                    oracles
                        .iter_mut()
                        .zip(natives)
                        .for_each(|(oracle, native)| oracle.same(&[text, &width, &fill], native));
                }
            }
        }
        assert!(matches!(samples[4].repeat(i64::MAX), Err(Exit::Deopt)));
        assert!(matches!(
            samples[1].ljust(i64::MAX, Char::new(' ')),
            Err(Exit::Deopt)
        ));
    });
}

#[test]
fn encoding() {
    Python::attach(|py| {
        let mut oracle = Oracle::new(py, "lambda s, e, h: s.encode(e, h)");
        let mut plain = Oracle::new(py, "lambda s: s.encode()");
        for text in all(py) {
            plain.same(&[&text], text.encode_utf8());
            for encoding in ["utf-8", "ascii", "latin-1", "UTF8", "utf-16"] {
                for errors in ["strict", "ignore", "replace", "surrogateescape", "odd"] {
                    let (encoding, errors) = (Text::from(encoding), Text::from(errors));
                    oracle.same_or_deopt(
                        &[&text, &encoding, &errors],
                        text.encode(&encoding, &errors),
                    );
                }
            }
        }
    });
}

#[test]
fn affix_tuples() {
    Python::attach(|py| {
        let [a, b, c] = ["'he'", "'lo'", "''"].map(|text| native::<Text>(py, text));
        let text: Text = native(py, "'hello'");
        assert!(text
            .startswith(&(b.clone(), a.clone()), None, None)
            .unwrap());
        assert!(!text
            .endswith(&(a.clone(), a.clone(), a.clone()), None, None)
            .unwrap());
        assert!(text.endswith(&Tup::from(vec![a, b]), None, None).unwrap());
        assert!(text.startswith(&(c,), None, None).unwrap());
    });
}

/// The object that came in goes out again; what is made here becomes one object; growing never
/// changes what others see.
#[test]
fn identity_and_growth() {
    Python::attach(|py| {
        let whole = eval(py, "'some text that is not interned'");
        // SAFETY: a valid object, and the lock is held.
        let text = unsafe { Text::from_py(whole.as_ptr()) }.unwrap();
        assert!(object(py, &text).is(&whole));
        assert!(object(py, &text.slice(None, None)).is(&whole));
        assert!(object(py, &text.slice(Some(0), Some(99))).is(&whole));
        let built = text.upper().unwrap();
        assert!(object(py, &built).is(object(py, &built.clone())));
        assert!(object(py, &lit!("identifier")).is(eval(py, "'identifier'")));

        let mut grown = Text::from("ab");
        let before = grown.clone();
        grown.push(&lit!("cd"));
        let middle = grown.slice(Some(1), Some(3));
        grown.push_char(Char::new('日'));
        let made = object(py, &grown);
        grown.push(&lit!("é\u{1f600}"));
        let seen = [&before, &middle, &grown].map(|text| object(py, text).to_string());
        assert_eq!(seen, ["ab", "bc", "abcd日é\u{1f600}"]);
        assert_eq!(made.to_string(), "abcd日");
    });
}

#[test]
fn literals() {
    Python::attach(|py| {
        let literals = [
            lit!(""),
            lit!("a"),
            lit!("plain"),
            lit!("naïve"),
            lit!("日本\n"),
            lit!("\u{1f600}\0x"),
        ];
        let texts = [
            "''",
            "'a'",
            "'plain'",
            "'naïve'",
            "'日本\\n'",
            "'\\U0001f600\\0x'",
        ];
        for (literal, text) in literals.iter().zip(texts) {
            assert_eq!(*literal, native::<Text>(py, text));
            assert!(object(py, literal).eq(eval(py, text)).unwrap());
        }
        assert!(object(py, &Text::of_codes(&[0xd800, 0x41]))
            .eq(eval(py, "'\\ud800A'"))
            .unwrap());
    });
}

/// Equal texts are one key, whatever the width of their units.
#[test]
fn keys() {
    Python::attach(|py| {
        let texts = all(py);
        let counts = Dict::new();
        texts
            .iter()
            .for_each(|text| counts.set(text.clone(), 1_i64).unwrap());
        assert_eq!(counts.len(), SAMPLES.len() as i64);
    });
}

#[test]
fn boundary() {
    Python::attach(|py| {
        for text in ["type('S', (str,), {})('x')", "b'x'", "None", "1"] {
            // SAFETY: a valid object, and the lock is held.
            assert!(
                unsafe { Text::from_py(eval(py, text).as_ptr()) }.is_err(),
                "{text}"
            );
        }
    });
}
