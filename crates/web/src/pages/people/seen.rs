//! The people of a review as their pages read them, with the scheme and the address.

use app::Reference;
use app::people::{About, PeopleView, view};
use axum::extract::Path;
use model::RecordId;
use model::case::Known;
use model::identity::IdentityQuestion;
use model::scheme::{Scheme, StepText};

use super::reference;
use crate::problem::PageError;
use crate::sheet::{Ask, Input, Offer, Sheet};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

/// Address of a page of one person, and of one with something beneath it.
pub(super) type HerePerson = Path<(String, String, String)>;
pub(super) type HereBeneath = Path<(String, String, String, String)>;

/// The people of a review.
pub(super) struct Seen<'a> {
    pub(super) view: PeopleView,
    pub(super) scheme: &'a Scheme,
    pub(super) digest: &'a str,
    /// Address of the list of people.
    pub(super) base: String,
    pub(super) reference: Reference,
}

/// Reads the people of a review; the reading is written down.
pub(super) async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let view = view(state.app(), &signed.ctx, &reference).await?;
    let case = &view.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let code = &signed.place.organisation.code;
    Ok(Seen {
        base: format!("/o/{code}/reviews/{reference}/people"),
        scheme: &loaded.scheme,
        digest: &loaded.digest,
        view,
        reference,
    })
}

impl Seen<'_> {
    /// The person of an address.
    pub(super) fn person(&self, record: &str) -> Result<About<'_>, PageError> {
        let id: RecordId = record.parse().map_err(|_| PageError::NotFound)?;
        self.view.people.about(id).ok_or(PageError::NotFound)
    }

    /// The person of an address, for a page that changes something.
    pub(super) fn changing(&self, record: &str) -> Result<About<'_>, PageError> {
        self.usable(self.view.may_change)?;
        self.person(record)
    }

    /// The child of an address, for a page that only children have.
    pub(super) fn child(&self, record: &str) -> Result<About<'_>, PageError> {
        let about = self.changing(record)?;
        if about.is_child() {
            Ok(about)
        } else {
            Err(PageError::NotFound)
        }
    }

    /// Something may be changed here: the reader may, and the case is open.
    pub(super) fn usable(&self, may: bool) -> Result<(), PageError> {
        crate::pages::seen::changeable(&self.view.case, may)
    }

    /// Address of what is known of a person.
    pub(super) fn about(&self, person: RecordId) -> String {
        format!("{}/{person}/about", self.base)
    }

    /// Where it goes on after an answer: to the next question without one when this was the first
    /// answer to it, and back to the person when it was changed.
    pub(super) fn after(&self, about: &About<'_>, at: &str, changed: bool) -> String {
        let person = about.subject.id;
        if changed {
            return self.about(person);
        }
        let mut open = open_questions(about).into_iter();
        let next = open.find(|question| question != at);
        match next {
            Some(question) => format!("{}/{person}/{question}", self.base),
            None => self.about(person),
        }
    }

    /// The page around the fields of a question about a person. The name stands in the page, not in its
    /// title.
    pub(super) fn sheet(&self, about: &About<'_>, title: String, inputs: Vec<Input>) -> Sheet {
        let values = [
            ("who", about.subject.body.name.0.as_str().into()),
            (
                "is",
                t_code("subject", about.subject.body.kind.code()).into(),
            ),
        ];
        Sheet {
            title,
            caption: crate::texts::t_with("about-who", &values),
            step: self.step(),
            explain: Vec::new(),
            inputs,
            button: t("save-and-go-on"),
            back: self.about(about.subject.id),
        }
    }

    pub(super) fn step(&self) -> Option<StepText> {
        self.scheme.step("people").cloned()
    }
}

/// Ends of the addresses of the questions about a person that have no answer yet, in order.
fn open_questions(about: &About<'_>) -> Vec<String> {
    let mut open = Vec::new();
    if about.is_child() {
        let parts = [
            ("home", about.home.is_some()),
            ("status", about.status.is_some()),
            ("school", about.school.is_some()),
        ];
        let without = parts.iter().filter(|(_, said)| !said);
        open.extend(without.map(|(end, _)| (*end).to_owned()));
    }
    let asked = IdentityQuestion::ALL.iter();
    let without = asked.filter(|question| !about.identity.contains_key(question));
    open.extend(without.map(|question| format!("identity/{}", question_code(*question))));
    if !about.related {
        open.push("relationships/new".to_owned());
    }
    open
}

/// The code of a question, as in addresses.
pub(crate) const fn question_code(question: IdentityQuestion) -> &'static str {
    match question {
        IdentityQuestion::Ethnicity => "ethnicity",
        IdentityQuestion::Religion => "religion",
        IdentityQuestion::Language => "language",
        IdentityQuestion::Disability => "disability",
        IdentityQuestion::Sex => "sex",
        IdentityQuestion::Gender => "gender",
        IdentityQuestion::Nationality => "nationality",
        IdentityQuestion::ImmigrationStatus => "immigration-status",
    }
}

/// The question of an address.
pub(super) fn question(code: &str) -> Result<IdentityQuestion, PageError> {
    let mut all = IdentityQuestion::ALL.into_iter();
    let found = all.find(|question| question_code(*question) == code);
    found.ok_or(PageError::NotFound)
}

/// Yes, no, nobody can say yet.
pub(crate) fn yes_no_not_known() -> Ask {
    let offers = [Known::Yes, Known::No, Known::NotKnown]
        .map(|known| Offer::new(known.code(), t_code("known", known.code())));
    Ask::OneOf(offers.into())
}
