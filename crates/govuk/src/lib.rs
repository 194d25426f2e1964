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

mod back_link;
mod breadcrumbs;
mod button;
mod details;
mod errors;
mod exit_this_page;
mod field;
mod footer;
mod generic_header;
mod html;
mod inset_text;
mod link;
mod notification_banner;
mod options;
mod pagination;
mod panel;
mod phase_banner;
mod service_navigation;
mod skip_link;
mod summary_card;
mod summary_list;
mod table;
mod tag;
mod task_list;
mod warning_text;

pub use back_link::BackLink;
pub use breadcrumbs::Breadcrumbs;
pub use button::Button;
pub use details::Details;
pub use errors::{ErrorSummary, SummaryError};
pub use exit_this_page::ExitThisPage;
pub use field::{
    Affix, CharacterCount, Checkboxes, Choice, DateInput, DatePart, ErrorMessage, Fieldset,
    FileUpload, Hint, Label, Legend, Limit, PasswordInput, PluralTexts, Radios, Select,
    SelectOption, TextInput, Textarea,
};
pub use footer::Footer;
pub use generic_header::GenericHeader;
pub use html::Html;
pub use inset_text::InsetText;
pub use link::Link;
pub use notification_banner::NotificationBanner;
pub use options::{Heading, Size};
pub use pagination::{PageLink, Pagination};
pub use panel::Panel;
pub use phase_banner::PhaseBanner;
pub use service_navigation::{NavigationItem, ServiceNavigation};
pub use skip_link::SkipLink;
pub use summary_card::SummaryCard;
pub use summary_list::{SummaryAction, SummaryList, SummaryRow};
pub use table::{Table, TableCell};
pub use tag::{Tag, TagColour};
pub use task_list::{Task, TaskList};
pub use warning_text::WarningText;
