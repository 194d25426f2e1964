//! The notification as a document, for whoever types it into the government's service.

use model::Date;
use model::case::{Known, SubjectKind};
use model::paper::{Block, Paper};
use model::scheme::Scheme;
use vault::Stored;

use super::NotificationView;

/// How many children the government's form takes in structured form; further ones go in as text.
const STRUCTURED: usize = 4;

/// The notification as a document. It says on its first page whether the national body has been
/// notified.
#[must_use]
pub fn paper(view: &NotificationView, scheme: &Scheme, today: Date, synthetic: bool) -> Paper {
    let mut paper = Paper::new("Serious incident notification", today);
    paper.subtitle = format!("Review {}", view.case.reference);
    "OFFICIAL-SENSITIVE".clone_into(&mut paper.marking);
    "the government's service for notifying".clone_into(&mut paper.prepared_for);
    paper.synthetic = synthetic;
    paper.blocks.push(Block::Note(standing(view)));
    incident(view, scheme, &mut paper.blocks);
    people(view, &mut paper.blocks);
    rest(view, scheme, &mut paper.blocks);
    paper
}

fn standing(view: &NotificationView) -> String {
    match &view.notified {
        Some(step) => format!("The national body was notified: {}.", step.body.happened),
        None => "The national body has not been notified by this document. Enter it in the \
                 government's service, then record here the date, time and reference it gives."
            .to_owned(),
    }
}

fn heading(text: &str) -> Block {
    Block::Heading {
        level: 1,
        text: text.to_owned(),
    }
}

fn fact(label: &str, value: impl Into<String>) -> (String, String) {
    (label.to_owned(), value.into())
}

const fn known(known: Option<Known>) -> &'static str {
    match known {
        Some(Known::Yes) => "Yes",
        Some(Known::No) => "No",
        Some(Known::NotKnown) => "Not known",
        None => "Not yet given",
    }
}

fn label(scheme: &Scheme, list: &str, code: &str) -> String {
    let found = scheme.list(list).and_then(|list| list.label_of(code));
    found.map_or_else(|| "Not yet given".to_owned(), str::to_owned)
}

fn incident(view: &NotificationView, scheme: &Scheme, blocks: &mut Vec<Block>) {
    let incident = &view.incident.body;
    let knew = incident.authority_knew.as_ref();
    blocks.push(heading("The incident"));
    blocks.push(Block::Facts(vec![
        fact(
            "Kind of incident",
            label(scheme, "nature", &incident.nature),
        ),
        fact("When", incident.happened.to_string()),
        fact("Where", incident.place.0.clone()),
        fact(
            "Abuse or neglect known or suspected",
            known(Some(incident.abuse_or_neglect)),
        ),
        fact(
            "When the local authority knew",
            knew.map_or_else(|| "Not yet given".to_owned(), |knew| knew.on.to_string()),
        ),
        fact("Press interest", known(Some(incident.press_interest))),
    ]));
    blocks.push(Block::Paragraph(incident.outline.0.clone()));
    blocks.push(Block::Paragraph(incident.why.0.clone()));
}

fn people(view: &NotificationView, blocks: &mut Vec<Block>) {
    let is_child = |one: &&Stored<model::case::Subject>| one.body.kind == SubjectKind::Child;
    let (children, others): (Vec<_>, Vec<_>) = view.subjects.iter().partition(|one| is_child(one));
    blocks.push(heading("Children"));
    for (index, child) in children.iter().take(STRUCTURED).enumerate() {
        blocks.push(Block::Heading {
            level: 2,
            text: format!("Child {}", index + 1),
        });
        blocks.push(Block::Facts(vec![
            fact("Name", child.body.name.0.clone()),
            fact("Other names", child.body.also_known_as.0.clone()),
            fact("Date of birth", child.body.born.to_string()),
        ]));
    }
    let further: Vec<String> = children
        .iter()
        .skip(STRUCTURED)
        .map(|child| format!("{}, born {}", child.body.name.0, child.body.born))
        .collect();
    if !further.is_empty() {
        blocks.push(Block::Heading {
            level: 2,
            text: "Further children".to_owned(),
        });
        blocks.push(Block::List(further));
    }
    if !others.is_empty() {
        blocks.push(heading("Others in or linked to the home"));
        let rows = others
            .iter()
            .map(|one| {
                vec![
                    one.body.name.0.clone(),
                    kind(one.body.kind).to_owned(),
                    one.body.relation.0.clone(),
                    one.body.born.to_string(),
                ]
            })
            .collect();
        let head = ["Name", "Who", "Relation", "Date of birth"]
            .map(str::to_owned)
            .to_vec();
        let caption = "Others in or linked to the home".to_owned();
        blocks.push(Block::Table {
            caption,
            head,
            rows,
        });
    }
}

const fn kind(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Child => "Child",
        SubjectKind::LinkedChild => "Another child",
        SubjectKind::NotYetIdentified => "Child not yet identified",
        SubjectKind::Adult => "Adult",
    }
}

fn rest(view: &NotificationView, scheme: &Scheme, blocks: &mut Vec<Block>) {
    let Some(one) = &view.notification else {
        return;
    };
    let said = &one.body;
    let causes = scheme.cause_list(&view.incident.body.nature);
    let cause = causes
        .and_then(|list| list.label_of(&said.cause))
        .unwrap_or("Not yet given");
    blocks.push(heading("The notification"));
    blocks.push(Block::Facts(vec![
        fact("Notifier", said.notifier.0.clone()),
        fact("Telephone", said.phone.0.clone()),
        fact("E-mail", said.email.0.clone()),
        fact("Likely cause or kind of harm", cause),
        fact("Police investigation", known(said.police)),
        fact("Post-mortem or inquest", known(said.coroner)),
    ]));
    blocks.push(Block::Paragraph(said.siblings.0.clone()));
    if !said.more.0.trim().is_empty() {
        blocks.push(Block::Paragraph(said.more.0.clone()));
    }
}
