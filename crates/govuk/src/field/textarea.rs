//! Several lines of text.

use super::Label;
use super::group::Field;
use super::options::{field_options, value_options};
use crate::html::Markup;
use crate::options::setters;

/// An answer in several lines.
#[derive(Debug, Clone)]
pub struct Textarea {
    pub(crate) field: Field,
    pub(crate) value: Option<String>,
    rows: u16,
    spellcheck: Option<bool>,
    autocomplete: Option<String>,
    pub(crate) group_class: &'static str,
    pub(crate) own_class: &'static str,
}

setters!(Textarea {
    /// What browsers may fill in, a token of the HTML standard such as `street-address`.
    autocomplete: String,
});
field_options!(Textarea);
value_options!(Textarea);

impl Textarea {
    /// A text area of this name and label, five rows high.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            field: Field::new(name.into(), label.into()),
            value: None,
            rows: 5,
            spellcheck: None,
            autocomplete: None,
            group_class: "",
            own_class: "",
        }
    }

    /// The height in rows: as much as a usual answer needs.
    #[must_use]
    pub fn rows(mut self, rows: u16) -> Self {
        self.rows = rows;
        self
    }

    /// Says outright whether the browser checks the spelling.
    #[must_use]
    pub fn spellcheck(mut self, on: bool) -> Self {
        self.spellcheck = Some(on);
        self
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        self.field.parts.open(out, self.group_class);
        out.raw(">");
        self.write_inside(out);
    }

    /// All after the opening tag of the group, which a character count gives attributes of its own.
    pub(crate) fn write_inside(&self, out: &mut Markup) {
        self.field.write_head(out);
        if let Some(html) = &self.field.before_input {
            out.html(html);
        }
        let error = if self.field.parts.error.is_some() {
            "govuk-textarea--error"
        } else {
            ""
        };
        out.raw("<textarea")
            .class([
                "govuk-textarea",
                error,
                self.own_class,
                self.field.extra.classes(),
            ])
            .attr("id", self.field.id())
            .attr("name", &self.field.name)
            .attr("rows", &self.rows.to_string())
            .attr_if(
                "spellcheck",
                self.spellcheck.map(|on| if on { "true" } else { "false" }),
            )
            .flag("disabled", self.field.disabled)
            .attr_if("aria-describedby", self.field.described_by().as_deref())
            .attr_if("autocomplete", self.autocomplete.as_deref());
        self.field.extra.write_attributes(out);
        out.raw(">");
        let value = self.value.as_deref().unwrap_or_default();
        // A browser drops a line break right after the tag, so one that was typed needs a second.
        if value.starts_with(['\n', '\r']) {
            out.raw("\n");
        }
        out.text(value).raw("</textarea>");
        if let Some(html) = &self.field.after_input {
            out.html(html);
        }
        out.raw("</div>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_empty_line_that_was_typed_is_kept() {
        let area = Textarea::new("account", "What happened").value("\nfirst </textarea>");
        assert!(
            area.render()
                .as_str()
                .ends_with(">\n\nfirst &lt;/textarea&gt;</textarea></div>")
        );
    }
}
