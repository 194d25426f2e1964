//! Handing a review over to another partnership: proposed, confirmed, offered, answered; and where a review came from.

mod came_from;
mod confirm;
mod offers;
mod overview;
mod propose;

use access::{Action as _, Role, actions};
use app::Reference;
use app::transfer::{HandOver, hand_over};
use app::vault::Stored;
use model::case::Transfer;
use model::scheme::Scheme;

use crate::pages::people::reference;
use crate::pages::seen::by_id;
use crate::problem::PageError;
use crate::session::Place;
use crate::table::{Row, Who, page, send};
use crate::texts::t1;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let read = Who::May(actions::ReadCase::INFO);
    let proposes = Who::May(actions::ProposeTransfer::INFO);
    let confirms = Who::May(actions::ConfirmTransfer::INFO);
    let answers = Who::May(actions::AnswerTransfer::INFO);
    let all = "/o/{organisation}/reviews/{reference}/hand-over";
    let new = "/o/{organisation}/reviews/{reference}/hand-over/propose";
    let sure = "/o/{organisation}/reviews/{reference}/hand-over/{transfer_id}/confirm";
    let back = "/o/{organisation}/reviews/{reference}/hand-over/{transfer_id}/take-back";
    let from = "/o/{organisation}/reviews/{reference}/came-from";
    let offered = "/o/{organisation}/offered";
    let one = "/o/{organisation}/offered/{offer_id}";
    vec![
        page("hand-over", read, all, overview::overview),
        page("hand-over-propose", proposes, new, propose::form),
        send(proposes, new, propose::save),
        page("hand-over-confirm", confirms, sure, confirm::form),
        send(confirms, sure, confirm::save),
        page("hand-over-back", proposes, back, confirm::back_form),
        send(proposes, back, confirm::back_save),
        page("came-from", read, from, came_from::came_from),
        page("offered", answers, offered, offers::list),
        page("offered-answer", answers, one, offers::form),
        send(answers, one, offers::save),
    ]
}

/// Whether a link to what was offered is shown; the page itself asks.
pub(crate) fn is_offered(place: &Place) -> bool {
    let roles = [
        Role::BusinessManager,
        Role::DelegatedPartner,
        Role::LeadPartner,
    ];
    roles.iter().any(|role| place.roles.contains(role))
}

/// Why, as the scheme says it.
fn why(scheme: &Scheme, code: &str) -> String {
    let list = scheme.list(app::transfer::WHY);
    let label = list.and_then(|list| list.label_of(code));
    label.unwrap_or(code).to_owned()
}

/// A review as these pages read it.
struct Seen<'a> {
    found: HandOver,
    reference: Reference,
    base: String,
    scheme: &'a Scheme,
}

impl Seen<'_> {
    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }

    /// To whom a transfer goes, by name.
    fn to(&self, one: &Transfer) -> String {
        let name = self.found.organisations.name(one.to);
        name.unwrap_or_default().to_owned()
    }

    fn one(&self, id: &str) -> Result<&Stored<Transfer>, PageError> {
        by_id(&self.found.transfers, id)?.ok_or(PageError::NotFound)
    }
}

async fn seen<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let found = hand_over(state.app(), &signed.ctx, &reference).await?;
    let case = &found.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    Ok(Seen {
        base: signed.path(&format!("reviews/{reference}/hand-over")),
        scheme: &loaded.scheme,
        found,
        reference,
    })
}
