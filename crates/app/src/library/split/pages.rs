//! Pages of a document put together: what stands at the edge of every page is no part of its text, a note to it is no item of a
//! list, and a sentence may go on over the end of a page.

use std::collections::BTreeMap;

use papers::read::Part;

use super::{named, sections};

/// Words of sentences: a note that only names where something was published has none of them.
const SAYS: [&str; 14] = [
    "should", "must", "will", "need", "needs", "was", "were", "had", "is", "are", "did", "have",
    "has", "not",
];

/// The parts as they follow each other when nobody turns a page.
pub(super) fn joined(parts: &[Part]) -> Vec<Part> {
    let running = running(parts);
    let mut joined: Vec<Part> = Vec::new();
    let mut turned = false;
    for part in parts {
        match part {
            Part::Page(_) => turned = true,
            Part::Paragraph(text) if turned || !running.is_empty() => {
                let text = without(text, &running);
                if text.is_empty() || is_reference(&text) {
                    continue;
                }
                match joined.last_mut() {
                    Some(Part::Paragraph(before)) if turned && goes_on(before, &text) => {
                        before.push('\n');
                        before.push_str(&text);
                    }
                    _ => joined.push(Part::Paragraph(text)),
                }
                turned = false;
            }
            other => joined.push(other.clone()),
        }
    }
    joined
}

/// The lines at the edges of pages: those that stand on more than one, whatever their numbers, and those that count the pages.
fn running(parts: &[Part]) -> Vec<String> {
    let mut on: BTreeMap<String, usize> = BTreeMap::new();
    for page in parts.split(|part| matches!(part, Part::Page(_))).skip(1) {
        let lines: Vec<&str> = page.iter().flat_map(lines_of).collect();
        let mut edges = vec![lines.first(), lines.last()];
        edges.dedup();
        for line in edges.into_iter().flatten() {
            *on.entry(plain(line)).or_default() += 1;
        }
    }
    let edges = on.into_iter();
    let edges = edges.filter(|(line, pages)| *pages > 1 || counts_pages(line));
    edges.map(|(line, _)| line).collect()
}

fn lines_of(part: &Part) -> Vec<&str> {
    match part {
        Part::Paragraph(text) => text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect(),
        _ => Vec::new(),
    }
}

/// A line without its numbers. A line that names a finding or what follows stands by itself, with them.
fn plain(line: &str) -> String {
    let is_short = line.split_whitespace().count() < 4;
    if named(line).is_some() || is_short && sections::is_known(line) {
        return line.to_owned();
    }
    let plain = line.replace(|sign: char| sign.is_ascii_digit(), "");
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Whether a line without its numbers is the number of a page: *Page 2 of 8*.
fn counts_pages(line: &str) -> bool {
    line.is_empty()
        || line.ends_with(" page")
        || line.ends_with(" page of")
        || ["page", "page of", "of"].contains(&line)
}

fn without(text: &str, running: &[String]) -> String {
    let is_running = |line: &&str| running.contains(&plain(line.trim()));
    let lines: Vec<&str> = text.lines().filter(|line| !is_running(line)).collect();
    lines.join("\n")
}

/// Whether a paragraph is a note that names a publication: its number, a year, and no word of a sentence.
fn is_reference(text: &str) -> bool {
    let Some((number, rest)) = text.split_once(char::is_whitespace) else {
        return false;
    };
    let is_number = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = rest.split(|sign: char| !sign.is_alphanumeric());
    let is_year = |word: &str| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let has_year = words.clone().any(is_year);
    is_number && has_year && words.all(|word| !SAYS.contains(&word.to_lowercase().as_str()))
}

/// Whether the first words of a page go on with the sentence before.
fn goes_on(before: &str, text: &str) -> bool {
    let has_ended = before.trim_end().ends_with(['.', '?', '!', ':', ';']);
    !has_ended && text.trim_start().starts_with(char::is_lowercase)
}
