//! Every fuzz target: the bytes of libFuzzer go to the body in the main package that has the name of this binary.

#![no_main]

use std::sync::LazyLock;

use liseuse::fuzzing::Target;

static TARGET: LazyLock<&Target> =
    LazyLock::new(|| liseuse::fuzzing::by_name(env!("CARGO_BIN_NAME")).expect("a row of src/fuzzing"));

libfuzzer_sys::fuzz_target!(|data: &[u8]| (TARGET.body)(data));
