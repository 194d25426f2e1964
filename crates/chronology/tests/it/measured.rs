//! How well the events of notes are found, compared with what a careful reader finds in them.

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
            Label {
                group,
                note,
                status,
                kinds,
                date,
                words,
            }
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
pub fn document(name: &str, text: &str) -> Document {
    let pieces = model::paper::paragraphs(text)
        .into_iter()
        .zip(1..)
        .map(|(lines, paragraph)| Piece {
            page: None,
            paragraph: Some(paragraph),
            text: Sensitive(lines.join("\n")),
        })
        .collect();
    Document {
        name: Sensitive(name.to_owned()),
        date: None,
        pieces,
    }
}

pub fn status(proposal: &Proposal) -> String {
    match proposal.status {
        Status::Proposed => "proposed".to_owned(),
        Status::Question(ask) => format!("?{}", ask.code()),
    }
}

pub fn plain(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn is_status(label: &Label<'_>, proposal: &Proposal) -> bool {
    let status = status(proposal);
    label.status.split(',').any(|one| one == status)
}

fn fits(label: &Label<'_>, proposal: &Proposal, whole: bool) -> bool {
    let kind = label.kinds == "*"
        || label
            .kinds
            .split(',')
            .any(|kind| kind == proposal.kind.code());
    let date = label.date == "*" || label.date == proposal.date.to_edtf();
    let words = plain(&proposal.source.words.0).contains(&plain(label.words));
    is_status(label, proposal) && words && (!whole || (kind && date))
}

/// Whether a day is told as certain that lies outside of what a careful reader gives.
fn is_wrong_day(label: &Label<'_>, proposal: &Proposal) -> bool {
    let (Some(day), Ok(expected)) = (
        proposal.date.is_certain_day(),
        model::UncertainDate::from_edtf(label.date),
    ) else {
        return false;
    };
    let before = expected.earliest().is_some_and(|first| day < first);
    let after = expected.latest().is_some_and(|last| day > last);
    label.date != "*" && proposal.status == Status::Proposed && (before || after)
}

/// How a group of notes came out.
#[derive(Default, Debug)]
pub struct Tally {
    pub notes: usize,
    pub expected: usize,
    /// Whole: passage, kind and date.
    pub found: usize,
    /// Only the passage: another kind or date.
    pub nearly: usize,
    /// Of these, proposed with a day that is told as certain and is not the one that a careful reader gives.
    pub wrong_day: usize,
    pub proposed: usize,
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
            let near = left
                .iter()
                .position(|proposal| fits(&label, proposal, false));
            let near = near.map(|at| left.remove(at));
            self.wrong_day += usize::from(near.is_some_and(|one| is_wrong_day(&label, one)));
            let got = near
                .map(|proposal| format!("{} {}", proposal.kind.code(), proposal.date.to_edtf()));
            self.nearly += usize::from(got.is_some());
            self.lines.push(format!(
                "{note}: {} {} {} “{}” -> {}",
                label.status,
                label.kinds,
                label.date,
                label.words,
                got.as_deref().unwrap_or("missed")
            ));
        }
        for proposal in left {
            self.lines.push(format!(
                "{note}: more: {} {} {} “{}”",
                status(proposal),
                proposal.kind.code(),
                proposal.date.to_edtf(),
                plain(&proposal.source.words.0)
            ));
        }
        self.notes += 1;
        self.expected += labels.len();
        self.proposed += proposals.len();
    }

    pub fn share(part: usize, of: usize) -> f64 {
        f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(of.max(1)).unwrap())
    }

    pub fn print(&self, group: &str, lines: bool) {
        println!(
            "{group}: {} notes, {} events; found whole {} (recall {:.2}), with another kind or date {} (a wrong day {}), missed {}; proposed {}, more than expected {} (precision {:.2})",
            self.notes,
            self.expected,
            self.found,
            Self::share(self.found, self.expected),
            self.nearly,
            self.wrong_day,
            self.expected - self.found - self.nearly,
            self.proposed,
            self.proposed - self.found - self.nearly,
            Self::share(self.found, self.proposed),
        );
        if lines {
            for line in &self.lines {
                println!("  {line}");
            }
        }
    }
}

/// `None` where the notes are not beside the repository.
pub fn measured(group: &str) -> Option<Tally> {
    let labels = labels();
    let mut tally = Tally::default();
    let mut notes: Vec<&str> = labels
        .iter()
        .filter(|label| label.group == group)
        .map(|label| label.note)
        .collect();
    notes.dedup();
    for note in notes {
        let text = std::fs::read_to_string(folder(group).join(format!("{note}.txt"))).ok()?;
        let own: Vec<Label<'_>> = labels
            .iter()
            .filter(|label| label.note == note)
            .copied()
            .collect();
        tally.add(note, &own, &propose(&document(note, &text)));
    }
    Some(tally)
}
