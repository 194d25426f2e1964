//! We have said this before: what was said earlier that is near a draft, here and elsewhere, and what became of it.

use app::exchange::{Ended, Said, SaidIn, SaidOf, said_before};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryList};
use model::RecordId;

use super::why;
use crate::draw::{row, rows};
use crate::frame::{Frame, show};
use crate::pages::library::list::{finding_about, how_said};
use crate::pages::people::reference;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// Something that was said before.
struct Line {
    /// Where it stands; none where each time that it was said has its own way.
    href: Option<String>,
    words: String,
    rows: Html,
}

#[derive(Template)]
#[template(path = "library/said.html")]
struct SaidPage {
    frame: Frame,
    caption: String,
    /// How it was looked for, where not by everything that could be.
    note: Option<String>,
    /// What was found where, under the words of a heading; nothing that is empty.
    found: Vec<(&'static str, Vec<Line>)>,
    library: String,
}

type HereRecord = Path<(String, String, String)>;

fn record(text: &str) -> Result<RecordId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn point(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereRecord,
) -> Answer {
    let of = SaidOf::LearningPoint(record(&id)?);
    shown((&state, &signed), (&text, of)).await
}

pub(super) async fn action(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereRecord,
) -> Answer {
    let of = SaidOf::Action(record(&id)?);
    shown((&state, &signed), (&text, of)).await
}

async fn shown((state, signed): (&WebState, &Signed), (text, of): (&str, SaidOf)) -> Answer {
    let reference = reference(text)?;
    let found = said_before(state.app(), &signed.ctx, &reference, of).await?;
    let others = found.others.iter().map(|(item, why_found)| {
        let body = item.body.as_ref();
        let effect = body.map(|body| t_code("shared-effect", body.effect_seen.code()));
        Line {
            href: Some(signed.path(&format!("shared/items/{}", item.id))),
            words: body.map_or_else(String::new, |body| body.condition.clone()),
            rows: pairs(&effect.unwrap_or_default(), &why(why_found)),
        }
    });
    let published = found.published.iter().map(|(finding, why_found)| Line {
        href: Some(signed.path(&format!(
            "shared/documents/{}#f{}",
            finding.document, finding.id
        ))),
        words: finding.body.text.clone(),
        rows: rows(&[
            (t("shared-origin-key"), finding_about(finding).join(". ")),
            (t("met-why-key"), why(why_found)),
        ])
        .render(),
    });
    let ours = found.ours.iter().map(|one| Line {
        href: Some(signed.path(&format!("shared/ours/{}", one.id))),
        words: one.learning.condition.clone(),
        rows: rows(&[
            (
                t("said-ended-key"),
                t_code("shared-effect", one.learning.effect_seen.code()),
            ),
            (t("met-why-key"), why(&one.why)),
            (t("shared-audience-key"), t("ours-only")),
        ])
        .render(),
    });
    let own: Vec<Line> = found.own.iter().map(|one| own(signed, one)).collect();
    let mut all = vec![
        ("said-own", own),
        ("ours-heading", ours.collect()),
        ("said-others", others.collect()),
        ("said-published", published.collect()),
    ];
    all.retain(|(_, lines)| !lines.is_empty());
    show(&SaidPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("said-title"))
            .back(signed.path(&format!("reviews/{reference}/learning"))),
        caption: t1("today-review", "reference", reference.as_str()),
        note: how_said(found.how),
        found: all,
        library: signed.path("shared"),
    })
}

/// What became of it and why it was found.
fn pairs(ended: &str, why: &str) -> Html {
    let all = [("said-ended-key", ended), ("met-why-key", why)];
    let said = all.into_iter().filter(|(_, words)| !words.is_empty());
    let said: Vec<(String, String)> = said
        .map(|(key, words)| (t(key), words.to_owned()))
        .collect();
    rows(&said).render()
}

/// Each time that it was said has a row with what became of it, and a way to its review.
fn own(signed: &Signed, one: &Said) -> Line {
    let mut all = Vec::new();
    if one.times.len() > 1 {
        let often = t1("said-often", "count", one.times.len());
        all.push(row(t("said-often-key"), often));
    }
    all.extend(one.times.iter().map(|at| {
        let open = t1("said-open", "reference", at.reference.as_str());
        let href = signed.path(&format!("reviews/{}/learning", at.reference));
        let open = Html::from(Link::new(open, href));
        let lines = [Html::escape(ended(&at.ended)), open];
        row(said_in(at), Html::lines(lines))
    }));
    all.push(row(t("met-why-key"), why(&one.why)));
    Line {
        href: None,
        words: one.text.clone(),
        rows: SummaryList::new().rows(all).render(),
    }
}

/// In which review, and on which day.
fn said_in(one: &SaidIn) -> String {
    let values = [
        ("reference", one.reference.as_str().into()),
        ("day", date_in_words(one.on).into()),
    ];
    let key = if one.closed {
        "said-where-closed"
    } else {
        "said-where"
    };
    t_with(key, &values)
}

fn ended(one: &Ended) -> String {
    let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    match one {
        Ended::Answered { actions: 0, .. } => t("said-no-action"),
        Ended::Answered {
            actions,
            done,
            changed,
        } => t_with(
            "said-answered",
            &[
                ("actions", count(*actions).into()),
                ("done", count(*done).into()),
                ("changed", count(*changed).into()),
            ],
        ),
        Ended::Action { stands, seen } => {
            let stands = t_code("said-stands", stands);
            let seen = match seen {
                Some(seen) => t_code("said-seen", seen.code()),
                None => t("said-seen-nobody"),
            };
            format!("{stands}. {seen}.")
        }
    }
}
