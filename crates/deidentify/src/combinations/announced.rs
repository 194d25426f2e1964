//! Months, seasons and feasts where no figures stand beside them: "in February", "last winter", "the week before Christmas".

use model::uncertain::month_begun;

use super::Part;
use super::prose::FoundFact;
use crate::patterns::{comes_again, places_of, rules};

rules! {
    /// Months that are nothing else.
    MONTH = r"(?i-u)\b(?:january|february|july|september|october|november|december)\b";
    /// Months that are names or verbs too: with a capital, and a word before that a time follows.
    ANNOUNCED = r"(?-u)\b(?:[Ii]n|[Ll]ast|[Tt]hat|[Dd]uring|[Ss]ince|[Ee]arly|[Ll]ate|[Mm]id|[Uu]ntil|[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Oo]f|[Oo]ne)[ -](?:early |late |mid-)?(?P<x>March|April|May|June|August|Jan|Feb|Sept|Oct|Nov|Dec)\b";
    SEASON = r"(?i-u)\b(?:in|during|over|last|that|early|late|mid|since|by|one|previous|following)[ -](?:the )?(?:early |late |mid-|last |following )?(?P<x>(?:spring|summer|autumn|winter)(?: (?:term|holidays?|break|half[ -]term))?)\b";
    SEASON_OF = r"(?i-u)\b(?:the )(?P<x>(?:spring|summer|autumn|winter) (?:of|before|after))\b";
    FEAST = r"(?i-u)\b(?P<x>(?:(?:the )?(?:day|night|week|weekend|evening|morning|fortnight|month|term)s? (?:before|after|of|following|leading up to) )?(?:christmas(?: eve| day| holidays?| break)?|boxing day|new year(?:'s|’s) (?:eve|day)|new year|easter(?: sunday| monday| weekend| holidays?| break)?|good friday|half[ -]term|halloween|bonfire night|guy fawkes night|valentine(?:'s|’s) day|mother(?:'s|’s) day|father(?:'s|’s) day|pancake day|bank holiday|may day|diwali|ramadan|eid|hanukkah|passover|vaisakhi|remembrance sunday))\b";
}

/// Finds them.
pub(super) fn find(text: &str, found: &mut Vec<FoundFact>) {
    for rule in [&*MONTH, &*ANNOUNCED, &*SEASON, &*SEASON_OF] {
        for place in places_of(rule, text) {
            add(text, place, found);
        }
    }
    for place in places_of(&FEAST, text) {
        add(text, place, found);
    }
}

fn add(text: &str, place: (usize, usize), found: &mut Vec<FoundFact>) {
    let said = text.get(place.0..place.1).unwrap_or_default();
    let place = (place.0, place.0 + said.trim_end_matches(" of").len());
    if let Some(code) = code(&said.to_lowercase())
        && !comes_again(text, place)
    {
        found.push(FoundFact::new(place, Part::Month, code));
    }
}

/// The month by its number, else a code of its own.
fn code(said: &str) -> Option<String> {
    const FEASTS: [(&str, &str); 11] = [
        ("christmas", "12"),
        ("boxing", "12"),
        ("new year", "1"),
        ("halloween", "10"),
        ("bonfire", "11"),
        ("fawkes", "11"),
        ("remembrance", "11"),
        ("valentine", "2"),
        ("mother", "3"),
        ("father", "6"),
        ("may day", "5"),
    ];
    let seasons = ["spring", "summer", "autumn", "winter"];
    if let Some(season) = seasons.iter().find(|season| said.contains(**season)) {
        return Some((*season).to_owned());
    }
    if let Some((_, month)) = FEASTS.iter().find(|(feast, _)| said.contains(feast)) {
        return Some((*month).to_owned());
    }
    let month = month_begun(said).map(|at| (at + 1).to_string());
    Some(month.unwrap_or_else(|| "feast".to_owned()))
}
