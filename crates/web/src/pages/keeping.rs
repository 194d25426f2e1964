//! Keeping and letting go: reviews by the day until which they are kept, legal holds, disposal by two people, the schedule,
//! the register of requests. For those who keep the schedule; nothing of what was recorded in a review is shown.

mod case;
mod certificate;
mod dispose;
mod hold;
mod list;
mod person;
mod register;
mod request;
mod schedule;

use access::{Action as _, Role, actions};
use app::Reference;
use app::keeping::{KeptCase, kept_case};
use model::scheme::{Scheme, StepText};

use crate::pages::people::reference;
use crate::problem::PageError;
use crate::session::Place;
use crate::table::{Row, Who, page, send};
use crate::texts::t1;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let see = Who::May(actions::SeeKeeping::INFO);
    let manage = Who::May(actions::ManageKeeping::INFO);
    let held = Who::May(actions::HoldCase::INFO);
    let brings_out = Who::May(actions::ExportPerson::INFO);
    let proposes = Who::May(actions::ProposeDisposal::INFO);
    let confirms = Who::May(actions::ConfirmDisposal::INFO);
    let all = "/o/{organisation}/keeping";
    let plan = "/o/{organisation}/keeping/schedule";
    let item = "/o/{organisation}/keeping/schedule/{retention_id}";
    let asked = "/o/{organisation}/keeping/requests";
    let request = "/o/{organisation}/keeping/requests/{request_id}";
    let proof = "/o/{organisation}/keeping/disposed/{record}";
    let one = "/o/{organisation}/keeping/reviews/{reference}";
    let hold = "/o/{organisation}/keeping/reviews/{reference}/hold";
    let lift = "/o/{organisation}/keeping/reviews/{reference}/hold/{legal_hold_id}";
    let person = "/o/{organisation}/keeping/reviews/{reference}/person";
    let dispose = "/o/{organisation}/keeping/reviews/{reference}/dispose";
    let confirm = "/o/{organisation}/keeping/reviews/{reference}/dispose/confirm";
    let back = "/o/{organisation}/keeping/reviews/{reference}/dispose/take-back";
    vec![
        page("keeping", see, all, list::show_list),
        page("keeping-schedule", see, plan, schedule::show_schedule),
        page("keeping-item", manage, item, schedule::form),
        send(manage, item, schedule::save),
        page("keeping-requests", see, asked, register::show_register),
        page("keeping-request", manage, request, request::form),
        send(manage, request, request::save),
        page("keeping-disposed", see, proof, certificate::show_one),
        page("keeping-review", held, one, case::show_case).secret(),
        page("keeping-hold", held, hold, hold::put_form).secret(),
        send(held, hold, hold::put).secret(),
        page("keeping-hold-lift", held, lift, hold::lift_form).secret(),
        send(held, lift, hold::lift).secret(),
        page("keeping-person", brings_out, person, person::form).secret(),
        send(brings_out, person, person::make).secret(),
        page("keeping-dispose", proposes, dispose, dispose::propose_form).secret(),
        send(proposes, dispose, dispose::propose_it).secret(),
        page("keeping-confirm", confirms, confirm, dispose::confirm_form).secret(),
        send(confirms, confirm, dispose::confirm_it).secret(),
        page("keeping-take-back", proposes, back, dispose::back_form).secret(),
        send(proposes, back, dispose::back_it).secret(),
    ]
}

/// Whether a link to these pages is offered; the pages themselves ask.
pub(crate) fn is_offered(place: &Place) -> bool {
    let roles = [Role::BusinessManager, Role::InformationGovernance];
    roles.iter().any(|role| place.roles.contains(role))
}

/// A review as its pages here read it.
struct Seen<'a> {
    kept: KeptCase,
    reference: Reference,
    base: String,
    scheme: &'a Scheme,
}

impl Seen<'_> {
    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }
}

async fn seen<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let kept = kept_case(state.app(), &signed.ctx, &reference).await?;
    Ok(Seen {
        base: signed.path(&format!("keeping/reviews/{reference}")),
        scheme: &state.app().scheme_on(signed.ctx.today())?.scheme,
        kept,
        reference,
    })
}
