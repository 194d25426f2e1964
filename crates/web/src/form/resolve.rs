//! Reading the page that shows two people's changes side by side.
//!
//! For each text in question it sends both sides and the choice. Here the chosen side takes the
//! place of the field, or both texts as they were put together, so that the handler of the form reads it as if it had been typed at
//! once.

use std::collections::BTreeSet;

use crate::problem::{Conflict, PageError, Side, Sides};

type Pairs = Vec<(String, String)>;

/// Takes the chosen sides; a form that is no answer to such a page stays as it is.
///
/// # Errors
/// [`PageError::Conflict`] with the same page again when a choice is missing.
pub(super) fn chosen(pairs: Pairs) -> Result<Pairs, PageError> {
    let asked: BTreeSet<String> = values(&pairs, "conflict.field")
        .map(str::to_owned)
        .collect();
    if asked.is_empty() {
        return Ok(pairs);
    }
    let complete = asked.iter().all(|field| match choice(&pairs, field) {
        Some("both") => both(&pairs, field).is_some(),
        chosen => chosen.is_some(),
    });
    if !complete {
        return Err(PageError::Conflict(Box::new(again(&pairs))));
    }
    let mut taken: Pairs = pairs
        .iter()
        .filter(|(name, _)| !name.starts_with("conflict."))
        .cloned()
        .collect();
    for field in &asked {
        let side = first(&pairs, &format!("conflict.choose.{field}")).unwrap_or("mine");
        if side == "both" {
            let text = both(&pairs, field).unwrap_or_default();
            taken.push((field.clone(), text.to_owned()));
            continue;
        }
        taken.extend(answers(&pairs, &format!("conflict.{side}.{field}.")));
    }
    Ok(taken)
}

/// What was chosen of the page's choices for a field; both only where the page had both.
fn choice<'a>(pairs: &'a Pairs, field: &str) -> Option<&'a str> {
    let chosen = first(pairs, &format!("conflict.choose.{field}"));
    chosen.filter(|side| match *side {
        "current" | "mine" => true,
        "both" => first(pairs, &format!("conflict.both.{field}")).is_some(),
        _ => false,
    })
}

/// Both texts as somebody put them together; none where there is nothing.
fn both<'a>(pairs: &'a Pairs, field: &str) -> Option<&'a str> {
    let text = first(pairs, &format!("conflict.both.{field}"));
    text.filter(|text| !text.trim().is_empty())
}

fn again(pairs: &Pairs) -> Conflict {
    let sides = values(pairs, "conflict.field")
        .map(|field| Sides {
            field: field.to_owned(),
            label: text(pairs, "label", field),
            shown: first(pairs, &format!("conflict.shown.{field}")).map(str::to_owned),
            current: side(pairs, "current", field),
            mine: side(pairs, "mine", field),
            both: first(pairs, &format!("conflict.both.{field}")).map(str::to_owned),
            chosen: choice(pairs, field).unwrap_or_default().to_owned(),
        })
        .collect();
    let same = pairs
        .iter()
        .filter(|(name, _)| !name.starts_with("conflict."))
        .cloned()
        .collect();
    let changed = first(pairs, "conflict.changed")
        .unwrap_or_default()
        .to_owned();
    let action = String::new();
    Conflict {
        action,
        changed,
        sides,
        same,
        incomplete: true,
    }
}

fn side(pairs: &Pairs, which: &str, field: &str) -> Side {
    Side {
        text: text(pairs, &format!("{which}-text"), field),
        answers: answers(pairs, &format!("conflict.{which}.{field}.")),
        is_words: false,
    }
}

fn text(pairs: &Pairs, what: &str, field: &str) -> String {
    first(pairs, &format!("conflict.{what}.{field}"))
        .unwrap_or_default()
        .to_owned()
}

fn answers(pairs: &Pairs, prefix: &str) -> Pairs {
    let own = |(name, value): &(String, String)| {
        name.strip_prefix(prefix)
            .map(|name| (name.to_owned(), value.clone()))
    };
    pairs.iter().filter_map(own).collect()
}

fn first<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(given, _)| given == name)
        .map(|(_, value)| value.as_str())
}

fn values<'a>(pairs: &'a Pairs, name: &'a str) -> impl Iterator<Item = &'a str> {
    pairs
        .iter()
        .filter(move |(given, _)| given == name)
        .map(|(_, value)| value.as_str())
}
