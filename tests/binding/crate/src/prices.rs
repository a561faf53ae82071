//! Ports of `shop.prices`.
#![forbid(unsafe_code)]

use runtime::entry;
use runtime::prelude::*;

static GREETING: Object = Object::new("shop.prices:GREETING");

pub fn nothing() -> Result<i64> {
    Ok(1_000_000)
}

pub fn gcd(mut a: i64, mut b: i64) -> Result<i64> {
    while b != 0 {
        let Some(rest) = a.checked_rem_euclid(b) else {
            return Err(Exit::Deopt);
        };
        (a, b) = (b, rest);
    }
    Ok(a)
}

pub fn clamp(x: f64, lo: f64, hi: f64) -> Result<f64> {
    if x < lo {
        return Ok(lo);
    }
    if x > hi {
        return Ok(hi);
    }
    Ok(x)
}

pub fn scale(x: f64, factor: f64) -> Result<f64> {
    Ok(x * factor)
}

pub fn pick(a: i64, b: i64, c: i64) -> Result<i64> {
    a.checked_mul(100)
        .and_then(|a| Some(a + b.checked_mul(10)? + c))
        .ok_or(Exit::Deopt)
}

pub fn capped(n: i64) -> Result<i64> {
    Ok(n.min(1000))
}

pub fn half(x: f64) -> Result<f64> {
    Ok(x / 2.0)
}

pub fn quarter(x: f64) -> Result<f64> {
    half(half(x)?)
}

pub fn hypotenuse(a: f64, b: f64) -> Result<f64> {
    Ok((a * a + b * b).sqrt())
}

pub fn stepped(n: i64, step: i64) -> Result<i64> {
    n.checked_mul(step).ok_or(Exit::Deopt)
}

pub fn default_steps(n: i64) -> Result<i64> {
    Ok(stepped(n, 500)? + stepped(n, 7)?)
}

pub fn due(n: i64) -> Result<i64> {
    n.checked_add(30_000).ok_or(Exit::Deopt)
}

pub fn longer(name: &Text) -> Result<bool> {
    Ok(name.len() > GREETING.get::<Text>()?.len())
}

pub fn shorter(name: &Text) -> Result<bool> {
    Ok(name.len() < GREETING.get::<Text>()?.len())
}

pub fn echo(name: &Text) -> Result<Text> {
    Ok(name.clone())
}

pub fn checked(n: i64) -> Result<i64> {
    if n < 0 {
        return Implicit::ValueError.exit();
    }
    Ok(n)
}

pub fn fact(n: i64) -> Result<i64> {
    if n < 2 {
        return Ok(1);
    }
    fact(n - 1)?.checked_mul(n).ok_or(Exit::Deopt)
}

pub fn descend(_n: i64) -> Result<i64> {
    Err(Exit::Deopt)
}

#[allow(clippy::panic)]
pub fn fragile(n: i64) -> Result<i64> {
    if n == 13 {
        panic!("unlucky {n}");
    }
    Ok(n)
}

pub fn take(_till: &Obj, n: i64) -> Result<i64> {
    n.checked_mul(1000).ok_or(Exit::Deopt)
}

pub fn refuse(n: i64) -> Result<i64> {
    raise(&builtin("LookupError"), &[&n])
}

entry!(NOTHING, "shop.prices:nothing", nothing());
entry!(GCD, "shop.prices:gcd", gcd(a: i64, b: i64));
entry!(CLAMP, "shop.prices:clamp", clamp(x: f64, lo: f64, hi: f64));
entry!(SCALE, "shop.prices:scale", scale(x: f64, factor: f64));
entry!(PICK, "shop.prices:pick", pick(a: i64, b: i64, c: i64));
entry!(CAPPED, "shop.prices:capped", capped(n: i64), Needs {
    constants: &[("shop.prices:LIMIT", "1000")],
    names: &[("shop.prices:min", "builtins:min")],
    ..Needs::NOTHING
});
entry!(QUARTER, "shop.prices:quarter", quarter(x: f64), Needs {
    functions: &[("shop.prices:half", "shop.prices:half")],
    ..Needs::NOTHING
});
entry!(HYPOTENUSE, "shop.prices:hypotenuse", hypotenuse(a: f64, b: f64), Needs {
    names: &[("shop.prices:math.sqrt", "math:sqrt")],
    ..Needs::NOTHING
});
entry!(DEFAULT_STEPS, "shop.prices:default_steps", default_steps(n: i64), Needs {
    functions: &[
        ("shop.prices:stepped", "shop.prices:stepped"),
        ("shop.prices:kw_stepped", "shop.prices:kw_stepped"),
    ],
    constants: &[
        ("shop.prices:stepped.__defaults__", "(500, )"),
        ("shop.prices:kw_stepped.__kwdefaults__", "(('step', 7, ), )"),
    ],
    ..Needs::NOTHING
});
entry!(DUE, "shop.prices:due", due(n: i64), Needs {
    constants: &[("shop.prices:Terms.days", "30000")],
    ..Needs::NOTHING
});
entry!(LONGER, "shop.prices:longer", longer(name: &Text), Needs {
    names: &[("shop.prices:len", "builtins:len")],
    objects: &[&GREETING],
    ..Needs::NOTHING
});
entry!(SHORTER, "shop.prices:shorter", shorter(name: &Text), Needs {
    names: &[("shop.prices:len", "builtins:len")],
    objects: &[&GREETING],
    ..Needs::NOTHING
});
entry!(ECHO, "shop.prices:echo", echo(name: &Text));
entry!(CHECKED, "shop.prices:checked", checked(n: i64), Needs {
    names: &[("shop.prices:ValueError", "builtins:ValueError")],
    ..Needs::NOTHING
});
entry!(FACT, "shop.prices:fact", fact(n: i64), Needs {
    functions: &[("shop.prices:fact", "shop.prices:fact")],
    ..Needs::NOTHING
});
entry!(DESCEND, "shop.prices:descend", descend(n: i64), Needs {
    functions: &[("shop.prices:descend", "shop.prices:descend")],
    ..Needs::NOTHING
});
entry!(FRAGILE, "shop.prices:fragile", fragile(n: i64));
entry!(TAKE, "shop.prices:Till.take", take(till: &Obj, n: i64));
entry!(REFUSE, "shop.prices:refuse", refuse(n: i64), Needs {
    names: &[("shop.prices:LookupError", "builtins:LookupError")],
    ..Needs::NOTHING
});

pub static ENTRIES: &[&Entry] = &[
    &NOTHING,
    &GCD,
    &CLAMP,
    &SCALE,
    &PICK,
    &CAPPED,
    &QUARTER,
    &HYPOTENUSE,
    &DEFAULT_STEPS,
    &DUE,
    &LONGER,
    &SHORTER,
    &ECHO,
    &CHECKED,
    &FACT,
    &DESCEND,
    &FRAGILE,
    &TAKE,
    &REFUSE,
];
