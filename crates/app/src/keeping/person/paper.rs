//! What is held on a person as a document to work on.

use std::collections::BTreeSet;

use model::paper::{Block, Paper};
use model::{Date, Instant};

use super::{HeldOn, HeldRecord, HeldReturn, Version};

fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading {
        level,
        text: text.into(),
    }
}

fn day(at: Instant) -> String {
    at.date_in_london().strftime("%-d %B %Y").to_string()
}

impl HeldOn {
    /// The document. Nothing is left out of it: who answers the request decides what the person gets.
    #[must_use]
    pub fn paper(&self, partnership: &str, (today, synthetic): (Date, bool)) -> Paper {
        let mut paper = Paper::new("What is held on one person", today);
        paper.subtitle = format!("{partnership}, review {}", self.case.reference);
        "OFFICIAL-SENSITIVE".clone_into(&mut paper.marking);
        "whoever answers the request; not yet for the person who asked"
            .clone_into(&mut paper.prepared_for);
        paper.synthetic = synthetic;
        let blocks = &mut paper.blocks;
        blocks.push(Block::Facts(vec![("About".to_owned(), self.name.clone())]));
        self.read_first(blocks);
        self.people(blocks);
        blocks.push(heading(1, "What was written"));
        if self.records.is_empty() {
            blocks.push(Block::Paragraph(
                "Nothing that was written here names them or points at them.".to_owned(),
            ));
        }
        for one in &self.records {
            record(one, blocks);
        }
        self.returned(blocks);
        self.documents(blocks);
        paper
    }

    /// What whoever works on it has to know.
    fn read_first(&self, blocks: &mut Vec<Block>) {
        let unnamed = match self.unnamed {
            0 => String::new(),
            1 => " One other record of the review does neither; read it too before you answer."
                .to_owned(),
            many => format!(
                " {many} other records of the review do neither; read them too before you answer."
            ),
        };
        let mut says = vec![
            format!(
                "This document holds every record that names this person or points at them, as it stands and as it stood \
                 before, also what was taken out of sight.{unnamed}"
            ),
            "Names of other people that the review knows stand in square brackets with a number. Other people can also be \
             known from a description, a role or a place: read every line with them in mind."
                .to_owned(),
            "Decide for each other person whether what is said of them may be given. What you hold back, and why, belongs in \
             the register of requests."
                .to_owned(),
        ];
        if !self.not_open.is_empty() {
            says.push(
                "Sections of this review that are kept from most were not open to whoever made this document. Ask who keeps \
                 them whether they hold something on this person."
                    .to_owned(),
            );
        }
        blocks.push(heading(1, "Before you use this"));
        blocks.push(Block::List(says));
    }

    fn people(&self, blocks: &mut Vec<Block>) {
        let returned = self.returns.iter().flat_map(|one| &one.records);
        let in_records = self.records.iter().chain(returned);
        let in_records = in_records.flat_map(|one| &one.others);
        let in_files = self.files.iter().flat_map(|one| &one.others);
        let named: BTreeSet<usize> = in_records.chain(in_files).copied().collect();
        if named.is_empty() {
            return;
        }
        blocks.push(heading(1, "Other people, by number"));
        let row = |number: &usize| {
            let name = self.others.get(number.saturating_sub(1)).cloned();
            vec![number.to_string(), name.unwrap_or_default()]
        };
        blocks.push(Block::Table {
            caption: "Whose names are marked".to_owned(),
            head: ["Number", "Who"].map(str::to_owned).to_vec(),
            rows: named.iter().map(row).collect(),
        });
    }

    /// What agencies returned: each by its name, with what of it may be read.
    fn returned(&self, blocks: &mut Vec<Block>) {
        if self.returns.is_empty() {
            return;
        }
        blocks.push(heading(1, "What agencies returned"));
        for one in &self.returns {
            let agency = if one.agency.is_empty() {
                "An agency that is no longer known here"
            } else {
                &one.agency
            };
            blocks.push(heading(2, agency));
            blocks.push(Block::Facts(asked(one)));
            for words in closed(one) {
                blocks.push(Block::Note(words));
            }
            for held in &one.records {
                record(held, blocks);
            }
        }
    }

    fn documents(&self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, "Documents"));
        if self.files.is_empty() {
            blocks.push(Block::Paragraph(
                "No document whose text could be read names them.".to_owned(),
            ));
        }
        for one in &self.files {
            blocks.push(heading(2, one.name.clone()));
            blocks.push(Block::Facts(vec![("Added".to_owned(), day(one.added_at))]));
            if !one.passages.is_empty() {
                blocks.push(Block::List(one.passages.clone()));
            }
        }
        if !self.unread.is_empty() {
            blocks.push(heading(2, "Documents to read by hand"));
            blocks.push(Block::Paragraph(
                "The text of these could not be read by this service. Look whether they name the person."
                    .to_owned(),
            ));
            blocks.push(Block::List(self.unread.clone()));
        }
    }
}

/// When an agency was asked, and where its return stands.
fn asked(one: &HeldReturn) -> Vec<(String, String)> {
    let stands = match (one.withdrawn_at, one.signed_off_at) {
        (Some(at), _) => format!("Taken back on {}", day(at)),
        (None, Some(at)) => format!("Last signed off by the agency on {}", day(at)),
        (None, None) => "Not signed off by the agency".to_owned(),
    };
    vec![
        ("Asked".to_owned(), day(one.asked_at)),
        ("Its return".to_owned(), stands),
    ]
}

/// What of a return is not in the document, and who holds it.
fn closed(one: &HeldReturn) -> Vec<String> {
    let mut says = Vec::new();
    if one.signed_off_at.is_some() && !one.open {
        says.push(
            "What the agency signed off was not open to whoever made this document. Ask who reads it whether it names this person."
                .to_owned(),
        );
    }
    if one.has_draft {
        says.push(
            "The agency has written something that it has not signed off. That is its own and is closed here: ask the agency."
                .to_owned(),
        );
    }
    if one.withheld > 0 {
        says.push(format!(
            "Records of this return that are kept from most and were not open to whoever made this document: {}. Ask who \
             reads them.",
            one.withheld
        ));
    }
    if one.unnamed > 0 {
        says.push(format!(
            "Records of this return that neither name them nor point at them: {}. Read them too before you answer.",
            one.unnamed
        ));
    }
    says
}

fn record(one: &HeldRecord, blocks: &mut Vec<Block>) {
    blocks.push(heading(2, one.what));
    if let Some(at) = one.removed_at {
        blocks.push(Block::Note(format!("Taken out of sight on {}.", day(at))));
    }
    let mut versions = one.versions.iter();
    if let Some(now) = versions.next() {
        blocks.push(Block::Facts(facts(now)));
    }
    for before in versions {
        blocks.push(heading(3, "Before that"));
        blocks.push(Block::Facts(facts(before)));
    }
}

fn facts(version: &Version) -> Vec<(String, String)> {
    let when = day(version.at);
    let by = version.by.as_ref();
    let when = by.map_or(when.clone(), |by| format!("{when}, by {by}"));
    let mut facts = vec![("Written".to_owned(), when)];
    facts.extend(version.says.iter().cloned());
    facts
}
