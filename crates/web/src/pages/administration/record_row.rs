//! One row of the record of who did what, with the proof that it is in it; and a check of the whole record.

use access::actions;
use access::ledger::{Break, Report};
use app::administration::{RecordRow, check_record, prove_row, record_row};
use app::names::Names;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use govuk::{SummaryList, SummaryRow};
use http::header;
use model::{CaseId, RecordId};

use super::base;
use super::record::{tail_words, what, who};
use crate::form::{Filled, Hidden};
use crate::frame::{Frame, show};
use crate::middleware::DOWNLOAD_POLICY;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "administration/record_row.html")]
struct RowPage {
    frame: Frame,
    what: String,
    facts: Vec<(String, String)>,
    proof: Option<String>,
}

impl RowPage {
    fn facts(&self) -> SummaryList {
        let row =
            |(key, words): &(String, String)| SummaryRow::new(key, words).value_classes("tl-long");
        SummaryList::new().rows(self.facts.iter().map(row))
    }
}

pub(super) async fn row_page(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = record_row(state.app(), &signed.ctx, id).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let list = format!("{}/record", base(&signed));
    show(&RowPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("record-row-title"))
            .back(list.clone()),
        what: what(&found.row),
        facts: facts(&names, &found),
        proof: found.sealed.is_some().then(|| format!("{list}/{id}/proof")),
    })
}

fn facts(names: &Names, found: &RecordRow) -> Vec<(String, String)> {
    let row = &found.row;
    let agency = row.agency.as_deref().and_then(|id| names.agency(id));
    let reference = |id: &str| found.references.get(&id.parse::<CaseId>().ok()?).cloned();
    let listed = row.cases.iter().flat_map(|all| all.split(','));
    let listed: Vec<String> = listed.filter_map(reference).collect();
    let sealed = match &found.sealed {
        None => t("record-row-waits"),
        Some(sealed) => {
            let values = [
                ("number", (sealed.number + 1).into()),
                ("rows", found.standing.sealed.into()),
            ];
            t_with("record-row-sealed", &values)
        }
    };
    let told = [
        ("record-outcome", Some(t_code("outcome", &row.outcome))),
        ("record-who", Some(who(names, row))),
        ("record-row-agency", agency.map(str::to_owned)),
        ("record-when", Some(moment_in_words(row.at))),
        ("record-row-review", row.case.as_deref().and_then(reference)),
        (
            "record-row-listed",
            (!listed.is_empty()).then(|| listed.join(", ")),
        ),
        ("record-row-record", row.record.clone()),
        (
            "record-row-version",
            row.version.map(|version| version.to_string()),
        ),
        ("record-row-digest", row.digest.clone()),
        ("record-row-seal", Some(sealed)),
        (
            "record-row-hash",
            found.sealed.as_ref().map(|sealed| sealed.hash.clone()),
        ),
        ("record-row-number", Some(row.id.clone())),
        ("record-row-request", Some(row.request.clone())),
    ];
    let told = told.into_iter();
    told.filter_map(|(key, value)| Some((t(key), value?)))
        .collect()
}

/// The proof as `throughline verify --inclusion` prints it, under the sentence that says how to check it.
pub(super) async fn proof_file(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let (proof, key) = prove_row(state.app(), &signed.ctx, id).await?;
    let lines = proof.text(&id.to_string(), &[key]);
    let text = format!("{}\n\n{lines}", t("record-proof-check"));
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"proof.txt\"",
        ),
        (header::CONTENT_SECURITY_POLICY, DOWNLOAD_POLICY),
    ];
    Ok((headers, text).into_response())
}

#[derive(Template)]
#[template(path = "administration/record_check.html")]
struct CheckPage {
    frame: Frame,
    hidden: Hidden,
    checked: Option<Checked>,
}

/// What a check found.
struct Checked {
    whole: bool,
    broken: Option<String>,
    sealed: String,
    tail: String,
    root: String,
    when: String,
}

pub(super) async fn check_form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::ReadLedger>(&state).await?;
    check_page(&state, &signed, None)
}

pub(super) async fn check_now(
    State(state): State<WebState>,
    signed: Signed,
    form: Filled,
) -> Answer {
    form.hidden()?;
    let report = check_record(state.app(), &signed.ctx).await?;
    check_page(&state, &signed, Some(&report))
}

fn check_page(state: &WebState, signed: &Signed, report: Option<&Report>) -> Answer {
    let now = signed.ctx.now;
    let checked = report.map(|report| Checked {
        whole: report.first_break.is_none(),
        broken: report.first_break.as_ref().map(broken_words),
        sealed: t1("record-sealed", "rows", report.sealed),
        tail: tail_words(report.unsealed, report.oldest_unsealed, now),
        root: report.root.to_string(),
        when: moment_in_words(now),
    });
    show(&CheckPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("record-check-title"))
            .back(format!("{}/record", base(signed))),
        hidden: state.hidden(&signed.visit, None)?,
        checked,
    })
}

/// The first thing that is wrong, and which row it is.
fn broken_words(broken: &Break) -> String {
    let (key, number, id) = match broken {
        Break::RowMissing { number, id } => ("record-break-missing", *number + 1, id.as_str()),
        Break::RowChanged { number, id } => ("record-break-changed", *number + 1, id.as_str()),
        Break::LeafMissing { number } => ("record-break-leaf", *number + 1, ""),
        Break::RootDiffers { size } => ("record-break-root", *size, ""),
        Break::BadSignature { size } => ("record-break-signature", *size, ""),
        Break::LeavesWithoutHead { covered, .. } => ("record-break-head", *covered, ""),
    };
    t_with(key, &[("number", number.into()), ("id", id.into())])
}
