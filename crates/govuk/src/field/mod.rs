//! Parts of forms. Every control says its label, hint and error to a screen reader as well as to the eye.

mod character_count;
mod choices;
mod date_input;
mod fieldset;
mod file_upload;
mod group;
mod label;
mod options;
mod password_input;
mod select;
mod text_input;
mod textarea;

pub use character_count::{CharacterCount, Limit, PluralTexts};
pub use choices::{Checkboxes, Choice, Radios};
pub use date_input::{DateInput, DatePart};
pub use fieldset::{Fieldset, Legend};
pub use file_upload::FileUpload;
pub use label::{ErrorMessage, Hint, Label};
pub use password_input::PasswordInput;
pub use select::{Select, SelectOption};
pub use text_input::{Affix, TextInput};
pub use textarea::Textarea;
