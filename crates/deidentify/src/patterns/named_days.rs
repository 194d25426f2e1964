//! Days that are told by their name and not by figures: "on Christmas Day", "the day after Eid", "the last day of term".

use regex::Regex;

use super::context::{comes_again, stands_alone};
use super::{Seen, places_of, rules};
use crate::kind::{Certainty, Kind, Why};

macro_rules! near {
    () => {
        r"(?:(?:the )?(?:day|night|evening|morning|weekend|week) (?:before|after|of) )?"
    };
}

rules! {
    PUBLIC = concat!(r"(?i-u)\b", near!(), r"(?:christmas (?:day|eve)|boxing day|new year(?:'s|’s|s)? (?:day|eve)|good friday|(?:easter|whit) (?:saturday|sunday|monday)|may day|(?:(?:early |late )?(?:may|spring|august|summer) )?bank holiday(?: monday)?)\b");
    RELIGIOUS = concat!(r"(?i-u)\b", near!(), r"(?:eid(?:[ -](?:al|ul)[ -](?:fitr|adha))?|diwali|vaisakhi|baisakhi|holi|navratri|yom kippur|rosh hashanah|passover|hanukkah|chanukah|purim|ashura|ascension day|palm sunday|maundy thursday|ash wednesday|all saints(?:'|’)? day|all souls(?:'|’)? day|(?:chinese|lunar) new year)\b");
    MARKED = concat!(r"(?i-u)\b", near!(), r"(?:bonfire night|guy fawkes night|hallowe(?:'|’)?en|valentine(?:'s|’s|s) day|mother(?:'s|’s|s) day|mothering sunday|father(?:'s|’s|s) day|pancake day|shrove tuesday|burns night|(?:st|saint)\.? (?:george|patrick|andrew|david)(?:'s|’s|s) day|remembrance (?:sunday|day)|armistice day|world book day|red nose day)\b");
    KNOWN = r"(?i-u)\b(?:the )?(?:day|night|morning|evening|weekend|week) (?:(?:that |when )?the (?:queen|king|pope|prime minister) (?:died|was crowned|was buried|resigned)|(?:of|after|before) (?:the )?(?:queen's funeral|king's coronation|coronation|royal wedding|platinum jubilee|diamond jubilee|golden jubilee|grenfell(?: tower)?(?: fire)?|manchester arena (?:bomb(?:ing)?|attack)|arena (?:bomb(?:ing)?|attack)|london bridge attack|westminster attack|southport (?:attack|stabbings?)|brexit (?:vote|referendum)|eu referendum|general election|(?:world cup|euros?|fa cup|champions league) final|(?:first|second|third) lockdown|london marathon|great north run|notting hill carnival))\b";
    SCHOOL = concat!(r"(?i-u)\b", near!(), r"(?:(?:the |his |her |their |our )?(?:first|last|final) day (?:of|back at|back to) (?:the |this |that |his |her |their )?(?:(?:autumn|spring|summer|winter|christmas|easter|school) )?(?:term|half[ -]term|school year|school holidays|school)|(?:gcse|a[ -]level|exam|sats) results day)\b");
}

/// Each kind of day, with what can be said in its place.
fn kinds() -> [(&'static Option<Regex>, &'static str); 5] {
    [
        (&*PUBLIC, "a public holiday"),
        (&*RELIGIOUS, "a religious festival"),
        (&*MARKED, "a day that many people mark"),
        (&*KNOWN, "a day that many people remember"),
        (&*SCHOOL, "a day of the school year"),
    ]
}

/// Finds them; each is asked about. What comes again every year tells of no one day.
pub(crate) fn find(text: &str, seen: &mut Vec<Seen>) {
    for (rule, _) in kinds() {
        let places = places_of(rule, text)
            .filter(|place| stands_alone(text, place.0, place.1) && !comes_again(text, *place));
        seen.extend(
            places.map(|place| Seen::new(place, Kind::Date, Certainty::Asked, Why::FormFits)),
        );
    }
}

/// What can be said in the place of a day that is told by its name.
pub(crate) fn general(said: &str) -> Option<&'static str> {
    let is_named = |rule: &Option<Regex>| rule.as_ref().is_some_and(|rule| rule.is_match(said));
    let kind = kinds().into_iter().find(|(rule, _)| is_named(rule));
    kind.map(|(_, general)| general)
}

/// Whether words tell a day by its name: "Christmas Day", "the last day of term".
#[must_use]
pub fn is_named_day(words: &str) -> bool {
    general(words).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Vec<(&str, Option<&str>)> {
        let mut seen = Vec::new();
        find(text, &mut seen);
        let said = seen.iter().filter_map(|one| text.get(one.start..one.end));
        said.map(|said| (said, general(said))).collect()
    }

    #[test]
    fn days_with_a_name_are_told_with_what_can_be_said_instead() {
        for (said, instead) in [
            ("Christmas Day", "a public holiday"),
            ("boxing day", "a public holiday"),
            ("New Year’s Eve", "a public holiday"),
            ("the August bank holiday", "a public holiday"),
            ("Eid", "a religious festival"),
            ("the day after Eid", "a religious festival"),
            ("Diwali", "a religious festival"),
            ("Bonfire Night", "a day that many people mark"),
            ("Mother's Day", "a day that many people mark"),
            ("St Patrick's Day", "a day that many people mark"),
            ("the day the Queen died", "a day that many people remember"),
            (
                "the day of the Grenfell fire",
                "a day that many people remember",
            ),
            ("the last day of term", "a day of the school year"),
            ("her first day of school", "a day of the school year"),
            ("GCSE results day", "a day of the school year"),
        ] {
            let text = format!("It happened on {said}, and nobody rang.");
            let found = days(&text);
            let told = |one: &&(&str, Option<&str>)| said.ends_with(one.0);
            let one = found.iter().find(told);
            assert_eq!(
                one.and_then(|one| one.1),
                Some(instead),
                "{said}: {found:?}"
            );
        }
    }

    #[test]
    fn what_comes_again_and_what_is_no_day_is_left() {
        for text in [
            "They meet every Christmas Day.",
            "The rota stands on Boxing Day each year.",
            "Nothing was booked over any bank holiday.",
            "Christmas was hard for the family.",
            "The first day of the training was full.",
            "Holidays and term were planned.",
        ] {
            assert_eq!(days(text), [], "{text}");
        }
    }
}
