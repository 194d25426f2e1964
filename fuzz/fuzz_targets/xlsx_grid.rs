#![no_main]

// A panic of the library is contained by the entry; the fuzzer would end at it.
libfuzzer_sys::fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| entries::xlsx_grid(bytes));
