//! Controls that belong together.

use govuk::{DateInput, DatePart, Fieldset, Html, Legend};

use super::field::parts;
use super::{dress, given, switched};
use crate::options::Options;

fn legend(options: &Options<'_>) -> Legend {
    let mut legend = Legend::new(options.content_or_empty());
    given!(legend, classes: options.filled("classes"));
    switched!(legend, options, page_heading: "isPageHeading");
    legend
}

pub fn fieldset(options: &Options<'_>) -> Fieldset {
    let mut fieldset = match options.part("legend") {
        Some(options) => Fieldset::new(legend(&options)),
        None => Fieldset::without_legend(),
    };
    given!(fieldset,
        content: options.either("html", "html"),
        role: options.filled("role"),
        described_by: options.filled("describedBy"),
    );
    dress!(fieldset, options);
    fieldset
}

/// A box under the name that the fixture gives it, with what stands about it in its entry and beside the list.
fn part(
    name: String,
    entry: Option<&Options<'_>>,
    beside: Option<&Options<'_>>,
    date: &Options<'_>,
) -> DatePart {
    let capital = name
        .chars()
        .next()
        .map(|first| first.to_uppercase().to_string());
    let label = capital.unwrap_or_default() + name.get(1..).unwrap_or_default();
    let prefix = date
        .filled("namePrefix")
        .map(|prefix| prefix + "-")
        .unwrap_or_default();
    let whole = format!("{prefix}{name}");
    let label = entry
        .and_then(|entry| entry.filled("label"))
        .unwrap_or(label);
    let mut part = if name.contains("year") {
        DatePart::new(name, label).width(4)
    } else {
        DatePart::new(name, label)
    };
    let values = date.part("values");
    let value = [entry, beside]
        .into_iter()
        .flatten()
        .find_map(|options| options.text("value"))
        .or_else(|| values?.text(&whole));
    given!(part, value: value);
    let Some(options) = entry else { return part };
    given!(part,
        id: options.filled("id"),
        inputmode: options.filled("inputmode"),
        autocomplete: options.filled("autocomplete"),
        pattern: options.filled("pattern"),
        has_error: options.flag("error"),
    );
    dress!(part, options);
    part
}

pub fn date_input(options: &Options<'_>) -> Html {
    let id = options.text_or("id", "");
    let mut date = match options.part("fieldset") {
        Some(options) => DateInput::in_fieldset(id, fieldset(&options)),
        None => DateInput::without_fieldset(id),
    };
    parts!(date, options);
    given!(date, name_prefix: options.filled("namePrefix"));
    dress!(date, options);
    let items = options.list("items");
    for item in &items {
        let name = item.text_or("name", "");
        let beside = options.part(&name);
        date = date.part(part(name, Some(item), beside.as_ref(), options));
    }
    if items.is_empty() {
        for name in ["day", "month", "year"] {
            if options.flag(name) == Some(false) {
                continue;
            }
            let entry = options.part(name);
            let own = entry.as_ref().and_then(|entry| entry.filled("name"));
            let name = own.unwrap_or_else(|| name.to_owned());
            date = date.part(part(name, entry.as_ref(), None, options));
        }
    }
    date.render()
}
