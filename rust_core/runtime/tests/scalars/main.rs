//! Numbers, text, bytes, formatting, open values and exceptions against the embedded interpreter.
//!
//! `cargo test -p runtime --features pyo3/auto-initialize`

mod bytestrings;
mod exceptions;
mod floats;
mod formats;
mod ints;
mod maths;
mod objects;
mod oracle;
mod texts;
