//! Has anyone else met this? Similar learning of others, with what was tried and what came of it.

use app::exchange::{Met, MetBefore, MetOf, met_before};
use app::library::Why;
use app::ours::Ours;
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::RecordId;
use model::learning::SharedLearning;

use super::others::sentences;
use super::why;
use crate::draw::rows;
use crate::frame::{Frame, show};
use crate::pages::library::list::how_said;
use crate::pages::library::words::{label, level_offers};
use crate::pages::people::reference;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

/// Something that was found.
struct Line {
    href: String,
    words: String,
    rows: Html,
}

#[derive(Template)]
#[template(path = "library/met.html")]
struct MetPage {
    frame: Frame,
    caption: String,
    looked_at: String,
    /// How it was looked for, where not by everything that could be.
    note: Option<String>,
    found: Vec<Line>,
    /// What the reader's partnership alone reads.
    ours: Vec<Line>,
    published: Vec<Line>,
    /// Where somebody writes what others could help with.
    share: String,
    library: String,
}

type HereRecord = Path<(String, String, String)>;

fn record(text: &str) -> Result<RecordId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn moment(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereRecord,
) -> Answer {
    let of = MetOf::Moment(record(&id)?);
    let back = format!("moments/{id}");
    shown((&state, &signed), (&text, of), &back).await
}

pub(super) async fn point(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereRecord,
) -> Answer {
    let of = MetOf::LearningPoint(record(&id)?);
    shown((&state, &signed), (&text, of), "learning").await
}

pub(super) async fn incident(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
) -> Answer {
    shown((&state, &signed), (&text, MetOf::Incident), "").await
}

async fn shown(
    (state, signed): (&WebState, &Signed),
    (text, of): (&str, MetOf),
    back: &str,
) -> Answer {
    let reference = reference(text)?;
    let found = met_before(state.app(), &signed.ctx, &reference, of).await?;
    let review = signed.path(&format!("reviews/{reference}"));
    let back = format!("{review}/{back}");
    let lines = found.found.iter().map(|one| line(signed, one));
    show(&MetPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("met-title"))
            .back(back.trim_end_matches('/').to_owned()),
        caption: t1("today-review", "reference", reference.as_str()),
        looked_at: t1("met-looked-at", "count", count(found.looked_at)),
        note: how_said(found.how),
        found: lines.collect(),
        ours: found.ours.iter().map(|one| own_line(signed, one)).collect(),
        published: published(signed, &found),
        share: format!("{review}/sharing"),
        library: signed.path("shared"),
    })
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

fn line(signed: &Signed, one: &Met) -> Line {
    let year = one.item.origin.as_ref().map(|origin| origin.year);
    let year = year.map_or_else(String::new, |year| year.to_string());
    let origin = match &one.origin {
        Some(name) => format!("{name}, {year}"),
        None => t1("met-origin-masked", "year", year),
    };
    let mut more = vec![("others-key", sentences(&one.others).join(" "))];
    if let Some(own) = one.own {
        more.push(("others-own-key", t_code("uptake-decision", own.code())));
    }
    let href = signed.path(&format!("shared/items/{}", one.item.id));
    card(href, one.item.body.as_ref(), (origin, more), &one.why)
}

/// Something that only the reader's partnership reads.
fn own_line(signed: &Signed, one: &Ours) -> Line {
    let href = signed.path(&format!("shared/ours/{}", one.id));
    let origin = t1("ours-origin", "year", one.year.to_string());
    card(href, Some(&one.learning), (origin, Vec::new()), &one.why)
}

/// A piece of learning that is near, whoever reads it: where it comes from, and what else is known of it.
fn card(
    href: String,
    body: Option<&SharedLearning>,
    (origin, more): (String, Vec<(&'static str, String)>),
    why_found: &Why,
) -> Line {
    let mut pairs = body.map_or_else(Vec::new, says);
    pairs.push(("shared-origin-key", origin));
    pairs.extend(more);
    pairs.push(("met-why-key", why(why_found)));
    Line {
        href,
        words: body.map_or_else(String::new, |body| body.condition.clone()),
        rows: said(pairs),
    }
}

/// What was tried, what came of it, how anybody knows, and where the condition lies.
fn says(body: &SharedLearning) -> Vec<(&'static str, String)> {
    let levels = level_offers();
    vec![
        ("shared-tried-key", body.tried.clone()),
        (
            "shared-effect-key",
            t_code("shared-effect", body.effect_seen.code()),
        ),
        ("shared-effect-words-key", body.effect.clone()),
        ("shared-evidence-key", body.evidence.clone()),
        (
            "shared-level-key",
            label(&levels, body.level.code()).to_owned(),
        ),
    ]
}

/// The rows that hold any words.
fn said(pairs: Vec<(&'static str, String)>) -> Html {
    let said = pairs.into_iter().filter(|(_, words)| !words.is_empty());
    let said: Vec<(String, String)> = said.map(|(key, words)| (t(key), words)).collect();
    rows(&said).render()
}

fn published(signed: &Signed, found: &MetBefore) -> Vec<Line> {
    let line = |(finding, why_found): &(app::commons::Finding, Why)| Line {
        href: signed.path(&format!(
            "shared/documents/{}#f{}",
            finding.document, finding.id
        )),
        words: finding.body.text.clone(),
        rows: rows(&[(t("met-why-key"), why(why_found))]).render(),
    };
    found.published.iter().map(line).collect()
}
