//! Moments along time beside what the review was doing: drawn, and the same in a table.

use std::collections::BTreeMap;

use app::journey::{Journey, seen_within};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, TableCell};
use model::Date;
use model::learning::Moment;
use model::scheme::TrackKind;
use model::track::Transition;

use super::drawing::{Of, drawn};
use super::layout::{Mark, Row, lay};
use super::{Seen, anchor, seen, seen_words, short, stands};
use crate::draw::{Columns, bullets};
use crate::frame::{Frame, show};
use crate::pages::moments::Parts;
use crate::pages::tracks::numbered;
use crate::pages::tracks::words::stage_label;
use crate::problem::Answer;
use crate::texts::{t, t_with};
use crate::{Signed, WebState};

/// The most moments that stand above each other before they are counted.
const MOMENTS: usize = 8;
/// The same of steps.
const STEPS: usize = 3;

#[derive(Template)]
#[template(path = "journey/timeline.html")]
struct TimelinePage {
    frame: Frame,
    caption: String,
    ways: Vec<(String, String)>,
    lead: String,
    none: String,
    picture: Option<Html>,
    signs: Html,
    /// How many steps have no day that could be drawn.
    undated: Option<String>,
    table: Html,
}

pub(super) async fn timeline(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen(&state, &signed, &parts).await?;
    let rows = rows(&seen, signed.ctx.today());
    let layout = lay(&rows).filter(|_| !seen.found.moments.is_empty());
    let undated = seen.found.steps.iter().filter(|one| day(one).is_none());
    let undated = i64::try_from(undated.count()).unwrap_or(i64::MAX);
    let signs = [
        "journey-sign-moment",
        "journey-sign-doubted",
        "journey-sign-gone",
        "journey-sign-step",
        "journey-sign-many",
        "journey-sign-wide",
    ];
    show(&TimelinePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("journey-timeline-title"))
            .back(seen.here("")),
        caption: seen.caption(),
        ways: seen.ways(),
        lead: seen.says(("journey-timeline-lead", "own-journey-timeline-lead")),
        none: seen.says(("journey-none", "own-journey-none")),
        picture: layout.as_ref().map(drawn).transpose()?,
        signs: bullets(signs.map(|key| Html::escape(t(key)))),
        undated: (undated > 0).then(|| t_with("journey-undated", &[("many", undated.into())])),
        table: table(&seen, signed.ctx.today()),
    })
}

fn day(step: &Transition) -> Option<Date> {
    step.stands_at().earliest()
}

/// "Rapid review: Sent".
fn step_words(seen: &Seen<'_, Journey>, step: &Transition) -> String {
    let values = [
        (
            "part",
            numbered(seen.scheme, step.track, step.instance).into(),
        ),
        ("step", stage_label(seen.scheme, step.track, step.to).into()),
    ];
    t_with("journey-step", &values)
}

fn track_href(seen: &Seen<'_, Journey>, (track, instance): (TrackKind, u32)) -> String {
    format!("{}/tracks/{}/{instance}", seen.place.above, track.code())
}

/// A row for moments, and one for each part of the review in which something happened.
fn rows(seen: &Seen<'_, Journey>, today: Date) -> Vec<Row<Of>> {
    let moments = seen.found.moments.iter().enumerate();
    let mut rows = vec![Row {
        name: t("journey-row-moments"),
        marks: moments
            .map(|(at, one)| moment_mark((at, one), today))
            .collect(),
        most: MOMENTS,
    }];
    let mut parts: BTreeMap<(TrackKind, u32), Vec<Mark<Of>>> = BTreeMap::new();
    for step in &seen.found.steps {
        let key = (step.track, step.instance);
        let mark = day(step).map(|on| Mark {
            on,
            to: on,
            of: step_of(seen, step),
        });
        parts.entry(key).or_default().extend(mark);
    }
    rows.extend(parts.into_iter().map(|((track, instance), marks)| Row {
        name: numbered(seen.scheme, track, instance),
        marks,
        most: STEPS,
    }));
    rows.retain(|row| !row.marks.is_empty());
    rows
}

fn moment_mark((at, one): (usize, &Stored<Moment>), today: Date) -> Mark<Of> {
    let (on, to) = seen_within(one);
    let number = i64::try_from(at + 1).unwrap_or(i64::MAX);
    let values = [
        ("number", number.into()),
        ("day", seen_words(one).into()),
        ("words", short(&one.body.seen_differently.0).into()),
        ("how", stands(&one.body, today).into()),
    ];
    let href = format!("#{}", anchor(one));
    Mark {
        on,
        to,
        of: Of {
            href_of_many: href.clone(),
            href,
            label: t_with("journey-mark", &values),
            sign: number.to_string(),
            stands: Some(one.body.stands),
        },
    }
}

fn step_of(seen: &Seen<'_, Journey>, step: &Transition) -> Of {
    let href = track_href(seen, (step.track, step.instance));
    let values = [
        ("what", step_words(seen, step).into()),
        ("day", step.happened.to_string().into()),
    ];
    Of {
        href_of_many: href.clone(),
        href,
        label: t_with("journey-step-mark", &values),
        sign: String::new(),
        stands: None,
    }
}

/// Moments and steps in the order of their days; steps without one come last.
fn table(seen: &Seen<'_, Journey>, today: Date) -> Html {
    let moments = seen.found.moments.iter().enumerate();
    let moments =
        moments.map(|(at, one)| (Some(seen_within(one).0), moment_row(seen, (at, one), today)));
    let steps = seen.found.steps.iter();
    let steps = steps.map(|step| (day(step), step_row(seen, step)));
    let mut rows: Vec<(Option<Date>, Vec<TableCell>)> = moments.chain(steps).collect();
    rows.sort_by_key(|(on, _)| (on.is_none(), *on));
    let columns = Columns::of(&[
        "journey-col-number",
        "journey-col-day",
        "journey-col-what",
        "journey-col-stands",
    ]);
    let rows = rows.into_iter().map(|(_, cells)| cells);
    let table = columns.table(t("journey-table"), rows);
    table.caption_hidden().render()
}

fn moment_row(
    seen: &Seen<'_, Journey>,
    (at, one): (usize, &Stored<Moment>),
    today: Date,
) -> Vec<TableCell> {
    let href = seen.here(&format!("/{}", one.id));
    let words = Link::new(one.body.seen_differently.0.as_str(), href);
    vec![
        TableCell::new((at + 1).to_string())
            .header()
            .attribute("id", anchor(one)),
        TableCell::new(seen_words(one)),
        TableCell::new(words.render()),
        TableCell::new(stands(&one.body, today)),
    ]
}

fn step_row(seen: &Seen<'_, Journey>, step: &Transition) -> Vec<TableCell> {
    let href = track_href(seen, (step.track, step.instance));
    let words = Link::new(step_words(seen, step), href);
    vec![
        TableCell::new(t("journey-a-step")).header(),
        TableCell::new(step.happened.to_string()),
        TableCell::new(words.render()),
        TableCell::new(""),
    ]
}
