//! The options of a fixture, with a note of each that has been asked for: what is never asked for, our component does
//! not offer.

use std::cell::RefCell;
use std::collections::BTreeSet;

use govuk::Html;
use serde_json::Value;

/// Options, or one of the objects among them.
#[derive(Clone)]
pub struct Options<'a> {
    value: &'a Value,
    path: String,
    asked: &'a RefCell<BTreeSet<String>>,
}

/// Markup of a fixture, as a page would have it from a template.
#[derive(askama::Template)]
#[template(source = "{{ markup|safe }}", ext = "html")]
struct Given<'a> {
    markup: &'a str,
}

/// Markup of a fixture.
pub fn markup(markup: &str) -> Html {
    Html::rendered(&Given { markup }).expect("a string is printed")
}

impl<'a> Options<'a> {
    pub fn of(value: &'a Value, asked: &'a RefCell<BTreeSet<String>>) -> Self {
        Self {
            value,
            path: String::new(),
            asked,
        }
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        let path = format!("{}.{key}", self.path);
        self.asked.borrow_mut().insert(path);
        self.value.get(key).filter(|value| !value.is_null())
    }

    /// A text or a number.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(on) => Some(on.to_string()),
            _ => None,
        }
    }

    /// A text, or what the design system writes where none is given.
    pub fn text_or(&self, key: &str, default: &str) -> String {
        self.filled(key).unwrap_or_else(|| default.to_owned())
    }

    /// A text that is not empty.
    pub fn filled(&self, key: &str) -> Option<String> {
        self.text(key).filter(|text| !text.is_empty())
    }

    /// A whole number.
    pub fn number<T: TryFrom<u64>>(&self, key: &str) -> Option<T> {
        self.get(key)?.as_u64()?.try_into().ok()
    }

    /// Yes or no.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.get(key)?.as_bool()
    }

    /// Whether it is yes.
    pub fn is(&self, key: &str) -> bool {
        self.flag(key).unwrap_or_default()
    }

    /// Markup, or a text, which is escaped; markup comes first.
    pub fn either(&self, text: &str, html: &str) -> Option<Html> {
        let plain = self.text(text).map(Html::from);
        let html = self.text(html).filter(|html| !html.is_empty());
        html.map(|html| markup(&html)).or(plain)
    }

    /// Content under the usual two names.
    pub fn content(&self) -> Option<Html> {
        self.either("text", "html")
    }

    /// Content under the usual two names, empty where none is given.
    pub fn content_or_empty(&self) -> Html {
        self.content().unwrap_or_default()
    }

    /// One of the objects among the options.
    pub fn part(&self, key: &str) -> Option<Self> {
        let value = self.get(key).filter(|value| value.is_object())?;
        Some(self.below(value, key))
    }

    fn below(&self, value: &'a Value, key: &str) -> Self {
        Self {
            value,
            path: format!("{}.{key}", self.path),
            asked: self.asked,
        }
    }

    /// The entries of a list that are not empty.
    pub fn list(&self, key: &str) -> Vec<Self> {
        let Some(Value::Array(entries)) = self.get(key) else {
            return Vec::new();
        };
        let entries = entries.iter().enumerate();
        entries
            .filter(|(_, entry)| {
                entry.is_array() || entry.as_object().is_some_and(|entry| !entry.is_empty())
            })
            .map(|(at, entry)| self.below(entry, &format!("{key}.{at}")))
            .collect()
    }

    /// The entries of this list.
    pub fn entries(&self) -> Vec<Self> {
        let entries = self.value.as_array().into_iter().flatten().enumerate();
        entries
            .map(|(at, entry)| self.below(entry, &at.to_string()))
            .collect()
    }

    /// A list of texts.
    pub fn texts(&self, key: &str) -> Option<Vec<String>> {
        let Some(Value::Array(entries)) = self.get(key) else {
            return None;
        };
        let names = (0..entries.len()).map(|at| at.to_string());
        let list = self.below(self.value.get(key)?, key);
        let texts = names.zip(entries).filter_map(|(at, entry)| {
            list.asked
                .borrow_mut()
                .insert(format!("{}.{at}", list.path));
            entry.as_str().map(str::to_owned)
        });
        Some(texts.collect())
    }

    /// Names and values of the texts in an object, `attributes` or another.
    pub fn pairs(&self, key: &str) -> Vec<(&'static str, String)> {
        let Some(part) = self.part(key) else {
            return Vec::new();
        };
        let names = part.value.as_object().into_iter().flatten();
        names
            .filter_map(|(name, _)| {
                let name: &'static str = name.clone().leak();
                Some((name, part.text(name)?))
            })
            .collect()
    }

    /// The names of all options that say something and were never asked for, in alphabetical order: the order
    /// within an object is nobody's promise (another crate may switch `preserve_order` of `serde_json` on).
    pub fn never_asked(&self) -> Vec<String> {
        let mut leaves = Vec::new();
        collect(self.value, &self.path, &mut leaves);
        let asked = self.asked.borrow();
        leaves.retain(|leaf| !asked.contains(leaf));
        leaves.sort();
        leaves
    }
}

fn collect(value: &Value, path: &str, leaves: &mut Vec<String>) {
    match value {
        Value::Object(parts) => {
            for (key, part) in parts {
                collect(part, &format!("{path}.{key}"), leaves);
            }
        }
        Value::Array(entries) => {
            for (at, entry) in entries.iter().enumerate() {
                // Entries that the design system passes over.
                let nothing = entry.is_null() || entry == false || entry == "";
                if !nothing {
                    collect(entry, &format!("{path}.{at}"), leaves);
                }
            }
        }
        Value::Null => {}
        _ => leaves.push(path.to_owned()),
    }
}

#[test]
fn an_option_that_nobody_asks_for_is_found() {
    let value = serde_json::json!({
        "text": "x",
        "href": "#",
        "items": [null, { "text": "a", "hint": { "text": "b" } }],
        "attributes": { "id": "c" },
    });
    let asked = RefCell::default();
    let options = Options::of(&value, &asked);
    options.content();
    for item in options.list("items") {
        item.content();
    }
    assert_eq!(
        options.never_asked(),
        [".attributes.id", ".href", ".items.1.hint.text"]
    );
    assert_eq!(options.pairs("attributes"), [("id", "c".to_owned())]);
}
