//! A chronology as a part of a document: its lines, and a table that people read.

use access::{Ctx, Section, actions};
use model::case::FactsStand;
use model::chronology::{Checked, Column, Entry, EntryKind, Labels, ShareStands, Shared};
use model::paper::Block;
use model::{AgencyId, UncertainDate};

use super::above::{agency, choice_lines, day};
use super::read::{Chosen, on_record};
use super::{Choice, MOST_IN_PDF, Setting};
use crate::incident::find;
use crate::people_places::part_of_paper;
use crate::{App, AppError, Reference};

/// Columns that stand in the table as they are, or that are for programs.
const NOT_BESIDE: &[Column] = &[
    Column::When,
    Column::Agency,
    Column::Event,
    Column::Date,
    Column::Kind,
    Column::Text,
    Column::Shared,
    Column::Checked,
    Column::RecordedOn,
    Column::AboutKnown,
    Column::SourceWords,
];

/// The chronology, and what people are to each other, as a part of a document that is kept with the review and read by everybody on
/// it: what some may not read is left out for all, and counted. The reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`]; [`AppError::Rule`] `chronology-out-many` when it is too long for a
/// document.
pub async fn part_of_pack(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (pseudonymous, setting): (bool, Setting<'_>),
) -> Result<Vec<Block>, AppError> {
    let vault = app.vault(ctx).await?;
    let mut found = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                on_record(tx, &permit).await
            })
        })
        .await?;
    found.keep_general();
    let choice = Choice {
        pseudonymous,
        ..Choice::default()
    };
    let chosen = found.chosen(&choice, setting.names);
    if chosen.entries.len() > MOST_IN_PDF {
        return Err(AppError::Rule("chronology-out-many"));
    }
    let heading = Block::Heading {
        level: 1,
        text: "Chronology".to_owned(),
    };
    let mut blocks = vec![
        Block::NewPage,
        heading,
        Block::Facts(choice_lines(&choice, &chosen, setting)),
        table(&chosen, &choice, setting),
    ];
    blocks.extend(part_of_paper(app, ctx, reference, pseudonymous).await?);
    Ok(blocks)
}

/// The entries as a table: when, whose account where there are several, and all that it says.
pub(super) fn table(chosen: &Chosen, choice: &Choice, setting: Setting<'_>) -> Block {
    if chosen.entries.is_empty() {
        return Block::Paragraph("There is no entry in it.".to_owned());
    }
    let labels = setting.labels;
    let several = choice.agency.is_none();
    let whose = several.then_some(Column::Agency);
    let columns = [Some(Column::When), whose, Some(Column::Text)];
    let head = columns
        .iter()
        .flatten()
        .map(|one| labels.head(*one).to_owned());
    let nothing = Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, "");
    let rows = chosen.entries.iter().zip(&chosen.agencies);
    let rows = rows.zip(&chosen.events).enumerate();
    let row = |(place, ((entry, id), event)): (usize, ((&Entry, &AgencyId), &String))| {
        let whose = several.then(|| agency(setting, *id));
        let said = said((entry, event), &nothing, setting);
        let said = if chosen.if_shared.contains(&place) {
            format!("Unconfirmed: known then only if it was shared.\n\n{said}")
        } else {
            said
        };
        let cells = [Some(entry.date.to_string()), whose, Some(said)];
        cells.into_iter().flatten().collect()
    };
    Block::Table {
        caption: "Entries, in the order of time".to_owned(),
        head: head.collect(),
        rows: rows.map(row).collect(),
    }
}

/// All that an entry says: its kind, the account, and what stands beside it, a line each.
fn said((entry, event): (&Entry, &str), nothing: &Entry, setting: Setting<'_>) -> String {
    let labels = setting.labels;
    let mut lines = Vec::new();
    let mut add = |column: Column, words: &str| {
        let words = in_one_line(words);
        if !words.is_empty() {
            lines.push(format!("{}: {words}", labels.head(column)));
        }
    };
    let beside = Column::ALL
        .iter()
        .filter(|column| !NOT_BESIDE.contains(column));
    for column in beside {
        let words = column.written(entry, labels);
        if words != column.written(nothing, labels) {
            add(*column, &words);
        }
    }
    if let Some(on) = &entry.recorded.on {
        add(Column::RecordedOn, &on.to_string());
    }
    for one in &entry.shared {
        add(Column::Shared, &shared(one, setting));
    }
    for one in &entry.checked {
        add(Column::Checked, &checked(one));
    }
    let mut kind = kind_of(entry, labels);
    if !event.is_empty() {
        kind = format!("{kind}\n{event}");
    }
    let account = entry.text.0.trim();
    format!("{kind}\n\n{account}\n\n{}", lines.join("\n"))
}

fn kind_of(entry: &Entry, labels: &Labels) -> String {
    Column::Kind.written(entry, labels)
}

fn in_one_line(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("; ")
}

/// Who said it, when, and what.
fn checked(one: &Checked) -> String {
    let says = match one.says {
        FactsStand::Right => "right as it stands",
        FactsStand::NotRight => "something is not right",
    };
    let who = [one.who.0.trim(), one.role.0.trim()];
    let who = who.into_iter().filter(|part| !part.is_empty());
    let who: Vec<&str> = who.collect();
    let mut said = format!("{}, {}: {says}", who.join(", "), day(one.on));
    for words in [one.what.0.trim(), one.words.0.trim()] {
        if !words.is_empty() {
            said.push_str(". ");
            said.push_str(words);
        }
    }
    if one.earlier {
        said.push_str(" (said of an earlier version)");
    }
    said
}

/// With whom, when, and whether somebody confirmed it.
fn shared(one: &Shared, setting: Setting<'_>) -> String {
    let agency = one
        .agency
        .as_deref()
        .and_then(|id| setting.names.agency(id));
    let with = [agency.unwrap_or_default(), one.with.0.trim()];
    let with = with.into_iter().filter(|part| !part.is_empty());
    let with = with.collect::<Vec<_>>().join(", ");
    let sure = match one.stands {
        ShareStands::Confirmed => "",
        ShareStands::Proposed => " (unconfirmed: nobody has confirmed that it was shared)",
    };
    format!("{with}, {}{sure}", one.on)
}
