//! The C library's functions, the ones that the interpreter's `math` calls.
//!
//! They are looked up in the running process, as the interpreter's own module found them: what the
//! linker would put here may be another implementation, with other last bits.  The calls go
//! through pointers, so that the optimiser computes none of them by rules of its own (`pow(x, 2.0)`
//! is not always `x * x`).

use std::ffi::{c_void, CStr};
use std::sync::atomic::{AtomicPtr, Ordering};

macro_rules! functions {
    ($($name:ident($($arg:ident),*)),* $(,)?) => {
        mod linked {
            unsafe extern "C" {
                $(pub(super) fn $name($($arg: f64),*) -> f64;)*
            }
        }
        $(
            #[inline]
            pub(crate) fn $name($($arg: f64),*) -> f64 {
                type Function = unsafe extern "C" fn($($arg: functions!(@f64 $arg)),*) -> f64;
                static FOUND: AtomicPtr<c_void> = AtomicPtr::new(std::ptr::null_mut());
                let mut found = FOUND.load(Ordering::Relaxed);
                if found.is_null() {
                    let name = concat!(stringify!($name), "\0");
                    found = found_in_process(name, linked::$name as Function as *mut c_void);
                    FOUND.store(found, Ordering::Relaxed);
                }
                // SAFETY: the function of the C library with this name, which has this type.
                unsafe { std::mem::transmute::<*mut c_void, Function>(found)($($arg),*) }
            }
        )*
    };
    (@f64 $arg:ident) => { f64 };
}

/// The function that everybody in this process gets by this name; else the one linked here.
#[cold]
fn found_in_process(name: &str, linked: *mut c_void) -> *mut c_void {
    let Ok(name) = CStr::from_bytes_with_nul(name.as_bytes()) else {
        return linked;
    };
    // SAFETY: a plain query.
    let found = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    if found.is_null() {
        linked
    } else {
        found
    }
}

functions! {
    acos(x), acosh(x), asin(x), asinh(x), atan(x), atanh(x), atan2(y, x), cbrt(x), cos(x), cosh(x),
    erf(x), erfc(x), exp(x), exp2(x), expm1(x), log(x), log1p(x), log2(x), log10(x),
    pow(x, y), remainder(x, y), sin(x), sinh(x), tan(x), tanh(x),
}
