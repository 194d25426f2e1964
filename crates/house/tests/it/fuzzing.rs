//! Every parser of bytes that a stranger may have written has a fuzz target, and every target still calls something.

use std::collections::BTreeSet;

use crate::repository::{FILES, SourceFile, root};

/// Where a parser stands: its file, how its function begins, the target that calls it.
const PARSERS: [(&str, &str, &str); 70] = [
    ("crates/papers/src/sniff.rs", "pub fn sniff(", "sniff"),
    (
        "crates/papers/src/file_name.rs",
        "pub fn safe_file_name(",
        "file_name",
    ),
    ("crates/papers/src/read.rs", "pub fn parse(", "answer"),
    ("crates/papers/src/whole.rs", "pub fn piece(", "whole"),
    (
        "crates/papers/src/read/plain.rs",
        "pub fn text_of(",
        "text_file",
    ),
    ("crates/papers/src/read/word.rs", "pub fn text_of(", "docx"),
    ("crates/papers/src/read/unpack.rs", "pub fn open(", "docx"),
    ("crates/papers/src/read/links.rs", "pub fn checked(", "docx"),
    ("crates/papers/src/read/pdf.rs", "pub fn text_of(", "pdf"),
    (
        "crates/papers/src/read/table.rs",
        "pub fn text_of_csv(",
        "csv",
    ),
    (
        "crates/papers/src/read/table.rs",
        "pub fn text_of_xlsx(",
        "xlsx",
    ),
    (
        "crates/papers/src/read/table.rs",
        "pub fn text_of_xls(",
        "xls",
    ),
    ("crates/papers/src/read.rs", "pub fn parse_grid(", "answer"),
    (
        "crates/papers/src/read/word.rs",
        "pub fn grid_of(",
        "docx_grid",
    ),
    (
        "crates/papers/src/read/grid/sheets.rs",
        "pub fn grid_of_xlsx(",
        "xlsx_grid",
    ),
    (
        "crates/papers/src/read/grid/sheets.rs",
        "pub fn grid_of_xls(",
        "xls_grid",
    ),
    (
        "crates/papers/src/read/old_book.rs",
        "pub fn check(",
        "xls_grid",
    ),
    (
        "crates/papers/src/read/grid/plain.rs",
        "pub fn grid_of_csv(",
        "csv_grid",
    ),
    (
        "crates/papers/src/read/grid/plain.rs",
        "pub fn grid_of_text(",
        "pasted_table",
    ),
    (
        "crates/papers/src/read/grid/plain.rs",
        "pub fn pasted(",
        "pasted_table",
    ),
    (
        "crates/chronology/src/tables/apply.rs",
        "pub fn apply(",
        "mapping",
    ),
    (
        "crates/chronology/src/notes/propose/mod.rs",
        "pub fn propose(",
        "notes",
    ),
    (
        "crates/chronology/src/dates/mod.rs",
        "pub fn in_text(",
        "prose_dates",
    ),
    (
        "crates/chronology/src/dates/cell.rs",
        "pub fn in_cell(",
        "cell_dates",
    ),
    (
        "crates/model/src/chronology/columns.rs",
        "pub fn read_columns(",
        "mapping",
    ),
    (
        "crates/model/src/uncertain/typed/mod.rs",
        "pub fn parse_typed(",
        "typed_date",
    ),
    (
        "crates/model/src/uncertain/edtf.rs",
        "pub fn from_edtf(",
        "edtf",
    ),
    (
        "crates/model/src/uncertain/edtf.rs",
        "impl FromStr for UncertainDate",
        "edtf",
    ),
    ("crates/model/src/scheme/mod.rs", "pub fn parse(", "scheme"),
    (
        "crates/model/src/calendar.rs",
        "pub fn from_csv(",
        "calendar",
    ),
    (
        "crates/model/src/calendar.rs",
        "impl FromStr for Nation",
        "codes",
    ),
    (
        "crates/model/src/identity/code_lists.rs",
        "pub fn from_toml(",
        "code_lists",
    ),
    ("crates/model/src/id.rs", "impl FromStr for $name", "codes"),
    (
        "crates/access/src/role.rs",
        "impl FromStr for Role",
        "codes",
    ),
    (
        "crates/access/src/facts.rs",
        "impl FromStr for Section",
        "codes",
    ),
    (
        "crates/access/src/directory/organisations.rs",
        "impl FromStr for OrganisationKind",
        "codes",
    ),
    (
        "crates/access/src/directory/real_people.rs",
        "impl FromStr for FactKind",
        "codes",
    ),
    (
        "crates/access/src/ledger/anchor.rs",
        "impl FromStr for Anchor",
        "anchor",
    ),
    (
        "crates/app/src/reference.rs",
        "impl FromStr for Reference",
        "reference",
    ),
    ("crates/crypto/src/envelope.rs", "pub fn open(", "envelope"),
    (
        "crates/crypto/src/envelope.rs",
        "pub fn from_bytes(",
        "signature",
    ),
    (
        "crates/crypto/src/merkle.rs",
        "pub fn from_bytes(",
        "merkle_tree",
    ),
    (
        "crates/crypto/src/merkle.rs",
        "pub fn verify_inclusion(",
        "merkle_proof",
    ),
    (
        "crates/crypto/src/merkle.rs",
        "pub fn verify_consistency(",
        "merkle_proof",
    ),
    (
        "crates/crypto/src/recovery.rs",
        "pub fn from_text(",
        "recovery_key",
    ),
    (
        "crates/crypto/src/spoken.rs",
        "pub fn from_text(",
        "spoken_code",
    ),
    ("crates/crypto/src/token.rs", "pub fn from_text(", "token"),
    (
        "crates/crypto/src/digest.rs",
        "impl FromStr for Digest",
        "signature",
    ),
    (
        "crates/crypto/src/sign.rs",
        "impl FromStr for Signature",
        "signature",
    ),
    (
        "crates/crypto/src/sign.rs",
        "pub fn from_bytes(",
        "signature",
    ),
    ("crates/crypto/src/seal.rs", "pub fn open(", "sealed"),
    ("crates/crypto/src/key.rs", "pub fn from_hex(", "signature"),
    (
        "crates/mail/src/address.rs",
        "pub fn parse(",
        "mail_address",
    ),
    ("crates/post/src/lib.rs", "pub fn open(", "post"),
    (
        "crates/web/src/proxies.rs",
        "impl FromStr for Network",
        "network",
    ),
    (
        "crates/web/src/form/outside.rs",
        "pub async fn read_whatever(",
        "upload",
    ),
    (
        "crates/app/src/received/bodies.rs",
        "pub fn body(",
        "envelope_body",
    ),
    (
        "crates/app/src/received/bodies.rs",
        "pub fn report_body(",
        "envelope_body",
    ),
    (
        "crates/app/src/received/bodies.rs",
        "pub fn letter_body(",
        "envelope_body",
    ),
    (
        "crates/app/src/received/bodies.rs",
        "pub fn message_body(",
        "envelope_body",
    ),
    (
        "crates/app/src/post.rs",
        "pub fn asks_the_post(",
        "envelope_body",
    ),
    (
        "crates/throughline/src/manifest.rs",
        "pub fn parse(",
        "manifest",
    ),
    (
        "crates/throughline/src/manifest.rs",
        "pub fn manifest(",
        "manifest",
    ),
    (
        "crates/throughline/src/config.rs",
        "pub fn check(",
        "configuration",
    ),
    (
        "crates/access/src/sign_in/outside.rs",
        "pub fn passkey_answer_is_one(",
        "passkey",
    ),
    (
        "crates/access/src/sign_in/outside.rs",
        "pub fn code_fits(",
        "one_time_code",
    ),
    ("crates/papers/src/residue.rs", "pub fn residue(", "residue"),
    (
        "crates/deidentify/src/jsonl.rs",
        "pub fn answer(",
        "gate_line",
    ),
    (
        "crates/deidentify/src/register.rs",
        "pub fn from_json(",
        "gate_line",
    ),
    (
        "crates/deidentify/src/combinations/national.rs",
        "pub fn from_toml(",
        "gate_line",
    ),
];

/// What looks like a parser and is none of a stranger's bytes, each with its reason.
const NONE_OF_A_STRANGERS: [(&str, &str, &str); 6] = [
    (
        "crates/app/src/sharing/leaving.rs",
        "pub fn open(",
        "how much of a draft is still open: it counts",
    ),
    (
        "crates/db/src/value.rs",
        "pub fn parse<",
        "reads columns of our own store with the types above",
    ),
    (
        "crates/govuk/src/details.rs",
        "pub fn open(",
        "says that a part of a page begins open",
    ),
    (
        "crates/vault/src/files/store.rs",
        "pub fn open(",
        "opens a file of our own; its bytes go through crypto",
    ),
    (
        "crates/search/src/index.rs",
        "pub fn open(",
        "our own sealed files: bytes that our key did not seal do not open",
    ),
    (
        "crates/search/src/model.rs",
        "pub fn open(",
        "files whose digests stand in the program: nothing else is parsed",
    ),
];

/// How functions that read something begin.
const LOOKS_LIKE: [&str; 11] = [
    "impl FromStr for ",
    "impl std::str::FromStr for ",
    "pub fn parse(",
    "pub fn parse<",
    "pub fn open(",
    "pub fn from_bytes(",
    "pub fn from_text(",
    "pub fn from_edtf(",
    "pub fn from_toml(",
    "pub fn from_csv(",
    "pub fn from_hex(",
];

fn sources() -> impl Iterator<Item = (&'static SourceFile, &'static str)> {
    FILES
        .iter()
        .filter(|file| file.path.starts_with("crates/") && file.path.contains("/src/"))
        .filter(|file| file.extension() == "rs" && !file.path.ends_with("tests.rs"))
        .filter_map(|file| Some((file, file.text.as_deref()?)))
}

/// Names of the targets, by their files.
fn targets() -> BTreeSet<String> {
    FILES
        .iter()
        .filter_map(|file| file.path.strip_prefix("fuzz/fuzz_targets/"))
        .filter_map(|name| name.strip_suffix(".rs"))
        .map(str::to_owned)
        .collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Why a target is none, if it is none.
fn wrong(target: &str) -> Option<String> {
    let path = format!("fuzz/fuzz_targets/{target}.rs");
    let Ok(text) = std::fs::read_to_string(root().join(&path)) else {
        return Some(format!("{path} is missing"));
    };
    if !text.contains(&format!("entries::{target}(bytes)")) {
        return Some(format!("{path} does not call entries::{target}"));
    }
    if !read("fuzz/Cargo.toml").contains(&format!("path = \"{path}\"").replace("fuzz/fuzz", "fuzz"))
    {
        return Some(format!("{target} is no [[bin]] of fuzz/Cargo.toml"));
    }
    if !read("fuzz/src/lib.rs").contains(&format!("(\"{target}\", {target})")) {
        return Some(format!("{target} is not in ENTRIES of fuzz/src/lib.rs"));
    }
    let defined = [
        "chronologies",
        "files",
        "keys",
        "received",
        "texts",
        "web_forms",
    ]
    .iter()
    .any(|file| {
        read(&format!("fuzz/src/{file}.rs")).contains(&format!("pub fn {target}(bytes: &[u8])"))
    });
    (!defined).then(|| format!("no file of fuzz/src defines {target}"))
}

#[test]
fn every_parser_has_a_target_that_calls_it() {
    let mut objections = Vec::new();
    for (path, begins, target) in PARSERS {
        let text = read(path);
        if !text.contains(begins) {
            objections.push(format!(
                "{path} has no `{begins}` any more: put PARSERS right"
            ));
        }
        objections.extend(wrong(target));
    }
    assert!(objections.is_empty(), "{}", objections.join("\n"));
}

#[test]
fn every_target_is_of_a_parser() {
    let mut known: BTreeSet<String> = PARSERS.iter().map(|row| row.2.to_owned()).collect();
    // A second door of the same parser.
    known.insert("posted_form".to_owned());
    assert_eq!(targets(), known);
}

#[test]
fn what_looks_like_a_parser_is_in_one_of_the_lists() {
    let mut objections = Vec::new();
    let mut looked_at = 0;
    for (file, text) in sources() {
        for line in text.lines().map(str::trim_start) {
            let Some(begins) = LOOKS_LIKE.iter().find(|begins| line.starts_with(**begins)) else {
                continue;
            };
            looked_at += 1;
            let listed = |path: &str, known: &str| path == file.path && line.starts_with(known);
            let is_listed = PARSERS.iter().any(|row| listed(row.0, row.1))
                || NONE_OF_A_STRANGERS.iter().any(|row| listed(row.0, row.1));
            if !is_listed {
                objections.push(format!(
                    "{}: `{begins}` has no fuzz target (fuzz/, then PARSERS in this test)",
                    file.path
                ));
            }
        }
    }
    assert!(looked_at > 20, "the walk finds the parsers");
    assert!(objections.is_empty(), "{}", objections.join("\n"));
}

#[test]
fn the_exceptions_are_still_needed() {
    for (path, begins, reason) in NONE_OF_A_STRANGERS {
        assert!(
            read(path).contains(begins),
            "{path}: no `{begins}`: {reason}"
        );
    }
}

#[test]
fn a_target_that_calls_nothing_is_noticed() {
    assert!(wrong("no_such_target").is_some());
    assert!(wrong("pdf").is_none());
}
