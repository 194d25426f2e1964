//! `throughline import chronology`: what would become of a document, with nothing kept.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_throughline");

fn import(file: &Path, more: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(["import", "chronology"])
        .arg(file)
        .args(["--agency", "Elm surgery"])
        .args(more)
        .output()
        .unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn written(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn notes_and_tables_are_told_apart_and_each_line_says_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let note =
        "Record of 3 February 2026\n\nAt 22:40 on 8 December police attended the home. Ändern.";
    let file = written(&folder, "note.txt", note);
    let output = import(&file, &["--dry-run", "--json"]);
    assert!(output.status.success(), "{output:?}");
    let all = lines(&output);
    let one = all
        .iter()
        .find(|one| one["edtf"] == "2025-12-08T22:40")
        .unwrap_or_else(|| panic!("{all:?}"));
    for (place, said) in [
        ("/time", "22:40".into()),
        ("/kind", "police_attendance".into()),
        ("/source/file", "note.txt".into()),
        ("/source/paragraph", Value::from(2)),
    ] {
        assert_eq!(one.pointer(place), Some(&said));
    }
    let table = "Date,What happened\n3 February 2026,Visit\nlater,Call\n";
    let file = written(&folder, "table.csv", table);
    let all = lines(&import(&file, &["--dry-run", "--json"]));
    let statuses: Vec<&str> = all
        .iter()
        .map(|one| one["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["proposed", "question", "refused"]);
    for one in &all {
        let file = one.pointer("/source/file");
        assert_eq!(file, Some(&"table.csv".into()), "{one}");
    }
    for one in &all {
        let (status, reason) = (&one["status"], one["reason"].as_str());
        let reason = reason.unwrap_or_else(|| panic!("{one}"));
        assert_eq!(status == "proposed", reason.is_empty(), "{one}");
        assert!(one["text"].is_string(), "{one}");
    }
    let first = all.first().and_then(|one| one.get("certainty"));
    assert_eq!(first, Some(&"certain".into()));
    let first = all.first().unwrap();
    assert_eq!(first.pointer("/source/row"), Some(&Value::from(2)));
    assert_eq!(first.pointer("/source/paragraph"), Some(&Value::Null));
    let words = import(&file, &["--dry-run"]).stdout;
    let words = String::from_utf8_lossy(&words);
    assert!(
        words.starts_with("proposed\trow 2\t3 February 2026\tVisit\n"),
        "{words}"
    );
}

#[test]
fn a_row_that_names_another_agency_is_asked_whose_account_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let table = "Date,Agency,Event\n3 February 2026,Eastfold Police,Visit\n4 February 2026,Eastfold Police,Call\n5 February 2026,Elm \
                 surgery,Seen\n";
    let file = written(&folder, "table.csv", table);
    let all = lines(&import(&file, &["--dry-run", "--json"]));
    let statuses: Vec<&str> = all
        .iter()
        .filter_map(|one| one["status"].as_str())
        .collect();
    assert_eq!(statuses, ["question", "question", "proposed", "refused"]);
    let reason = all.first().and_then(|one| one["reason"].as_str());
    assert!(
        reason.is_some_and(|reason| reason.contains("Eastfold Police")),
        "{reason:?}"
    );
}

#[test]
fn no_row_of_a_table_is_lost_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let row = "3 February 2026,Visit\n";
    let head = "Date,What happened\n";
    for (rows, is_taken) in [(20_000, true), (20_001, false)] {
        let file = written(&folder, "long.csv", &format!("{head}{}", row.repeat(rows)));
        let output = import(&file, &["--dry-run", "--json"]);
        assert_eq!(output.status.success(), is_taken, "{rows}");
        let all = lines(&output);
        assert_eq!(all.len(), if is_taken { rows + 1 } else { 1 }, "{rows}");
        let last = all.last().map(|one| &one["status"]);
        assert_eq!(last, Some(&"refused".into()), "{rows}");
    }
    let file = written(&folder, "without_dates.csv", "Event,Who\nx,y\n");
    let output = import(&file, &["--dry-run", "--json"]);
    assert!(output.status.success());
    assert_eq!(lines(&output).len(), 2);
    let file = written(&folder, "nothing.csv", ",,\n,,\n");
    let output = import(&file, &["--dry-run", "--json"]);
    assert!(!output.status.success());
    assert_eq!(lines(&output).len(), 1);
}

#[test]
fn a_row_that_blames_comes_as_a_quotation_beside_our_words() {
    let folder = tempfile::tempdir().unwrap();
    let table =
        "Date,What happened\n3 February 2026,DNA asthma review\n5 February 2026,Seen at home\n";
    let file = written(&folder, "table.csv", table);
    let all = lines(&import(&file, &["--dry-run", "--json"]));
    let entries = all.iter().filter(|one| one["status"] != "refused");
    let texts: Vec<&str> = entries.filter_map(|one| one["text"].as_str()).collect();
    let quoted = "Was not brought. The source says: \u{201c}DNA asthma review\u{201d}";
    assert_eq!(texts, [quoted, "Seen at home"]);
    let first = all.first().and_then(|one| one.get("kind"));
    assert_eq!(first, Some(&"not_brought".into()));
}

#[test]
fn what_is_not_taken_says_why_and_nothing_is_taken_in_without_somebody_who_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "empty.txt", "");
    let output = import(&file, &["--dry-run", "--json"]);
    assert!(!output.status.success());
    let refused = lines(&output);
    assert!(refused.iter().all(|one| one["status"] == "refused"));
    let file = Some(&Value::from("empty.txt"));
    assert!(
        refused
            .iter()
            .all(|one| one.pointer("/source/file") == file)
    );
    let file = written(&folder, "note.txt", "3 February 2026: visit.");
    let output = import(&file, &["--json"]);
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("--dry-run"));
}

#[test]
fn whoever_may_have_caused_harm_is_only_asked() {
    let folder = tempfile::tempdir().unwrap();
    let note = "Record of 3 February 2026\n\nA male partner was reported to have shouted; the child was awake.";
    let file = written(&folder, "note.txt", note);
    let all = lines(&import(&file, &["--dry-run", "--json"]));
    let asked = all.iter().find(|one| {
        let text = one["text"].as_str().unwrap_or_default();
        text.contains("male partner")
    });
    let asked = asked.unwrap_or_else(|| panic!("{all:?}"));
    assert_eq!(asked["status"], "question");
    let reason = asked["reason"].as_str().unwrap_or_default();
    assert!(reason.contains("Who is meant"), "{reason}");
    assert_eq!(asked["people"], serde_json::json!([]));
    assert!(all.iter().all(|one| one["status"] == "question"), "{all:?}");
}

/// The notes that a careful reader has read for us, where they are at hand.
#[test]
fn the_shared_notes_give_three_appointments_the_child_was_not_brought_to() {
    let notes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/notes/harding");
    let file = notes.join("missed_appointments_log.txt");
    if !file.exists() {
        eprintln!("skipped: the shared notes are not here");
        return;
    }
    let all = lines(&import(&file, &["--dry-run", "--json"]));
    let missed = all
        .iter()
        .filter(|one| one["kind"] == "not_brought" && one["status"] == "proposed");
    let dates: Vec<&str> = missed.map(|one| one["edtf"].as_str().unwrap()).collect();
    assert!(dates.contains(&"2025-12-08"), "{dates:?}");
    assert!(dates.len() >= 3, "{dates:?}");
}
