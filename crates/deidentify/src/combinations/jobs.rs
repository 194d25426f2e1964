//! Jobs of one person that come with where they hold them: "the vicar of Aldermere", "the coroner for our county". The words behind the
//! job name an area, or say that one is meant, wherever else the text says nothing of it.

use model::uncertain::MONTHS;

use super::Part;
use super::prose::FoundFact;
use crate::patterns::rules;

macro_rules! job {
    () => {
        r"(?i:vicar|rector|parish priest|priest|dean|archdeacon|bishop|imam|rabbi|(?:deputy |lord )?mayor|(?:senior |area |assistant )?coroner|mp|member of parliament|head ?teacher|headmaster|headmistress|(?:prison |governing )?governor|chief constable|police (?:and crime )?commissioner|chief executive|council leader|leader|town clerk|parish clerk|lord lieutenant|high sheriff|harbour master|station master|designated doctor|designated nurse|named (?:doctor|nurse|midwife|gp)|borough commander|practice manager)"
    };
}

rules! {
    NAMED = concat!(r"(?-u)\b(?P<job>", job!(), r") (?:of|for|in|at) (?:the )?(?P<area>(?:St\.? )?[A-Z][a-z][A-Za-z'-]*(?:[ -](?:on|upon|in|le|the|under|St\.?|[A-Z][A-Za-z'-]*)){0,3})\b");
    MEANT = concat!(r"(?-u)\b(?P<job>", job!(), r") (?:of|for|in) (?P<area>(?:the|our|this|that) (?:[a-z]+ )?(?:area|county|borough|district|town|city|village|parish|diocese|constituency|island|valley))\b");
}

/// Words with a capital behind a job that name no area, beside months: what somebody is in charge of, the whole country.
const NO_AREA: [&str; 22] = [
    "Adult",
    "Adults",
    "Care",
    "Child",
    "Children",
    "Early",
    "Education",
    "England",
    "Health",
    "Housing",
    "Learning",
    "Public",
    "Quality",
    "Safeguarding",
    "School",
    "Schools",
    "Services",
    "Social",
    "Wales",
    "Britain",
    "Year",
    "Parliament",
];

/// Finds the jobs and the areas.
pub(super) fn find(text: &str, found: &mut Vec<FoundFact>) {
    let all = [&*NAMED, &*MEANT].into_iter().flatten();
    for one in all.flat_map(|rule| rule.captures_iter(text)) {
        let (Some(job), Some(area)) = (one.name("job"), one.name("area")) else {
            continue;
        };
        let first = area.as_str().split([' ', '-', '\'']).next();
        if first.is_some_and(|word| NO_AREA.contains(&word) || MONTHS.contains(&word)) {
            continue;
        }
        let held = (job.start(), job.end());
        found.push(FoundFact::new(held, Part::OneHolder, "job"));
        let place = (area.start(), area.end());
        found.push(FoundFact::new(place, Part::Area, "authority"));
    }
}
