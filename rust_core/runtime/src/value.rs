//! What a type needs to be an item of a container.

use crate::convert::{FromPy, ToPy};

/// A native value that containers hold: read from Python, given to Python, cheap to clone.
pub trait Value: FromPy + ToPy + Clone + 'static {}

impl<T: FromPy + ToPy + Clone + 'static> Value for T {}
