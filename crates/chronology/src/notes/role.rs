//! The role of whoever wrote a note, where their name stands with it: "R. Ahmed, Year 3 Class Teacher / DSL informed".

use super::clause::flat;
use super::kinds::{self, Record};
use super::people::is_name;
use super::whom::{TITLES, is_adult};

/// The role without the name of its bearer and without what they did; all of it where it says no role.
pub(super) fn role(said: &str) -> &str {
    let said = without_act(said.trim());
    if let Some((who, role)) = said.split_once('(')
        && let Some((role, _)) = role.split_once(')')
        && is_person(who)
    {
        return role.trim();
    }
    if let Some((first, rest)) = said.split_once(',') {
        let rest = rest.trim();
        let plain_name = is_plain_name(first) && has_job(rest);
        if !rest.is_empty() && (is_person(first) || plain_name) {
            return rest;
        }
    }
    if let Some((rest, last)) = said.rsplit_once(',')
        && is_person(last)
    {
        return rest.trim();
    }
    said
}

/// Without " / DSL informed".
fn without_act(said: &str) -> &str {
    let Some((role, act)) = said.split_once(" / ") else {
        return said;
    };
    let acts = kinds::kind(&flat(act), Record::default(), false).is_some();
    if acts { role.trim() } else { said }
}

/// A name with an initial or a title: nothing else has them.
fn is_person(words: &str) -> bool {
    let all: Vec<&str> = words.split_whitespace().collect();
    let initial = |word: &&&str| {
        let plain = word.trim_end_matches('.');
        plain.split('.').all(is_capital)
    };
    let titled =
        |word: &&&str| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    let marks = all
        .iter()
        .filter(|word| initial(word) || titled(word))
        .count();
    let names = all.iter().filter(|word| is_name(word)).count();
    let fits = marks > 0 && names > 0 && marks + names >= all.len();
    fits && all.len() <= 4 && !has_job(words)
}

/// Whether it is one capital alone.
fn is_capital(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Two or three capitalised words that are no job, agency or place.
fn is_plain_name(words: &str) -> bool {
    let count = words.split_whitespace().count();
    (2..=3).contains(&count) && words.split_whitespace().all(is_name) && !has_job(words)
}

fn has_job(words: &str) -> bool {
    flat(words)
        .split_whitespace()
        .any(|word| is_adult(word) && !TITLES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::role;

    #[test]
    fn the_role_stays_and_the_name_does_not() {
        for (said, expected) in [
            (
                "R. Ahmed, Year 3 Class Teacher / DSL informed",
                "Year 3 Class Teacher",
            ),
            ("R Ahmed, Year 3 Class Teacher", "Year 3 Class Teacher"),
            ("Ms Ahmed, Class Teacher", "Class Teacher"),
            ("Jane Alder, Social Worker", "Social Worker"),
            ("R. Ahmed (Class Teacher)", "Class Teacher"),
            ("Class Teacher, R. Ahmed", "Class Teacher"),
            (
                "Named Health Visitor, 0-19 Service",
                "Named Health Visitor, 0-19 Service",
            ),
            ("Breakfast Club Supervisor", "Breakfast Club Supervisor"),
            (
                "Elmfield School, Class Teacher",
                "Elmfield School, Class Teacher",
            ),
            ("Class Teacher / SENCO", "Class Teacher / SENCO"),
            ("PC Alder, Response Team", "PC Alder, Response Team"),
            ("J.R. Alder, Midwife", "Midwife"),
            ("R. Ahmed", "R. Ahmed"),
            ("", ""),
        ] {
            assert_eq!(role(said), expected, "{said}");
        }
    }
}
