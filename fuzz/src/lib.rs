//! One function for each parser of bytes that a stranger may have written. Each takes any bytes and must end, without a
//! panic, in little time and memory; what a parser accepts must hold together.
//!
//! The fuzz targets beside this file call them with what the fuzzer invents; the tests of the program call the same
//! functions with the seeds and changes of them (`crates/throughline/tests/it/hostile.rs`).
//! `crates/house` (`fuzzing`) sees to it that no parser is left out.

mod chronologies;
mod files;
mod keys;
mod received;
mod texts;
mod web_forms;

pub use chronologies::{cell_dates, notes, prose_dates};
pub use files::{
    answer, csv, csv_grid, docx, docx_grid, file_name, mapping, pasted_table, pdf, residue, sniff,
    text_file, whole, xls, xls_grid, xlsx, xlsx_grid,
};
pub use keys::{
    anchor, envelope, merkle_proof, merkle_tree, one_time_code, passkey, post, recovery_key,
    sealed, signature, spoken_code, token,
};
pub use received::{configuration, envelope_body, manifest};
pub use texts::{
    calendar, code_lists, codes, edtf, gate_line, mail_address, network, reference, scheme,
    typed_date,
};
pub use web_forms::{posted_form, upload};

/// What takes any bytes.
pub type Entry = fn(&[u8]);

/// Every entry under the name of its target.
pub const ENTRIES: &[(&str, Entry)] = &[
    ("anchor", anchor),
    ("answer", answer),
    ("calendar", calendar),
    ("cell_dates", cell_dates),
    ("code_lists", code_lists),
    ("codes", codes),
    ("configuration", configuration),
    ("csv", csv),
    ("csv_grid", csv_grid),
    ("docx", docx),
    ("docx_grid", docx_grid),
    ("edtf", edtf),
    ("envelope", envelope),
    ("envelope_body", envelope_body),
    ("file_name", file_name),
    ("gate_line", gate_line),
    ("mail_address", mail_address),
    ("manifest", manifest),
    ("mapping", mapping),
    ("merkle_proof", merkle_proof),
    ("merkle_tree", merkle_tree),
    ("network", network),
    ("notes", notes),
    ("one_time_code", one_time_code),
    ("passkey", passkey),
    ("pasted_table", pasted_table),
    ("pdf", pdf),
    ("post", post),
    ("posted_form", posted_form),
    ("prose_dates", prose_dates),
    ("recovery_key", recovery_key),
    ("reference", reference),
    ("residue", residue),
    ("scheme", scheme),
    ("sealed", sealed),
    ("signature", signature),
    ("sniff", sniff),
    ("spoken_code", spoken_code),
    ("text_file", text_file),
    ("token", token),
    ("typed_date", typed_date),
    ("upload", upload),
    ("whole", whole),
    ("xls", xls),
    ("xls_grid", xls_grid),
    ("xlsx", xlsx),
    ("xlsx_grid", xlsx_grid),
];

/// The bytes as a text, with a mark for each that is none.
fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The first line, and what follows it.
fn line_and_rest(bytes: &[u8]) -> (String, &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let (line, rest) = bytes.split_at(end.unwrap_or(bytes.len()));
    (lossy(line), rest.get(1..).unwrap_or_default())
}
