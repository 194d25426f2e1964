//! What the partners agreed, in documents: whether to hold a local review, and their sign-offs.

use model::case::LocalReviewDecision;
use model::paper::Block;
use model::scheme::{DecisionPoint, StageKind};

use super::RapidReview;
use super::paper::{heading, lines, said};
use crate::SignLine;
use crate::names::Names;
use crate::wording::Words;

/// Whether there will be a local review, with the criteria and the reasons of each decision, the latest first.
pub(super) fn local_review(review: &RapidReview, blocks: &mut Vec<Block>, words: &mut Words<'_>) {
    blocks.push(heading(1, "Local child safeguarding practice review"));
    blocks.push(Block::Paragraph(standing(review)));
    let several = review.decisions.len() > 1;
    for (place, one) in review.decisions.iter().rev().enumerate() {
        if several {
            let title = if place == 0 {
                "The decision that stands"
            } else {
                "An earlier decision"
            };
            blocks.push(heading(2, title));
        }
        decision(&one.body, blocks, words);
    }
}

/// The decision that stands, in a sentence; with its reason where no record gives it.
fn standing(review: &RapidReview) -> String {
    let Some(decision) = review.local_review() else {
        return "It has not been decided yet whether there will be one.".to_owned();
    };
    let answer = if decision.review {
        "There will be a local review."
    } else {
        "There will be no local review."
    };
    let mut text = format!("{answer} Decided {}.", decision.on);
    let kinds = [StageKind::DecidedYes, StageKind::DecidedNo];
    let mut steps = review.records.steps.iter().rev();
    let step = steps.find(|one| one.body.counts() && kinds.contains(&one.body.to));
    let reason = step.and_then(|one| one.body.reason.as_ref());
    if let Some(reason) = reason.filter(|_| review.decisions.is_empty()) {
        text = format!("{text} {}", reason.0);
    }
    text
}

fn decision(body: &LocalReviewDecision, blocks: &mut Vec<Block>, words: &mut Words<'_>) {
    let answer = if body.review {
        "Hold a local review"
    } else {
        "Hold no local review"
    };
    let point = match body.point {
        DecisionPoint::RapidReview => "At the rapid review",
        DecisionPoint::AfterLetter => "After the national body's letter",
        DecisionPoint::Otherwise => "At another time",
    };
    blocks.push(Block::Facts(said(vec![
        ("Decision", answer.to_owned()),
        ("When", format!("{}, {}", body.on, point.to_lowercase())),
        ("Reasons", body.reasons.0.clone()),
        ("How else it is learned from", body.otherwise.0.clone()),
    ])));
    let criteria = body.criteria.iter();
    let criteria: Vec<String> = criteria
        .filter_map(|id| words.at(&format!("local_criteria/{id}")))
        .collect();
    if !criteria.is_empty() {
        blocks.push(Block::Paragraph("Criteria that the case meets:".to_owned()));
        blocks.push(Block::List(criteria));
    }
    let by = lines(&body.decided_by.0);
    if !by.is_empty() {
        blocks.push(Block::Paragraph("Decided by:".to_owned()));
        blocks.push(Block::List(by));
    }
}

/// Head of the table of sign-offs.
pub(crate) const SIGNED: [&str; 4] = ["Partner", "Sign-off", "By whom and when", "In their words"];

/// The sign-off of each partner, in their words.
pub(super) fn signed(partners: &[SignLine], names: &Names, blocks: &mut Vec<Block>) {
    blocks.push(heading(1, "Signed off"));
    let row = |line: &SignLine| {
        let partner = line.partner.label.clone();
        let Some(one) = &line.sign_off else {
            return vec![partner, "Not yet".to_owned(), String::new(), String::new()];
        };
        let body = &one.body;
        let answer = match (body.signs, line.is_of_another) {
            (true, false) => "Signed off",
            (true, true) => "Signed an earlier version",
            (false, _) => "Not signed off",
        };
        let mut by = body.given_by.0.clone();
        if let Some(cover) = &body.cover_for {
            by = format!("{by}, for {}", cover.0);
        }
        if body.is_unconfirmed() {
            let entered = body.on_behalf.as_ref().and_then(|one| one.entered_by);
            let who = entered.and_then(|id| names.of(id)).unwrap_or("somebody");
            by = format!("{by} (entered by {who}, not yet confirmed)");
        }
        let when = body.on.to_string();
        vec![
            partner,
            answer.to_owned(),
            format!("{by}, {when}"),
            body.words.0.clone(),
        ]
    };
    blocks.push(Block::Table {
        caption: "Sign-off of each safeguarding partner".to_owned(),
        head: SIGNED.map(str::to_owned).to_vec(),
        rows: partners.iter().map(row).collect(),
    });
}
