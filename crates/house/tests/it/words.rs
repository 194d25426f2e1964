//! The repository speaks of itself alone: no path of a machine, no address of a registry.

use crate::repository::FILES;

/// Each in two halves, so that this list does not find itself.
const NEVER: [(&str, &str); 13] = [
    ("/wo", "rk/"),
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("index.", "crates.io"),
    ("static.", "crates.io"),
    ("registry.", "npmjs.org"),
    ("registry.", "yarnpkg.com"),
    ("files.", "pythonhosted.org"),
    ("deb.", "debian.org"),
    ("security.", "debian.org"),
    ("co-auth", "ored-by"),
    ("BEGIN PRIV", "ATE KEY"),
];

/// Where one of them is meant, each with its reason: (file, word, reason).
const EXCEPTIONS: [(&str, &str, &str); 0] = [];

/// The lines (from 1) of a text on which a word stands, whatever its case.
fn lines_with(text: &str, word: &str) -> Vec<usize> {
    let word = word.to_lowercase();
    text.lines()
        .enumerate()
        .filter(|(_, line)| {
            let line = line.to_lowercase();
            // A part of an address on the web is no path of a machine.
            line.match_indices(&word).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                !word.starts_with('/')
                    || !before.is_some_and(|before| before.is_alphanumeric() || before == '.')
            })
        })
        .map(|(number, _)| number + 1)
        .collect()
}

#[test]
fn no_path_of_a_machine_and_no_registry_in_any_file() {
    let mut found = Vec::new();
    for file in FILES.iter() {
        let Some(text) = &file.text else { continue };
        for (start, end) in NEVER {
            let word = [start, end].concat();
            if EXCEPTIONS
                .iter()
                .any(|(path, excepted, _)| *path == file.path && *excepted == word)
            {
                continue;
            }
            found.extend(
                lines_with(text, &word)
                    .into_iter()
                    .map(|line| format!("{}:{line}: {word}", file.path)),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_planted_path_is_found() {
    let planted = [
        "read /wo",
        "rk/notes\nhttps://example.org/wo",
        "rk/page\n'/ro",
        "ot/.cache'",
    ]
    .concat();
    assert_eq!(lines_with(&planted, &["/wo", "rk/"].concat()), [1]);
    assert_eq!(lines_with(&planted, &["/RO", "OT/"].concat()), [3]);
}
