//! Two people changed the same view or withdrawal: both texts side by side.

use app::vault::Clash;
use model::case::{CriterionView, Withdrawal};
use model::scheme::Scheme;

use super::give::{
    CHANNEL, COVER, GIVEN_BY, ON, OUTCOME, PARTNER, REASONS, SOURCE, criterion_name, filled,
};
use super::words::outcome_label;
use crate::form::{Field, Filled};
use crate::pages::people::changed_words;
use crate::problem::{Conflict, PageError, Side};
use crate::texts::t_code;
use crate::{Signed, WebState};

/// A group of radio buttons: its name, what it is called, and what a code of it means.
pub(super) struct Group<'a> {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) words: &'a dyn Fn(&str) -> String,
}

/// Lays a group's choices side by side in words; nothing is asked where they agree.
pub(super) fn group(conflict: Conflict, now: &Filled, one: Group<'_>) -> Conflict {
    let current = now.value(&one.name).to_owned();
    conflict.coded((&one.name, one.label), &[current.as_str()], one.words)
}

fn typed(conflict: Conflict, now: &Filled, field: &Field) -> Conflict {
    conflict.field(field, None, Side::typed(field, now.value(field.id)))
}

/// The page about a view that somebody else changed meanwhile.
pub(super) async fn view_clash(
    state: &WebState,
    signed: &Signed,
    (sent, scheme): (&Filled, &Scheme),
    clash: &Clash,
) -> Result<PageError, PageError> {
    let now: CriterionView = serde_json::from_str(&clash.body).map_err(|_| PageError::Broken)?;
    let partner = sent.value(PARTNER.id).to_owned();
    let now = filled(&now, &partner);
    let changed = changed_words(state, signed, clash).await?;
    let mut conflict = Conflict::new(sent, clash.current, changed);
    if !partner.is_empty() {
        let words = |code: &str| t_code("view-came", code);
        let one = Group {
            name: CHANNEL.id.to_owned(),
            label: CHANNEL.label(),
            words: &words,
        };
        conflict = group(conflict, &now, one);
        conflict = typed(conflict, &now, &SOURCE);
    }
    conflict = typed(conflict, &now, &GIVEN_BY);
    conflict = typed(conflict, &now, &COVER);
    for item in &scheme.criteria {
        let words = |code: &str| t_code("known", code);
        let one = Group {
            name: criterion_name(item),
            label: item.label.en.clone(),
            words: &words,
        };
        conflict = group(conflict, &now, one);
    }
    let words = |id: &str| outcome_label(scheme, id);
    let one = Group {
        name: OUTCOME.id.to_owned(),
        label: OUTCOME.label(),
        words: &words,
    };
    conflict = group(conflict, &now, one);
    let reasons = Side::words(&REASONS, now.value(REASONS.id));
    conflict = conflict.field(&REASONS, None, reasons);
    conflict = typed(conflict, &now, &ON);
    Ok(PageError::Conflict(Box::new(conflict)))
}

/// The page about a withdrawal that somebody else changed meanwhile.
pub(super) async fn withdrawal_clash(
    state: &WebState,
    signed: &Signed,
    (sent, scheme): (&Filled, &Scheme),
    clash: &Clash,
) -> Result<PageError, PageError> {
    let now: Withdrawal = serde_json::from_str(&clash.body).map_err(|_| PageError::Broken)?;
    let changed = changed_words(state, signed, clash).await?;
    let mut conflict = Conflict::new(sent, clash.current, changed);
    let now = super::withdraw::filled(&now);
    for field in super::withdraw::FIELDS {
        let boxes = super::withdraw::boxes(field, &now);
        conflict = conflict.field(field, None, boxes);
    }
    for item in &scheme.partners {
        for one in super::withdraw::groups(item) {
            conflict = group(conflict, &now, one);
        }
    }
    Ok(PageError::Conflict(Box::new(conflict)))
}
