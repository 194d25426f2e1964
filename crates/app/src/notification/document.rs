//! The notification as a document, for whoever types it into the government's service.

use model::Date;
use model::case::SubjectKind;
use model::paper::{Block, Paper};

use super::NotificationView;
use super::statement::{Fact, Part, Statement};
use crate::AppError;

/// How many children the government's form takes in structured form; further ones go in as text.
///
/// Source: GOV.UK, Report a serious child safeguarding incident.
const STRUCTURED: usize = 4;

/// The notification as a document. It says on its first page whether the government's service has it.
///
/// # Errors
/// [`AppError::Rule`] `wording-not-confirmed` while wording in it is unchecked and nobody of the
/// partnership has confirmed it.
pub fn paper(
    view: &NotificationView,
    statement: &Statement,
    today: Date,
    synthetic: bool,
) -> Result<Paper, AppError> {
    if !statement.unconfirmed.is_empty() {
        return Err(AppError::Rule("wording-not-confirmed"));
    }
    let mut paper = Paper::new("Serious incident notification", today);
    paper.subtitle = format!("Review {}", view.case.reference);
    "OFFICIAL-SENSITIVE".clone_into(&mut paper.marking);
    "the government's service for notifying".clone_into(&mut paper.prepared_for);
    paper.synthetic = synthetic;
    paper.withheld = Some(view.withheld.clone());
    paper.blocks.push(Block::Note(standing(view)));
    let is = |part: &&Part, child: bool| {
        part.kind
            .is_some_and(|kind| (kind == SubjectKind::Child) == child)
    };
    let mut general = statement.parts.iter().filter(|part| part.kind.is_none());
    let blocks = &mut paper.blocks;
    if let Some(incident) = general.next() {
        blocks.push(heading(1, &incident.title));
        blocks.push(facts(&incident.facts));
    }
    let children: Vec<&Part> = statement
        .parts
        .iter()
        .filter(|part| is(part, true))
        .collect();
    blocks.push(heading(1, "Children"));
    for child in children.iter().take(STRUCTURED) {
        blocks.push(heading(2, &child.title));
        blocks.push(facts(&child.facts));
    }
    let further: Vec<&Part> = children.into_iter().skip(STRUCTURED).collect();
    if !further.is_empty() {
        blocks.push(heading(2, "Further children"));
        blocks.push(Block::Note(
            "The government's form takes four children. Enter these in its box for further information."
                .to_owned(),
        ));
        blocks.extend(further.into_iter().map(in_text));
    }
    let mut others = statement
        .parts
        .iter()
        .filter(|part| is(part, false))
        .peekable();
    if others.peek().is_some() {
        blocks.push(heading(1, "Others in or linked to the home"));
    }
    for other in others {
        blocks.push(heading(2, &other.title));
        blocks.push(facts(&other.facts));
    }
    for part in general {
        blocks.push(heading(1, &part.title));
        blocks.push(facts(&part.facts));
    }
    Ok(paper)
}

fn standing(view: &NotificationView) -> String {
    match &view.notified {
        Some(step) => format!(
            "The government's service had this notification by {}.",
            step.body.happened
        ),
        None => "The national body has not been notified by this document. Enter it in the \
                 government's service, then record here the date, time and reference it gives."
            .to_owned(),
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.to_owned(),
    }
}

fn facts(facts: &[Fact]) -> Block {
    let rows = facts.iter();
    Block::Facts(
        rows.map(|fact| (fact.label.clone(), fact.value.clone()))
            .collect(),
    )
}

/// A child in running text, everything that is said of them in it.
fn in_text(part: &Part) -> Block {
    let sentence = |fact: &Fact| {
        let value = fact.value.replace('\n', " ");
        format!("{}: {}.", fact.label, value.trim_end_matches('.'))
    };
    let said: Vec<String> = part.facts.iter().map(sentence).collect();
    Block::Paragraph(format!("{}. {}", part.title, said.join(" ")))
}
