//! No text that a page passes on can become markup, in any option of any component.

use std::cell::RefCell;

use serde_json::Value;

use crate::fixtures::components;
use crate::map;
use crate::options::Options;
use crate::tree::{elements, parse};

const HOSTILE: &str = "\"'><script>alert(1)</script>&lt;";

/// The options with every text made hostile but those that are markup, where a page can pass only [`govuk::Html`],
/// and those that choose between what a component knows.
fn poison(value: &mut Value, key: &str) {
    const CHOICES: [&str; 5] = ["type", "format", "countType", "behaviour", "spellcheck"];
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                poison(part, name);
            }
        }
        Value::Array(entries) => {
            for entry in entries {
                poison(entry, key);
            }
        }
        Value::String(text) if !key.to_lowercase().ends_with("html") && !CHOICES.contains(&key) => {
            text.push_str(HOSTILE);
        }
        _ => {}
    }
}

#[test]
fn no_text_becomes_markup() {
    let mut rendered = 0;
    for component in components() {
        for fixture in component.fixtures {
            let mut poisoned = fixture.options.clone();
            poison(&mut poisoned, "");
            let asked = RefCell::default();
            let Some(html) = map::render(&component.component, &Options::of(&poisoned, &asked))
            else {
                continue;
            };
            rendered += 1;
            let name = (&component.component, &fixture.name);
            let tree = parse(html.as_str()).unwrap_or_else(|error| panic!("{name:?}: {error}"));
            let script = elements(&tree)
                .iter()
                .any(|element| element.name == "script");
            assert!(!script, "{name:?}: {html}");
        }
    }
    assert!(rendered > 500, "only {rendered} fixtures rendered");
}

#[test]
fn the_poison_would_be_noticed() {
    let raw = parse(&format!("<p>{HOSTILE}</p>")).expect("it is markup");
    assert!(
        elements(&raw)
            .iter()
            .any(|element| element.name == "script")
    );
}
