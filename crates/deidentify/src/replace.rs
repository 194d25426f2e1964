//! What could stand in the place of a finding.

use crate::finding::{How, Replacement};
use crate::kind::Kind;
use crate::merge::Candidate;
use crate::names::Naming;
use crate::options::{DateForm, Options};
use crate::patterns::instead_of_named_day;
use crate::register::{AgeUnit, Register};

/// The suggestions, the best first.
pub(crate) fn suggestions(
    said: &str,
    candidate: &Candidate,
    register: &Register,
    options: &Options,
    naming: &mut Naming,
) -> Vec<Replacement> {
    let label = candidate
        .entity
        .and_then(|at| register.entity(at))
        .map_or("", |entity| entity.label.as_str());
    let mut list = Vec::new();
    let mut add = |how, text: String| list.push(Replacement { how, text });
    match candidate.kind {
        Kind::Practitioner => {
            add(How::Role, practitioner(said, label));
            let (pseudonym, _) = naming.of(said, candidate.kind, candidate.entity, register);
            add(How::Pseudonym, pseudonym);
        }
        Kind::Child | Kind::Family | Kind::Person => {
            let (pseudonym, made_up) = naming.of(said, candidate.kind, candidate.entity, register);
            add(How::Pseudonym, pseudonym);
            if let Some(name) = made_up {
                add(How::MadeUp, name.to_owned());
            }
        }
        Kind::Organisation => {
            let name = if label.is_empty() { said } else { label };
            add(How::KindOfThing, kind_of_body(name).to_owned());
        }
        Kind::Place => {
            let name = if label.is_empty() { said } else { label };
            add(How::KindOfThing, kind_of_place(name).to_owned());
        }
        Kind::Date => {
            let named = || instead_of_named_day(said).map(str::to_owned);
            if let Some(wider) = wider_date(candidate, options.dates).or_else(named) {
                add(How::Wider, wider);
            }
        }
        Kind::Amount if said.contains(" of ") => add(How::Wider, "some".to_owned()),
        Kind::Reference | Kind::PoliceReference if is_operation(said) => {
            add(How::KindOfThing, "a police operation".to_owned());
        }
        Kind::Age => {
            if let Some(wider) = wider_age(said) {
                add(How::Wider, wider);
            }
        }
        _ => {}
    }
    list.push(Replacement {
        how: How::Removed,
        text: removed(candidate.kind).to_owned(),
    });
    list
}

/// "Operation Marram", "Op. Larkspur": what it was, not what it is called.
fn is_operation(said: &str) -> bool {
    let lower = said.to_lowercase();
    let first = lower.split(|letter: char| !letter.is_alphabetic()).next();
    matches!(first, Some("op" | "operation"))
        && !said.contains(|letter: char| letter.is_ascii_digit())
}

fn practitioner(said: &str, job: &str) -> String {
    if !job.is_empty() {
        return with_article(job);
    }
    let lower = said.to_lowercase();
    let first = lower
        .split(|letter: char| !letter.is_alphabetic())
        .next()
        .unwrap_or_default();
    let job = match first {
        "dr" | "doctor" | "gp" => "a doctor",
        "prof" | "professor" | "consultant" | "surgeon" => "a consultant",
        "registrar" | "sho" => "a hospital doctor",
        "nurse" | "sister" | "matron" => "a nurse",
        "midwife" => "a midwife",
        "pc" | "sgt" | "sergeant" | "constable" | "inspector" => "a police officer",
        "dc" | "ds" | "di" | "dci" | "detective" => "a detective",
        _ => "a practitioner",
    };
    job.to_owned()
}

fn with_article(job: &str) -> String {
    let job = job.trim();
    let vowel = job
        .chars()
        .next()
        .is_some_and(|letter| "aeiou".contains(letter.to_ascii_lowercase()));
    format!("{} {job}", if vowel { "an" } else { "a" })
}

fn kind_of_body(name: &str) -> &'static str {
    let lower = name.to_lowercase();
    let kinds: [(&[&str], &str); 18] = [
        (&["primary", "infant", "junior"], "a primary school"),
        (
            &["nursery", "preschool", "pre-school", "playgroup"],
            "a nursery",
        ),
        (&["school", "academy", "grammar"], "a school"),
        (&["college", "university", "sixth form"], "a college"),
        (&["hospital", "infirmary", "ward", "nhs"], "a hospital"),
        (
            &["surgery", "medical", "health", "practice", "clinic"],
            "a health service",
        ),
        (&["police", "constabulary"], "the police"),
        (&["court", "tribunal"], "a court"),
        (
            &["children's home", "children’s home", "care home"],
            "a children's home",
        ),
        (&["refuge", "hostel", "shelter"], "a refuge"),
        (&["fostering", "adoption"], "a fostering agency"),
        (&["housing", "homes"], "a housing provider"),
        (
            &[
                "church",
                "mosque",
                "temple",
                "gurdwara",
                "synagogue",
                "chapel",
            ],
            "a place of worship",
        ),
        (&["council", "borough", "county"], "a council"),
        (&["prison", "hmp", "yoi"], "a prison"),
        (&["club", "youth", "project"], "a community group"),
        (&["centre", "hub"], "a centre"),
        (
            &["ltd", "limited", "plc", "inc", "corp", "company", "llp"],
            "a company",
        ),
    ];
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    kinds
        .iter()
        .find(|(words, _)| has(words))
        .map_or("an organisation", |(_, kind)| kind)
}

fn kind_of_place(name: &str) -> &'static str {
    let lower = name.to_lowercase();
    let last = lower
        .split(|letter: char| !letter.is_alphabetic())
        .rfind(|word| !word.is_empty())
        .unwrap_or_default();
    match last {
        "road" | "street" | "lane" | "avenue" | "close" | "crescent" | "terrace" | "mews"
        | "drive" => "a street",
        "estate" => "an estate",
        "park" | "gardens" | "common" | "woods" => "a park",
        _ => "a place",
    }
}

fn wider_date(candidate: &Candidate, form: DateForm) -> Option<String> {
    let year = candidate.date.and_then(|date| date.year)?;
    let month = candidate.date.and_then(|date| date.month);
    let spring_to_winter = match month {
        Some(3..=5) => Some("spring"),
        Some(6..=8) => Some("summer"),
        Some(9..=11) => Some("autumn"),
        Some(_) => Some("winter"),
        None => None,
    };
    match (form, spring_to_winter) {
        (DateForm::Removed, _) => None,
        (DateForm::Season, Some(season)) => Some(format!("{season} {year}")),
        _ => Some(year.to_string()),
    }
}

/// The bands of the national statistics for children; ten years from 25 on. Several ages are in a band that holds all of them.
fn wider_age(said: &str) -> Option<String> {
    let unit = crate::patterns::age_unit(said);
    let in_years = |number: u32| match unit {
        AgeUnit::Years => number,
        AgeUnit::Months => number / 12,
        AgeUnit::Weeks => number / 52,
        AgeUnit::Days => number / 365,
    };
    let all = crate::patterns::age_numbers(said);
    let years: Vec<u32> = all.into_iter().map(in_years).collect();
    let (youngest, oldest) = (*years.iter().min()?, *years.iter().max()?);
    let lower = said.to_lowercase();
    let with_unit = lower.contains("old")
        || lower.contains("of age")
        || lower.contains("year")
        || lower.contains("yr");
    let Some((_, to)) = band(oldest) else {
        return Some("under 1".to_owned());
    };
    let from = band(youngest).map_or(0, |(from, _)| from);
    let many = if lower.ends_with("olds") { "s" } else { "" };
    Some(
        match (lower.contains("-old"), with_unit || unit != AgeUnit::Years) {
            (true, _) => format!("{from}-to-{to}-year-old{many}"),
            (false, true) if lower.ends_with("old") => format!("{from} to {to} years old"),
            (false, true) => format!("{from} to {to} years"),
            (false, false) => format!("{from} to {to}"),
        },
    )
}

/// First and last year of the band; none under one year.
pub(crate) const fn band(years: u32) -> Option<(u32, u32)> {
    match years {
        0 => None,
        1..=5 => Some((1, 5)),
        6..=10 => Some((6, 10)),
        11..=15 => Some((11, 15)),
        16..=17 => Some((16, 17)),
        18..=24 => Some((18, 24)),
        other => {
            let from = 25 + (other - 25) / 10 * 10;
            Some((from, from + 9))
        }
    }
}

const fn removed(kind: Kind) -> &'static str {
    match kind {
        Kind::Child | Kind::Family | Kind::Practitioner | Kind::Person => "[name removed]",
        Kind::Organisation => "[organisation removed]",
        Kind::Place => "[place removed]",
        Kind::Address => "[address removed]",
        Kind::Postcode | Kind::PostcodeArea => "[postcode removed]",
        Kind::Phone => "[telephone number removed]",
        Kind::Email => "[email address removed]",
        Kind::Web => "[web address removed]",
        Kind::Social => "[account removed]",
        Kind::BirthDate => "[date of birth removed]",
        Kind::Date => "[date removed]",
        Kind::Age => "[age removed]",
        Kind::Role => "[job removed]",
        Kind::CourtCase | Kind::PoliceReference | Kind::RecordNumber | Kind::Reference => {
            "[reference removed]"
        }
        Kind::Group | Kind::Amount | Kind::Other => "[removed]",
        _ => "[number removed]",
    }
}
