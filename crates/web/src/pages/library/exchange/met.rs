//! Has anyone else met this? Similar learning of others, with what was tried and what came of it.

use app::Reference;
use app::exchange::{Met, MetBefore, MetOf, met_before};
use app::library::Why;
use app::moment::own_learning;
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
use crate::pages::library::list::{finding_about, how_said};
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

/// What is asked about, and where it stands.
struct Asked {
    reference: Reference,
    of: MetOf,
    /// What stands above the heading: the neutral reference; nothing for the organisation's own work.
    caption: String,
    back: String,
    /// Where somebody writes what others could help with.
    share: String,
}

impl Asked {
    fn of_review(signed: &Signed, text: &str, of: MetOf, back: &str) -> Result<Self, PageError> {
        let reference = reference(text)?;
        let review = signed.path(&format!("reviews/{reference}"));
        Ok(Self {
            caption: t1("today-review", "reference", reference.as_str()),
            back: format!("{review}/{back}").trim_end_matches('/').to_owned(),
            share: format!("{review}/sharing"),
            reference,
            of,
        })
    }
}

pub(super) async fn moment(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereRecord,
) -> Answer {
    let of = MetOf::Moment(record(&id)?);
    let asked = Asked::of_review(&signed, &text, of, &format!("moments/{id}"))?;
    shown((&state, &signed), asked).await
}

/// A moment of a case that was received. What is learned from it is shared as the organisation's own work.
pub(super) async fn received_moment(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereRecord,
) -> Answer {
    let of = MetOf::Moment(record(&id)?);
    let reference = reference(&text)?;
    let asked = Asked {
        caption: t1("today-review", "reference", reference.as_str()),
        back: signed.path(&format!("received/{reference}/moments/{id}")),
        share: signed.path("own-learning"),
        reference,
        of,
    };
    shown((&state, &signed), asked).await
}

/// A moment of the organisation's own work.
pub(super) async fn own_moment(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let of = MetOf::Moment(record(&id)?);
    let own = own_learning(state.app(), &signed.ctx).await?;
    let own = own.ok_or(PageError::NotFound)?;
    let reference = reference(&own.case.reference)?;
    let asked = Asked {
        caption: String::new(),
        back: signed.path(&format!("own-learning/{id}")),
        share: signed.path(&format!("reviews/{reference}/sharing")),
        reference,
        of,
    };
    shown((&state, &signed), asked).await
}

pub(super) async fn point(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereRecord,
) -> Answer {
    let of = MetOf::LearningPoint(record(&id)?);
    let asked = Asked::of_review(&signed, &text, of, "learning")?;
    shown((&state, &signed), asked).await
}

pub(super) async fn incident(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
) -> Answer {
    let asked = Asked::of_review(&signed, &text, MetOf::Incident, "")?;
    shown((&state, &signed), asked).await
}

async fn shown((state, signed): (&WebState, &Signed), asked: Asked) -> Answer {
    let found = met_before(state.app(), &signed.ctx, &asked.reference, asked.of).await?;
    let lines = found.found.iter().map(|one| line(signed, one));
    show(&MetPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("met-title"))
            .back(asked.back),
        caption: asked.caption,
        looked_at: t1("met-looked-at", "count", count(found.looked_at)),
        note: how_said(found.how),
        found: lines.collect(),
        ours: found.ours.iter().map(|one| own_line(signed, one)).collect(),
        published: published(signed, &found),
        share: asked.share,
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
        None => t1("shared-origin-masked", "year", year),
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
        rows: said(vec![
            ("shared-origin-key", finding_about(finding).join(". ")),
            ("met-why-key", why(why_found)),
        ]),
    };
    found.published.iter().map(line).collect()
}
