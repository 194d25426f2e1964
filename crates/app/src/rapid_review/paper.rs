//! The report as a document, made of the records and of what people wrote.

use model::Date;
use model::case::{Action, LearningPoint, ReportPart, StartingValue};
use model::paper::{Block, Paper};
use model::scheme::{Confirmations, Scheme, StageKind};
use vault::Stored;

use super::RapidReview;
use super::agreed::{local_review, signed};
use crate::names::Names;
use crate::wording::{Unconfirmed, Words};

/// The report as a document.
#[derive(Clone)]
pub struct Report {
    /// The document.
    pub paper: Paper,
    /// Wording in it that nobody has compared with its source or confirmed. While there is any, it must not leave the
    /// partnership.
    pub unconfirmed: Vec<Unconfirmed>,
}

/// Makes the report of what is on record.
#[must_use]
pub fn paper(
    review: &RapidReview,
    (scheme, confirmed): (&Scheme, &Confirmations),
    (names, partnership): (&Names, &str),
    (today, synthetic): (Date, bool),
) -> Report {
    let mut words = Words::new(scheme, confirmed);
    let mut paper = Paper::new("Rapid review", today);
    paper.subtitle = format!("{partnership}, review {}", review.case.reference);
    "OFFICIAL-SENSITIVE".clone_into(&mut paper.marking);
    "the safeguarding partners and the national body".clone_into(&mut paper.prepared_for);
    paper.synthetic = synthetic;
    paper.withheld = Some(review.withheld.clone());
    let blocks = &mut paper.blocks;
    blocks.push(Block::Facts(header(review, partnership, &mut words)));
    content(review, blocks, &mut words);
    local_review(review, blocks, &mut words);
    beside(review, blocks, &mut words);
    signed(&review.partners, names, blocks);
    Report {
        paper,
        unconfirmed: words.unconfirmed(),
    }
}

/// What the report says, before what was agreed.
pub(super) fn content(review: &RapidReview, blocks: &mut Vec<Block>, words: &mut Words<'_>) {
    people(review, blocks);
    for part in BEFORE_LEARNING {
        written(review, *part, blocks, words);
    }
    meetings(review, blocks);
    learning(review, blocks, words);
    for part in AFTER_LEARNING {
        written(review, *part, blocks, words);
    }
}

/// Parts that stand before what was learned.
const BEFORE_LEARNING: &[ReportPart] = &[
    ReportPart::Facts,
    ReportPart::SafetyAction,
    ReportPart::Agencies,
    ReportPart::Episodes,
    ReportPart::Inequality,
    ReportPart::Voice,
    ReportPart::Adults,
    ReportPart::GoodPractice,
    ReportPart::AlreadyKnown,
];

/// Parts that stand after it.
const AFTER_LEARNING: &[ReportPart] = &[
    ReportPart::National,
    ReportPart::Scrutineer,
    ReportPart::Publication,
];

pub(super) fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading {
        level,
        text: text.into(),
    }
}

pub(super) fn header(
    review: &RapidReview,
    partnership: &str,
    words: &mut Words<'_>,
) -> Vec<(String, String)> {
    let mut facts = vec![
        ("Partnership".to_owned(), partnership.to_owned()),
        ("Review".to_owned(), review.case.reference.clone()),
    ];
    if let Some(incident) = &review.records.incident {
        let nature = words.code("nature", &incident.body.nature);
        facts.push(("Incident".to_owned(), nature.unwrap_or_default()));
        let happened = incident.body.happened.to_string();
        facts.push(("When it happened".to_owned(), happened));
    }
    let steps = review.records.entered();
    let notified = steps
        .iter()
        .rev()
        .find(|one| one.step.to == StageKind::Notified && one.step.counts());
    if let Some(step) = notified {
        let at = step.step.happened.to_string();
        facts.push(("Notified".to_owned(), at));
        if let Some(given) = &step.step.details.national_reference {
            facts.push(("Reference of the notification".to_owned(), given.0.clone()));
        }
    }
    if let Some(due) = review.clock.as_ref().and_then(|clock| clock.due) {
        let due = due.strftime("%-d %B %Y").to_string();
        facts.push(("Due".to_owned(), due));
    }
    let late = review.records.lateness.iter();
    for one in late.filter(|one| one.body.clock == "rapid_review") {
        facts.push(("Why it is late".to_owned(), one.body.words.0.clone()));
    }
    facts
}

/// Head of the table of children and adults: whoever receives the report reads by it who they are.
pub(crate) const PEOPLE: [&str; 4] = ["Who", "Name", "Born", "Relation"];
/// What the table says of a child.
pub(crate) const CHILD: &str = "Child";
/// What stands before those who were at a meeting, and those who sent apologies.
pub(crate) const THERE: [&str; 2] = ["There:", "Apologies:"];

fn people(review: &RapidReview, blocks: &mut Vec<Block>) {
    if review.subjects.is_empty() {
        return;
    }
    blocks.push(heading(1, "Children and adults"));
    let row = |one: &Stored<model::case::Subject>| {
        let body = &one.body;
        let kind = if body.kind.is_child() { CHILD } else { "Adult" };
        vec![
            kind.to_owned(),
            body.name.0.clone(),
            body.born.to_string(),
            body.relation.0.clone(),
        ]
    };
    blocks.push(Block::Table {
        caption: "Who is in this review".to_owned(),
        head: PEOPLE.map(str::to_owned).to_vec(),
        rows: review.subjects.iter().map(row).collect(),
    });
}

fn written(review: &RapidReview, part: ReportPart, blocks: &mut Vec<Block>, words: &mut Words<'_>) {
    let Some(text) = review.text(part) else {
        return;
    };
    let title = words.code("report_part", part.code());
    let title = title.unwrap_or_else(|| part.code().to_owned());
    blocks.push(heading(1, title));
    blocks.push(Block::Paragraph(text.body.words.0.clone()));
}

pub(super) fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

fn meetings(review: &RapidReview, blocks: &mut Vec<Block>) {
    if review.meetings.is_empty() {
        return;
    }
    blocks.push(heading(1, "Meetings"));
    for one in &review.meetings {
        blocks.push(heading(2, format!("Meeting of {}", one.body.on)));
        let [there, apologies] = THERE;
        blocks.push(Block::Paragraph(there.to_owned()));
        blocks.push(Block::List(lines(&one.body.attended.0)));
        let away = lines(&one.body.apologies.0);
        if !away.is_empty() {
            blocks.push(Block::Paragraph(apologies.to_owned()));
            blocks.push(Block::List(away));
        }
    }
}

fn learning(review: &RapidReview, blocks: &mut Vec<Block>, words: &mut Words<'_>) {
    if review.points.is_empty() {
        return;
    }
    blocks.push(heading(1, "What was learned, and what is done about it"));
    for (place, point) in review.points.iter().enumerate() {
        blocks.push(heading(2, format!("Learning point {}", place + 1)));
        blocks.push(Block::Facts(point_facts(&point.body, words)));
        let answers = review.actions().iter();
        for action in answers.filter(|one| one.body.learning_point == point.id) {
            blocks.push(heading(3, "Action"));
            blocks.push(Block::Facts(action_facts(&action.body, words)));
        }
    }
}

pub(super) fn said(rows: Vec<(&str, String)>) -> Vec<(String, String)> {
    let given = rows.into_iter().filter(|(_, words)| !words.is_empty());
    given
        .map(|(label, words)| (label.to_owned(), words))
        .collect()
}

fn point_facts(point: &LearningPoint, words: &mut Words<'_>) -> Vec<(String, String)> {
    let level = words.code("level", &point.level).unwrap_or_default();
    let changed = words.code("level", &point.changed_at).unwrap_or_default();
    said(vec![
        ("What was learned", point.learned.0.clone()),
        ("Seen in", point.episode.0.clone()),
        ("Why it made sense at the time", point.made_sense.0.clone()),
        ("Condition of work", point.condition.0.clone()),
        ("Where it lies", level),
        ("Where it can be changed", changed),
        ("Who can change it", point.who_can_change.0.clone()),
    ])
}

fn action_facts(action: &Action, words: &mut Words<'_>) -> Vec<(String, String)> {
    let strength = words.code("strength", action.strength.code());
    let starting = match &action.starting {
        StartingValue::Known(value) => value.0.clone(),
        StartingValue::Unknown => "Not known".to_owned(),
    };
    said(vec![
        ("What is done", action.what.0.clone()),
        ("Held by", action.owner.0.clone()),
        ("Due", action.due.strftime("%-d %B %Y").to_string()),
        ("Strength", strength.unwrap_or_default()),
        (
            "What would be different for children",
            action.different.0.clone(),
        ),
        ("How we would know", action.how_known.0.clone()),
        ("How it stood before", starting),
    ])
}

pub(super) fn beside(review: &RapidReview, blocks: &mut Vec<Block>, words: &mut Words<'_>) {
    let all = &review.records.beside.proceedings;
    if all.is_empty() {
        return;
    }
    blocks.push(heading(1, "Proceedings beside the review"));
    let kind = |one: &Stored<model::case::Proceedings>| {
        words
            .code("proceedings", &one.body.kind)
            .unwrap_or_else(|| one.body.kind.clone())
    };
    blocks.push(Block::List(all.iter().map(kind).collect()));
}
