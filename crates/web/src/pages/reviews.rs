//! Every review that somebody may see, and where each stands.

use access::{Action as _, actions};
use app::reviews::ReviewLine;
use askama::Template;
use axum::extract::{RawQuery, State};
use govuk::{Html, Link, Size, Table, TableCell};

use crate::draw::{Columns, marked, strong};
use crate::frame::{Frame, RAISES, show};
use crate::paging::{Paging, page_asked};
use crate::problem::Answer;
use crate::table::{Row, Who, page};
use crate::texts::{t, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// Lines on a page.
const A_PAGE: usize = 50;

pub(crate) fn rows() -> Vec<Row> {
    let all = Who::May(actions::SeeToday::INFO);
    vec![page("reviews", all, "/o/{organisation}/reviews", reviews)]
}

struct Line {
    href: String,
    reference: String,
    raised: String,
    closed: Option<String>,
    track: String,
    stage: String,
    /// What is said of it beside its reference; mostly nothing.
    mark: String,
}

/// The open ones, or the closed ones.
struct Group {
    title: String,
    closed: bool,
    lines: Vec<Line>,
}

impl Group {
    fn table(&self) -> Table {
        let columns = if self.closed {
            Columns::of(&["reviews-review", "reviews-raised", "reviews-closed"])
        } else {
            Columns::of(&["reviews-review", "reviews-stands", "reviews-raised"])
        };
        let table = columns.table(&self.title, self.lines.iter().map(Line::cells));
        table.caption_size(Size::M)
    }
}

impl Line {
    fn cells(&self) -> Vec<TableCell> {
        let review = t1("today-review", "reference", &self.reference);
        let review = Link::new(review, &self.href).classes("tl-reference");
        let review = TableCell::new(marked(review, &self.mark)).header();
        let raised = TableCell::new(&self.raised);
        match &self.closed {
            Some(closed) => vec![review, raised, TableCell::new(closed)],
            None => {
                let stands = marked(strong(&self.stage), &self.track);
                vec![review, TableCell::new(stands), raised]
            }
        }
    }
}

#[derive(Template)]
#[template(path = "today/reviews.html")]
struct ReviewsPage {
    frame: Frame,
    groups: Vec<Group>,
    /// Whether the reader has just ended a practice run.
    ended: bool,
    range: Option<String>,
    pages: Option<Html>,
    /// Where a review is looked up by its reference, for whoever may.
    look_up: Option<String>,
    /// Where a practice run is started, for whoever may.
    practice: Option<String>,
    /// Where reviews that were offered and handed over stand, for whoever may.
    offered: Option<String>,
    /// Where a review that is under way elsewhere is brought in, for whoever may.
    bring_in: Option<String>,
    /// Where figures are that may leave, for whoever may.
    figures: Option<String>,
}

async fn reviews(
    State(state): State<WebState>,
    signed: Signed,
    RawQuery(query): RawQuery,
) -> Answer {
    let mut all = app::reviews::reviews(state.app(), &signed.ctx).await?;
    all.sort_by_key(|one| one.case.closed_at.is_some());
    let paging = Paging::of(page_asked(query.as_deref())?, A_PAGE, all.len());
    let shown = paging.part(&all);
    let group = |closed: bool, title: &str| {
        let of_group = shown
            .iter()
            .filter(|one| one.case.closed_at.is_some() == closed);
        let lines: Vec<Line> = of_group.map(|one| line(&signed, one)).collect();
        (!lines.is_empty()).then(|| Group {
            title: t(title),
            closed,
            lines,
        })
    };
    let groups = [
        group(false, "reviews-open"),
        group(true, "reviews-closed-title"),
    ];
    show(&ReviewsPage {
        frame: Frame::of(&state, &signed.visit).titled(t("reviews-title")),
        groups: groups.into_iter().flatten().collect(),
        ended: query.as_deref() == Some("done=practice-ended"),
        range: paging.words(),
        pages: paging.links(),
        practice: RAISES
            .iter()
            .any(|role| signed.place.roles.contains(role))
            .then(|| signed.path("practice")),
        offered: crate::pages::transfer::is_offered(&signed.place).then(|| signed.path("offered")),
        bring_in: crate::pages::bring_in::is_offered(&signed.place)
            .then(|| signed.path("bring-in")),
        figures: crate::pages::figures_out::is_offered(&signed.place)
            .then(|| signed.path("figures")),
        look_up: crate::pages::look_up::is_offered(&signed.place).then(|| signed.path("ask")),
    })
}

fn line(signed: &Signed, one: &ReviewLine) -> Line {
    let case = &one.case;
    let day = |at: model::Instant| date_in_words(at.date_in_london());
    let (track, stage) = one.stands.clone().unwrap_or_default();
    Line {
        href: signed.path(&format!("reviews/{}", case.reference)),
        reference: case.reference.clone(),
        raised: one
            .raised_before
            .map_or_else(|| day(case.raised_at), |on| on.to_string()),
        closed: case.closed_at.map(day),
        track,
        stage,
        mark: match (case.practice, one.raised_before) {
            (true, _) => t("practice-mark"),
            (false, Some(_)) => t("brought-in-mark"),
            (false, None) => String::new(),
        },
    }
}
