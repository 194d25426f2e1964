//! What was taken out of a chronology: when, by whom, for whom, what for, and what it held.

use app::chronology_out::taken;
use app::names::Names;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, TableCell};
use model::case::ChronologyTaken;

use crate::draw::{Columns, paragraph};
use crate::frame::{Frame, show};
use crate::pages::people::reference;
use crate::pages::requests::agency as agency_name;
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "review/chronology_taken.html")]
struct TakenPage {
    frame: Frame,
    caption: String,
    table: Html,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let reference = reference(&text)?;
    let all = taken(state.app(), &signed.ctx, &reference).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let chronology = signed.path(&format!("reviews/{reference}/chronology"));
    show(&TakenPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("chronology-taken-title"))
            .back(chronology),
        caption: t1("today-review", "reference", reference.as_str()),
        table: table(&all, &names),
    })
}

fn table(all: &[Stored<ChronologyTaken>], names: &Names) -> Html {
    if all.is_empty() {
        return paragraph(t("chronology-taken-nothing"));
    }
    let heads = [
        "chronology-taken-when",
        "chronology-taken-by",
        "chronology-taken-to",
        "chronology-taken-purpose",
        "chronology-taken-what",
    ];
    let rows = all.iter().rev().map(|one| {
        let by = names.person(&one.by);
        let by = by.map_or_else(|| t("somebody"), str::to_owned);
        vec![
            TableCell::new(moment_in_words(one.added_at)).header(),
            TableCell::new(by),
            TableCell::new(&one.body.to.0),
            TableCell::new(&one.body.purpose.0),
            TableCell::new(Html::lines(what(&one.body, names).iter().map(Html::escape))),
        ]
    });
    Columns::of(&heads)
        .table(t("chronology-taken-caption"), rows)
        .caption_hidden()
        .render()
}

/// What the file held, a line each.
fn what(body: &ChronologyTaken, names: &Names) -> Vec<String> {
    let mut lines = vec![t_code("chronology-format", body.format.code())];
    lines.push(body.agency.map_or_else(
        || t("chronology-out-every"),
        |agency| agency_name(names, agency),
    ));
    if let Some(from) = body.from {
        lines.push(t1("chronology-taken-from", "day", date_in_words(from)));
    }
    if let Some(until) = body.to_day {
        lines.push(t1("chronology-taken-until", "day", date_in_words(until)));
    }
    lines.extend(only(body));
    if let Some((agency, on)) = body.as_known {
        let values = [
            ("agency", agency_name(names, agency).into()),
            ("role", body.role.0.as_str().into()),
            ("on", date_in_words(on).into()),
        ];
        let key = if body.role.0.is_empty() {
            "as-known-sentence"
        } else {
            "chronology-taken-role"
        };
        lines.push(t_with(key, &values));
        lines.extend(body.if_shared.then(|| t("chronology-taken-proposed")));
    }
    let names = if body.pseudonymous {
        "chronology-out-are-pseudonymous"
    } else {
        "chronology-out-are-named"
    };
    lines.push(t(names));
    lines.push(t1(
        "chronology-taken-entries",
        "count",
        i64::from(body.entries),
    ));
    lines.push(t1(
        "chronology-taken-withheld",
        "count",
        i64::from(body.withheld),
    ));
    lines
}

/// What the file was filtered by beside the agency and the period.
fn only(body: &ChronologyTaken) -> Vec<String> {
    let person = body.person.map(|_| t("chronology-taken-person"));
    let kind = body.kind.map(|kind| t_code("entry-kind", kind.code()));
    let kind = kind.map(|kind| t1("chronology-taken-kind", "kind", kind));
    let reads = body.reads.as_deref().map(|code| t_code("section", code));
    let reads = reads.map(|reads| t1("chronology-taken-reads", "reads", reads));
    let key = body.key_only.then(|| t("chronology-taken-key"));
    [person, kind, reads, key].into_iter().flatten().collect()
}
