//! What the notification says of one person.

use std::collections::BTreeMap;

use model::AuthorityId;
use model::case::{Known, NOT_KNOWN, Relationship};
use model::identity::{
    Account, Answer, CodeLists, IdentityQuestion, IdentityValue, Said, SourceKind, export,
};

use super::statement::{ChangedAt, Fact};
use crate::people::{About, People};
use crate::wording::Words;

/// Names of local authorities.
type Authorities = BTreeMap<AuthorityId, String>;

/// Everything that is said of a person, in the order of the form.
#[must_use]
pub fn person_facts(
    (people, authorities): (&People, &Authorities),
    about: &About<'_>,
    words: &mut Words<'_>,
) -> Vec<Fact> {
    let subject = &about.subject.body;
    let at = ChangedAt::Person(about.subject.id);
    let born = if subject.unborn {
        ("Expected date of birth (not born yet)", subject.born)
    } else {
        ("Date of birth", subject.born)
    };
    let mut facts = vec![Fact::new("Name", subject.name.0.clone(), at)];
    facts.extend(Fact::if_any("Other names", &subject.also_known_as.0, at));
    facts.push(Fact::new(born.0, born.1.to_string(), at));
    facts.extend(Fact::if_any("In this review", &subject.relation.0, at));
    if about.is_child() {
        home(authorities, about, words, &mut facts);
        status(about, words, &mut facts);
        school(about, words, &mut facts);
    }
    for question in IdentityQuestion::ALL {
        facts.push(identity(about, question));
    }
    relationships(people, about, words, &mut facts);
    facts
}

/// What a local authority is called.
pub(super) fn named(authorities: &Authorities, id: &AuthorityId) -> String {
    let name = authorities.get(id).cloned();
    name.unwrap_or_else(|| "A former authority".to_owned())
}

fn home(
    authorities: &Authorities,
    about: &About<'_>,
    words: &mut Words<'_>,
    facts: &mut Vec<Fact>,
) {
    let at = ChangedAt::Home(about.subject.id);
    let said = about.home.map(|one| &one.body);
    let authority = said.map(|home| {
        let id = home.authority.as_ref();
        let name = id.map(|id| named(authorities, id));
        together(&[&name.unwrap_or_default(), &home.elsewhere.0])
    });
    let living = said.map(|home| {
        let place = if home.living == NOT_KNOWN {
            Some("Not known".to_owned())
        } else {
            words.code("living", &home.living)
        };
        together(&[&place.unwrap_or_default(), &home.more.0])
    });
    facts.push(Fact::new(
        "Home authority",
        authority.unwrap_or_default(),
        at,
    ));
    facts.push(Fact::new(
        "Where the child was living",
        living.unwrap_or_default(),
        at,
    ));
}

fn status(about: &About<'_>, words: &mut Words<'_>, facts: &mut Vec<Fact>) {
    let at = ChangedAt::Status(about.subject.id);
    let Some(said) = about.status.map(|one| &one.body) else {
        facts.push(Fact::new("Legal status and plans", "", at));
        return;
    };
    let mut all = |list: &str, codes: &[String]| {
        let labels = codes.iter().filter_map(|code| words.code(list, code));
        labels.collect::<Vec<_>>().join("; ")
    };
    let one = |code: &String| vec![code.clone()];
    let legal = all("legal_status", &one(&said.status));
    let placement = all("placement", &one(&said.placement));
    let plans = all("plan_status", &said.plans);
    let category = all("cp_category", &one(&said.category));
    let earlier = all("plan_status", &said.earlier);
    facts.push(Fact::new("Legal status", legal, at));
    facts.extend(Fact::if_any("Placement", &placement, at));
    let none = |text: String| {
        if text.is_empty() {
            "None recorded".to_owned()
        } else {
            text
        }
    };
    facts.push(Fact::new(
        "Plans and services when it happened",
        none(plans),
        at,
    ));
    facts.extend(Fact::if_any("Category of the plan", &category, at));
    facts.push(Fact::new("Plans and services before", none(earlier), at));
    facts.extend(Fact::if_any("More about the plans", &said.more.0, at));
}

fn school(about: &About<'_>, words: &mut Words<'_>, facts: &mut Vec<Fact>) {
    let at = ChangedAt::School(about.subject.id);
    let said = about.school.map(|one| {
        let education = words.code("education", &one.body.education);
        together(&[
            &education.unwrap_or_default(),
            &one.body.place.0,
            &one.body.more.0,
        ])
    });
    facts.push(Fact::new("School or setting", said.unwrap_or_default(), at));
}

/// Sentences after each other, without those that say nothing.
fn together(texts: &[&str]) -> String {
    let said = texts.iter().filter(|text| !text.trim().is_empty());
    said.copied().collect::<Vec<_>>().join(". ")
}

/// What a question is called in the document.
const fn question_words(question: IdentityQuestion) -> &'static str {
    match question {
        IdentityQuestion::Ethnicity => "Ethnicity",
        IdentityQuestion::Religion => "Religion or belief",
        IdentityQuestion::Language => "Language",
        IdentityQuestion::Disability => "Disability",
        IdentityQuestion::Sex => "Sex",
        IdentityQuestion::Gender => "Gender",
        IdentityQuestion::Nationality => "Nationality",
        IdentityQuestion::ImmigrationStatus => "Immigration status",
    }
}

fn identity(about: &About<'_>, question: IdentityQuestion) -> Fact {
    let at = ChangedAt::Identity(about.subject.id, question);
    let answer = about.identity.get(&question).map(|one| &one.body.answer);
    let lists = CodeLists::embedded().ok();
    let mut value = answer.map_or_else(String::new, |answer| answer_words(answer, lists.as_ref()));
    let mut fact = Fact::new(question_words(question), "", at);
    let exported = lists.as_ref().zip(answer);
    let exported = exported.and_then(|(lists, answer)| export(question, Some(answer), lists).ok());
    if let Some(exported) = exported.filter(|_| question.code_list().is_some()) {
        if !exported.codes.is_empty() {
            value = format!("{value}\nNational code: {}", exported.codes.join(", "));
        }
        fact.hides = exported.hides.map(|hides| hides.to_string());
    }
    if !value.is_empty() {
        fact.value = value;
        fact.open = false;
    }
    fact
}

/// An answer in words: the value or why there is none, the own words, whose account it is and of when.
#[must_use]
pub fn answer_words(answer: &Answer<IdentityValue>, lists: Option<&CodeLists>) -> String {
    let accounts = answer.accounts().iter();
    let accounts: Vec<String> = accounts.map(|one| account_words(one, lists)).collect();
    match answer {
        Answer::One(_) => accounts.join("\n"),
        Answer::AgenciesDiffer(_) => format!("Agencies differ:\n{}", accounts.join("\n")),
    }
}

fn account_words(account: &Account<IdentityValue>, lists: Option<&CodeLists>) -> String {
    let said = match &account.said {
        Said::Value(value) => value_words(value, lists),
        Said::NotAsked => "Not asked".to_owned(),
        Said::Declined => "Asked, and did not wish to say".to_owned(),
        Said::NotKnown => "Not known".to_owned(),
    };
    let own = account.own_words.as_ref().map(|own| own.0.trim());
    let own = own.filter(|own| !own.is_empty());
    let own = own.map_or_else(String::new, |own| {
        format!(" In their own words: {}", quoted(own))
    });
    format!(
        "{said}.{own} Source: {} ({}), {}.",
        account.source.who.0,
        source_words(account.source.kind),
        account.on
    )
}

/// Somebody's own words between quotation marks, as the end of a sentence: a mark that they end with is
/// enough.
fn quoted(words: &str) -> String {
    if words.ends_with(['.', '!', '?', '…']) {
        format!("“{words}”")
    } else {
        format!("“{words}”.")
    }
}

fn value_words(value: &IdentityValue, lists: Option<&CodeLists>) -> String {
    match value {
        IdentityValue::Described(words) => words.0.trim().trim_end_matches('.').to_owned(),
        IdentityValue::Coded(coded) => {
            let list = lists.and_then(|lists| lists.list(coded.list()));
            let label = |code: &String| {
                let known = list.and_then(|list| list.code(code));
                known.map_or_else(|| code.clone(), |known| known.label.clone())
            };
            coded
                .codes()
                .iter()
                .map(label)
                .collect::<Vec<_>>()
                .join("; ")
        }
    }
}

const fn source_words(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Themself => "the person themself",
        SourceKind::ParentOrCarer => "parent or carer",
        SourceKind::OtherFamily => "other family",
        SourceKind::Practitioner => "what a practitioner was told",
        SourceKind::AgencyRecord => "an agency's record",
    }
}

fn relationships(people: &People, about: &About<'_>, words: &mut Words<'_>, facts: &mut Vec<Fact>) {
    let at = ChangedAt::Relationships(about.subject.id);
    let lines: Vec<String> = about
        .relationships
        .iter()
        .map(|one| relationship_words(people, &one.body, words))
        .collect();
    if about.related && lines.is_empty() {
        return;
    }
    facts.push(Fact::new("Relationships", lines.join("\n"), at));
}

/// What one person is to others, in words.
#[must_use]
pub fn relationship_words(people: &People, one: &Relationship, words: &mut Words<'_>) -> String {
    let names: Vec<&str> = one
        .of
        .iter()
        .filter_map(|other| people.name_of(*other))
        .collect();
    let is = words.code("relationship", &one.is).unwrap_or_default();
    let home = match one.same_home {
        Known::Yes => "They share a home.",
        Known::No => "They do not share a home.",
        Known::NotKnown => "Whether they share a home is not known.",
    };
    let more = one.more.0.trim();
    let more = if more.is_empty() {
        String::new()
    } else {
        format!(" ({more})")
    };
    format!("{is}{more} of {}. {home}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_end_with_one_mark() {
        for (words, quoted_words) in [
            ("I am both", "“I am both”."),
            ("I am both.", "“I am both.”"),
            ("Why do you ask?", "“Why do you ask?”"),
            ("Both!", "“Both!”"),
            ("I don’t know …", "“I don’t know …”"),
        ] {
            assert_eq!(quoted(words), quoted_words);
        }
    }
}
