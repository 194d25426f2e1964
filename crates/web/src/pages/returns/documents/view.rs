//! A document of a return: what stands in it, and what becomes of each passage or row.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::Html;
use model::case::SourceHow;

use super::list::{number, reads};
use super::notes::{Card, Piece, cards, pieces};
use super::rows::{lines, table};
use super::{HereOne, Opened, opened};
use crate::form::Hidden;
use crate::frame::{Frame, show};
use crate::paging::{Paging, page_asked};
use crate::problem::Answer;
use crate::texts::{linked, t, t_code, t1};
use crate::{Signed, WebState};

/// Rows on one page.
const ON_A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "returns/document.html")]
struct DocumentPage {
    frame: Frame,
    caption: String,
    name: String,
    facts: Vec<String>,
    warnings: Vec<String>,
    here: String,
    wants_columns: bool,
    may_write: bool,
    is_table: bool,
    summary: String,
    /// How many rows can be taken in as they are, in the words of the button, with the hidden boxes of its form.
    take: Option<(String, Hidden)>,
    /// How many came with another document before, in the words of the button, with the hidden boxes of its form.
    same: Option<(String, Hidden)>,
    /// That nobody was asked what the columns hold, with the way to change it while that can be.
    reused: Option<Html>,
    only_open: bool,
    rows: Html,
    part: Option<String>,
    pages: Option<Html>,
    cards: Vec<Card>,
    pieces: Vec<Piece>,
    may_change_columns: bool,
    may_take_away: bool,
}

pub(super) async fn view(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
    RawQuery(query): RawQuery,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    let query = query.unwrap_or_default();
    let only_open = query.split('&').any(|part| part == "show=questions");
    let may_write = one.seen.usable().is_ok();
    let body = &one.view.source.body;
    let is_table = body.how == SourceHow::Table;
    let all = if is_table {
        lines(&one, only_open)
    } else {
        Vec::new()
    };
    let asked = match at(&query) {
        Some(piece) => {
            all.iter()
                .position(|line| line.piece() == Some(piece))
                .unwrap_or(0)
                / ON_A_PAGE
        }
        None => page_asked(Some(&query))?,
    };
    let paging = Paging::of(asked, ON_A_PAGE, all.len());
    let nothing_taken = one.view.stands.is_empty();
    show(&DocumentPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("document-title"))
            .back(format!("{}/chronology", one.seen.base)),
        caption: one.seen.title(),
        name: body.name.0.clone(),
        facts: facts(&one),
        warnings: warnings(&one),
        here: one.here(),
        wants_columns: one.view.wants_columns,
        may_write,
        is_table,
        summary: summary(&one),
        take: take(&state, &signed, &one, may_write)?,
        same: same(&state, &signed, &one, may_write)?,
        reused: reused(&one, may_write && nothing_taken),
        only_open,
        rows: table(&one, paging.part(&all), may_write),
        part: paging.words(),
        pages: if only_open {
            paging.links_with("show=questions&")
        } else {
            paging.links()
        },
        cards: cards((&state, &signed), &one, may_write)?,
        pieces: pieces(&one, may_write),
        may_change_columns: may_write && is_table && nothing_taken && !one.view.wants_columns,
        may_take_away: may_write && !has_entries(&one),
    })
}

/// The piece that a link from an entry leads to.
fn at(query: &str) -> Option<u32> {
    let mut parts = query.split('&');
    parts
        .find_map(|part| part.strip_prefix("at="))?
        .parse()
        .ok()
}

fn facts(one: &Opened<'_>) -> Vec<String> {
    let body = &one.view.source.body;
    let kind = match body.kind.as_str() {
        "pasted" => t("document-kind-pasted"),
        kind => t_code("file-kind", kind),
    };
    let mut facts = vec![format!(
        "{kind}. {}",
        t_code("document-how", body.how.code())
    )];
    if let Some(written) = body.written {
        facts.push(t1(
            "document-written-on",
            "date",
            crate::when::date_in_words(written),
        ));
    }
    facts.push(t1("document-read-by", "who", reads(body.reads)));
    facts
}

fn summary(one: &Opened<'_>) -> String {
    let open: Vec<_> = one.view.undecided().collect();
    let asks = open
        .iter()
        .filter(|passage| !passage.asks.is_empty())
        .count();
    let taken = one
        .view
        .stands
        .values()
        .filter(|stands| stands.entry.is_some())
        .count();
    let values = [
        ("proposed", number(open.len() - asks).into()),
        ("asks", number(asks).into()),
        ("taken", number(taken).into()),
        ("out", number(one.view.stands.len() - taken).into()),
        ("none", number(one.view.findings.refused.len()).into()),
    ];
    let key = if one.view.source.body.how == SourceHow::Table {
        "rows-summary"
    } else {
        "passages-summary"
    };
    crate::texts::t_with(key, &values)
}

fn take(
    state: &WebState,
    signed: &Signed,
    one: &Opened<'_>,
    may_write: bool,
) -> Result<Option<(String, Hidden)>, crate::problem::PageError> {
    let is_table = one.view.source.body.how == SourceHow::Table;
    let ready = one
        .view
        .undecided()
        .filter(|passage| passage.asks.is_empty())
        .count();
    if !is_table || !may_write || ready == 0 {
        return Ok(None);
    }
    let hidden = state.hidden(&signed.visit, None)?;
    Ok(Some((t1("rows-take-in", "count", number(ready)), hidden)))
}

fn same(
    state: &WebState,
    signed: &Signed,
    one: &Opened<'_>,
    may_write: bool,
) -> Result<Option<(String, Hidden)>, crate::problem::PageError> {
    let many = one.view.undecided().filter(|passage| passage.came_before());
    let many = many.count();
    if !may_write || many == 0 {
        return Ok(None);
    }
    let hidden = state.hidden(&signed.visit, None)?;
    let words = t1("rows-leave-same", "count", number(many));
    Ok(Some((words, hidden)))
}

fn reused(one: &Opened<'_>, may_change: bool) -> Option<Html> {
    let words = || {
        if may_change {
            linked("columns-reused-change", &format!("{}/columns", one.here()))
        } else {
            Html::escape(t("columns-reused"))
        }
    };
    one.view.reused.then(words)
}

fn warnings(one: &Opened<'_>) -> Vec<String> {
    let codes = one.view.source.body.warnings.iter();
    codes.map(|code| t_code("file", code)).collect()
}

/// Whether anything of the document became an entry.
fn has_entries(one: &Opened<'_>) -> bool {
    let mut stands = one.view.stands.values();
    stands.any(|stands| stands.entry.is_some())
}
