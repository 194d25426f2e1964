//! The text as it was written beside the text as it would leave, with everything that was found.

use app::sharing::{Found, LeavingField, Line, SharingView};
use govuk::{Html, SummaryAction, SummaryList, SummaryRow, TableCell};
use model::case::FindingChoice;
use model::scheme::Scheme;

use super::together::Mark;
use super::{Seen, together};
use crate::draw::{Columns, bullets, strong};
use crate::texts::{t, t_code, t_code_with, t_if, t_with, t1};

/// A line of the check with its number, counted over the whole draft from 1.
pub(super) fn numbered(view: &SharingView) -> Vec<(usize, &Line)> {
    let all = view.leaving.lines().enumerate();
    all.map(|(at, line)| (at + 1, line)).collect()
}

/// Every field as written and as it would leave.
pub(super) fn table(view: &SharingView) -> Html {
    let marks = together::marks(view);
    let mut number = 1;
    let rows = view.leaving.fields.iter().map(|one| {
        let first = number;
        number += one.lines.len();
        vec![
            TableCell::new(t_code("share-field", one.field)),
            TableCell::new(Html::element("span", "tl-words", written(one, first))),
            TableCell::new(Html::element("span", "tl-words", leaves(one, &marks))),
        ]
    });
    let rows: Vec<Vec<TableCell>> = rows.collect();
    let columns = Columns::of(&["share-part", "share-as-written", "share-as-leaves"]);
    let table = columns.table(t("share-side-by-side"), rows).render();
    match marks.is_empty() {
        true => table,
        false => Html::join([table, crate::draw::paragraph(t("rare-marked"))]),
    }
}

/// What would leave: where nobody decided yet it says so in place of the words; words are marked that may tell who it is together.
fn leaves(one: &LeavingField, marks: &[Mark]) -> Html {
    let open = one.undecided.iter();
    let open = open.map(|open| (open.start, open.end, t("share-undecided-here")));
    let marks = marks.iter().filter(|mark| mark.field == one.field);
    let marks = marks.filter_map(|mark| {
        let words = one.leaves.get(mark.start..mark.end)?;
        let numbers: Vec<String> = mark.numbers.iter().map(usize::to_string).collect();
        let numbers = t1("share-number", "number", numbers.join(", "));
        Some((mark.start, mark.end, format!("{words} {numbers}")))
    });
    let mut all: Vec<(usize, usize, String)> = open.chain(marks).collect();
    all.sort();
    let mut parts = Vec::new();
    let mut from = 0;
    for (start, end, words) in all {
        if start < from {
            continue;
        }
        let before = one.leaves.get(from..start).unwrap_or_default();
        parts.push(Html::escape(before));
        parts.push(Html::element("mark", "", words));
        from = end;
    }
    parts.push(Html::escape(one.leaves.get(from..).unwrap_or_default()));
    Html::join(parts)
}

/// What was written, with what was found in it marked and numbered.
fn written(one: &LeavingField, first: usize) -> Html {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, line) in one.lines.iter().enumerate() {
        let found = &line.found;
        let before = one.written.get(from..found.start).unwrap_or_default();
        parts.push(Html::escape(before));
        let number = t_with("share-number", &[("number", (first + at).into())]);
        let words = format!("{} {number}", found.words.0);
        parts.push(Html::element("mark", "", words));
        from = found.end;
    }
    parts.push(Html::escape(one.written.get(from..).unwrap_or_default()));
    Html::join(parts)
}

/// What was found, one line each, with a way to decide where the reader may.
pub(super) fn list(seen: &Seen<'_>, may_decide: bool) -> Html {
    let all = numbered(&seen.view);
    if all.is_empty() {
        return crate::draw::paragraph(t("share-found-none"));
    }
    let rows = all.into_iter().map(|(number, line)| {
        let key = format!("{number}. {}", words(&line.found, seen.scheme));
        let mut says = vec![Html::escape(what(&line.found))];
        says.extend(why(&line.found, seen.scheme).into_iter().map(Html::escape));
        says.push(decided(seen, line));
        let row = SummaryRow::new(key, Html::lines(says)).value_classes("tl-words");
        if !may_decide {
            return row;
        }
        let key = match line.decided {
            Some(_) => "share-decide-again",
            None => "share-decide",
        };
        let href = format!("{}/check/{number}", seen.base);
        let about = t1("share-decide-about", "number", number.to_string());
        row.action(SummaryAction::new(t(key), href).visually_hidden(about))
    });
    SummaryList::new().rows(rows).render()
}

/// The words that were found; of what could be put together the words that make it up.
pub(super) fn words(found: &Found, scheme: &Scheme) -> String {
    match &found.rare {
        Some(rare) if !rare.parts.is_empty() => together::words(rare, scheme),
        _ => found.words.0.clone(),
    }
}

/// What it is.
pub(super) fn what(found: &Found) -> String {
    t_code("gate-kind", found.says().0)
}

/// Why it is asked, in a sentence or several: one for what it is, where there is such.
pub(super) fn why(found: &Found, scheme: &Scheme) -> Vec<String> {
    if let Some(rare) = &found.rare {
        return together::says(found, rare, scheme);
    }
    let (kind, why) = found.says();
    let of_kind = t_if(&format!("gate-why-{why}"), kind);
    vec![of_kind.unwrap_or_else(|| t_code("gate-why", why))]
}

fn decided(seen: &Seen<'_>, line: &Line) -> Html {
    let Some(one) = &line.decided else {
        return strong(t("share-not-decided"));
    };
    let by = seen.person(one.by.person);
    let values = |words: &str| {
        let values = [("words", words.into()), ("person", by.as_str().into())];
        t_code_with("share-decided", one.choice.code(), &values)
    };
    Html::escape(match &one.choice {
        FindingChoice::Offered { words } | FindingChoice::Own { words } => values(&words.0),
        FindingChoice::Removed => values(""),
        FindingChoice::Kept { why } => values(&why.0),
    })
}

/// What still tells of somebody in the text as it would leave.
pub(super) fn still(view: &SharingView) -> Html {
    if view.leaving.still.is_empty() {
        return Html::default();
    }
    let lines = view.leaving.still.iter().map(|found| {
        let field = t_code("share-field", found.field);
        Html::escape(format!("{field}: {} ({})", found.words.0, what(found)))
    });
    Html::join([
        crate::draw::warning(t("share-still")).render(),
        bullets(lines),
    ])
}
