//! Where the rapid review stands: the parts of its report, its meetings, what it still lacks, who signed it off.

use app::rapid_review::{Advice, advice};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryCard, SummaryList, SummaryRow};
use model::case::{ReportPart, ReviewMeeting, says_nothing};
use model::scheme::{StageKind, StepText, TrackKind};

use super::meeting::kind;
use super::part::title;
use super::{Seen, seen};
use crate::draw::{bullets, change, row, strong};
use crate::form::Hidden;
use crate::frame::{Frame, show};
use crate::pages::brought_in::{done_before, was_before};
use crate::pages::moments::count;
use crate::pages::seen::{Here, list_mark};
use crate::pages::signing::{sign_offs, to_confirm};
use crate::problem::Answer;
use crate::texts::{t, t_code, t_code_with, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "rapid_review/overview.html")]
struct OverviewPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    /// What was done of it before the review was brought in.
    before: Html,
    /// Whether it was sent then, and nothing of another version stands here.
    sent_before: bool,
    /// Where the clock stands.
    due: Option<String>,
    parts: Html,
    mark: Option<String>,
    meetings: Html,
    has_meetings: bool,
    learning: String,
    decision: String,
    stops: Vec<String>,
    advice: Vec<String>,
    signed: Html,
    /// Sign-offs entered for the reader's partner, to confirm.
    confirm: Option<String>,
    sent: Vec<String>,
    may_write: bool,
    may_sign: bool,
    may_sign_for: bool,
    may_send: bool,
    unconfirmed: bool,
    /// What was put together for the national body: in words, and where it is fetched.
    packs: Vec<(String, Html)>,
    hidden: Hidden,
    base: String,
    review: String,
}

/// What the report lacks, as a list under its heading; nothing when it lacks nothing.
pub(super) fn lacks_list(all: &[Advice]) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    let lines = all.iter().map(|one| {
        let words = advice_words(one);
        if one.stops {
            strong(words)
        } else {
            words.into()
        }
    });
    Html::join([
        Html::element("h2", "govuk-heading-m", t("rapid-review-lacks")),
        bullets(lines),
    ])
}

/// Something that the report lacks, in words.
fn advice_words(one: &Advice) -> String {
    let many = i64::try_from(one.many).unwrap_or(i64::MAX);
    t_code_with("advice", one.code, &[("many", many.into())])
}

pub(super) async fn overview(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let unconfirmed = seen.paper(&state, &signed).await?.unconfirmed;
    let review = &seen.review;
    let open = review.case.closed_at.is_none();
    let lacks = advice(review);
    let mine = review.my_partner.as_ref();
    let confirm = to_confirm(&review.partners, mine).filter(|_| open && review.may_sign);
    let words = |stops: bool| {
        let of = lacks.iter().filter(move |one| one.stops == stops);
        of.map(advice_words).collect()
    };
    let steps = || review.records.steps.iter().map(|one| &one.body);
    let track = TrackKind::RapidReview;
    let sent_before = was_before(steps(), track, &[StageKind::Sent]) && review.texts.is_empty();
    let sentence = if sent_before {
        "done-before-report"
    } else {
        "done-before-again"
    };
    let home = seen.base.trim_end_matches("/rapid-review");
    show(&OverviewPage {
        before: done_before(seen.scheme, steps(), (track, sentence), home),
        sent_before,
        frame: Frame::of(&state, &signed.visit)
            .titled(t("rapid-review-title"))
            .back(seen.base.trim_end_matches("/rapid-review").to_owned()),
        caption: seen.caption(),
        step: seen.step("rapid_review"),
        due: due(&seen),
        parts: parts(&seen).render(),
        mark: list_mark(seen.scheme.list("report_part")),
        meetings: meetings(&seen),
        has_meetings: !review.meetings.is_empty(),
        learning: learning(&seen),
        decision: decision(&seen),
        stops: words(true),
        advice: words(false),
        signed: sign_offs(&review.partners, &seen.names, |code| {
            t_code("sign-stands", code)
        })
        .render(),
        sent: sent(&seen),
        may_write: open && review.may_write,
        may_sign: open && review.may_sign && review.my_partner.is_some(),
        may_sign_for: open && review.may_sign_for,
        may_send: open && review.may_send,
        unconfirmed: !unconfirmed.is_empty(),
        packs: super::pack::made(&seen),
        hidden: state.hidden(&signed.visit, confirm.as_ref().map(|(_, version)| *version))?,
        confirm: confirm.map(|(record, _)| record),
        review: seen.base.trim_end_matches("/rapid-review").to_owned(),
        base: seen.base,
    })
}

fn due(seen: &Seen<'_>) -> Option<String> {
    let clock = seen.review.clock.as_ref()?;
    let left = crate::pages::today::time_left(&clock.state, clock.expectation);
    let due = clock.due.map(date_in_words);
    Some(match due {
        Some(due) => format!("{}: {due}, {left}", t("rapid-review-due")),
        None => format!("{}: {left}", t("rapid-review-due")),
    })
}

/// A line for each part: what it says, shortened, or that nothing stands there.
fn parts(seen: &Seen<'_>) -> SummaryList {
    let may = seen.review.may_write && seen.review.case.closed_at.is_none();
    let line = |part: &ReportPart| {
        let name = title(seen, *part);
        let words = seen.review.text(*part).map(|one| one.body.words.0.as_str());
        let said = match words {
            Some(words) if !says_nothing(words) => Html::escape(shortened(words)),
            Some(words) => Html::lines([Html::escape(words), strong(t("report-says-nothing"))]),
            None => Html::element("span", "govuk-hint", t("learning-not-said")),
        };
        let drawn = row(&name, said);
        let href = format!("{}/parts/{}", seen.base, part.code());
        if may {
            drawn.action(change(href, name))
        } else {
            drawn
        }
    };
    SummaryList::new().rows(ReportPart::ALL.iter().map(line))
}

/// The beginning of a long text.
fn shortened(text: &str) -> String {
    const MOST: usize = 400;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(MOST).collect();
    let whole_words = beginning
        .rsplit_once(' ')
        .map_or(beginning.as_str(), |(words, _)| words);
    format!("{whole_words} …")
}

fn meetings(seen: &Seen<'_>) -> Html {
    let may = seen.review.may_write && seen.review.case.closed_at.is_none();
    let cards = seen.review.meetings.iter().map(|one| {
        let body = &one.body;
        let on = body.on.to_string();
        let papers = seen.review.files.iter();
        let papers: Vec<&str> = papers
            .filter(|file| body.papers.contains(&file.id))
            .map(|file| file.name.0.as_str())
            .collect();
        let mut rows = vec![row(t("meeting-attended-key"), &body.attended.0)];
        for (key, words) in [
            ("meeting-apologies-key", body.apologies.0.as_str()),
            ("meeting-papers-key", &papers.join(", ")),
            ("meeting-minutes-key", body.minutes.0.as_str()),
        ] {
            if !words.is_empty() {
                rows.push(row(t(key), words));
            }
        }
        rows.extend(cards_of(seen, one));
        let name = format!("{}, {on}", t_code("meeting-short", kind(body)));
        let href = format!("{}/meetings/{}", seen.base, one.id);
        SummaryCard::new(&name, SummaryList::new().rows(rows))
            .plain_links()
            .actions(may.then(|| change(href, &name)))
            .render()
    });
    Html::join(cards)
}

/// How many filled the card of a meeting, and the reader's own while there are no minutes.
fn cards_of(seen: &Seen<'_>, one: &Stored<ReviewMeeting>) -> Option<SummaryRow> {
    let filled = seen.review.cards.iter().filter(|of| **of == one.id);
    let words = count(filled.count(), one.body.there());
    let open = one.body.minutes.0.trim().is_empty();
    if !open || !seen.review.may_fill {
        return Some(row(t("card-key"), words));
    }
    let href = format!("{}/meetings/{}/card", seen.base, one.id);
    let link = Html::from(Link::new(t("card-link"), href));
    let lines = [Html::escape(words), link];
    Some(row(t("card-key"), Html::lines(lines)))
}

fn learning(seen: &Seen<'_>) -> String {
    let many = |count: usize| i64::try_from(count).unwrap_or(i64::MAX).into();
    let values = [
        ("points", many(seen.review.points.len())),
        ("actions", many(seen.review.actions().len())),
    ];
    t_with("rapid-review-learning", &values)
}

fn decision(seen: &Seen<'_>) -> String {
    match seen.review.local_review() {
        None => t("rapid-review-undecided"),
        Some(one) => {
            let key = if one.review {
                "rapid-review-yes"
            } else {
                "rapid-review-no"
            };
            t1(key, "day", one.on.to_string())
        }
    }
}

fn sent(seen: &Seen<'_>) -> Vec<String> {
    let line = |one: &app::vault::Outgoing| {
        let at = moment_in_words(one.at);
        t1(
            if one.receipt_at.is_some() {
                "send-received"
            } else {
                "send-under-way"
            },
            "when",
            &at,
        )
    };
    seen.review.sent.iter().map(line).collect()
}
