//! `bytes`.

use crate::oracle::*;
use pyo3::prelude::*;
use runtime::prelude::*;

const SAMPLES: [&str; 10] = [
    "b''",
    "b'a'",
    "b'abcabc'",
    "b'a,b,,c'",
    "b' \\t lead and trail \\n'",
    "bytes(range(256))",
    "b'\\xff\\xfe'",
    "'naïve 日本'.encode()",
    "b'ABC xyz'",
    "b'\\x00\\x1c\\x85'",
];

fn all(py: Python<'_>) -> Vec<Bytes> {
    SAMPLES.iter().map(|text| native(py, text)).collect()
}

#[test]
fn of_one() {
    type Function = fn(&Bytes) -> Result<Text>;
    let texts: [(&str, Function); 4] = [
        ("lambda b: b.hex()", |b| Ok(b.hex())),
        ("repr", format::repr_of),
        ("str", format::str_of),
        ("lambda b: b.decode()", Bytes::decode_utf8),
    ];
    type Mapping = fn(&Bytes) -> Result<Bytes>;
    let mappings: [(&str, Mapping); 6] = [
        ("lambda b: b.upper()", |b| Ok(b.upper())),
        ("lambda b: b.lower()", |b| Ok(b.lower())),
        ("lambda b: b.strip()", |b| Ok(b.stripped(true, true, None))),
        (
            "lambda b: b.rstrip()",
            |b| Ok(b.stripped(false, true, None)),
        ),
        ("lambda b: b * 3", |b| b.repeat(3)),
        ("lambda b: b * -1", |b| b.repeat(-1)),
    ];
    Python::attach(|py| {
        for bytes in all(py) {
            for (text, function) in texts {
                Oracle::new(py, text).same(&[&bytes], function(&bytes));
            }
            for (text, function) in mappings {
                Oracle::new(py, text).same(&[&bytes], function(&bytes));
            }
            Oracle::new(py, "lambda b: b.split()").same(&[&bytes], Ok(bytes.split()));
            Oracle::new(py, "lambda b: list(b)").same(
                &[&bytes],
                bytes.iter().collect::<Result<Vec<i64>>>().map(List::from),
            );
            Oracle::new(py, "lambda b: list(reversed(b))").same(
                &[&bytes],
                bytes
                    .reversed()
                    .collect::<Result<Vec<i64>>>()
                    .map(List::from),
            );
            for encoding in ["utf-8", "ascii", "latin-1", "UTF8", "cp1252"] {
                for errors in ["strict", "ignore", "replace", "surrogateescape", "odd"] {
                    let (encoding, errors) = (Text::from(encoding), Text::from(errors));
                    Oracle::new(py, "lambda b, e, h: b.decode(e, h)").same_or_deopt(
                        &[&bytes, &encoding, &errors],
                        bytes.decode(&encoding, &errors),
                    );
                }
            }
        }
    });
}

#[test]
fn of_two() {
    Python::attach(|py| {
        for a in all(py) {
            for b in all(py) {
                Oracle::new(py, "lambda a, b: a + b").same(&[&a, &b], Ok(a.concat(&b)));
                Oracle::new(py, "lambda a, b: b in a").same(&[&a, &b], Ok(a.contains(&b)));
                Oracle::new(py, "lambda a, b: a < b").same(&[&a, &b], Ok(a < b));
                Oracle::new(py, "lambda a, b: a.split(b)").same(&[&a, &b], a.split_at(&b, -1));
                Oracle::new(py, "lambda a, b: a.strip(b)")
                    .same(&[&a, &b], Ok(a.stripped(true, true, Some(&b))));
                Oracle::new(py, "lambda a, b: a.replace(b, b'--')")
                    .same(&[&a, &b], a.replace(&b, &Bytes::from_static(b"--")));
                let parts = List::from(vec![b.clone(), a.clone(), b.clone()]);
                Oracle::new(py, "lambda s, p: s.join(p)").same(&[&a, &parts], a.join(parts.iter()));
                for (start, stop) in [
                    (None, None),
                    (Some(1), None),
                    (Some(-3), Some(-1)),
                    (Some(9), Some(2)),
                ] {
                    let args: [&dyn ToPy; 4] = [&a, &b, &start, &stop];
                    Oracle::new(py, "bytes.find").same(&args, Ok(a.find(&b, start, stop)));
                    Oracle::new(py, "bytes.rfind").same(&args, Ok(a.rfind(&b, start, stop)));
                    Oracle::new(py, "bytes.index").same(&args, a.index(&b, start, stop));
                    Oracle::new(py, "bytes.count").same(&args, Ok(a.count(&b, start, stop)));
                    Oracle::new(py, "bytes.startswith")
                        .same(&args, Ok(a.startswith(&b, start, stop)));
                    Oracle::new(py, "bytes.endswith").same(&args, Ok(a.endswith(&b, start, stop)));
                }
            }
            for index in [-300, -7, -1, 0, 1, 6, 300] {
                Oracle::new(py, "lambda a, i: a[i]").same(&[&a, &index], a.get(index));
                Oracle::new(py, "lambda a, i: i in a").same(&[&a, &index], a.contains_value(index));
                Oracle::new(py, "lambda a, i: a[i:]")
                    .same(&[&a, &index], Ok(a.cut(Some(index), None)));
                Oracle::new(py, "lambda a, i: a[::i]")
                    .same(&[&a, &index], a.cut_step(None, None, Some(index)));
                Oracle::new(py, "lambda i: bytes([i])")
                    .same(&[&index], Bytes::of_values([Ok(index)].into_iter()));
                Oracle::new(py, "lambda i: bytes(i)").same(&[&index], Bytes::zeros(index));
            }
        }
        for text in ["'0aFF'", "'0a ff'", "'0'", "'zz'", "''", "'é'"] {
            let text: Text = native(py, text);
            Oracle::new(py, "bytes.fromhex").same(&[&text], Bytes::fromhex(&text));
        }
    });
}

/// The object that came in goes out again, and growing never changes what others see.
#[test]
fn identity_and_growth() {
    Python::attach(|py| {
        let object = eval(py, "bytes(range(200, 210))");
        // SAFETY: a valid object, and the lock is held.
        let bytes = unsafe { Bytes::from_py(object.as_ptr()) }.unwrap();
        assert!(crate::oracle::object(py, &bytes).is(&object));
        let mut grown = bytes.concat(&bytes);
        let before = grown.clone();
        grown.push(&bytes);
        assert_eq!((before.len(), grown.len()), (20, 30));
        let made = crate::oracle::object(py, &grown);
        grown.push(&bytes);
        assert_eq!(made.len().unwrap(), 30);
        assert_eq!(crate::oracle::object(py, &grown).len().unwrap(), 40);
    });
}
