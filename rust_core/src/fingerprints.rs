//! The Python that the ports were proven against; `_ported.py` leaves a function alone that differs.

use runtime::register::Fingerprints;

/// Symbol, then minor version of Python and hash of the code object.
pub const FINGERPRINTS: &[(&str, Fingerprints)] = &[];
