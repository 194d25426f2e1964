//! Themes as a form asks for them: what the words suggest, each with its sentence, and the whole list from which a person accepts them
//! one by one. There is one list, for reviews, for what is shared from them, and for the library.

use app::commons::ThemeList;

use crate::draw::{bullets, paragraph};
use crate::form::Field;
use crate::sheet::{Ask, Input, Offer, drawn, input};
use crate::texts::{t, t_with};

/// The themes in force; with those that are borne already, though they are retired.
pub(crate) fn offers(list: &ThemeList, kept: &[String]) -> Vec<Offer> {
    let themes = list.themes.iter();
    let themes = themes.filter(|one| !one.retired || kept.contains(&one.code));
    themes
        .map(|one| Offer::new(one.code.as_str(), one.title.as_str()))
        .collect()
}

/// What a text suggests, each theme with its sentence; those that are borne already are left out.
pub(crate) fn suggestions(list: &ThemeList, text: &str, kept: &[String]) -> Vec<String> {
    let found = list.suggested(text).into_iter();
    let found = found.filter(|(theme, _)| !kept.contains(&theme.code));
    let words = found.map(|(theme, sentence)| {
        let values = [
            ("theme", theme.title.as_str().into()),
            ("sentence", sentence.into()),
        ];
        t_with("finding-suggested", &values)
    });
    words.collect()
}

/// What is suggested, and the list to accept from.
pub(crate) fn inputs(
    list: &ThemeList,
    text: &str,
    (field, kept): (Field, &[String]),
) -> Vec<Input> {
    let suggested = suggestions(list, text, kept);
    let mut inputs = Vec::new();
    if !suggested.is_empty() {
        inputs.push(drawn(paragraph(t("finding-suggestions"))));
        let lines = suggested.iter().map(|line| line.as_str().into());
        inputs.push(drawn(bullets(lines)));
    }
    inputs.push(input(field, Ask::AnyOf(offers(list, kept))));
    inputs
}

/// The titles of themes, with commas between.
pub(crate) fn titles(list: &ThemeList, codes: &[String]) -> String {
    let titles: Vec<&str> = codes.iter().map(|code| list.title(code)).collect();
    titles.join(", ")
}
