//! What is kept of a local review, each record as a card.

use app::vault::Stored;
use govuk::{Html, SummaryCard, SummaryList, SummaryRow};
use model::case::{
    LineOfEnquiry, LocalReviewDecision, ProgressCheck, ReviewDraft, Reviewer, ReviewerNote,
    TermsOfReference, WrittenRequest,
};

use super::Seen;
use crate::draw::{bullets, change, row};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;

/// A row for each text that says something.
fn said(rows: &[(&str, &str)]) -> Vec<SummaryRow> {
    let said = rows.iter().filter(|(_, words)| !words.trim().is_empty());
    said.map(|(key, words)| row(t(key), *words)).collect()
}

/// A card, with the link to change it where the reader may.
fn card(seen: &Seen<'_>, title: &str, rows: Vec<SummaryRow>, end: Option<String>) -> Html {
    let open = seen.local.case.closed_at.is_none() && seen.local.may_edit;
    let end = end.filter(|_| open);
    SummaryCard::new(title, SummaryList::new().rows(rows))
        .plain_links()
        .actions(end.map(|end| change(format!("{}/{end}", seen.base), title)))
        .render()
}

/// Decisions, the one that stands last.
pub(super) fn decisions(seen: &Seen<'_>) -> Html {
    let drawn = seen
        .local
        .decisions
        .iter()
        .map(|one| decision(seen, &one.body));
    Html::join(drawn)
}

fn decision(seen: &Seen<'_>, one: &LocalReviewDecision) -> Html {
    let criteria = seen.scheme.local_criteria.iter();
    let criteria = criteria.filter(|item| one.criteria.contains(&item.id));
    let criteria: Vec<&str> = criteria.map(|item| item.label.en.as_str()).collect();
    let mut rows = said(&[
        ("local-criteria-key", &criteria.join("\n")),
        ("local-reasons-key", &one.reasons.0),
        ("local-otherwise-key", &one.otherwise.0),
        ("local-decided-by-key", &one.decided_by.0),
    ]);
    rows.push(row(
        t("local-point-key"),
        t_code("step-point", one.point.code()),
    ));
    let key = if one.review {
        "local-yes-on"
    } else {
        "local-no-on"
    };
    card(seen, &t1(key, "when", one.on.to_string()), rows, None)
}

/// Terms of reference.
pub(super) fn terms(seen: &Seen<'_>, one: &Stored<TermsOfReference>) -> Html {
    let body = &one.body;
    let rows = said(&[
        ("terms-period-key", &body.period.0),
        ("terms-method-key", &body.method.0),
        ("terms-agencies-key", &body.agencies.0),
        ("terms-family-key", &body.family.0),
        ("terms-beside-key", &body.beside.0),
        ("terms-no-inequality-key", &body.no_inequality.0),
    ]);
    card(seen, &t("terms-title"), rows, Some("terms".to_owned()))
}

/// Lines of enquiry, numbered.
pub(super) fn lines(seen: &Seen<'_>) -> Html {
    let lines = seen.local.lines.iter().enumerate();
    let drawn = lines.map(|(place, one)| line(seen, place + 1, one));
    Html::join(drawn)
}

fn line(seen: &Seen<'_>, number: usize, one: &Stored<LineOfEnquiry>) -> Html {
    let body = &one.body;
    let words = body.stands.words().map(|words| words.0.as_str());
    let mut rows = said(&[
        ("line-asks-key", &body.asks.0),
        ("line-comes-from-key", &body.comes_from.0),
    ]);
    rows.push(row(
        t("line-stands-key"),
        t_code("line-stands", body.stands.code()),
    ));
    rows.extend(said(&[("line-words-key", words.unwrap_or_default())]));
    if body.inequality {
        rows.push(row(t("line-inequality-key"), t("line-inequality-yes")));
    }
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    let title = t_with("line-number", &[("number", number.into())]);
    card(seen, &title, rows, Some(format!("lines/{}", one.id)))
}

/// Who reviews.
pub(super) fn reviewers(seen: &Seen<'_>) -> Html {
    let draw = |one: &Stored<Reviewer>| {
        let body = &one.body;
        let leads = if body.leads { "yes" } else { "no" };
        let mut rows = vec![row(
            t("reviewer-leads-key"),
            t_code("reviewer-leads", leads),
        )];
        rows.extend(said(&[
            ("reviewer-independence-key", &body.independence.0),
            ("reviewer-conflicts-key", &body.conflicts.0),
            ("reviewer-checked-by-key", &body.checked_by.0),
            ("reviewer-on-key", &body.on.to_string()),
        ]));
        if let Some(until) = body.until {
            rows.push(row(t("reviewer-until-key"), date_in_words(until)));
            rows.push(row(t("reviewer-working-key"), t("reviewer-working")));
        }
        if let Some(ended) = &body.ended {
            let words = format!("{}: {}", ended.on, ended.why.0);
            rows.push(row(t("reviewer-ended-key"), words));
        }
        let end = format!("reviewers/{}", one.id);
        card(seen, &body.name.0, rows, Some(end))
    };
    Html::join(seen.local.reviewers.iter().map(draw))
}

/// Notes that whoever leads the review shared, the latest first.
pub(super) fn notes(seen: &Seen<'_>) -> Html {
    let draw = |one: &Stored<ReviewerNote>| {
        let mut rows = said(&[("reviewer-note-key", &one.body.text.0)]);
        let on = date_in_words(one.added_at.date_in_london());
        rows.push(row(t("reviewer-note-on-key"), on));
        card(seen, &one.body.title.0, rows, None)
    };
    Html::join(seen.local.notes.iter().rev().map(draw))
}

/// Looks at how it goes, the latest first.
pub(super) fn checks(seen: &Seen<'_>) -> Html {
    let draw = |one: &Stored<ProgressCheck>| {
        let body = &one.body;
        let again = body.again_on.map(date_in_words).unwrap_or_default();
        let mut rows = said(&[
            ("progress-by-key", &body.by.0),
            ("progress-time-key", &body.time.0),
            ("progress-quality-key", &body.quality.0),
            ("progress-agreed-key", &body.agreed.0),
            ("progress-again-key", &again),
        ]);
        let markers = seen.markers(&body.markers);
        if !markers.is_empty() {
            rows.push(row(t("progress-markers-key"), bullets(markers)));
        }
        let title = t1("progress-when", "when", body.on.to_string());
        card(seen, &title, rows, Some(format!("checks/{}", one.id)))
    };
    Html::join(seen.local.checks().iter().rev().map(draw))
}

/// What was asked in writing, the latest first.
pub(super) fn requests(seen: &Seen<'_>) -> Html {
    let draw = |one: &Stored<WrittenRequest>| {
        let body = &one.body;
        let by = body.by.map(date_in_words).unwrap_or_default();
        let mut rows = said(&[
            ("request-asks-key", &body.asks.0),
            ("request-asked-by-key", &body.asked_by.0),
            ("request-by-key", &by),
        ]);
        match &body.given {
            None => rows.push(row(t("request-given-key"), t("request-not-given"))),
            Some(given) => {
                let words = format!("{}: {}", given.on, given.what.0);
                rows.push(row(t("request-given-key"), words));
            }
        }
        let title = t1("request-when", "when", body.asked_on.to_string());
        card(seen, &title, rows, Some(format!("requests/{}", one.id)))
    };
    Html::join(seen.local.requests().iter().rev().map(draw))
}

/// Drafts, the latest first.
pub(super) fn drafts(seen: &Seen<'_>) -> Html {
    let draw = |one: &Stored<ReviewDraft>| {
        let body = &one.body;
        let file = seen.local.files.iter().find(|file| file.id == body.file);
        let file = file.map_or_else(|| t("draft-file-gone"), |file| file.name.0.clone());
        let mut rows = vec![row(t("draft-file-key"), file)];
        rows.extend(said(&[
            ("draft-words-key", &body.words.0),
            ("draft-with-key", &body.with.0),
        ]));
        let title = t1("draft-when", "when", body.on.to_string());
        card(seen, &title, rows, Some(format!("drafts/{}", one.id)))
    };
    Html::join(seen.local.drafts.iter().rev().map(draw))
}
