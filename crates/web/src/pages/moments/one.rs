//! One moment: everything that whoever wrote it said, and nobody's name.

use app::moment::SeenMoment;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryList, SummaryRow};
use model::learning::{
    Basis, Confidence, LearningLoop, LearningStage, Moment, MomentKind, SystemLevel,
};

use super::{Parts, Seen, seen, who_words};
use crate::draw::row;
use crate::frame::{Frame, show};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code};
use crate::when::date_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "moments/one.html")]
struct OnePage {
    frame: Frame,
    caption: String,
    text: String,
    rows: Html,
    /// How it changed and what it is linked to, in a review.
    journey: Option<String>,
    /// Who else met this, in a review.
    met: Option<String>,
}

pub(super) async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen(&state, &signed, &parts).await?;
    let id = parts.get("record").map_or("", String::as_str);
    let all = seen.moments.as_ref().map(|found| found.all.iter());
    let mut all = all.into_iter().flatten();
    let one = all.find(|one| one.kept.id.to_string() == id);
    let one = one.ok_or(PageError::NotFound)?;
    show(&OnePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("moment-title"))
            .back(seen.base.clone()),
        caption: seen.caption.clone(),
        text: one.kept.body.seen_differently.0.clone(),
        rows: SummaryList::new().rows(rows(&seen, one)).render(),
        journey: seen.journey(&format!("/{}", one.kept.id)),
        met: seen.met_before(&one.kept.id.to_string()),
    })
}

fn rows(seen: &Seen<'_>, one: &SeenMoment) -> Vec<SummaryRow> {
    let body = &one.kept.body;
    let occurred = body.occurred_on.map(|on| on.to_string());
    let learned: Vec<String> = one.learned.iter().map(who_words).collect();
    let written = one.kept.added_at.date_in_london();
    let mut lines = vec![
        ("moment-who-key", who_words(&one.who)),
        ("moment-when-key", date_in_words(written)),
        ("moment-occurred-key", occurred.unwrap_or_default()),
        ("moment-before-key", body.thought_before.0.clone()),
        ("moment-prompted-key", body.prompted_by.0.clone()),
    ];
    lines.extend(coded(seen, body));
    let revisit = body.revisit_on.map(date_in_words);
    lines.extend([
        ("moment-learned-key", learned.join(", ")),
        (
            "moment-stands-key",
            t_code("moment-how", body.stands.code()),
        ),
        ("moment-revisit-key", revisit.unwrap_or_default()),
    ]);
    let said = lines.into_iter().filter(|(_, words)| !words.is_empty());
    let mut rows: Vec<SummaryRow> = said.map(|(key, words)| row(t(key), words)).collect();
    rows.extend(basis(seen, body));
    rows
}

/// What was chosen from lists.
fn coded(seen: &Seen<'_>, body: &Moment) -> Vec<(&'static str, String)> {
    let label = |list: &str, code: Option<&'static str>| {
        let found = code.and_then(|code| seen.scheme.list(list)?.label_of(code));
        found.unwrap_or_default().to_owned()
    };
    let equity = body.equity.as_ref();
    let (kind, stage) = (body.kind.map(MomentKind::code), body.stage);
    let (level, changed) = (body.level, body.changed_at);
    let questions = body.questions.map(LearningLoop::code);
    let sure = body.confidence.map(Confidence::code);
    let asked = equity.map(|one| t_code("equity", one.asked.code()));
    let found = equity.map(|one| one.words.0.clone());
    vec![
        ("moment-kind-key", label("moment_kind", kind)),
        (
            "moment-stage-key",
            label("learning_stage", stage.map(LearningStage::code)),
        ),
        (
            "moment-level-key",
            label("level", level.map(SystemLevel::code)),
        ),
        (
            "moment-changed-key",
            label("level", changed.map(SystemLevel::code)),
        ),
        ("moment-loop-key", label("loop", questions)),
        ("moment-sure-key", label("confidence", sure)),
        ("moment-equity-key", asked.unwrap_or_default()),
        ("moment-found-key", found.unwrap_or_default()),
    ]
}

/// What it rests on, with links to what stands in the same review.
fn basis(seen: &Seen<'_>, body: &Moment) -> Option<SummaryRow> {
    let line = |one: &Basis| {
        let kind = t_code("basis", one.kind.code());
        let words = if one.passage.0.is_empty() {
            kind
        } else {
            format!("{kind}: {}", one.passage.0)
        };
        let at = match (one.record, one.file) {
            (Some(entry), _) => Some(format!("{}/chronology#e-{entry}", seen.above)),
            (None, Some(file)) => Some(format!("{}/files/{file}", seen.above)),
            (None, None) => None,
        };
        match at {
            Some(at) => Html::from(govuk::Link::new(words, at)),
            None => Html::escape(words),
        }
    };
    (!body.basis.is_empty()).then(|| {
        row(
            t("moment-basis-key"),
            Html::lines(body.basis.iter().map(line)),
        )
    })
}
