//! corefleet's own ports: the extension module `cores._native`.
#![forbid(unsafe_code)]

mod fingerprints;

runtime::module!(_native, [], fingerprints::FINGERPRINTS);
