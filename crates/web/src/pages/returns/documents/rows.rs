//! The rows of a table: what becomes of each, and taking in those that ask nothing.

use std::collections::BTreeMap;

use app::returns::sources::{Passage, RefusedRow, Stands, leave_same_out, take_rows};
use axum::extract::{Path, State};
use govuk::{Html, Link, TableCell, Tag, TagColour};
use model::Sensitive;
use model::case::PassageOutcome;

use super::{HereOne, Opened, asks_in_words, opened};
use crate::chronology_words::chronology_labels;
use crate::draw::{Columns, marked};
use crate::form::Filled;
use crate::frame::saved_page;
use crate::problem::Answer;
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

/// The name and value of the button that leaves out the rows that came before.
pub(super) const SAME: &str = "same";
pub(super) const LEAVE: &str = "leave";

/// One line of the preview: a row that may be an entry, or one that is none.
pub(super) enum Line<'a> {
    May(&'a Passage),
    None(&'a RefusedRow),
}

impl Line<'_> {
    fn row(&self) -> (u32, u32) {
        match self {
            Self::May(one) => one.row.unwrap_or_default(),
            Self::None(one) => one.row,
        }
    }

    /// The piece of the document.
    pub(super) fn piece(&self) -> Option<u32> {
        match self {
            Self::May(one) => one.entry.source.as_ref()?.paragraph,
            Self::None(_) => None,
        }
    }
}

/// The lines in the order of the rows; only those of which something is to be said where that is asked.
pub(super) fn lines<'a>(one: &'a Opened<'_>, only_open: bool) -> Vec<Line<'a>> {
    let found = &one.view.findings;
    if only_open {
        let open = one
            .view
            .undecided()
            .filter(|passage| !passage.asks.is_empty());
        return open.map(Line::May).collect();
    }
    let mut by_row: BTreeMap<(u32, u32), Vec<Line<'a>>> = BTreeMap::new();
    let may = found.passages.iter().map(Line::May);
    for line in may.chain(found.refused.iter().map(Line::None)) {
        by_row.entry(line.row()).or_default().push(line);
    }
    by_row.into_values().flatten().collect()
}

/// The table of these lines.
pub(super) fn table(one: &Opened<'_>, lines: &[Line<'_>], may_write: bool) -> Html {
    let columns = Columns::of(&[
        "row-col-number",
        "row-col-becomes",
        "entry-date-key",
        "entry-what-key",
    ]);
    let rows = lines.iter().map(|line| match line {
        Line::May(passage) => cells(one, passage, may_write),
        Line::None(row) => none(one, row),
    });
    columns
        .table(t("rows-caption"), rows)
        .caption_hidden()
        .render()
}

/// The number of a row; of its table too where there are several.
fn number(one: &Opened<'_>, (table, row): (u32, u32)) -> String {
    if one.view.source.body.tables.len() > 1 {
        format!("{table}.{row}")
    } else {
        row.to_string()
    }
}

fn none(one: &Opened<'_>, row: &RefusedRow) -> Vec<TableCell> {
    vec![
        TableCell::new(number(one, row.row)).header(),
        TableCell::new(marked(t("row-becomes-none"), t_code("passage", row.code))),
        TableCell::new(""),
        TableCell::new(row.words.0.as_str()).classes("tl-words"),
    ]
}

fn cells(one: &Opened<'_>, passage: &Passage, may_write: bool) -> Vec<TableCell> {
    let entry = &passage.entry;
    let kind = t_code("entry-kind", entry.kind.code());
    let what = marked(entry.text.0.as_str(), kind);
    let stands = one.view.stands.get(&passage.key);
    let date = if passage.date_above {
        marked(entry.date.to_string(), t("passage-date-above"))
    } else {
        Html::escape(entry.date.to_string())
    };
    let anchor = Html::element("span", "", number(one, passage.row.unwrap_or_default()));
    vec![
        TableCell::new(anchor).header(),
        TableCell::new(becomes(one, passage, (stands, may_write))),
        TableCell::new(date),
        TableCell::new(what).classes("tl-words"),
    ]
}

fn becomes(
    one: &Opened<'_>,
    passage: &Passage,
    (stands, may_write): (Option<&Stands>, bool),
) -> Html {
    if let Some(stands) = stands {
        return stood(one, stands);
    }
    let mut lines = vec![if passage.asks.is_empty() {
        Html::escape(t("row-becomes-entry"))
    } else {
        Tag::new(t("row-becomes-question"))
            .colour(TagColour::Yellow)
            .into()
    }];
    lines.extend(
        passage
            .asks
            .iter()
            .map(|ask| Html::escape(asks_in_words(ask))),
    );
    if may_write {
        let words = if passage.asks.is_empty() {
            "row-change"
        } else {
            "row-answer"
        };
        let (_, row) = passage.row.unwrap_or_default();
        let link = Link::new(t(words), one.passage(&passage.key));
        lines.push(
            link.visually_hidden(t1("row-number", "number", i64::from(row)))
                .render(),
        );
    }
    Html::lines(lines)
}

/// What became of a passage or row.
pub(super) fn stood(one: &Opened<'_>, stands: &Stands) -> Html {
    let words = t_code("passage-outcome", stands.outcome.code());
    let said = match (stands.outcome, stands.entry) {
        (PassageOutcome::LeftOut, _) if stands.why.0.is_empty() => Html::escape(words),
        (PassageOutcome::LeftOut, _) => marked(words, stands.why.0.as_str()),
        (_, Some(entry)) => {
            Link::new(words, format!("{}/chronology/{entry}", one.seen.base)).render()
        }
        (_, None) => Html::escape(words),
    };
    let by = one
        .seen
        .names
        .person(&stands.by)
        .map_or_else(|| t("somebody"), str::to_owned);
    let values = [
        ("who", by.into()),
        ("when", crate::when::moment_in_words(stands.at).into()),
    ];
    Html::lines([
        said,
        Html::escape(crate::texts::t_with("passage-said-by", &values)),
    ])
}

pub(super) async fn take_in(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
    form: Filled,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    one.seen.usable()?;
    let sent = (form.form_id()?, one.id);
    let labels = chronology_labels();
    let (app, ctx) = (state.app(), &signed.ctx);
    if form.has(SAME, LEAVE) {
        let why = (&Sensitive(t("rows-left-same-why")), &labels);
        leave_same_out(app, ctx, one.seen.request, sent, why).await?;
    } else {
        take_rows(app, ctx, one.seen.request, sent, &labels).await?;
    }
    Ok(saved_page(&one.here()))
}
