//! The national body's letter as a document.

use model::Date;
use model::case::{LetterStands, LetterWords, NationalLetter};
use model::paper::{Block, Paper};
use model::scheme::{Confirmations, Scheme};

use super::ReceivedView;
use crate::wording::{Unconfirmed, Words};

/// A letter as a document.
#[derive(Clone)]
pub struct Letter {
    /// The document.
    pub paper: Paper,
    /// Wording in it that nobody has compared with its source or confirmed. While there is any, it is not sent.
    pub unconfirmed: Vec<Unconfirmed>,
}

/// Makes the letter of what is on record.
#[must_use]
pub fn letter_paper(
    view: &ReceivedView,
    letter: &NationalLetter,
    (scheme, confirmed): (&Scheme, &Confirmations),
    national: &str,
    (today, synthetic): (Date, bool),
) -> Letter {
    let mut words = Words::new(scheme, confirmed);
    let says = &letter.says;
    let mut paper = Paper::new(format!("Letter of the {national}"), today);
    paper.subtitle = format!("{}, review {}", view.from, view.case.theirs);
    let marking = match letter.stands {
        LetterStands::Draft => "DRAFT, OFFICIAL-SENSITIVE",
        LetterStands::Approved { .. } | LetterStands::Sent { .. } => "OFFICIAL-SENSITIVE",
    };
    marking.clone_into(&mut paper.marking);
    paper.prepared_for.clone_from(&view.from);
    paper.synthetic = synthetic;
    // What the national body knows of a case has no parts of their own.
    paper.withheld = Some(Vec::new());
    let mut facts = vec![
        ("Your reference".to_owned(), view.case.theirs.clone()),
        ("Our reference".to_owned(), view.case.reference.clone()),
    ];
    if let Some(last) = view.considered.last() {
        facts.push(("Considered".to_owned(), last.body.on.to_string()));
    }
    if let Some(day) = says.answer_by {
        let day = day.strftime("%-d %B %Y").to_string();
        facts.push(("Please answer by".to_owned(), day));
    }
    paper.blocks.push(Block::Facts(facts));
    paper.blocks.extend(advice(says, &mut words));
    for (code, text) in says.texts() {
        if text.0.trim().is_empty() {
            continue;
        }
        let title = match code {
            "decision" => "On the decision about a local review",
            "quality" => "On the rapid review",
            "timeliness" => "On how long it took",
            "themes" => "Themes",
            _ => "Questions",
        };
        paper.blocks.push(heading(title));
        paper.blocks.push(Block::Paragraph(text.0.clone()));
    }
    Letter {
        paper,
        unconfirmed: words.unconfirmed(),
    }
}

fn heading(text: &str) -> Block {
    Block::Heading {
        level: 1,
        text: text.to_owned(),
    }
}

/// What it advises: it never instructs.
fn advice(says: &LetterWords, words: &mut Words<'_>) -> [Block; 2] {
    let codes = says.advice.iter();
    let list = codes.filter_map(|code| words.code("letter_outcome", code));
    let list = list.collect();
    [heading("Advice"), Block::List(list)]
}
