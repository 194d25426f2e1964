//! The places in the words of a letter: what each means, how it is asked, what stands in it.

use govuk::{Html, SummaryList};
use model::letter_words::{Placeholder, filled, placeholders};

use crate::draw::row;
use crate::form::{Field, Filled, field};
use crate::texts::{t, t_code, t1};

/// The field in which a place is filled; none for one that fills itself.
pub(super) const fn field_of(place: Placeholder) -> Option<Field> {
    Some(match place {
        Placeholder::Partnership | Placeholder::Review | Placeholder::Date => return None,
        Placeholder::Recipient => field("recipient", "written-recipient"),
        Placeholder::Writer => field("writer", "written-writer"),
        Placeholder::Contact => field("contact", "written-contact"),
        Placeholder::About => field("about", "written-about"),
        Placeholder::Meeting => field("meeting", "written-meeting"),
        Placeholder::Place => field("place", "written-place-field"),
        Placeholder::AnswerBy => field("answer-by", "written-answer-by"),
        Placeholder::Publication => field("publication", "written-publication"),
    })
}

/// Every place with what it means.
pub(super) fn explained() -> Html {
    let line = |place: &Placeholder| {
        let code = place.code();
        row(format!("{{{code}}}"), t_code("written-place", code))
    };
    Html::join([
        Html::element("h2", "govuk-heading-m", t("written-places-title")),
        crate::draw::paragraph(t("written-places-explain")),
        SummaryList::new()
            .rows(Placeholder::ALL.iter().map(line))
            .render(),
    ])
}

/// The places in a text of a form. Something else in braces is said at its field.
pub(super) fn read(form: &mut Filled, field: &Field) -> Vec<Placeholder> {
    match placeholders(form.value(field.id)) {
        Ok(places) => places,
        Err(unknown) => {
            let all = Placeholder::ALL.iter();
            let all: Vec<String> = all.map(|one| format!("{{{}}}", one.code())).collect();
            let values = [("what", unknown.0.into()), ("all", all.join(", ").into())];
            form.wrong_because(
                field,
                crate::texts::t_with("written-place-unknown", &values),
            );
            Vec::new()
        }
    }
}

/// The words with something in every place: what was typed, or in square brackets what is still to be typed.
pub(super) fn shown(words: &str, value: impl Fn(Placeholder) -> String) -> String {
    let value = |place: Placeholder| {
        let value = value(place);
        if value.trim().is_empty() {
            let name = field_of(place).map_or_else(String::new, |field| field.name());
            format!("[{name}]")
        } else {
            value
        }
    };
    filled(words, value).unwrap_or_else(|_| words.to_owned())
}

/// An invented value, for a preview.
pub(super) fn invented(place: Placeholder) -> String {
    t_code("written-sample", place.code())
}

/// What is said of a template whose words nobody of the partnership has read.
pub(super) fn unread(label: &str) -> String {
    t1("written-template-unread", "letter", label)
}
