//! Words that the screen does not say, after the "Say / not" table of the product (docs/words.md).

use crate::repository::FILES;

/// What is not said, and what is said instead.
const NOT: [(&str, &str); 36] = [
    ("did not attend", "was not brought, not seen"),
    ("missed contact", "not seen"),
    ("non-engagement", "was not brought, not seen"),
    ("perpetrator", "person thought to have caused harm"),
    ("perpetrators", "people thought to have caused harm"),
    ("victim names", "protected identities"),
    (
        "referral",
        "raise a possible serious incident; refer (somebody) to social care",
    ),
    (
        "referrals",
        "raise a possible serious incident; refer (somebody) to social care",
    ),
    ("coordinator", "business manager"),
    ("coordinators", "business managers"),
    (
        "partner executive",
        "delegated safeguarding partner, lead safeguarding partner",
    ),
    ("dissent", "a different view"),
    ("dissents", "takes a different view"),
    ("dissenting", "with a different view"),
    ("overdue", "not yet received"),
    ("silent", "not yet received"),
    ("silence", "gap in the record"),
    ("silences", "gaps in the record"),
    ("lesson", "learning"),
    ("lessons", "learning"),
    ("clock", "time limit"),
    ("clocks", "time limits"),
    ("track", "step, part of the review"),
    ("tracks", "steps, parts of the review"),
    ("scheme", "guidance, guidance set up here"),
    ("schemes", "guidance"),
    ("vault", "case file"),
    ("vaults", "case files"),
    ("gate", "check before sharing"),
    ("commons", "shared learning"),
    ("envelope", "sent"),
    ("envelopes", "sent"),
    ("horizon", "as known on"),
    ("fog", "unfold"),
    ("ledger", "record of who did what"),
    ("uptake", "what we did with it"),
];

/// Where one of them is meant: (key of the text, word, reason).
const EXCEPTIONS: [(&str, &str, &str); 0] = [];

/// The texts of a Fluent file: key and words, without comments and names of variables.
fn messages(fluent: &str) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in fluent.lines().filter(|line| !line.starts_with('#')) {
        let starts = line.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '-');
        match (starts, line.split_once('=')) {
            (true, Some((key, words))) => {
                messages.push((key.trim().to_owned(), words.trim().to_owned()))
            }
            _ => {
                if let Some((_, words)) = messages.last_mut() {
                    words.push(' ');
                    words.push_str(line.trim());
                }
            }
        }
    }
    for (_, words) in &mut messages {
        let kept = words
            .split_whitespace()
            .filter(|word| !word.trim_start_matches('{').starts_with(['$', '-']));
        *words = kept.collect::<Vec<_>>().join(" ");
    }
    messages
}

/// Whether a text says the word, as a word of its own.
fn says(text: &str, word: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let inside = |letter: Option<char>| {
            letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-')
        };
        !inside(before) && !inside(after)
    })
}

#[test]
fn interface_texts_keep_to_the_words_of_the_product() {
    let mut found = Vec::new();
    for file in FILES.iter().filter(|file| file.extension() == "ftl") {
        for (key, words) in messages(file.text.as_deref().unwrap_or_default()) {
            for (word, instead) in NOT.iter().filter(|(word, _)| says(&words, word)) {
                if !EXCEPTIONS
                    .iter()
                    .any(|(excepted, of, _)| *excepted == key && of == word)
                {
                    found.push(format!(
                        "{}: {key} says \"{word}\"; say: {instead}",
                        file.path
                    ));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn exceptions_are_still_needed() {
    let all: Vec<_> = FILES
        .iter()
        .filter(|file| file.extension() == "ftl")
        .filter_map(|file| file.text.as_deref())
        .collect();
    for (key, word, reason) in EXCEPTIONS {
        let used = all
            .iter()
            .flat_map(|text| messages(text))
            .any(|(found, words)| found == key && says(&words, word));
        assert!(
            used,
            "{key} no longer says \"{word}\" ({reason}): take it off the list"
        );
    }
}

#[test]
fn a_planted_word_is_found() {
    let texts = messages(
        "# the vault\nopen-vault = Open the case file { $vault }\nlate =\n    This is Overdue,\n    sadly.\n",
    );
    assert_eq!(texts.len(), 2);
    assert!(!says(&texts[0].1, "vault"), "{:?}", texts[0]);
    assert!(says(&texts[1].1, "overdue"), "{:?}", texts[1]);
    assert!(!says("navigate and investigate", "gate"));
}
