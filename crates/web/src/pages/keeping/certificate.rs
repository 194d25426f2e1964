//! What is left of a review that was disposed of, and which backups still hold it.

use app::keeping::{backups_that_hold, certificates};
use app::vault::Certificate;
use askama::Template;
use axum::extract::{Path, State};
use govuk::SummaryList;
use model::RecordId;

use crate::draw::rows;
use crate::frame::{Frame, show};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "keeping/certificate.html")]
struct CertificatePage {
    frame: Frame,
    caption: String,
    facts: SummaryList,
    counts: SummaryList,
    cleaned: String,
    backups: Vec<String>,
}

fn facts(one: &Certificate, names: &app::names::Names) -> SummaryList {
    let who = |id: &str| {
        names
            .person(id)
            .map_or_else(|| id.to_owned(), str::to_owned)
    };
    let until = one.kept_until;
    let until = until.map_or_else(|| t("keeping-without-end"), date_in_words);
    let by = |person: &str, at: model::Instant| {
        let values = [
            ("who", who(person).into()),
            ("when", moment_in_words(at).into()),
        ];
        t_with("keeping-by", &values)
    };
    let early = t(if one.early {
        "certificate-early-yes"
    } else {
        "certificate-early-no"
    });
    rows(&[
        (t("certificate-id-key"), one.id.to_string()),
        (t("certificate-case-key"), one.case.to_string()),
        (t("keeping-raised-key"), date_in_words(one.raised_on)),
        (t("keeping-closed-key"), date_in_words(one.closed_on)),
        (t("keeping-until-key"), until),
        (t("certificate-early-key"), early),
        (
            t("certificate-proposed-key"),
            by(&one.proposed_by, one.proposed_at),
        ),
        (
            t("certificate-confirmed-key"),
            by(&one.confirmed_by, one.at),
        ),
        (t("certificate-digest-key"), one.digest.clone()),
    ])
}

pub(super) async fn show_one(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
) -> Answer {
    let id: RecordId = text.parse().map_err(|_| PageError::NotFound)?;
    let all = certificates(state.app(), &signed.ctx).await?;
    let one = all.iter().find(|one| one.id == id);
    let one = one.ok_or(PageError::NotFound)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let counts: Vec<(String, String)> = one
        .counts
        .iter()
        .map(|(table, many)| (t_code("certificate-rows", table), many.to_string()))
        .collect();
    let backups = backups_that_hold(state.app(), &signed.ctx, one).await?;
    let words = |backup: &access::directory::Backup| match backup.expires {
        Some(day) => {
            let values = [
                ("when", moment_in_words(backup.at).into()),
                ("day", date_in_words(day).into()),
            ];
            t_with("certificate-backup", &values)
        }
        None => t1(
            "certificate-backup-open",
            "when",
            moment_in_words(backup.at),
        ),
    };
    show(&CertificatePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("certificate-title"))
            .back(signed.path("keeping")),
        caption: t1("today-review", "reference", &one.reference),
        facts: facts(one, &names),
        counts: rows(&counts),
        cleaned: match one.cleaned_at {
            Some(at) => t1("certificate-cleaned", "when", moment_in_words(at)),
            None => t("certificate-not-cleaned"),
        },
        backups: backups.iter().map(words).collect(),
    })
}
