//! What every form that changes something carries unseen: the id of the form, so that sending it
//! twice has one result, and the version it showed, so that nobody's change is overwritten.

use askama::Template;
use model::FormId;

use super::Filled;
use crate::problem::PageError;

const FORM: &str = "form_id";
const VERSION: &str = "version";

/// The hidden boxes of a form; a template prints them with `{{ hidden }}` just inside `<form>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(
    source = r#"<input type="hidden" name="form_id" value="{{ form }}">{% if let Some(version) = version %}<input type="hidden" name="version" value="{{ version }}">{% endif %}"#,
    ext = "html"
)]
pub struct Hidden {
    /// Which form this is.
    pub form: FormId,
    /// Version of the record that the page shows; none when it makes a new one.
    pub version: Option<i64>,
}

impl askama::filters::HtmlSafe for Hidden {}

impl Filled {
    /// What is remembered of the form that was sent: sent twice, it acts once. It stands for the id that the
    /// server issued together with every answer. Somebody who goes back in their browser, types something else
    /// and sends the old form again sends another form: it must not be passed over as if it had been saved.
    ///
    /// # Errors
    /// [`PageError::Unreadable`] when it carries no id: it is no form of ours.
    pub fn form_id(&self) -> Result<FormId, PageError> {
        let mut hasher = crypto::Hasher::new();
        hasher.update(self.issued()?.to_string().as_bytes());
        for (name, value) in self.pairs().iter().filter(|(name, _)| name != FORM) {
            for part in [name, value] {
                hasher.update(&(part.len() as u64).to_be_bytes());
                hasher.update(part.as_bytes());
            }
        }
        let text: String = hasher.finish().to_string().chars().take(32).collect();
        text.parse().map_err(|_| PageError::Unreadable)
    }

    fn issued(&self) -> Result<FormId, PageError> {
        self.value(FORM).parse().map_err(|_| PageError::Unreadable)
    }

    /// Version that the form showed.
    ///
    /// # Errors
    /// [`PageError::Unreadable`] when it carries none.
    pub fn version(&self) -> Result<i64, PageError> {
        self.value(VERSION)
            .parse()
            .map_err(|_| PageError::Unreadable)
    }

    /// The hidden boxes that this form came with, to show it again.
    ///
    /// # Errors
    /// [`PageError::Unreadable`] when it is no form of ours.
    pub fn hidden(&self) -> Result<Hidden, PageError> {
        Ok(Hidden {
            form: self.issued()?,
            version: self.value(VERSION).parse().ok(),
        })
    }
}
