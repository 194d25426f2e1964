//! Components of the GOV.UK Design System as typed values that print HTML.
//!
//! Each component is built in Rust, prints itself with `Display` and is printed unescaped by askama. Its markup agrees
//! with govuk-frontend 6.6.0: the tests compare it with the fixtures of that library.
//!
//! A page author builds components in the page's code and names them in its template:
//!
//! ```
//! use govuk::{Button, ErrorSummary, Html, Label, Size, TextInput};
//!
//! #[derive(askama::Template)]
//! #[template(source = "{{ errors }}<form method=\"post\">{{ name }}{{ send }}</form>", ext = "html")]
//! struct Page {
//!     errors: ErrorSummary,
//!     name: TextInput,
//!     send: Button,
//! }
//!
//! let page = Page {
//!     errors: ErrorSummary::new("There is a problem").error("name", "Enter your name"),
//!     name: TextInput::new("name", Label::new("Your name").page_heading().size(Size::L))
//!         .autocomplete("name")
//!         .value("O'Neill <x>")
//!         .error("Enter your name"),
//!     send: Button::new("Continue").prevent_double_click(),
//! };
//! let html = Html::rendered(&page)?;
//! assert!(html.as_str().contains("value=\"O&#39;Neill &lt;x&gt;\""));
//! assert!(html.as_str().contains("href=\"#name\""));
//! # Ok::<(), askama::Error>(())
//! ```
//!
//! Where a component takes `impl Into<Html>`, a text is escaped and markup of another component goes in as it is.

mod button;
mod errors;
mod field;
mod html;
mod options;
mod tag;

pub use button::Button;
pub use errors::{ErrorSummary, SummaryError};
pub use field::{
    Affix, CharacterCount, Checkboxes, Choice, DateInput, DatePart, ErrorMessage, Fieldset,
    FileUpload, Hint, Label, Legend, Limit, PasswordInput, PluralTexts, Radios, Select,
    SelectOption, TextInput, Textarea,
};
pub use html::Html;
pub use options::Size;
pub use tag::{Tag, TagColour};
