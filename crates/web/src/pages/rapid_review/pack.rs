//! What goes to the national body in one document: made, kept, and fetched again.

use app::chronology_out::{Setting, part_of_pack};
use app::rapid_review::{PANEL, PackFor, Report, keep_pack, pack};
use app::vault::Stored;
use app::wording::confirmations_in;
use axum::extract::{Path, State};
use govuk::{Html, Link};
use model::Sensitive;
use model::case::{PackChronology, PanelPack};
use model::paper::Block;

use super::{Seen, seen};
use crate::chronology_words::chronology_labels;
use crate::form::{Field, Filled, field};
use crate::frame::{attachment, next_page, saved_page};
use crate::pages::seen::{Here, HereOne, by_id, file_name, files_on_offer, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const TO: Field = field("to", "pack-to");
const FILES: Field = field("files", "pack-files");
const CHRONOLOGY: Field = field("chronology", "pack-chronology");
const OF: Field = field("of", "sign-of");

/// Answers to the question about the chronology.
const WITH: [&str; 3] = ["none", "named", "pseudonymous"];

fn sheet(state: &WebState, seen: &Seen<'_>, of: &str) -> Sheet {
    let (files, held) = files_on_offer(state, &seen.review.files, &[], file_name);
    let mut inputs = vec![input(TO, Ask::Line)];
    if !files.is_empty() {
        inputs.push(input(FILES, Ask::AnyOf(files)));
    }
    let with = WITH.map(|code| Offer::new(code, t_code("pack-with", code)));
    inputs.push(input(CHRONOLOGY, Ask::OneOf(with.to_vec())));
    inputs.push(drawn(crate::draw::kept(OF.id, of)));
    let explain = [
        t("pack-explain"),
        t("pack-chronology-explain"),
        t("pack-names-explain"),
    ];
    Sheet {
        title: t("pack-title"),
        caption: seen.caption(),
        step: seen.step("panel_pack"),
        explain: explain.into_iter().chain(held).collect(),
        inputs,
        button: t("pack-button"),
        back: seen.base.clone(),
    }
}

/// The packs that were made, the latest first, each to be fetched.
pub(super) fn made(seen: &Seen<'_>) -> Vec<(String, Html)> {
    let line = |one: &Stored<PanelPack>| {
        let by = seen.names.person(&one.by);
        let values = [
            ("to", one.body.to.0.as_str().into()),
            ("when", moment_in_words(one.added_at).into()),
            (
                "who",
                by.map_or_else(|| t("somebody"), str::to_owned).into(),
            ),
        ];
        let at = format!("{}/pack/{}", seen.base, one.id);
        let links = [("pack-pdf", "pdf"), ("pack-docx", "docx")];
        let links = links.map(|(key, format)| Link::new(t(key), format!("{at}/{format}")).render());
        let made = t_with("pack-made", &values);
        let holds = one.body.chronology;
        let holds = holds.map(|holds| t_code("pack-holds", holds.code()));
        let made = holds.map_or(made.clone(), |holds| format!("{made}. {holds}"));
        (made, Html::lines(links))
    };
    seen.review.packs.iter().rev().map(line).collect()
}

async fn report(
    (state, signed, seen): (&WebState, &Signed, &Seen<'_>),
    made_for: &PackFor,
) -> Result<Report, PageError> {
    let confirmed = confirmations_in(state.app(), &signed.ctx, &seen.review.case).await?;
    Ok(pack(
        &seen.review,
        (seen.scheme, &confirmed),
        (&seen.names, &signed.place.organisation.name),
        (
            signed.ctx.today(),
            !state.takes_real_people() || seen.review.case.practice,
        ),
        made_for,
    ))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_send)?;
    if !seen.paper(&state, &signed).await?.unconfirmed.is_empty() {
        return Ok(next_page(&format!("{}/wording", seen.base)));
    }
    let panel = seen.scheme.recipients.iter().find(|one| one.id == PANEL);
    let to = panel.map(|one| one.label.en.clone());
    let without = "none".to_owned();
    let form = Filled::with([(TO.id, to.unwrap_or_default()), (CHRONOLOGY.id, without)]);
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&state, &seen, &seen.review.print).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_send)?;
    let print = form.value(OF.id).to_owned();
    let to = form.text(&TO, 200);
    let files = form.choices(&FILES);
    let with = one_of(&mut form, &CHRONOLOGY, |code| WITH.contains(&code));
    let (Some(to), Some(files), Some(with)) = (to, files, with) else {
        return sheet(&state, &seen, &print).again(&state, &signed, &form);
    };
    let chronology = match chronology((&state, &signed, &seen), &with).await {
        Err(PageError::Rule(code @ "chronology-out-many")) => {
            form.refuse(&CHRONOLOGY, code);
            return sheet(&state, &seen, &print).again(&state, &signed, &form);
        }
        made => made?,
    };
    let made_for = PackFor {
        to: Sensitive(to),
        files,
        chronology,
        pseudonymous: with == "pseudonymous",
    };
    let report = report((&state, &signed, &seen), &made_for).await?;
    if !report.unconfirmed.is_empty() {
        return Ok(next_page(&format!("{}/wording", seen.base)));
    }
    let sent = form.form_id()?;
    let new = (&made_for, &report, print.as_str());
    keep_pack(state.app(), &signed.ctx, &seen.reference, sent, new).await?;
    Ok(saved_page(&format!("{}#packs", seen.base)))
}

/// The chronology as a part of the document, where it was asked for.
async fn chronology(
    (state, signed, seen): (&WebState, &Signed, &Seen<'_>),
    with: &str,
) -> Result<Option<Vec<Block>>, PageError> {
    if with == "none" {
        return Ok(None);
    }
    let labels = chronology_labels();
    let setting = Setting {
        names: &seen.names,
        partnership: &signed.place.organisation.name,
        labels: &labels,
        real_people: state.takes_real_people(),
    };
    let how = (with == "pseudonymous", setting);
    let part = part_of_pack(state.app(), &signed.ctx, &seen.reference, how);
    Ok(Some(part.await?))
}

pub(super) async fn pdf(state: State<WebState>, signed: Signed, path: HereOne) -> Answer {
    document(state, signed, path, "pdf").await
}

pub(super) async fn docx(state: State<WebState>, signed: Signed, path: HereOne) -> Answer {
    document(state, signed, path, "docx").await
}

async fn document(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    format: &str,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = by_id(&seen.review.packs, &id)?.ok_or(PageError::NotFound)?;
    let (bytes, media) = state.app().document(&one.body.paper, format).await?;
    let name = format!(
        "for-the-panel-{}-{}.{format}",
        seen.reference,
        told_apart(one)
    );
    Ok(attachment(bytes, media, &name))
}

/// What tells the packs of one day apart: the moment in London, and whether the chronology in it has names.
fn told_apart(one: &Stored<PanelPack>) -> String {
    let at = one.added_at.civil_in_london();
    let time = at.strftime("%Y-%m-%d-%H%M%S").to_string();
    match one.body.chronology {
        Some(holds) if holds != PackChronology::Without => format!("{time}-{}", holds.code()),
        _ => time,
    }
}
