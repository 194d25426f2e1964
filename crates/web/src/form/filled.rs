//! A form as it was sent: what was typed, and what is wrong with it.

use axum::extract::{FromRequest, Request};
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use axum_extra::extract::FormRejection;
use http::StatusCode;

use super::field::Problem;
use super::resolve;
use super::{Field, FormErrors};
use crate::problem::PageError;
use crate::texts::Value;
use crate::visit::Visit;

/// More answers than any page of ours asks for.
const MOST_ANSWERS: usize = 2_000;

/// A form as it was sent, or as it is shown for the first time. Names may repeat, as in every
/// group of checkboxes.
#[derive(Clone, Default)]
pub struct Filled {
    pairs: Vec<(String, String)>,
    errors: FormErrors,
}

impl Filled {
    /// An empty form.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form with these answers in it.
    #[must_use]
    pub fn with(answers: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let pairs = answers
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Self {
            pairs,
            errors: FormErrors::none(),
        }
    }

    /// A form as posted.
    #[must_use]
    pub fn posted(pairs: Vec<(String, String)>) -> Self {
        Self {
            pairs,
            errors: FormErrors::none(),
        }
    }

    /// What was typed in this box, as it was typed; empty when nothing was.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        let own = |(given, _): &&(String, String)| given == name;
        self.pairs
            .iter()
            .find(own)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Everything that was chosen under this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(given, _)| given == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether this was chosen under this name.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|given| given == value)
    }

    /// All answers, as sent.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Puts an answer in place of what was typed.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.pairs.retain(|(given, _)| given != name);
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// Empties a box, for passwords and codes, which are never sent back to the page.
    pub fn forget(&mut self, name: &str) {
        self.pairs.retain(|(given, _)| given != name);
    }

    /// What is wrong.
    #[must_use]
    pub const fn errors(&self) -> &FormErrors {
        &self.errors
    }

    /// Whether every answer that was read so far is good.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        self.errors.is_empty()
    }

    /// Says with a text of `texts/en` that a field is wrong, for what only a use case can know.
    pub fn say(&mut self, field: &str, key: &str) {
        self.errors.say(field, key);
    }

    /// Says in these words that a box is wrong.
    pub(crate) fn say_words(&mut self, field: &str, words: String) {
        self.errors.add(field, field, words);
    }

    /// Says that a use case's rule says no: `code` names a text of the family `rule-`.
    pub fn refuse(&mut self, field: &Field, code: &str) {
        self.errors
            .add(field.id, field.id, crate::texts::t_code("rule", code));
    }

    /// As [`Filled::refuse`], of one of several boxes: the message leads to the one named.
    pub(crate) fn refuse_at(&mut self, field: &Field, anchor: &str, code: &str) {
        let words = crate::texts::t_code("rule", code);
        self.errors.add(field.id, anchor, words);
    }

    pub(crate) fn wrong(&mut self, field: &Field, problem: Problem, values: &[(&str, Value<'_>)]) {
        self.wrong_at(field, field.id, problem, values);
    }

    /// Says what is wrong in words that come from elsewhere.
    pub(crate) fn wrong_because(&mut self, field: &Field, words: String) {
        self.errors.add(field.id, field.id, words);
    }

    pub(crate) fn wrong_at(
        &mut self,
        field: &Field,
        anchor: &str,
        problem: Problem,
        values: &[(&str, Value<'_>)],
    ) {
        let text = field.wrong(problem, values);
        if matches!(problem, Problem::DatePart | Problem::Year) {
            self.errors.add_only(field.id, anchor, text);
        } else {
            self.errors.add(field.id, anchor, text);
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Filled {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let visit = request.extensions().get::<Visit>().cloned();
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(unreadable)?;
        if pairs.len() > MOST_ANSWERS {
            return Err(PageError::TooLarge);
        }
        if let Some(visit) = visit {
            visit.keep_typed(&pairs);
        }
        Ok(Self::posted(resolve::chosen(pairs)?))
    }
}

fn unreadable(rejection: FormRejection) -> PageError {
    let status = rejection.into_response().status();
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge
    } else {
        PageError::Unreadable
    }
}
