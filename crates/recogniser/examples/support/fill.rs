//! Sentences for training, made from the templates with invented people, places and numbers.

use std::collections::HashMap;

use recogniser::Label;

use super::chance::Chance;
use super::data::{Document, Gold};

const TEMPLATES: &str = include_str!("../../data/templates.txt");
const VALUES: &str = include_str!("../../data/values.txt");

/// What documents are made from.
pub struct Maker {
    templates: Vec<&'static str>,
    pub(super) values: HashMap<&'static str, Vec<&'static str>>,
    pub(super) given: Vec<String>,
    pub(super) family: Vec<String>,
    pub(super) towns: Vec<String>,
    pub(super) far_towns: Vec<String>,
    pub(super) chance: Chance,
}

pub struct Person {
    pub given: String,
    pub family: String,
    pub title: &'static str,
}

pub fn capital(word: &str) -> String {
    let mut out = String::new();
    let mut up = true;
    for c in word.chars() {
        if up {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        up = c == '-' || (c == '\'' && out.chars().count() < 3);
    }
    out
}

impl Maker {
    /// A maker that uses the templates whose number `may` be used.
    pub fn new(lists: &[(String, Vec<String>)], seed: u64, may: impl Fn(usize) -> bool) -> Maker {
        let of = |kind: &str| -> Vec<String> {
            lists
                .iter()
                .filter(|(k, _)| k == kind)
                .flat_map(|(_, words)| words)
                .map(|w| capital(w))
                .collect()
        };
        let first = |kind: &str| -> Vec<String> {
            lists
                .iter()
                .find(|(k, _)| k == kind)
                .map(|(_, words)| words.iter().map(|w| capital(w)).collect())
                .unwrap_or_default()
        };
        let mut given = of("GIVEN");
        let mut family = of("FAMILY");
        // The hand-written lists stand first and are British; they are drawn as often as the long ones.
        for _ in 0..12 {
            given.extend(first("GIVEN"));
            family.extend(first("FAMILY"));
        }
        let values = VALUES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('|'))
            .map(|(key, rest)| (key, rest.split('|').collect()))
            .collect();
        Maker {
            templates: TEMPLATES
                .lines()
                .filter(|l| !l.starts_with('#') && !l.is_empty())
                .enumerate()
                .filter(|(at, _)| may(*at))
                .map(|(_, l)| l)
                .collect(),
            values,
            given,
            family,
            towns: first("TOWN"),
            far_towns: of("TOWN"),
            chance: Chance(seed),
        }
    }

    pub(super) fn value(&mut self, key: &str) -> &'static str {
        let all = &self.values[key];
        all[self.chance.below(all.len())]
    }

    pub(super) fn from(chance: &mut Chance, list: &[String]) -> String {
        list[chance.below(list.len())].clone()
    }

    fn person(&mut self) -> Person {
        let mut given = Self::from(&mut self.chance, &self.given);
        let mut family = Self::from(&mut self.chance, &self.family);
        if self.chance.chance(60) {
            family = format!("{family}-{}", Self::from(&mut self.chance, &self.family));
        }
        if self.chance.chance(30) {
            family = format!(
                "{}{family}",
                ["O'", "Mc", "Mac", "Al-", "El ", "van ", "de ", "Ap "][self.chance.below(8)]
            );
        }
        if self.chance.chance(40) {
            given = format!("{given}-{}", Self::from(&mut self.chance, &self.given));
        }
        Person {
            given,
            family,
            title: self.value("title"),
        }
    }

    fn line(&mut self, template: &str, cast: &[Person], into: &mut Document) {
        let template = template.replace("\\n", "\n");
        let mut open: Option<(Label, usize)> = None;
        let mut rest = template.as_str();
        while let Some(c) = rest.chars().next() {
            let labelled = rest
                .strip_prefix('[')
                .and_then(|r| r.split_once(' '))
                .and_then(|(code, tail)| Some((Label::from_code(code)?, tail)));
            if let Some((label, tail)) = labelled {
                open = Some((label, into.text.len()));
                rest = tail;
            } else if c == ']' && open.is_some() {
                if let Some((label, start)) = open.take() {
                    into.gold.push(Gold {
                        start,
                        end: into.text.len(),
                        label,
                    });
                }
                rest = &rest[1..];
            } else if let Some((slot, tail)) =
                rest.strip_prefix('{').and_then(|r| r.split_once('}'))
            {
                let value = self.slot(slot, cast);
                let sentence_start = into.text.is_empty()
                    || into.text.ends_with([' ', '\n']) && template.len() == rest.len();
                into.text += &if sentence_start {
                    capital(&value)
                } else {
                    value
                };
                rest = tail;
            } else {
                into.text.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    /// One document of one to twelve lines about one cast.
    pub fn document(&mut self, number: usize) -> Document {
        let cast = [self.person(), self.person(), self.person()];
        let mut document = Document {
            group: number,
            set: "own",
            ..Document::default()
        };
        let lines = if self.chance.chance(400) {
            1
        } else {
            self.number(2, 12)
        };
        let separator = ["\n", " ", "\n\n", " "][self.chance.below(4)];
        for line in 0..lines {
            if line > 0 {
                document.text += separator;
            }
            let template = self.templates[self.chance.below(self.templates.len())];
            self.line(template, &cast, &mut document);
        }
        document.gold.retain(|gold| gold.start < gold.end);
        match self.chance.below(20) {
            0..=2 => document.in_case(false),
            3 => document.in_case(true),
            _ => document,
        }
    }
}
