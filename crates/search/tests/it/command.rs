//! The commands, as somebody who measures from outside meets them.

use std::fs;
use std::path::Path;

use search::Mode;
use search::command::{self, CommandError, KEY_FILE, Options};
use search::{ModelError, SearchError};

const ITEMS: &str = "{\"id\":\"a\",\"title\":\"Bruises\",\"text\":\"a baby\"}\n\n{\"id\":7,\"text\":\"visits to the baby\"}\n";

fn index(store: &Path, items: &str) -> Result<String, CommandError> {
    let mut notes = Vec::new();
    command::index(store, None, items.as_bytes(), &mut notes)?;
    Ok(String::from_utf8(notes).unwrap())
}

fn search(
    store: &Path,
    mode: Mode,
    top: usize,
    questions: &str,
) -> Result<[String; 2], CommandError> {
    let options = Options {
        mode,
        top,
        model: None,
        or_by_words: false,
    };
    asked(store, options, questions)
}

fn asked(store: &Path, options: Options<'_>, questions: &str) -> Result<[String; 2], CommandError> {
    let (mut out, mut notes) = (Vec::new(), Vec::new());
    command::search(store, options, questions.as_bytes(), &mut out, &mut notes)?;
    Ok([out, notes].map(|bytes| String::from_utf8(bytes).unwrap()))
}

#[test]
fn items_go_in_and_questions_are_answered_a_line_each() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let notes = index(&store, ITEMS).unwrap();
    assert!(
        notes.contains("2 items") && notes.contains("A key"),
        "{notes}"
    );
    let notes = index(&store, "{\"id\":\"b\",\"text\":\"more of a baby\"}").unwrap();
    assert!(
        notes.contains("3 items") && !notes.contains("A key"),
        "{notes}"
    );
    let questions = "{\"id\":\"q1\",\"text\":\"bruised\"}\n{\"id\":2,\"text\":\"baby\"}\n{\"id\":\"q3\",\"text\":\"\"}\n";
    let [out, notes] = search(&store, Mode::Text, 2, questions).unwrap();
    assert!(notes.is_empty());
    let lines: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["id"], "q1");
    assert_eq!(lines[0]["results"][0]["id"], "a");
    assert!(lines[0]["results"][0]["score"].as_f64().unwrap() > 0.0);
    assert_eq!(lines[1]["id"], "2");
    assert_eq!(lines[1]["results"].as_array().unwrap().len(), 2);
    assert_eq!(lines[2]["results"].as_array().unwrap().len(), 0);
    let [by_words, notes] = search(&store, Mode::Fused, 2, questions).unwrap();
    assert_eq!(by_words, out, "by words without a model");
    assert!(notes.contains("--model-dir"), "{notes}");
}

#[test]
fn the_key_is_for_its_owner_only_and_without_it_nothing_opens() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    index(folder.path(), ITEMS).unwrap();
    let key = folder.path().join(KEY_FILE);
    let mode = fs::metadata(&key).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    fs::write(&key, "no key").unwrap();
    let wrong = search(folder.path(), Mode::Text, 2, "");
    assert!(matches!(wrong, Err(CommandError::NoKey)));
    fs::remove_file(&key).unwrap();
    let missing = search(folder.path(), Mode::Text, 2, "");
    assert!(matches!(missing, Err(CommandError::NoIndex)));
    let notes = index(folder.path(), ITEMS).unwrap();
    assert!(
        notes.contains("damaged") && notes.contains("2 items"),
        "{notes}"
    );
    fs::write(folder.path().join("index/current"), "x").unwrap();
    let damaged = search(folder.path(), Mode::Text, 2, "");
    assert!(matches!(
        damaged,
        Err(CommandError::Search(SearchError::Damaged))
    ));
}

#[test]
fn a_bad_line_is_named_by_number_and_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    for bad in [
        "{\"title\":\"Secret\"}",
        "Secret",
        "{\"id\":\"\",\"text\":\"Secret\"}",
        "{\"id\":[],\"text\":\"Secret\"}",
    ] {
        let items = format!("{{\"id\":\"a\",\"text\":\"b\"}}\n{bad}\n");
        let said = index(folder.path(), &items).unwrap_err().to_string();
        assert!(
            said.starts_with("line 2: ") && !said.contains("Secret"),
            "{said}"
        );
    }
    let mut notes = Vec::new();
    let not_text = command::index(folder.path(), None, &b"\xff\n"[..], &mut notes);
    assert!(matches!(not_text, Err(CommandError::Line { line: 1, .. })));
}

#[test]
fn what_stands_before_a_bad_line_is_taken_in_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let items =
        "{\"id\":\"a\",\"text\":\"a baby\"}\n\nnothing\n{\"id\":\"b\",\"text\":\"a baby\"}\n";
    let mut notes = Vec::new();
    let bad = command::index(folder.path(), None, items.as_bytes(), &mut notes);
    assert!(matches!(bad, Err(CommandError::Line { line: 3, .. })));
    let notes = String::from_utf8(notes).unwrap();
    assert!(
        notes.contains("1 item before it went in, and nothing after it."),
        "{notes}"
    );
    let question = "{\"id\":\"q\",\"text\":\"baby\"}\n";
    let [out, _] = search(folder.path(), Mode::Text, 9, question).unwrap();
    assert!(out.contains("\"a\"") && !out.contains("\"b\""), "{out}");
}

#[test]
fn what_is_asked_by_meaning_alone_is_not_answered_by_words_unless_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    index(folder.path(), ITEMS).unwrap();
    let question = "{\"id\":\"q\",\"text\":\"baby\"}\n";
    let refused = search(folder.path(), Mode::Meaning, 2, question).unwrap_err();
    assert!(matches!(refused, CommandError::NoMeaning(_)), "{refused}");
    let said = refused.to_string();
    assert!(
        said.contains("--model-dir") && said.contains("--fallback text"),
        "{said}"
    );
    let options = Options {
        mode: Mode::Meaning,
        top: 2,
        model: None,
        or_by_words: true,
    };
    let [out, notes] = asked(folder.path(), options, question).unwrap();
    let [by_words, _] = search(folder.path(), Mode::Text, 2, question).unwrap();
    assert_eq!(out, by_words);
    assert!(notes.contains("by words"), "{notes}");
}

#[test]
fn a_model_folder_without_the_model_is_an_error_and_not_a_silent_fallback() {
    let folder = tempfile::tempdir().unwrap();
    let mut notes = Vec::new();
    let empty = folder.path().join("model");
    let refused = command::index(folder.path(), Some(&empty), ITEMS.as_bytes(), &mut notes);
    let missing = matches!(
        refused,
        Err(CommandError::Model(ModelError::Missing { .. }))
    );
    assert!(missing);
    assert!(!folder.path().join(KEY_FILE).exists(), "nothing was begun");
}
