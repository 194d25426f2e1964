//! The way out in a hurry, on pages that a person may have to hide from somebody beside them.

use crate::html::Markup;
use crate::options::{Extra, extra_options, printable, setters};
use crate::{Button, Html};

/// A button that leaves the service for another site; pressing Shift three times does the same.
#[derive(Debug, Clone)]
pub struct ExitThisPage {
    content: Html,
    href: String,
    id: Option<String>,
    activated_text: Option<String>,
    timed_out_text: Option<String>,
    press_two_more_times_text: Option<String>,
    press_one_more_time_text: Option<String>,
    extra: Extra,
}

setters!(ExitThisPage {
    /// The id of the element.
    id: String,
    /// Read out when the page is being left.
    activated_text: String,
    /// Read out when Shift has not been pressed again in time.
    timed_out_text: String,
    /// Read out after Shift has been pressed once.
    press_two_more_times_text: String,
    /// Read out after Shift has been pressed twice.
    press_one_more_time_text: String,
});
extra_options!(ExitThisPage, extra);
printable!(ExitThisPage);

impl ExitThisPage {
    /// A button with its words and the harmless page it goes to.
    pub fn new(content: impl Into<Html>, href: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            href: href.into(),
            id: None,
            activated_text: None,
            timed_out_text: None,
            press_two_more_times_text: None,
            press_one_more_time_text: None,
            extra: Extra::default(),
        }
    }

    fn write(&self, out: &mut Markup) {
        let texts = [
            ("data-i18n.activated", &self.activated_text),
            ("data-i18n.timed-out", &self.timed_out_text),
            (
                "data-i18n.press-two-more-times",
                &self.press_two_more_times_text,
            ),
            (
                "data-i18n.press-one-more-time",
                &self.press_one_more_time_text,
            ),
        ];
        out.raw("<div")
            .attr_if("id", self.id.as_deref())
            .class(["govuk-exit-this-page", self.extra.classes()])
            .raw(" data-module=\"govuk-exit-this-page\"");
        self.extra.write_attributes(out);
        for (name, text) in texts {
            out.attr_if(name, text.as_deref());
        }
        let button = Button::link(&self.content, self.href.as_str())
            .warning()
            .classes("govuk-exit-this-page__button govuk-js-exit-this-page-button")
            .attribute("rel", "nofollow noreferrer");
        out.raw(">").html(&button.render()).raw("</div>");
    }
}
