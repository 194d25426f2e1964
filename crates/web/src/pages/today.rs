//! Today: what needs me, by when, and how long have I got.

use access::{Action as _, actions};
use app::commons::TakenBack;
use app::returns::RequestWaits;
use app::team::EmergencyReview;
use app::today::{Need, Today, TodayLine, today};
use app::vault::ReceivedCounts;
use askama::Template;
use axum::extract::State;
use govuk::{Html, Link, Size, Table, TableCell};
use model::Date;
use model::case::ReceivedStep;
use model::clock::{Ask, ClockLine, ClockState};

use crate::draw::{Columns, strong};
use crate::frame::{Frame, show};
use crate::pages::ask::review_due;
use crate::pages::requests::agency;
use crate::problem::Answer;
use crate::table::{Row, Who, page};
use crate::texts::{t, t_code, t_code_with, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let who = Who::May(actions::SeeToday::INFO);
    vec![page("today", who, "/o/{organisation}/today", today_page)]
}

#[derive(Template)]
#[template(path = "today/today.html")]
struct TodayPage {
    frame: Frame,
    root: String,
    emergencies: Vec<Line>,
    safety: Vec<Line>,
    due: Vec<Line>,
    /// Requests for information that the reader answers.
    to_answer: Vec<RequestWaits>,
    practice: Vec<PracticeDue>,
    /// What waits elsewhere than in one review: end of the address, and words.
    beside: Vec<(String, String)>,
    may_raise: bool,
}

/// What one practice run wants done, under the day on which it stands.
struct PracticeDue {
    title: String,
    lines: Vec<Line>,
}

impl TodayPage {
    fn due(&self) -> Table {
        table(t("today-due"), &self.due).caption_size(Size::M)
    }

    /// Requests that the reader answers for their agency: by their day, and naming neither a review nor a person.
    fn to_answer(&self) -> Table {
        let keys = ["today-left", "today-what", "today-by", "today-stands"];
        let rows = self.to_answer.iter().map(|one| request(&self.root, one));
        let table = Columns::of(&keys).table(t("today-to-answer"), rows);
        table.caption_size(Size::M)
    }
}

fn request(root: &str, one: &RequestWaits) -> Vec<TableCell> {
    let sent = date_in_words(one.sent_at.date_in_london());
    let what = Link::new(
        t1("today-request", "date", sent),
        format!("{root}/returns/{}", one.request),
    );
    let mut stands = vec![t_code("today-return", one.stands)];
    if one.questions > 0 {
        stands.push(t1("today-questions", "many", one.questions));
    }
    vec![
        TableCell::new(strong(one.left.map(days_to).unwrap_or_default())),
        TableCell::new(what.render()).header(),
        TableCell::new(date_in_words(one.due)),
        TableCell::new(Html::lines(stands.iter().map(Html::escape))),
    ]
}

impl PracticeDue {
    fn table(&self) -> Table {
        table(self.title.clone(), &self.lines).caption_size(Size::S)
    }

    /// The practice runs among the lines, in the order in which they want something.
    fn all(found: &Today, line: impl Fn(&TodayLine) -> Line) -> Vec<Self> {
        let mut references: Vec<&str> = Vec::new();
        let practice = || found.lines.iter().filter(|one| one.practice);
        for one in practice() {
            if !references.contains(&one.reference.as_str()) {
                references.push(&one.reference);
            }
        }
        let run = |reference: &str| {
            let own = practice().filter(|one| one.reference == reference);
            Self {
                title: practice_title(found, reference),
                lines: own.map(&line).collect(),
            }
        };
        references.into_iter().map(run).collect()
    }
}

/// Which practice run, and which day it is there. One that is over stands on no day.
fn practice_title(found: &Today, reference: &str) -> String {
    match found.practice_days.get(reference) {
        Some(day) => {
            let day = date_in_words(*day);
            let values = [("reference", reference.into()), ("day", day.into())];
            t_with("today-practice-run", &values)
        }
        None => t1("today-review", "reference", reference),
    }
}

fn table(caption: String, lines: &[Line]) -> Table {
    let columns = Columns::of(&["today-left", "today-what", "today-by", "today-holder"]);
    columns.table(caption, lines.iter().map(Line::cells))
}

/// One thing that needs somebody, in words.
struct Line {
    href: String,
    reference: String,
    what: String,
    who: String,
    when: String,
    left: String,
    unchecked: bool,
}

impl Line {
    fn cells(&self) -> Vec<TableCell> {
        let mut more = t1("today-review", "reference", &self.reference);
        if self.unchecked {
            more = format!("{more} · {}", t("unchecked-mark"));
        }
        let what = [
            Link::new(&self.what, &self.href).render(),
            Html::element("span", "govuk-visually-hidden", ", "),
            " ".into(),
            Html::element("span", "tl-needs__more", more),
        ];
        vec![
            TableCell::new(strong(&self.left)),
            TableCell::new(Html::join(what)).header(),
            TableCell::new(&self.when),
            TableCell::new(&self.who),
        ]
    }
}

async fn today_page(State(state): State<WebState>, signed: Signed) -> Answer {
    let found = today(state.app(), &signed.ctx).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let shared = shared(&state, &signed).await;
    let root = format!("/o/{}", signed.place.organisation.code);
    let line = |line: &TodayLine| words(&root, &names, line);
    let of_real = |wanted: fn(&Need) -> bool| {
        let real = found.lines.iter().filter(|one| !one.practice);
        real.filter(|one| wanted(&one.need)).map(line).collect()
    };
    show(&TodayPage {
        emergencies: of_real(|need| matches!(need, Need::Emergency { .. })),
        safety: of_real(|need| matches!(need, Need::Safety { .. })),
        due: of_real(|need| matches!(need, Need::Clock(_) | Need::Look(_))),
        practice: PracticeDue::all(&found, line),
        beside: beside(&found).into_iter().chain(shared).collect(),
        to_answer: found.to_answer,
        may_raise: found.may_raise,
        frame: Frame::of(&state, &signed.visit).titled(t("today-title")),
        root,
    })
}

/// What waits about shared learning. Where that store cannot be read, the rest of the page is there all the same.
async fn shared(state: &WebState, signed: &Signed) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let many = app::exchange::waiting(state.app(), &signed.ctx).await;
    let many = many.unwrap_or_default();
    if many > 0 {
        let words = t_with("today-uptakes", &[("many", many.into())]);
        lines.push(("shared/decisions".to_owned(), words));
    }
    lines.extend(second(state, signed).await);
    lines.extend(questions(state, signed).await);
    let told = app::exchange::told_us(state.app(), &signed.ctx).await;
    for (one, many) in told.unwrap_or_default() {
        let page = format!("reviews/{}/sharing/{}", one.reference, one.draft);
        lines.push((page, t_with("today-told-us", &[("many", many.into())])));
    }
    let back = app::library::taken_back(state.app(), &signed.ctx).await;
    let back = back.unwrap_or_default();
    let kinds = [
        (&back.own, "today-taken-back"),
        (&back.others, "today-taken-back-here"),
    ];
    for (all, key) in kinds {
        let line = |one: &TakenBack| {
            let day = one.on.map(date_in_words).unwrap_or_default();
            (format!("shared/items/{}", one.id), t1(key, "day", day))
        };
        lines.extend(all.iter().map(line));
    }
    let back = app::ours::taken_back(state.app(), &signed.ctx).await;
    lines.extend(back.unwrap_or_default().iter().map(|one| {
        let day = one.on.map(date_in_words).unwrap_or_default();
        let words = t1("today-ours-taken-back", "day", day);
        (format!("shared/ours/{}", one.id), words)
    }));
    let gone = app::library::documents::gone(state.app(), &signed.ctx).await;
    lines.extend(gone.unwrap_or_default().iter().map(|one| {
        let day = date_in_words(one.at.date_in_london());
        let words = t1("today-document-removed", "day", day);
        (format!("shared/documents/{}", one.id), words)
    }));
    let newer = app::library::newer(state.app(), &signed.ctx).await;
    lines.extend(newer.unwrap_or_default().iter().map(|one| {
        let key = match one.exported {
            true => "today-newer-copy",
            false => "today-newer",
        };
        let words = t1(key, "version", one.version);
        (format!("shared/items/{}", one.id), words)
    }));
    let new = app::library::anything_new(state.app(), &signed.ctx).await;
    if new.unwrap_or_default() {
        lines.push(("shared/searches".to_owned(), t("today-searches")));
    }
    lines
}

/// What waits for the reader about questions to those behind shared learning.
async fn questions(state: &WebState, signed: &Signed) -> Vec<(String, String)> {
    let waiting = app::exchange::questions_waiting(state.app(), &signed.ctx).await;
    let waiting = waiting.unwrap_or_default();
    let mut lines = Vec::new();
    if waiting.to_pass_on > 0 {
        let values = [("many", waiting.to_pass_on.into())];
        let words = t_with("today-questions-to-pass-on", &values);
        lines.push(("shared/questions-to-pass-on".to_owned(), words));
    }
    lines.extend(waiting.to_answer.iter().map(|one| {
        let page = format!("reviews/{}/sharing/{}", one.reference, one.draft);
        (page, t("today-question-to-answer"))
    }));
    lines.extend(waiting.answered.iter().map(|item| {
        let page = format!("shared/items/{item}");
        (page, t("today-question-answered"))
    }));
    lines
}

/// What waits for the reader as the second person before others read it, and what was sent back to them: what it is, and since when.
async fn second(state: &WebState, signed: &Signed) -> Vec<(String, String)> {
    let (app, ctx) = (state.app(), &signed.ctx);
    let words = |sent_back: bool, what: &str, since: Date| {
        let key = match sent_back {
            true => "today-second-back",
            false => "today-second",
        };
        let values = [
            ("what", t_code("today-second", what).into()),
            ("day", date_in_words(since).into()),
        ];
        t_with(key, &values)
    };
    let tellings = app::exchange::tellings_waiting(app, ctx).await;
    let tellings = tellings.unwrap_or_default().into_iter().map(|one| {
        let page = format!("shared/items/{}", one.what);
        (page, words(one.sent_back, "telling", one.since))
    });
    let said = app::exchange::words_waiting(app, ctx).await;
    let said = said.unwrap_or_default().into_iter().map(|one| {
        let page = format!("shared/leaving/{}", one.what);
        (page, words(one.sent_back, "words", one.since))
    });
    let documents = app::library::waiting::documents_waiting(app, ctx).await;
    let documents = documents.unwrap_or_default().into_iter().map(|one| {
        let page = format!("shared/documents/{}", one.document);
        (page, words(one.sent_back, "document", one.since))
    });
    let findings = app::library::findings::findings_waiting(app, ctx).await;
    let findings = findings.unwrap_or_default().into_iter().map(|one| {
        let end = match one.sent_back {
            true => "",
            false => "/agree",
        };
        let (document, finding) = (one.document, one.finding);
        let page = format!("shared/documents/{document}/findings/{finding}{end}");
        (page, words(one.sent_back, "finding", one.since))
    });
    let themes = app::library::themes_waiting(app, ctx).await;
    let themes = themes.ok().flatten().and_then(|one| {
        let sent_back = one.mine && one.asked.sent_back.is_some();
        let page = "shared/themes/asked".to_owned();
        let since = one.asked.asked_at.date_in_london();
        (sent_back || one.may.is_ok()).then(|| (page, words(sent_back, "themes", since)))
    });
    let all = tellings.chain(said).chain(documents).chain(findings);
    all.chain(themes).collect()
}

/// Reviews on offer, cases that were received, and what waits about keeping and letting go.
fn beside(found: &Today) -> Vec<(String, String)> {
    let some = |many: usize, end: &str, key: &str| {
        let words = || t_with(key, &[("many", many.into())]);
        (many > 0).then(|| (end.to_owned(), words()))
    };
    let mut lines = Vec::from_iter(some(found.offered, "offered", "today-offered"));
    lines.extend(found.received.as_ref().map(received).unwrap_or_default());
    for one in &found.to_check {
        let words = t_with("today-checks", &[("many", one.many.into())]);
        lines.push((format!("checks/{}", one.request), words));
    }
    lines.extend(found.own_revisits.iter().map(|(id, due)| {
        let words = t1("today-own-revisit", "day", date_in_words(*due));
        (format!("own-learning/journey/{id}/look"), words)
    }));
    let keeping = &found.keeping;
    if let Some((many, first)) = keeping.requests {
        let values = [("many", many.into()), ("day", date_in_words(first).into())];
        let words = t_with("today-requests", &values);
        lines.push(("keeping/requests".to_owned(), words));
    }
    lines.extend(some(keeping.holds, "keeping", "today-holds"));
    lines.extend(some(keeping.disposals, "keeping", "today-disposals"));
    lines
}

/// What the cases that were received wait for, each with the end of its address; nothing for a step where none waits.
fn received(counts: &ReceivedCounts) -> Vec<(String, String)> {
    let waiting = ReceivedStep::ALL
        .iter()
        .filter(|step| **step != ReceivedStep::Done);
    let line = |step: &ReceivedStep| {
        let many = i64::try_from(counts.of(*step)).unwrap_or(i64::MAX);
        let words = t_code_with("today-received", step.code(), &[("many", many.into())]);
        (many > 0).then(|| (format!("received/by/{}", step.code()), words))
    };
    waiting.filter_map(line).collect()
}

fn words(root: &str, names: &app::names::Names, line: &TodayLine) -> Line {
    let href = format!("{root}/reviews/{}", line.reference);
    let reference = line.reference.clone();
    match &line.need {
        Need::Safety { person, mine } => {
            let name = names.of(*person).unwrap_or_default().to_owned();
            Line {
                href: format!("{href}/people"),
                reference,
                what: t("today-safety-line"),
                who: if *mine { t("today-you") } else { name },
                when: String::new(),
                left: t("today-now"),
                unchecked: false,
            }
        }
        Need::Emergency { person, at, review } => {
            let name = names.of(*person);
            let who = name.map_or_else(|| t("somebody"), str::to_owned);
            emergency_line((href, reference), who, (moment_in_words(*at), review))
        }
        Need::Look(look) => {
            let person = look.person.and_then(|person| names.of(person));
            let agency = look.agency.map(|id| agency(names, id));
            let who = person.map(str::to_owned).or(agency);
            Line {
                href: format!("{href}/{}", look.end),
                reference,
                what: t_code("look", look.what.code()),
                who: who.unwrap_or_default(),
                when: date_in_words(look.due),
                left: look.left.map(days_to).unwrap_or_default(),
                unchecked: false,
            }
        }
        Need::Clock(clock) => Line {
            href: clock_href(&href, clock),
            reference,
            what: if wants_reason(clock) {
                t1("today-say-why", "clock", &clock.label)
            } else {
                clock.label.clone()
            },
            who: clock.holder.clone(),
            when: clock.due.map(date_in_words).unwrap_or_default(),
            left: time_left(&clock.state, clock.expectation),
            unchecked: !clock.checked,
        },
    }
}

fn emergency_line(
    (review_href, reference): (String, String),
    who: String,
    (when, review): (String, &EmergencyReview),
) -> Line {
    let (what, left) = if review.is_done {
        (t("today-emergency-reviewed"), String::new())
    } else {
        (t("today-emergency-line"), review_due(review))
    };
    Line {
        href: format!("{review_href}/emergencies"),
        reference,
        what,
        who,
        when,
        left,
        unchecked: false,
    }
}

/// Where a clock of *Today* leads. What was done late and lacks its reason: to the reason. What is still to be
/// done, however late: to the review, where it is done.
fn clock_href(review: &str, clock: &ClockLine) -> String {
    if wants_reason(clock) {
        format!("{review}/clocks/{}/late", clock.id)
    } else {
        review.to_owned()
    }
}

fn wants_reason(clock: &ClockLine) -> bool {
    let done = matches!(clock.state, ClockState::Late { met: Some(_), .. });
    done && matches!(clock.asks(), Some(Ask::Reason | Ask::TellPanel))
}

/// How far a day is that is no clock's.
pub(crate) fn days_to(left: i64) -> String {
    match left {
        0 => t("clock-due-today"),
        left if left < 0 => t_with("clock-past", &[("days", (-left).into())]),
        left => t_with("clock-left", &[("days", left.into())]),
    }
}

/// What has to be done, by when, and how that stands.
pub(crate) fn clock_line(clock: &ClockLine) -> String {
    let left = time_left(&clock.state, clock.expectation);
    match clock.due.map(date_in_words) {
        Some(due) => format!("{}: {due}, {left}", clock.label),
        None => format!("{}: {left}", clock.label),
    }
}

/// How a clock stands, in words: never by colour alone.
pub(crate) fn time_left(state: &ClockState, expectation: bool) -> String {
    let days = |key: &str, days: i64| t_with(key, &[("days", days.into())]);
    match state {
        ClockState::Runs { left } if expectation && *left < 0 => days("clock-awaited", -left),
        ClockState::Runs { left: 0 } => t("clock-due-today"),
        ClockState::Runs { left } if *left < 0 => days("clock-past", -left),
        ClockState::Runs { left } => days("clock-left", *left),
        ClockState::Late { by, met: None } => days("clock-late", *by),
        ClockState::Late { by, met: Some(on) } => t_with(
            "clock-met-late",
            &[("days", (*by).into()), ("date", date_in_words(*on).into())],
        ),
        ClockState::Met { on, .. } => t_with("clock-met", &[("date", date_in_words(*on).into())]),
        ClockState::MetSomeDay => t("clock-met-some-day"),
        ClockState::Paused => t("clock-paused"),
        ClockState::DoesNotApply => t("clock-does-not-apply"),
        ClockState::Waits(event) => t_code("clock-waits", event.code()),
        ClockState::CannotSay(model::clock::Why::UncertainDate(event)) => {
            t_code("clock-uncertain", event.code())
        }
        ClockState::CannotSay(model::clock::Why::NotRecorded(event)) => {
            t_code("clock-not-recorded", event.code())
        }
        ClockState::CannotSay(model::clock::Why::OutOfOrder { .. }) => t("clock-out-of-order"),
        ClockState::CannotSay(model::clock::Why::Calendar(_)) => t("clock-no-calendar"),
    }
}
