//! What pages say of a review that was brought in: when and by whom, and what had been done by then.

use app::names::Names;
use app::review::Home;
use govuk::{Html, Link};
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::Transition;

use super::tracks::words::stage_label;
use crate::draw::{bullets, inset, paragraph, strong};
use crate::texts::{t, t_with, t1};
use crate::when::date_in_words;

/// What was done of these tracks before the review was brought in, each with its day and where it is recorded, and where a
/// document of it is added; nothing where nothing was.
pub(crate) fn done_before<'a>(
    scheme: &Scheme,
    steps: impl IntoIterator<Item = &'a Transition>,
    (track, sentence): (TrackKind, &str),
    review: &str,
) -> Html {
    let done = |step: &&Transition| {
        step.track == track && step.counts() && step.details.done_before.is_some()
    };
    let mut steps: Vec<&Transition> = steps.into_iter().filter(done).collect();
    if steps.is_empty() {
        return Html::default();
    }
    steps.sort_by(|one, two| one.sorts(two));
    let lines = steps.iter().map(|step| {
        let source = step.details.done_before.as_ref();
        let source = source.map_or("", |one| one.source.0.as_str());
        let lines = [Html::escape(line(scheme, step)), Html::escape(source)];
        Html::lines(lines)
    });
    let list = bullets(lines);
    let file = Link::new(t("done-before-file"), format!("{review}/files"));
    inset(Html::join([
        paragraph(strong(t("done-before-title"))),
        paragraph(t(sentence)),
        list,
        paragraph(file.render()),
    ]))
    .render()
}

fn line(scheme: &Scheme, step: &Transition) -> String {
    let date = if step.happened.is_unknown() {
        t("done-before-not-known")
    } else {
        step.happened.to_string()
    };
    let stage = stage_label(scheme, step.track, step.to);
    let values = [("stage", stage.into()), ("date", date.into())];
    t_with("done-before-line", &values)
}

/// Whether a stage was reached before the review was brought in.
pub(crate) fn was_before<'a>(
    steps: impl IntoIterator<Item = &'a Transition>,
    track: TrackKind,
    stages: &[StageKind],
) -> bool {
    steps.into_iter().any(|step| {
        step.track == track
            && stages.contains(&step.to)
            && step.counts()
            && step.details.done_before.is_some()
    })
}

/// For the home of the review: when and by whom it was brought in, the reference that it had, what is not known, what did
/// not happen, and the way to its files.
pub(crate) fn on_home(found: &Home, scheme: &Scheme, names: &Names, base: &str) -> Option<Html> {
    let kept = found.brought_in.as_ref()?;
    let body = &kept.body;
    let who = names.person(&kept.by);
    let values = [
        ("date", date_in_words(kept.added_at.date_in_london()).into()),
        (
            "who",
            who.map_or_else(|| t("somebody"), str::to_owned).into(),
        ),
        ("stage", stage_label(scheme, body.track, body.stage).into()),
    ];
    let mut parts = vec![paragraph(strong(t_with("brought-in-on", &values)))];
    let reference = body.local_reference.0.as_str();
    if !reference.is_empty() {
        parts.push(paragraph(t1(
            "brought-in-reference",
            "reference",
            reference,
        )));
    }
    parts.extend(unknown(found, scheme, base));
    parts.extend(left_out(found, scheme));
    if let Some(why) = &body.partners_not_told {
        parts.push(paragraph(t1(
            "brought-in-partners-not-told",
            "why",
            why.0.as_str(),
        )));
    }
    if found.may.attach && found.case.closed_at.is_none() {
        let files = Link::new(t("brought-in-files"), format!("{base}/files"));
        parts.push(paragraph(files.render()));
    }
    Some(inset(Html::join(parts)).render())
}

/// Steps whose day nobody knows, each with the way to its track, where the day is entered once it is known.
fn unknown(found: &Home, scheme: &Scheme, base: &str) -> Vec<Html> {
    let steps = found.records.steps.iter().map(|one| &one.body);
    let open = steps.filter(|step| {
        step.counts() && step.details.done_before.is_some() && step.happened.is_unknown()
    });
    let lines: Vec<Html> = open
        .map(|step| {
            let words = named(scheme, step.track, step.to);
            let href = format!("{base}/tracks/{}/{}", step.track.code(), step.instance);
            Link::new(words, href).render()
        })
        .collect();
    listed("brought-in-unknown", lines)
}

fn left_out(found: &Home, scheme: &Scheme) -> Vec<Html> {
    let all = found.brought_in.iter().flat_map(|one| &one.body.left_out);
    let lines: Vec<Html> = all
        .map(|one| {
            let words = named(scheme, one.track, one.stage);
            Html::escape(format!("{words}. {}", one.why.0))
        })
        .collect();
    listed("brought-in-left-out", lines)
}

fn named(scheme: &Scheme, track: TrackKind, stage: StageKind) -> String {
    let values = [
        ("track", super::tracks::numbered(scheme, track, 0).into()),
        ("stage", stage_label(scheme, track, stage).into()),
    ];
    t_with("bring-step", &values)
}

fn listed(key: &str, lines: Vec<Html>) -> Vec<Html> {
    if lines.is_empty() {
        return Vec::new();
    }
    let list = bullets(lines);
    vec![paragraph(t(key)), list]
}
