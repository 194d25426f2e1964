//! One review: until when it is kept, what holds it, and whether somebody proposed to dispose of it.

use app::names::Names;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{SummaryAction, SummaryCard, SummaryList};
use model::case::{DisposalProposed, LegalHold};

use super::list::{marks, until};
use super::{Seen, seen};
use crate::draw::{row, rows};
use crate::frame::{Frame, show};
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::texts::{t, t_with};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "keeping/case.html")]
struct CasePage {
    frame: Frame,
    base: String,
    review: String,
    caption: String,
    facts: SummaryList,
    holds: Vec<SummaryCard>,
    proposals: Vec<SummaryCard>,
    /// Whether the reader may bring out what is held on one person.
    brings_out: bool,
    /// Whether somebody may propose, and whether a proposal waits.
    proposes: bool,
    waits: bool,
    held: bool,
    closed: bool,
    own: bool,
}

fn who_when(names: &Names, by: &str, at: model::Instant) -> String {
    let who = names
        .person(by)
        .map_or_else(|| t("somebody"), str::to_owned);
    let values = [("who", who.into()), ("when", moment_in_words(at).into())];
    t_with("keeping-by", &values)
}

fn hold_card(seen: &Seen<'_>, names: &Names, one: &Stored<LegalHold>) -> SummaryCard {
    let body = &one.body;
    let put_by = body.put_by.to_string();
    let mut list = vec![
        row(t("legal-hold-reason-key"), body.reason.0.as_str()),
        row(t("legal-hold-asked-key"), body.asked_by.0.as_str()),
        row(t("legal-hold-from-key"), date_in_words(body.from)),
        row(t("legal-hold-review-key"), date_in_words(body.review)),
        row(
            t("legal-hold-put-key"),
            who_when(names, &put_by, one.added_at),
        ),
    ];
    if let Some(lifted) = &body.lifted {
        list.push(row(t("legal-hold-lifted-key"), date_in_words(lifted.on)));
        list.push(row(
            t("legal-hold-lifted-why-key"),
            lifted.reason.0.as_str(),
        ));
        list.push(row(
            t("legal-hold-lifted-by-key"),
            who_when(names, &one.by, one.changed_at),
        ));
    }
    let title = t(if body.stands() {
        "legal-hold-stands"
    } else {
        "legal-hold-was"
    });
    let card = SummaryCard::of_list(title, SummaryList::new().rows(list));
    if !body.stands() {
        return card;
    }
    let href = format!("{}/hold/{}", seen.base, one.id);
    card.action(SummaryAction::new(t("legal-hold-lift-link"), href))
}

fn proposal_card(names: &Names, one: &Stored<DisposalProposed>) -> SummaryCard {
    let body = &one.body;
    let proposed_by = body.proposed_by.to_string();
    let mut list = vec![
        row(t("dispose-reason-key"), body.reason.0.as_str()),
        row(
            t("dispose-by-key"),
            who_when(names, &proposed_by, one.added_at),
        ),
    ];
    if let Some(early) = &body.early {
        list.insert(1, row(t("dispose-early-key"), early.0.as_str()));
    }
    if let Some(why) = &body.taken_back {
        list.push(row(t("dispose-back-key"), why.0.as_str()));
        list.push(row(
            t("dispose-back-by-key"),
            who_when(names, &one.by, one.changed_at),
        ));
    }
    let title = t(if body.stands() {
        "dispose-stands"
    } else {
        "dispose-was"
    });
    SummaryCard::of_list(title, SummaryList::new().rows(list))
}

pub(super) async fn show_case(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let kept = &seen.kept;
    let case = &kept.case;
    let closed = case.closed_at.map(|at| date_in_words(at.date_in_london()));
    let mut facts = vec![
        (
            t("keeping-raised-key"),
            date_in_words(case.raised_at.date_in_london()),
        ),
        (
            t("keeping-closed-key"),
            closed.unwrap_or_else(|| t("keeping-not-closed")),
        ),
        (t("keeping-until-key"), until(kept)),
    ];
    let notes = marks(kept, signed.ctx.today());
    if !notes.is_empty() {
        facts.push((t("keeping-marks-key"), notes.join(". ")));
    }
    let me = signed.ctx.actor.person().map(|person| person.id);
    let proposal = kept.proposal();
    let closed = case.closed_at.is_some();
    let held = kept.held().next().is_some();
    show(&CasePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("keeping-case-title"))
            .back(signed.path("keeping")),
        review: signed.path(&format!("reviews/{}", seen.reference)),
        caption: seen.caption(),
        facts: rows(&facts),
        holds: kept
            .holds
            .iter()
            .rev()
            .map(|one| hold_card(&seen, &names, one))
            .collect(),
        proposals: kept
            .proposals
            .iter()
            .rev()
            .map(|one| proposal_card(&names, one))
            .collect(),
        brings_out: kept.brings_out,
        proposes: closed && !held && proposal.is_none(),
        waits: proposal.is_some(),
        held,
        closed,
        own: proposal.is_some_and(|one| Some(one.body.proposed_by) == me),
        base: seen.base,
    })
}
