//! One moment: everything that whoever wrote it said, and nobody's name.

use app::journey::{Readable, readable};
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
use crate::pages::journey::short;
use crate::pages::people::reference;
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
    /// Who else met this.
    met: String,
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
    let open = open(&state, &signed, (&seen, &one.kept.body)).await?;
    show(&OnePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("moment-title"))
            .back(seen.base.clone()),
        caption: seen.caption.clone(),
        text: one.kept.body.seen_differently.0.clone(),
        rows: SummaryList::new().rows(rows(&seen, one, &open)).render(),
        journey: seen.journey(&format!("/{}", one.kept.id)),
        met: seen.met_before(&one.kept.id.to_string()),
    })
}

/// What of the entries and files that it rests on the reader may read; only a review has any.
async fn open(
    state: &WebState,
    signed: &Signed,
    (seen, body): (&Seen<'_>, &Moment),
) -> Result<Readable, PageError> {
    let rests = |one: &Basis| one.record.is_some() || one.file.is_some();
    match &seen.moments {
        Some(found) if seen.is_review() && body.basis.iter().any(rests) => {
            let reference = reference(&found.case.reference)?;
            Ok(readable(state.app(), &signed.ctx, &reference).await?)
        }
        _ => Ok(Readable::default()),
    }
}

fn rows(seen: &Seen<'_>, one: &SeenMoment, open: &Readable) -> Vec<SummaryRow> {
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
    rows.extend(basis(seen, body, open));
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

/// What it rests on, with links to what stands in the same review; of what the reader may not read, only that it is there.
fn basis(seen: &Seen<'_>, body: &Moment, open: &Readable) -> Option<SummaryRow> {
    let said = |one: &Basis, stands: &str| {
        let kind = t_code("basis", one.kind.code());
        match one.passage.0.is_empty() {
            true if stands.is_empty() => kind,
            true => format!("{kind}: {stands}"),
            false => format!("{kind}: {}", one.passage.0),
        }
    };
    let line = |one: &Basis| {
        let (words, at) = match (one.record, one.file) {
            (Some(id), _) => match open.entry(id) {
                None => return Html::escape(t("basis-entry-hidden")),
                Some(entry) => (
                    short(&entry.body.text.0),
                    format!("{}/chronology#e-{id}", seen.above),
                ),
            },
            (None, Some(id)) => match open.file(id) {
                None => return Html::escape(t("basis-file-hidden")),
                Some(file) => (file.name.0.clone(), format!("{}/files/{id}", seen.above)),
            },
            (None, None) => return Html::escape(said(one, "")),
        };
        Html::from(govuk::Link::new(said(one, &words), at))
    };
    (!body.basis.is_empty()).then(|| {
        row(
            t("moment-basis-key"),
            Html::lines(body.basis.iter().map(line)),
        )
    })
}
