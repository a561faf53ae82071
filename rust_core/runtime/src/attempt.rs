//! `try`: how a failing operation gets to the handlers.

use crate::exit::{Exit, Result};

/// The value of a fallible operation inside of a `try`; a failure leaves the labelled block with it.
///
/// ```ignore
/// let exit_3 = 'try_3: {
///     let n = attempt!('try_3, int::of_text(&text));
///     ...
/// };
/// ```
#[macro_export]
macro_rules! attempt {
    ($label:lifetime, $operation:expr) => {
        match $operation {
            Ok(value) => value,
            Err(exit) => break $label exit,
        }
    };
}

/// How a `raise` leaves the body of a `try`.
#[cold]
pub fn exit_of(raised: Result<()>) -> Exit {
    raised.err().unwrap_or(Exit::Deopt)
}
