//! The home of a review: what is due and who holds it, where each track stands, who is in it, what
//! happened.

mod happened;
pub(crate) mod next;
mod strip;
mod tables;

use access::{Action as _, actions};
use app::moment::{Holders, holders};
use app::review::{Home, May, TrackLine, home};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Tag};
use model::clock::{ClockLine, ClockState, Lateness};
use model::learning::Moment;
use model::scheme::{EventKind, Scheme, StepText};

use crate::frame::{Frame, show};
use crate::pages::beside::{areas_summary, others_summary, passed, proceedings_summary};
use crate::pages::clocks::{asks_for, settled_at};
use crate::pages::closing::closed_words;
use crate::pages::moments::who_words;
use crate::pages::people::reference;
use crate::pages::today::time_left;
use crate::problem::Answer;
use crate::table::{Row, Who, page};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

use happened::{Happened, happened};
use strip::Strip;

/// Moments that the home of a review shows: the latest.
const MOMENTS: usize = 3;

pub(crate) fn rows() -> Vec<Row> {
    let read = Who::May(actions::ReadCase::INFO);
    vec![
        page(
            "review",
            read,
            "/o/{organisation}/reviews/{reference}",
            home_page,
        )
        .secret(),
    ]
}

#[derive(Template)]
#[template(path = "review/home.html")]
struct HomePage {
    frame: Frame,
    step: Option<StepText>,
    base: String,
    reference: String,
    practice: bool,
    /// Whether another partnership handed it over.
    came: bool,
    raised: String,
    outline: String,
    open_safety: usize,
    clocks: Vec<Clock>,
    /// Names of the clocks that do not apply to this review.
    elsewhere: Vec<String>,
    strip: Option<Strip>,
    tracks: Vec<Track>,
    people: Vec<(String, String)>,
    moments: Vec<Said>,
    /// How many there are.
    all_moments: usize,
    happened: Vec<Happened>,
    files: Vec<(String, String)>,
    /// What runs beside the review: end of the address, its words, how it stands.
    beside: Vec<(&'static str, String, String)>,
    /// Sections with a restriction of their own that are open to the reader: end of the address and name.
    restricted: Vec<(String, String)>,
    /// When and why the review was closed.
    closed: Option<(String, String)>,
    is_closed: bool,
    /// That it was brought in, what is not known of it, and what did not happen.
    brought_in: Option<Html>,
    /// Ends of the addresses of what is next.
    next: Vec<&'static str>,
    /// Since when a legal hold stands on it.
    legal_hold: Option<String>,
    /// Until when it is kept, for whoever keeps the schedule.
    keeping: Option<String>,
    /// Where the lead went.
    passed: Option<String>,
    may: May,
}

struct Clock {
    label: String,
    holder: String,
    due: String,
    left: String,
    source: String,
    unchecked: bool,
    note: Option<String>,
    /// What can be done about it: end of an address and its words.
    links: Vec<(String, String)>,
}

struct Track {
    href: String,
    label: String,
    stage: String,
    since: String,
}

struct Said {
    text: String,
    who: String,
    when: String,
}

async fn home_page(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
) -> Answer {
    let (state, signed) = (&state, &signed);
    let found = home(state.app(), &signed.ctx, &reference(&text)?).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let loaded = state
        .app()
        .scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let base = format!(
        "/o/{}/reviews/{}",
        signed.place.organisation.code, found.case.reference
    );
    let holders = holders(state.app(), &signed.ctx).await?;
    let page = HomePage {
        frame: Frame::of(state, &signed.visit).titled(t("review-title")),
        step: loaded.scheme.step("review_home").cloned(),
        reference: found.case.reference.clone(),
        practice: found.case.practice,
        came: found.came,
        raised: raised(&found),
        brought_in: crate::pages::brought_in::on_home(&found, &loaded.scheme, &names, &base),
        outline: outline(&found),
        next: found.next.iter().map(|one| next::page_of(*one).0).collect(),
        open_safety: app::safety::open_lines(&found.records.safety).len(),
        clocks: found
            .clocks
            .iter()
            .filter(|line| line.state != ClockState::DoesNotApply)
            .map(|line| clock(&found, &loaded.scheme, line))
            .collect(),
        elsewhere: not_applying(&found.clocks),
        strip: found
            .plan
            .as_ref()
            .map(|plan| Strip::of(plan, signed.ctx.today(), &found.clocks)),
        tracks: found.tracks.iter().map(track).collect(),
        people: people(&found),
        all_moments: found.moments.len(),
        moments: said(&holders, signed, &found, &loaded.scheme),
        happened: happened(&names, &found, &loaded.scheme),
        files: files(&base, &found),
        beside: beside(&found, &loaded.scheme, signed.ctx.today()),
        restricted: crate::pages::restricted::for_home(&found, signed),
        closed: closed_words(&found, &names),
        is_closed: found.case.closed_at.is_some(),
        legal_hold: legal_hold(&found),
        keeping: crate::pages::keeping::is_offered(&signed.place)
            .then(|| signed.path(&format!("keeping/reviews/{}", found.case.reference))),
        passed: passed(&found),
        may: found.may,
        base,
    };
    show(&page)
}

/// When it was raised here, or brought in.
fn raised(found: &Home) -> String {
    let day = date_in_words(found.case.raised_at.date_in_london());
    let key = if found.brought_in.is_some() {
        "brought-in-raised"
    } else {
        "today-raised"
    };
    t1(key, "date", day)
}

/// The legal hold that stands, in words: nothing of the review is disposed of.
fn legal_hold(found: &Home) -> Option<String> {
    let mut standing = found.legal_holds.iter().filter(|one| one.body.stands());
    let first = standing.next()?;
    let day = date_in_words(first.body.from);
    Some(t1("legal-hold-on-review", "day", day))
}

fn outline(found: &Home) -> String {
    found
        .records
        .incident
        .as_ref()
        .map(|one| one.body.outline.0.clone())
        .unwrap_or_default()
}

fn people(found: &Home) -> Vec<(String, String)> {
    let words = |one: &Stored<model::case::Subject>| {
        (
            one.body.name.0.clone(),
            t_code("subject", one.body.kind.code()),
        )
    };
    found.subjects.iter().map(words).collect()
}

fn files(base: &str, found: &Home) -> Vec<(String, String)> {
    let words =
        |file: &app::vault::FileRow| (format!("{base}/files/{}", file.id), file.name.0.clone());
    found.files.iter().map(words).collect()
}

/// The pages of what runs beside the review, each with how it stands.
fn beside(
    found: &Home,
    scheme: &Scheme,
    today: model::Date,
) -> Vec<(&'static str, String, String)> {
    vec![
        (
            "proceedings",
            t("proceedings-title"),
            proceedings_summary(found, scheme),
        ),
        (
            "other-notifications",
            t("others-title"),
            others_summary(found, scheme),
        ),
        ("areas", t("areas-title"), areas_summary(found)),
        (
            "agencies",
            t("agencies-title"),
            crate::pages::team::agencies_summary(found),
        ),
        (
            "requests",
            t("agency-requests-title"),
            crate::pages::requests::summary(&found.returns, today),
        ),
        ("chronology", t("chronology-title"), t("chronology-home")),
        (
            "people-and-places",
            t("people-places-title"),
            t("people-places-home"),
        ),
    ]
}

fn clock(found: &Home, scheme: &Scheme, line: &ClockLine) -> Clock {
    let note = if line.advisory {
        Some(t("clock-advisory"))
    } else if line.expectation {
        Some(t("clock-expectation"))
    } else if let Some(late) = &line.lateness {
        Some(late_words(scheme, late))
    } else if matches!(line.state, ClockState::Late { .. }) {
        Some(t("clock-no-reason"))
    } else {
        None
    };
    Clock {
        label: line.label.clone(),
        holder: line.holder.clone(),
        due: line.due.map(date_in_words).unwrap_or_default(),
        left: time_left(&line.state, line.expectation),
        source: line.source.clone().unwrap_or_default(),
        unchecked: !line.checked,
        note,
        links: clock_links(found, scheme, line),
    }
}

fn not_applying(clocks: &[ClockLine]) -> Vec<String> {
    let out = clocks
        .iter()
        .filter(|line| line.state == ClockState::DoesNotApply);
    out.map(|line| line.label.clone()).collect()
}

/// Why it is or will be late, and whether the national body was told.
fn late_words(scheme: &Scheme, late: &Lateness) -> String {
    let known = scheme.late_reasons.iter().find(|one| one.id == late.reason);
    let reason = known.map_or_else(|| late.reason.clone(), |one| one.label.en.clone());
    let told = late.told.map_or_else(
        || t("late-told-not-yet"),
        |day| t1("late-told-on-words", "date", day.to_string()),
    );
    format!("{reason}: {} · {told}", late.words.0)
}

/// What the reader can do about a clock: put a date right, say why it is late, pause it.
fn clock_links(found: &Home, scheme: &Scheme, line: &ClockLine) -> Vec<(String, String)> {
    let mut links = Vec::new();
    if found.case.closed_at.is_some() {
        return links;
    }
    if let Some(event) = asks_for(&line.state) {
        links.push((settled_at(scheme, event), t("clock-settle")));
    }
    let open = matches!(
        line.state,
        ClockState::Late { .. } | ClockState::Runs { .. } | ClockState::Paused
    );
    let can_be_late = !line.advisory && !line.expectation;
    if found.may.late && open && can_be_late {
        let late = matches!(line.state, ClockState::Late { .. });
        let key = if line.lateness.is_some() {
            t("late-change")
        } else if late {
            t("late-say")
        } else {
            t("late-foresee")
        };
        links.push((format!("clocks/{}/late", line.id), key));
    }
    let known = scheme.clock(&line.id);
    let pausable = known.is_some_and(model::scheme::ClockDef::can_be_paused);
    if found.may.track && pausable {
        if line.trigger == EventKind::PublicationPlanned {
            links.push(("publication-day".to_owned(), t("publication-title")));
        }
        match line.state {
            ClockState::Paused => {
                links.push((format!("clocks/{}/lift", line.id), t("pause-lift-title")));
            }
            ClockState::Runs { .. } | ClockState::Late { met: None, .. } => {
                links.push((format!("clocks/{}/pause", line.id), t("pause-title")));
            }
            _ => {}
        }
    }
    links
}

fn track(line: &TrackLine) -> Track {
    let label = if line.several && line.stage.is_some() {
        let values = [
            ("track", line.label.as_str().into()),
            ("number", (i64::from(line.instance) + 1).into()),
        ];
        t_with("track-numbered", &values)
    } else {
        line.label.clone()
    };
    Track {
        href: format!("{}/{}", line.track.code(), line.instance),
        label,
        stage: line.stage.clone().unwrap_or_else(|| t("track-not-begun")),
        since: line
            .since
            .map(|since| since.to_string())
            .unwrap_or_default(),
    }
}

/// The latest moments, each with who wrote it as far as readers are told.
fn said(holders: &Holders, signed: &Signed, found: &Home, scheme: &Scheme) -> Vec<Said> {
    let rule = &scheme.learning;
    let said = |one: &Stored<Moment>| Said {
        text: one.body.seen_differently.0.clone(),
        who: who_words(&holders.of(&signed.ctx, one, rule)),
        when: date_in_words(one.added_at.date_in_london()),
    };
    found.moments.iter().take(MOMENTS).map(said).collect()
}

impl HomePage {
    /// The mark of a step that is next; nothing at any other.
    fn mark(&self, end: &str) -> Html {
        if self.next.contains(&end) {
            Html::join([" ".into(), Tag::new(t("review-next")).render()])
        } else {
            Html::default()
        }
    }
}

/// The steps of a review that have pages of their own, in their order: end of the address, key of
/// the words.
pub(crate) const LINKS: &[(&str, &str)] = &[
    ("incident", "incident-title"),
    ("decision", "decision-title"),
    ("notification", "notification-title"),
    ("learning", "learning-title"),
    ("journey", "journey-title"),
    ("rapid-review", "rapid-review-title"),
    ("local-review", "local-review-title"),
    ("practitioners", "practitioners-title"),
    ("quality", "quality-title"),
    ("letters", "letters-title"),
    ("written-letters", "written-letters-title"),
    ("publication", "publish-title"),
    ("team", "team-title"),
    ("files", "files-title"),
];
