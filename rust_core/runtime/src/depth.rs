//! What keeps long native loops and deep native recursion within the interpreter's rules.

use crate::exc::{object_or_pending, pending};
use crate::exit::{deopt, Result};
use crate::object::Obj;
use pyo3::ffi;
use std::cell::Cell;
use std::marker::PhantomData;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering};

/// Ticks since the last look; a plain load and store, as the interpreter lock is held.
static TICKS: AtomicU32 = AtomicU32::new(0);

/// Called once each round of a native loop: from time to time lets signal handlers (Ctrl-C) and
/// other threads run, as the interpreter does between instructions.
#[inline(always)]
pub fn tick() -> Result<()> {
    let ticks = TICKS.load(Ordering::Relaxed).wrapping_add(1);
    TICKS.store(ticks, Ordering::Relaxed);
    if ticks & 0xffff == 0 {
        return look();
    }
    Ok(())
}

#[cold]
fn look() -> Result<()> {
    // SAFETY: the lock is held, and no borrowed pointer is kept across a tick.
    if unsafe { ffi::PyErr_CheckSignals() } != 0 {
        return Err(pending());
    }
    // Calling any Python function hands the lock to threads that wait for it.
    // SAFETY: as above.
    unsafe { object_or_pending(ffi::PyObject_CallNoArgs(nothing()?.ptr())) }.map(drop)
}

/// A Python function that does nothing, made once.
fn nothing() -> Result<Obj> {
    static mut NOTHING: *mut ffi::PyObject = null_mut();
    // SAFETY: under the lock; the object is kept for good.
    unsafe {
        if NOTHING.is_null() {
            let globals = object_or_pending(ffi::PyDict_New())?;
            let source = c"lambda: None".as_ptr();
            let code = ffi::Py_eval_input;
            let made =
                ffi::PyRun_StringFlags(source, code, globals.ptr(), globals.ptr(), null_mut());
            NOTHING = object_or_pending(made)?.new_reference();
        }
        Ok(Obj::of(crate::handle::PyRef::borrowed(NOTHING)))
    }
}

/// How much of the C stack a native recursion leaves for what it calls.
const SPARE: usize = 512 * 1024;

thread_local! {
    /// The address below which this thread's stack is used up; 0 before it is known.
    static END: Cell<usize> = const { Cell::new(0) };
}

/// One native call of a recursive function: counted like a Python call until it is dropped.
#[derive(Debug)]
#[must_use]
pub struct Depth(PhantomData<*mut ()>);

impl Depth {
    /// Deopts beyond the interpreter's recursion limit, and where the C stack runs out: the
    /// original then raises RecursionError, or goes on where only C is at its end.
    #[inline]
    pub fn enter() -> Result<Depth> {
        let here = 0_u8;
        if (&raw const here).addr() < end_of_stack() {
            return deopt();
        }
        // SAFETY: the lock is held.
        let left = unsafe { crate::layout::ThreadState::calls_left_mut() };
        // SAFETY: a field of the running thread's state.
        unsafe {
            if *left <= 0 {
                return deopt();
            }
            *left -= 1;
        }
        Ok(Depth(PhantomData))
    }
}

impl Drop for Depth {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: as in `enter`, on the same thread.
        unsafe { *crate::layout::ThreadState::calls_left_mut() += 1 }
    }
}

#[inline]
fn end_of_stack() -> usize {
    match END.get() {
        0 => find_end(),
        end => end,
    }
}

#[cold]
fn find_end() -> usize {
    let end = lowest_address().map_or_else(guess, |lowest| lowest + SPARE);
    END.set(end);
    end
}

/// Where nothing is known, what remains of a small stack.
fn guess() -> usize {
    let here = 0_u8;
    (&raw const here).addr().saturating_sub(SPARE)
}

#[cfg(target_os = "linux")]
fn lowest_address() -> Option<usize> {
    // SAFETY: plain queries about the running thread, into places of our own.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &raw mut attributes) != 0 {
            return None;
        }
        let (mut lowest, mut size) = (null_mut(), 0);
        let known =
            libc::pthread_attr_getstack(&raw const attributes, &raw mut lowest, &raw mut size) == 0;
        libc::pthread_attr_destroy(&raw mut attributes);
        known.then(|| lowest.addr())
    }
}

#[cfg(target_os = "macos")]
fn lowest_address() -> Option<usize> {
    // SAFETY: plain queries about the running thread.
    unsafe {
        let thread = libc::pthread_self();
        libc::pthread_get_stackaddr_np(thread)
            .addr()
            .checked_sub(libc::pthread_get_stacksize_np(thread))
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn lowest_address() -> Option<usize> {
    None
}
