//! An answer of the return from its cells, checked as the pages online check it.

use std::collections::BTreeMap;

use access::Ctx;
use model::case::{
    AskedAbout, ReturnFound, ReturnHead, ReturnText, SearchFound, Searched, StaffTold,
};
use model::chronology::{Column, Entry, Labels, Person, read_columns};
use model::{Sensitive, UncertainDate};

use super::super::{entries, head, staff};
use super::cells::{ABOUT_KNOWN, Cells, RowKind, finished_cell, part_code, staff_cell};
use crate::decision::decide::has_words;

/// An answer that can be kept.
#[derive(Debug, Clone)]
pub(super) enum Built {
    Head(ReturnHead),
    Part(ReturnText),
    Staff(StaffTold),
    Entry(Box<Entry>),
}

/// Makes the answer of a row. `now` is the entry as it stands, where the row is one.
///
/// # Errors
/// The code of the rule that the answer breaks, as online.
pub(super) fn built(
    ctx: &Ctx,
    (kind, cells): (RowKind, &Cells),
    about: &[AskedAbout],
    now: Option<&Entry>,
) -> Result<Built, &'static str> {
    match kind {
        RowKind::Head => head_of(cells, about).map(Built::Head),
        RowKind::Part(part) => {
            let code = part_code(part);
            let new = ReturnText {
                part,
                words: text(cells, &code),
                finished: cell(cells, &finished_cell(&code)) == "yes",
            };
            if new.finished && !has_words(&new.words) {
                return Err("return-empty");
            }
            Ok(Built::Part(new))
        }
        RowKind::Staff => {
            let new = staff_of(cells)?;
            staff::check(ctx, &new)?;
            Ok(Built::Staff(new))
        }
        RowKind::Entry => {
            let new = entry_of(cells, now)?;
            entries::check(ctx, &new)?;
            Ok(Built::Entry(Box::new(new)))
        }
    }
}

fn cell<'a>(cells: &'a Cells, code: &str) -> &'a str {
    cells.get(code).map_or("", String::as_str)
}

fn text(cells: &Cells, code: &str) -> Sensitive<String> {
    Sensitive(cell(cells, code).to_owned())
}

fn head_of(cells: &Cells, about: &[AskedAbout]) -> Result<ReturnHead, &'static str> {
    let found = ReturnFound::from_code(cell(cells, "H3")).ok_or("offline-found")?;
    let asks = !found.did_not_search();
    let mut searched = Vec::new();
    for (at, person) in about.iter().enumerate() {
        let of = |letter: &str| format!("P{}{letter}", at + 1);
        let said = cell(cells, &of("B"));
        let found = match SearchFound::from_code(said) {
            Some(found) => found,
            None if said.is_empty() && !asks => SearchFound::NotSearched,
            None => return Err("offline-search"),
        };
        searched.push(Searched {
            subject: person.subject,
            looked_for: text(cells, &of("A")),
            found,
            words: text(cells, &of("C")),
        });
    }
    let new = ReturnHead {
        author: text(cells, "H1"),
        independence: text(cells, "H2"),
        found,
        why: text(cells, "H4"),
        systems: text(cells, "H5"),
        searched,
    };
    head::check(&new)?;
    Ok(new)
}

fn staff_of(cells: &Cells) -> Result<StaffTold, &'static str> {
    let of = |name: &str| text(cells, &staff_cell(name));
    let date = |name: &str| {
        let said = of(name).0;
        let date = UncertainDate::from_edtf(&said);
        if said.is_empty() {
            Ok(None)
        } else {
            date.map(Some).map_err(|_| "offline-date")
        }
    };
    let follow_up = match date("follow_up")? {
        None => None,
        Some(on) => Some(on.is_certain_day().ok_or("offline-day")?),
    };
    Ok(StaffTold {
        role: of("role"),
        told_on: date("told_on")?,
        by: of("by"),
        why_not: of("why_not"),
        offered: of("offered"),
        taken: of("taken"),
        beside: of("beside"),
        follow_up,
    })
}

fn entry_of(cells: &Cells, now: Option<&Entry>) -> Result<Entry, &'static str> {
    let columns: BTreeMap<Column, String> = cells
        .iter()
        .filter_map(|(code, text)| Some((Column::marked(code)?.0, text.clone())))
        .collect();
    let (mut entry, unread) = read_columns(&columns, &Labels::default());
    if !unread.is_empty() {
        return Err("offline-columns");
    }
    if !cells.contains_key(ABOUT_KNOWN) {
        still_known(&mut entry, now);
    }
    // A document does not carry the id of the document that an entry came from.
    if let (Some(source), Some(before)) = (
        entry.source.as_mut(),
        now.and_then(|now| now.source.as_ref()),
    ) {
        let same = (&source.file, &source.words, source.start, source.end)
            == (&before.file, &before.words, before.start, before.end);
        if same {
            source.document = before.document;
        }
    }
    Ok(entry)
}

/// Whoever is called as before is whom they were: who else is named, nobody has said yet.
fn still_known(entry: &mut Entry, now: Option<&Entry>) {
    let before: Vec<&Person> = now.iter().flat_map(|now| &now.about).collect();
    for person in &mut entry.about {
        let mut called = before.iter().filter(|one| one.called == person.called);
        person.known = match (called.next(), called.next()) {
            (Some(one), None) => one.known,
            _ => None,
        };
    }
}
