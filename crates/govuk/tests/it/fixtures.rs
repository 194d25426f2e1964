//! Each fixture of govuk-frontend: our component writes the same, or the list in `left_out.rs` says why not.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use crate::left_out::{LEFT_OUT, NOT_OFFERED};
use crate::map;
use crate::options::Options;
use crate::tree::{outline, parse};

/// One component of govuk-frontend with all that its authors test.
#[derive(Deserialize)]
pub struct Component {
    pub component: String,
    pub fixtures: Vec<Fixture>,
}

/// Options and the HTML that govuk-frontend writes for them.
#[derive(Deserialize)]
pub struct Fixture {
    pub name: String,
    pub options: Value,
    html: String,
}

fn library() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules/govuk-frontend")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| {
        panic!(
            "{error}: govuk-frontend is not there; `scripts/prepare test` brings it ({})",
            path.display()
        )
    })
}

/// The fixtures of all components, in the order of their names.
pub fn components() -> Vec<Component> {
    let folder = library().join("dist/govuk/components");
    // Reading one file first tells what is missing better than an empty folder.
    read(&folder.join("button/fixtures.json"));
    let mut components: Vec<Component> = std::fs::read_dir(&folder)
        .expect("the folder of components")
        .map(|entry| entry.expect("an entry").path().join("fixtures.json"))
        .filter(|path| path.exists())
        .map(|path| serde_json::from_str(&read(&path)).expect("the shape of fixtures"))
        .collect();
    components.sort_by(|one, other| one.component.cmp(&other.component));
    components
}

/// Why our component does not agree with a fixture; nothing when it does.
fn objection(component: &str, fixture: &Fixture) -> Option<String> {
    let asked = RefCell::default();
    let options = Options::of(&fixture.options, &asked);
    let Some(html) = map::render(component, &options) else {
        return Some("there is no such component here".to_owned());
    };
    let unknown = options.never_asked();
    if !unknown.is_empty() {
        return Some(format!("not offered: {}", unknown.join(", ")));
    }
    let expected = parse(&fixture.html).expect("fixtures are well formed");
    match parse(html.as_str()) {
        Err(error) => Some(format!("broken: {error}")),
        Ok(tree) if tree == expected => None,
        Ok(tree) => Some(format!(
            "theirs\n{}ours\n{}",
            outline(&expected),
            outline(&tree)
        )),
    }
}

/// Each fixture that is left out, with the reason.
fn left_out() -> BTreeMap<(&'static str, &'static str), &'static str> {
    let mut reasons = BTreeMap::new();
    for (component, reason, names) in LEFT_OUT {
        assert!(!reason.is_empty(), "{component}: no reason");
        for name in *names {
            let before = reasons.insert((*component, *name), *reason);
            assert!(before.is_none(), "{component}, {name}: listed twice");
        }
    }
    reasons
}

#[test]
fn every_fixture_agrees_or_stands_in_the_list_with_a_reason() {
    let mut left_out = left_out();
    let (mut agreed, mut wrong) = (0, Vec::new());
    let mut not_offered: BTreeSet<&str> = NOT_OFFERED.iter().map(|(name, _)| *name).collect();
    let all = components();
    for component in &all {
        if not_offered.remove(component.component.as_str()) {
            let mapped = component.fixtures.iter().any(|fixture| {
                let asked = RefCell::default();
                let options = Options::of(&fixture.options, &asked);
                map::render(&component.component, &options).is_some()
            });
            assert!(!mapped, "{}: offered after all", component.component);
            continue;
        }
        for fixture in &component.fixtures {
            let name = (component.component.as_str(), fixture.name.as_str());
            let listed = left_out.remove(&name).is_some();
            match (objection(name.0, fixture), listed) {
                (None, false) => agreed += 1,
                (Some(_), true) => {}
                (None, true) => wrong.push(format!("{name:?} agrees: take it off the list")),
                (Some(why), false) => wrong.push(format!("{name:?}: {why}")),
            }
        }
    }
    wrong.extend(
        left_out
            .keys()
            .map(|name| format!("{name:?} is listed and no fixture any more")),
    );
    assert!(not_offered.is_empty(), "no such component: {not_offered:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(agreed > 500, "only {agreed} fixtures agree");
}

#[test]
fn a_component_that_writes_something_else_is_found() {
    let of = |options: Value, html: &str| Fixture {
        name: "planted".to_owned(),
        options,
        html: html.to_owned(),
    };
    let options = serde_json::json!({ "text": "Alpha" });
    let right = of(
        options.clone(),
        "<strong class=\"govuk-tag\">\n Alpha</strong>",
    );
    assert_eq!(objection("tag", &right), None);
    let other = of(options.clone(), "<span class=\"govuk-tag\">Alpha</span>");
    assert!(objection("tag", &other).is_some());
    let newer = of(
        serde_json::json!({ "text": "Alpha", "shape": "round" }),
        "<strong class=\"govuk-tag\">Alpha</strong>",
    );
    let not_offered = Some("not offered: .shape".to_owned());
    assert_eq!(objection("tag", &newer), not_offered);
    assert!(objection("newcomer", &right).is_some());
}

#[test]
fn the_version_in_the_documentation_is_the_one_compared_with() {
    let package: Value =
        serde_json::from_str(&read(&library().join("package.json"))).expect("package.json");
    let version = package
        .get("version")
        .and_then(Value::as_str)
        .expect("its version");
    assert!(include_str!("../../src/lib.rs").contains(&format!("govuk-frontend {version}")));
}
