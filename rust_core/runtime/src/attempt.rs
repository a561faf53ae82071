//! `try`: how a failing operation gets to the handlers.

/// The value of a fallible operation inside of a `try`; a failure leaves the labelled block with it.
///
/// ```ignore
/// let caught = 'try_3: {
///     let n = attempt!('try_3, parse(&text));
///     ...
///     None
/// };
/// ```
#[macro_export]
macro_rules! attempt {
    ($label:lifetime, $operation:expr) => {
        match $operation {
            Ok(value) => value,
            Err(exit) => break $label Some(exit),
        }
    };
}
