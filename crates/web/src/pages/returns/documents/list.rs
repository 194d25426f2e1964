//! The documents of a return, on the page of its chronology.

use app::returns::sources::{SourceInReturn, sources_of_return};
use govuk::{Html, Link, Table, TableCell};

use super::Seen;
use crate::chronology_words::chronology_labels;
use crate::draw::Columns;
use crate::problem::PageError;
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

/// The table of documents; none where nothing was brought in.
pub(in crate::pages::returns) async fn listed(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
) -> Result<Option<Table>, PageError> {
    let all =
        sources_of_return(state.app(), &signed.ctx, seen.request, &chronology_labels()).await?;
    if all.is_empty() {
        return Ok(None);
    }
    let columns = Columns::of(&[
        "document-col-name",
        "document-col-reads",
        "document-col-left",
    ]);
    let rows = all.iter().map(|one| cells(seen, one));
    let table = columns.table(t("documents-title"), rows);
    Ok(Some(table.caption_hidden()))
}

/// What of documents nobody has said anything of: a link to each document, with how much it is.
pub(in crate::pages::returns) async fn left_open(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
) -> Result<Vec<Html>, PageError> {
    let all =
        sources_of_return(state.app(), &signed.ctx, seen.request, &chronology_labels()).await?;
    let open = all.iter().filter(|one| one.wants_columns || one.open > 0);
    let line = |one: &SourceInReturn| {
        let href = format!("{}/documents/{}", seen.base, one.source.id);
        let name = Link::new(&one.source.body.name.0, href).render();
        Html::join([name, Html::escape(format!(": {}", left(one)))])
    };
    Ok(open.map(line).collect())
}

fn left(one: &SourceInReturn) -> String {
    if one.wants_columns {
        t("document-left-columns")
    } else if one.open > 0 {
        t1("document-left-open", "count", number(one.open))
    } else {
        t("document-left-nothing")
    }
}

fn cells(seen: &Seen<'_>, one: &SourceInReturn) -> Vec<TableCell> {
    let href = format!("{}/documents/{}", seen.base, one.source.id);
    let taken = t1("document-taken", "count", number(one.taken));
    let lines = Html::lines([Html::escape(left(one)), Html::escape(taken)]);
    vec![
        TableCell::new(Link::new(&one.source.body.name.0, href).render()).header(),
        TableCell::new(reads(one.source.body.reads)),
        TableCell::new(lines),
    ]
}

/// Who reads the whole document.
pub(super) fn reads(reads: Option<model::chronology::Restriction>) -> String {
    reads.map_or_else(
        || t("document-reads-own"),
        |reads| t_code("document-reads", reads.code()),
    )
}

pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
