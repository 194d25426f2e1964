//! A file to send.

use super::group::Field;
use super::options::field_options;
use super::{Label, PluralTexts};
use crate::html::Markup;
use crate::options::{Extra, setters};

/// A control that sends files. Its form needs `enctype="multipart/form-data"`.
#[derive(Debug, Clone)]
pub struct FileUpload {
    pub(crate) field: Field,
    multiple: bool,
    drop_zone: Option<Extra>,
    choose_files_text: Option<String>,
    no_file_chosen_text: Option<String>,
    multiple_files_chosen_text: Option<PluralTexts>,
    drop_instruction_text: Option<String>,
    entered_drop_zone_text: Option<String>,
    left_drop_zone_text: Option<String>,
}

setters!(FileUpload {
    /// The text of the button of the drop zone.
    choose_files_text: String,
    /// What the drop zone says before a file is chosen.
    no_file_chosen_text: String,
    /// What the drop zone says of several files; `%{count}` stands for their number.
    multiple_files_chosen_text: PluralTexts,
    /// What the drop zone says about dropping a file.
    drop_instruction_text: String,
    /// Read out when a file is dragged over the drop zone.
    entered_drop_zone_text: String,
    /// Read out when a file is dragged away again.
    left_drop_zone_text: String,
});
field_options!(FileUpload);

impl FileUpload {
    /// A file input of this name and label.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            field: Field::new(name.into(), label.into()),
            multiple: false,
            drop_zone: None,
            choose_files_text: None,
            no_file_chosen_text: None,
            multiple_files_chosen_text: None,
            drop_instruction_text: None,
            entered_drop_zone_text: None,
            left_drop_zone_text: None,
        }
    }

    /// Several files may be chosen at once.
    #[must_use]
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// With JavaScript, files may also be dropped; without it the plain control is shown.
    #[must_use]
    pub fn drop_zone(mut self) -> Self {
        self.drop_zone.get_or_insert_default();
        self
    }

    /// Adds classes to the drop zone, and makes one.
    #[must_use]
    pub fn drop_zone_classes(mut self, classes: impl Into<String>) -> Self {
        self.drop_zone
            .get_or_insert_default()
            .add_classes(&classes.into());
        self
    }

    /// Adds an attribute to the drop zone, and makes one.
    #[must_use]
    pub fn drop_zone_attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.drop_zone
            .get_or_insert_default()
            .add_attribute(name, value.into());
        self
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        self.field.parts.open(out, "");
        out.raw(">");
        self.field.write_head(out);
        if let Some(html) = &self.field.before_input {
            out.html(html);
        }
        if let Some(zone) = &self.drop_zone {
            self.write_drop_zone(out, zone);
        }
        let error = if self.field.parts.error.is_some() {
            "govuk-file-upload--error"
        } else {
            ""
        };
        out.raw("<input")
            .class(["govuk-file-upload", self.field.extra.classes(), error])
            .attr("id", self.field.id())
            .attr("name", &self.field.name)
            .raw(" type=\"file\"")
            .flag("disabled", self.field.disabled)
            .flag("multiple", self.multiple)
            .attr_if("aria-describedby", self.field.described_by().as_deref());
        self.field.extra.write_attributes(out);
        out.raw(if self.drop_zone.is_some() {
            "></div>"
        } else {
            ">"
        });
        if let Some(html) = &self.field.after_input {
            out.html(html);
        }
        out.raw("</div>");
    }

    fn write_drop_zone(&self, out: &mut Markup, zone: &Extra) {
        out.raw("<div")
            .class(["govuk-file-upload-wrapper", zone.classes()])
            .raw(" data-module=\"govuk-file-upload\"");
        out.attr_if(
            "data-i18n.choose-files-button",
            self.choose_files_text.as_deref(),
        )
        .attr_if(
            "data-i18n.no-file-chosen",
            self.no_file_chosen_text.as_deref(),
        );
        if let Some(texts) = &self.multiple_files_chosen_text {
            out.attr("data-i18n.multiple-files-chosen.one", &texts.one)
                .attr("data-i18n.multiple-files-chosen.other", &texts.other);
        }
        out.attr_if(
            "data-i18n.drop-instruction",
            self.drop_instruction_text.as_deref(),
        )
        .attr_if(
            "data-i18n.entered-drop-zone",
            self.entered_drop_zone_text.as_deref(),
        )
        .attr_if(
            "data-i18n.left-drop-zone",
            self.left_drop_zone_text.as_deref(),
        );
        zone.write_attributes(out);
        out.raw(">");
    }
}
