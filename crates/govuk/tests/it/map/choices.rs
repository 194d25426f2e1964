//! Radios and checkboxes.

use govuk::{Checkboxes, Choice, Html, Label, Radios};

use super::field::{hint, parts};
use super::group::fieldset;
use super::{dress, given, switched};
use crate::options::Options;

fn choice(item: &Options<'_>) -> Choice {
    let mut label = Label::new(item.content_or_empty());
    if let Some(options) = item.part("label") {
        dress!(label, options);
    }
    let mut choice = Choice::new(item.text_or("value", ""), label);
    given!(choice,
        id: item.filled("id"),
        name: item.filled("name"),
        checked: item.flag("checked"),
        hint: item.part("hint").map(|options| hint(&options)),
        reveals: item.part("conditional").and_then(|options| options.either("html", "html")).filter(|html| !html.is_empty()),
    );
    switched!(choice, item, disabled: "disabled");
    if item.text("behaviour").as_deref() == Some("exclusive") {
        choice = choice.exclusive();
    }
    for (name, value) in item.pairs("attributes") {
        choice = choice.attribute(name, value);
    }
    choice
}

macro_rules! group {
    ($kind:ident, $options:expr) => {{
        let name = $options.text_or("name", "");
        let mut group = match $options.part("fieldset") {
            Some(options) => $kind::in_fieldset(name, fieldset(&options)),
            None => $kind::without_fieldset(name),
        };
        parts!(group, $options);
        given!(group, id_prefix: $options.filled("idPrefix"));
        dress!(group, $options);
        for item in $options.list("items") {
            group = match item.filled("divider") {
                Some(divider) => group.divider(divider),
                None => group.choice(choice(&item)),
            };
        }
        group
    }};
}

pub fn radios(options: &Options<'_>) -> Html {
    let mut radios = group!(Radios, options);
    given!(radios, value: options.text("value"));
    radios.render()
}

pub fn checkboxes(options: &Options<'_>) -> Html {
    let mut checkboxes = group!(Checkboxes, options);
    if let Some(values) = options.texts("values") {
        checkboxes = checkboxes.values(values);
    }
    checkboxes.render()
}
