//! Events of notes, compared with what a careful reader finds in them.

use std::path::{Path, PathBuf};

use chronology::notes::{Document, Piece, Proposal, Status, propose};
use model::Sensitive;

/// One event that a careful reader finds.
#[derive(Clone, Copy)]
struct Label<'a> {
    group: &'a str,
    note: &'a str,
    status: &'a str,
    kinds: &'a str,
    date: &'a str,
    words: &'a str,
}

fn labels() -> Vec<Label<'static>> {
    include_str!("../data/notes.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [group, note, status, kinds, date, words] = fields.as_slice() else {
                panic!("not six fields: {line}");
            };
            Label { group, note, status, kinds, date, words }
        })
        .collect()
}

fn folder(group: &str) -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    match group {
        "harding" => own
            .ancestors()
            .map(|folder| folder.join("shared/data/notes/harding"))
            .find(|folder| folder.is_dir())
            .unwrap_or_default(),
        group => own.join("tests/data/notes").join(group),
    }
}

/// A plain text as the reading of files takes it apart.
fn document(name: &str, text: &str) -> Document {
    let pieces = model::paper::paragraphs(text)
        .into_iter()
        .zip(1..)
        .map(|(lines, paragraph)| Piece {
            page: None,
            paragraph: Some(paragraph),
            text: Sensitive(lines.join("\n")),
        })
        .collect();
    Document { name: Sensitive(name.to_owned()), date: None, pieces }
}

fn status(proposal: &Proposal) -> String {
    match proposal.status {
        Status::Proposed => "proposed".to_owned(),
        Status::Question(ask) => format!("?{}", ask.code()),
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn fits(label: &Label<'_>, proposal: &Proposal, whole: bool) -> bool {
    let kind = label.kinds == "*" || label.kinds.split(',').any(|kind| kind == proposal.kind.code());
    let date = label.date == "*" || label.date == proposal.date.to_edtf();
    let words = plain(&proposal.source.words.0).contains(&plain(label.words));
    status(proposal) == label.status && words && (!whole || (kind && date))
}

/// How a group of notes came out.
#[derive(Default, Debug)]
struct Tally {
    notes: usize,
    expected: usize,
    found: usize,
    nearly: usize,
    proposed: usize,
    lines: Vec<String>,
}

impl Tally {
    fn add(&mut self, note: &str, labels: &[Label<'_>], proposals: &[Proposal]) {
        let mut left: Vec<&Proposal> = proposals.iter().collect();
        let mut missed = Vec::new();
        for label in labels {
            match left.iter().position(|proposal| fits(label, proposal, true)) {
                Some(at) => {
                    left.remove(at);
                    self.found += 1;
                }
                None => missed.push(*label),
            }
        }
        for label in missed {
            let near = left.iter().position(|proposal| fits(label_ref(&label), proposal, false));
            let got = near.map(|at| left.remove(at)).map(|proposal| format!("{} {}", proposal.kind.code(), proposal.date.to_edtf()));
            self.nearly += usize::from(got.is_some());
            self.lines.push(format!(
                "{note}: {} {} {} “{}” -> {}",
                label.status, label.kinds, label.date, label.words,
                got.as_deref().unwrap_or("missed")
            ));
        }
        for proposal in left {
            self.lines.push(format!(
                "{note}: more: {} {} {} “{}”",
                status(proposal), proposal.kind.code(), proposal.date.to_edtf(), plain(&proposal.source.words.0)
            ));
        }
        self.notes += 1;
        self.expected += labels.len();
        self.proposed += proposals.len();
    }

    fn share(part: usize, of: usize) -> f64 {
        f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(of.max(1)).unwrap())
    }

    fn print(&self, group: &str, lines: bool) {
        println!(
            "{group}: {} notes, {} events; found whole {} (recall {:.2}), with another kind or date {}, proposed {} (precision {:.2})",
            self.notes, self.expected, self.found, Self::share(self.found, self.expected), self.nearly,
            self.proposed, Self::share(self.found, self.proposed),
        );
        if lines {
            for line in &self.lines {
                println!("  {line}");
            }
        }
    }
}

const fn label_ref<'a, 'b>(label: &'b Label<'a>) -> &'b Label<'a> {
    label
}

/// `None` where the notes are not beside the repository.
fn measured(group: &str) -> Option<Tally> {
    let labels = labels();
    let mut tally = Tally::default();
    let mut notes: Vec<&str> = labels.iter().filter(|label| label.group == group).map(|label| label.note).collect();
    notes.dedup();
    for note in notes {
        let text = std::fs::read_to_string(folder(group).join(format!("{note}.txt"))).ok()?;
        let own: Vec<Label<'_>> = labels.iter().filter(|label| label.note == note).copied().collect();
        tally.add(note, &own, &propose(&document(note, &text)));
    }
    Some(tally)
}

#[test]
fn the_notes_of_the_shared_data_give_all_that_a_careful_reader_finds() {
    let Some(tally) = measured("harding") else {
        println!("skipped: the shared data is not beside the workspace");
        return;
    };
    tally.print("harding", true);
    assert_eq!(tally.found, tally.expected);
    assert_eq!(tally.proposed, tally.expected, "more than a careful reader finds");
}

#[test]
fn notes_of_other_styles_give_their_events() {
    let tally = measured("tuned").unwrap();
    tally.print("tuned", true);
    assert!(Tally::share(tally.found, tally.expected) >= 0.95);
    assert!(Tally::share(tally.found, tally.proposed) >= 0.95);
}

/// Their rules were not looked at while these notes were read; the figures say how others will come out.
#[test]
fn notes_that_were_kept_apart_are_measured() {
    let tally = measured("held").unwrap();
    tally.print("held", false);
    assert!(tally.notes >= 6);
}
