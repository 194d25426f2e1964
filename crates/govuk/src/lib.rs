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
//! Where a component takes `impl Into<Html>`, a text is escaped and markup of another component goes in as it is:
//!
//! ```
//! use govuk::{Choice, Radios, SummaryAction, SummaryList, SummaryRow, TextInput};
//!
//! let referred = Radios::new("referred", "Was the child referred to social care?")
//!     .inline()
//!     .choice(Choice::new("yes", "Yes").reveals(TextInput::new("whom", "To whom?")))
//!     .choice(Choice::new("no", "No"))
//!     .value_if(Some("yes"));
//! assert!(referred.render().as_str().contains("conditional-referred"));
//!
//! let answers = SummaryList::new().row(
//!     SummaryRow::new("Referred to", "Children's services <duty team>")
//!         .action(SummaryAction::new("/incident/referred", "Change").visually_hidden_text("whom it was referred to")),
//! );
//! assert!(answers.render().as_str().contains("&lt;duty team&gt;"));
//! ```

mod accordion;
mod assets;
mod banners;
mod button;
mod errors;
mod field;
mod header;
mod html;
mod links;
mod options;
mod pagination;
mod panel;
mod service_navigation;
mod summary_list;
mod table;
mod tabs;
mod task_list;
mod text;

pub use accordion::{Accordion, AccordionSection};
pub use assets::{GOVUK_FRONTEND_VERSION, script, stylesheet};
pub use banners::{NotificationBanner, PhaseBanner};
pub use button::Button;
pub use errors::{ErrorSummary, SummaryError};
pub use field::{
    Affix, CharacterCount, Checkboxes, Choice, DateInput, DatePart, ErrorMessage, Fieldset, FileUpload, Hint, Label, Legend,
    Limit, PasswordInput, PluralTexts, Radios, Select, SelectOption, TextInput, Textarea,
};
pub use header::{Footer, FooterLink, FooterSection, Header};
pub use html::Html;
pub use links::{BackLink, Breadcrumbs, Crumb, ExitThisPage, SkipLink};
pub use options::Size;
pub use pagination::{PageLink, Pagination, StepLink};
pub use panel::{Panel, PanelAction};
pub use service_navigation::{NavigationItem, ServiceNavigation};
pub use summary_list::{SummaryAction, SummaryCard, SummaryList, SummaryRow};
pub use table::{Cell, Table};
pub use tabs::{TabPanel, Tabs};
pub use tag::{Tag, TagColour};
pub use task_list::{Task, TaskList};
pub use text::{Details, InsetText, WarningText};

mod tag;
