//! A text area that says how much may still be written.

use super::textarea::Textarea;
use super::{Hint, Label};
use crate::html::Markup;
use crate::options::{printable, setters};

/// A text in the forms of one and of several; `%{count}` stands for the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluralTexts {
    /// For one.
    pub one: String,
    /// For several, and for none.
    pub other: String,
}

/// How much may be written. It is counted in the browser; the server must check it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// UTF-16 code units, as an `input` element counts: an emoji is several.
    Length(u32),
    /// Characters as a person counts them: one for a letter with its accents.
    Characters(u32),
    /// Words.
    Words(u32),
}

/// A text area that says how many characters or words may still be written.
#[derive(Debug, Clone)]
pub struct CharacterCount {
    area: Textarea,
    limit: Limit,
    threshold: Option<u8>,
    description: Option<String>,
    message_classes: String,
    under_limit: Option<PluralTexts>,
    at_limit: Option<String>,
    over_limit: Option<PluralTexts>,
}

setters!(CharacterCount {
    /// The text under the area before JavaScript counts; `%{count}` stands for the limit.
    description: String,
    /// What is said while there is room.
    under_limit: PluralTexts,
    /// What is said when there is no more room.
    at_limit: String,
    /// What is said when it is too much.
    over_limit: PluralTexts,
});
printable!(CharacterCount);

impl CharacterCount {
    /// A text area of this name, label and limit.
    pub fn new(name: impl Into<String>, label: impl Into<Label>, limit: Limit) -> Self {
        Self {
            area: Textarea::new(name, label),
            limit,
            threshold: None,
            description: None,
            message_classes: String::new(),
            under_limit: None,
            at_limit: None,
            over_limit: None,
        }
    }

    /// Changes the text area inside: hint, error, value, rows and the rest.
    ///
    /// ```
    /// use govuk::{CharacterCount, Limit};
    /// let what = CharacterCount::new("what", "What happened?", Limit::Words(200))
    ///     .area(|area| area.rows(8).error_if(None::<&str>).value("A fall"));
    /// assert!(what.render().as_str().contains("You can enter up to 200 words"));
    /// ```
    #[must_use]
    pub fn area(mut self, change: impl FnOnce(Textarea) -> Textarea) -> Self {
        self.area = change(self.area);
        self
    }

    /// Says nothing until this part of the limit, in per cent, is written.
    #[must_use]
    pub fn threshold(mut self, percent: u8) -> Self {
        self.threshold = Some(percent);
        self
    }

    /// Sets classes of the message under the area.
    #[must_use]
    pub fn message_classes(mut self, classes: impl Into<String>) -> Self {
        self.message_classes = classes.into();
        self
    }

    pub(crate) fn write(&self, out: &mut Markup) {
        let (unit, count, count_type) = match self.limit {
            Limit::Length(count) => ("characters", count, None),
            Limit::Characters(count) => ("characters", count, Some("characters")),
            Limit::Words(count) => ("words", count, Some("words")),
        };
        let count = count.to_string();
        let info_id = format!("{}-info", self.area.field.id());
        let description = match &self.description {
            Some(description) => description.replace("%{count}", &count),
            None => format!("You can enter up to {count} {unit}"),
        };
        let mut message = Hint::new(description);
        message.extra.add_classes(&self.message_classes);
        let mut area = self.area.clone();
        area.group_class = "govuk-character-count";
        area.own_class = "govuk-js-character-count";
        let described = area.field.parts.described_by.take();
        area.field.parts.described_by = Some(
            [Some(info_id.clone()), described]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
        );

        area.field.parts.open(out, area.group_class);
        out.raw(" data-module=\"govuk-character-count\"")
            .attr("data-maxlength", &count)
            .attr_if(
                "data-threshold",
                self.threshold.map(|percent| percent.to_string()).as_deref(),
            )
            .attr_if("data-count-type", count_type);
        self.write_texts(out, unit == "words");
        out.raw(">");
        let mut info = Markup::default();
        message.write_as(&mut info, Some(&info_id), "govuk-character-count__message");
        area.field.after_input = Some(crate::Html::join(
            [info.finish()]
                .into_iter()
                .chain(area.field.after_input.take()),
        ));
        area.write_inside(out);
    }

    fn write_texts(&self, out: &mut Markup, words: bool) {
        let (under_one, under_other, at, over_one, over_other) = if words {
            (
                "data-i18n.words-under-limit.one",
                "data-i18n.words-under-limit.other",
                "data-i18n.words-at-limit",
                "data-i18n.words-over-limit.one",
                "data-i18n.words-over-limit.other",
            )
        } else {
            (
                "data-i18n.characters-under-limit.one",
                "data-i18n.characters-under-limit.other",
                "data-i18n.characters-at-limit",
                "data-i18n.characters-over-limit.one",
                "data-i18n.characters-over-limit.other",
            )
        };
        if let Some(texts) = &self.under_limit {
            out.attr(under_one, &texts.one)
                .attr(under_other, &texts.other);
        }
        out.attr_if(at, self.at_limit.as_deref());
        if let Some(texts) = &self.over_limit {
            out.attr(over_one, &texts.one)
                .attr(over_other, &texts.other);
        }
    }
}
