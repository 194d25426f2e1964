//! A file that a person can hold in mind.

use crate::repository::{FILES, SourceFile};

const UNDER: usize = 500;
const CODE: [&str; 12] = [
    "rs",
    "html",
    "svg",
    "css",
    "js",
    "mjs",
    "sh",
    "py",
    "sql",
    "cedar",
    "cedarschema",
    "typ",
];

/// Generated files and data that stand in a file of code, each with its reason.
const EXCEPTIONS: [(&str, &str); 1] = [(
    "crates/vault/tests/it/matrix.rs",
    "one table of who may do what with what, read as a whole",
)];

fn is_code(file: &SourceFile) -> bool {
    let script = file.path.starts_with("scripts/")
        || file.path.starts_with(".ci/")
        || file.path == "Makefile";
    script || CODE.contains(&file.extension())
}

#[test]
fn files_of_code_stay_under_five_hundred_lines() {
    let mut looked_at = 0;
    let mut long = Vec::new();
    for file in FILES.iter().filter(|file| is_code(file)) {
        looked_at += 1;
        let lines = file.text.as_deref().unwrap_or_default().lines().count();
        let excepted = EXCEPTIONS.iter().any(|(path, _)| *path == file.path);
        if lines >= UNDER && !excepted {
            long.push(format!(
                "{}: {lines} lines; split it, or say why not in {}",
                file.path,
                file!()
            ));
        }
    }
    assert!(looked_at > 20, "the walk finds the code");
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn exceptions_are_still_needed() {
    for (path, reason) in EXCEPTIONS {
        let file = FILES.iter().find(|file| file.path == path);
        let file = file.unwrap_or_else(|| panic!("{path} is excepted ({reason}) but is gone"));
        let lines = file.text.as_deref().unwrap_or_default().lines().count();
        assert!(
            lines >= UNDER,
            "{path} is short enough now: take it off the list"
        );
    }
}
