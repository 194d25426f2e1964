//! Documents that do not point into the void.

use crate::repository::{FILES, root};

/// The targets of the links of a Markdown text that lead to files of the repository.
fn links(markdown: &str) -> Vec<String> {
    markdown
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|target| target.split('#').next().unwrap_or_default().to_owned())
        .filter(|target| {
            !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:")
        })
        .collect()
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut broken = Vec::new();
    let mut looked_at = 0;
    for file in FILES.iter().filter(|file| file.extension() == "md") {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for target in links(file.text.as_deref().unwrap_or_default()) {
            looked_at += 1;
            if !root().join(folder).join(&target).exists() {
                broken.push(format!("{}: {target}", file.path));
            }
        }
    }
    assert!(looked_at > 3, "the walk finds the links");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_two_commands_are_in_the_readme_and_ci_runs_the_second() {
    let read = |path: &str| {
        std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let makefile = read("Makefile");
    for command in ["demo", "test"] {
        assert!(
            read("README.md").contains(&format!("make {command}")),
            "README.md: make {command}"
        );
        assert!(
            makefile.lines().any(|line| line == format!("{command}:")),
            "Makefile: {command}"
        );
    }
    assert!(
        read(".ci/run").lines().any(|line| line == "make test"),
        ".ci/run ends with make test"
    );
}

#[test]
fn decisions_are_numbered_without_gaps() {
    let mut numbers: Vec<u32> = FILES
        .iter()
        .filter_map(|file| {
            file.path
                .strip_prefix("docs/decisions/")?
                .get(..4)?
                .parse()
                .ok()
        })
        .collect();
    numbers.sort_unstable();
    let expected: Vec<u32> = (1..=u32::try_from(numbers.len()).expect("few")).collect();
    assert_eq!(numbers, expected, "one record for each number");
}

#[test]
fn links_are_found() {
    assert_eq!(
        links("[a](docs/a.md#part) [b](https://example.org) [c](b.md)"),
        ["docs/a.md", "b.md"]
    );
}
