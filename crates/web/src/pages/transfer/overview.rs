//! Where a review stands on its way to another partnership.

use app::names::Names;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{SummaryCard, SummaryList};
use model::case::{Transfer, TransferState};

use super::{Seen, seen, why};
use crate::draw::row;
use crate::frame::{Frame, show};
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "transfer/overview.html")]
struct OverviewPage {
    frame: Frame,
    caption: String,
    base: String,
    cards: Vec<SummaryCard>,
    /// Whether the reader may propose it now.
    proposes: bool,
    /// Whether there is another partnership on this service.
    somewhere: bool,
    /// End of the address of what the reader may confirm.
    confirms: Option<String>,
    /// Whether the reader proposed what waits.
    own: bool,
    /// End of the address of what the reader may take back.
    takes_back: Option<String>,
}

fn card(seen: &Seen<'_>, names: &Names, one: &Stored<Transfer>) -> SummaryCard {
    let body = &one.body;
    let who = |id| names.of(id).map_or_else(|| t("somebody"), str::to_owned);
    let proposed = [
        ("who", who(body.proposed_by).into()),
        ("when", moment_in_words(one.added_at).into()),
    ];
    let mut list = vec![
        row(t("hand-over-to-key"), seen.to(body)),
        row(t("hand-over-why-key"), why(seen.scheme, &body.why)),
        row(t("hand-over-words-key"), body.words.0.as_str()),
        row(t("hand-over-proposed-key"), t_with("keeping-by", &proposed)),
    ];
    if let Some(by) = body.confirmed_by {
        list.push(row(t("hand-over-confirmed-key"), who(by)));
    }
    if !body.answer.0.trim().is_empty() {
        list.push(row(t("hand-over-answer-key"), body.answer.0.as_str()));
    }
    let last = moment_in_words(one.changed_at);
    list.push(row(t("hand-over-last-key"), last));
    let title = t_code("hand-over-is", body.state.code());
    SummaryCard::of_list(title, SummaryList::new().rows(list))
}

pub(super) async fn overview(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let me = signed.ctx.actor.person().map(|person| person.id);
    let found = &seen.found;
    let under_way = found.under_way();
    let proposed = under_way.filter(|one| one.body.state == TransferState::Proposed);
    let own = proposed.is_some_and(|one| Some(one.body.proposed_by) == me);
    let somewhere = !found.organisations.others().is_empty();
    let back = under_way.filter(|one| one.body.state.can_be_taken_back() && found.may_propose);
    let all = found.transfers.iter().rev();
    show(&OverviewPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("hand-over-title"))
            .back(signed.path(&format!("reviews/{}", seen.reference))),
        caption: seen.caption(),
        cards: all.map(|one| card(&seen, &names, one)).collect(),
        proposes: found.may_propose && under_way.is_none() && somewhere && !found.case.practice,
        somewhere,
        confirms: proposed
            .filter(|_| found.may_confirm && !own)
            .map(|one| format!("{}/confirm", one.id)),
        own,
        takes_back: back.map(|one| format!("{}/take-back", one.id)),
        base: seen.base,
    })
}
