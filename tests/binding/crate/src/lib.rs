//! The extension module `_shop_native`.
#![forbid(unsafe_code)]

mod prices;

// The fingerprints are made with the interpreter that the tests run on.
runtime::module!(
    _shop_native,
    [prices::ENTRIES],
    include!(env!("SHOP_FINGERPRINTS"))
);
