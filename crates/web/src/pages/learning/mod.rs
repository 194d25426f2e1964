//! What was learned in a review, what is done about it, and the actions of all reviews.

mod action;
mod card;
mod list;
mod look;
mod point;
mod stands;
mod themes;
mod tracker;

use access::{Action as _, actions};
use app::Reference;
use app::learning::{Learning, learning};
use app::vault::Stored;
use model::RecordId;
use model::case::{Action, LearningPoint};
use model::scheme::{Scheme, StepText};

use crate::pages::people::reference;
use crate::problem::PageError;
use crate::table::{Row, Who, page, send};
use crate::texts::t1;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/learning";
    let point = "/o/{organisation}/reviews/{reference}/learning/{record}";
    let away = "/o/{organisation}/reviews/{reference}/learning/{record}/take-away";
    let themed = "/o/{organisation}/reviews/{reference}/learning/{record}/themes";
    let agreed = "/o/{organisation}/reviews/{reference}/learning/{record}/actions/{action_id}";
    let stands = "/o/{organisation}/reviews/{reference}/learning/actions/{record}/stands";
    let look = "/o/{organisation}/reviews/{reference}/learning/actions/{record}/look";
    let action_away = "/o/{organisation}/reviews/{reference}/learning/actions/{record}/take-away";
    let read = Who::May(actions::ReadCase::INFO);
    let learn = Who::May(actions::EditLearning::INFO);
    let act = Who::May(actions::EditActions::INFO);
    let rows = [
        page("learning", read, all, list::list),
        page("learning-point", learn, point, point::form),
        send(learn, point, point::save),
        page("learning-point-themes", learn, themed, themes::form),
        send(learn, themed, themes::save),
        page("learning-point-away", learn, away, point::ask_away),
        send(learn, away, point::away),
        page("action", act, agreed, action::form),
        send(act, agreed, action::save),
        page("action-stands", act, stands, stands::form),
        send(act, stands, stands::save),
        page("action-look", act, look, look::form),
        send(act, look, look::save),
        page("action-away", act, action_away, action::ask_away),
        send(act, action_away, action::away),
    ];
    let mut rows: Vec<Row> = rows.into_iter().map(Row::secret).collect();
    rows.extend(tracker::rows());
    rows
}

/// What was learned in a review, with its scheme and its address.
struct Seen<'a> {
    learning: Learning,
    scheme: &'a Scheme,
    /// Address of the list.
    base: String,
    reference: Reference,
}

/// Reads what was learned in a review; the reading is written down.
async fn seen<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let learning = learning(state.app(), &signed.ctx, &reference).await?;
    let case = &learning.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let code = &signed.place.organisation.code;
    Ok(Seen {
        base: format!("/o/{code}/reviews/{reference}/learning"),
        scheme: &loaded.scheme,
        learning,
        reference,
    })
}

impl Seen<'_> {
    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }

    /// Something may be changed here: the reader may, and the case is open.
    fn usable(&self, may: bool) -> Result<(), PageError> {
        crate::pages::seen::changeable(&self.learning.case, may)
    }

    fn point(&self, id: &str) -> Result<&Stored<LearningPoint>, PageError> {
        let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
        let mut all = self.learning.points.iter();
        all.find(|one| one.id == id).ok_or(PageError::NotFound)
    }

    fn action(&self, id: &str) -> Result<&Stored<Action>, PageError> {
        let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
        let mut all = self.learning.actions.iter();
        all.find(|one| one.id == id).ok_or(PageError::NotFound)
    }

    /// What a code of a list of the scheme says.
    fn label<'a>(&'a self, list: &str, code: &'a str) -> &'a str {
        let list = self.scheme.list(list);
        list.and_then(|list| list.label_of(code)).unwrap_or(code)
    }

    /// A label up to its colon: the word itself, without what it means.
    fn short(&self, list: &str, code: &str) -> String {
        let label = self.label(list, code);
        let word = label.split(':').next().unwrap_or(label);
        word.to_owned()
    }
}
