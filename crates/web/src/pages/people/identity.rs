//! What a person says of who they are: one question to a page, in their own words where they are on
//! record. Several accounts stand side by side where agencies differ; nobody chooses between them here.

use app::people::{About, keep_identity};
use axum::extract::{Path, State};
use model::case::IdentityAnswer;
use model::identity::{
    Account, Answer as Said3, CodeLists, Differing, IdentityQuestion, IdentityValue, Said, Source,
    SourceKind,
};
use model::{Date, Sensitive};

use super::seen::{HereBeneath, Seen, question, question_code, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{one_of, opened, place_shown};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Input, Offer, Sheet, group, input};
use crate::texts::{t, t_code};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// As many accounts as one page takes.
const MOST: usize = 4;

/// A field for each account.
macro_rules! each {
    ($id:literal, $key:literal) => {
        [
            field(concat!($id, "-1"), $key),
            field(concat!($id, "-2"), $key),
            field(concat!($id, "-3"), $key),
            field(concat!($id, "-4"), $key),
        ]
    };
}

const SAID: [Field; MOST] = each!("said", "identity-said");
const CODES: [Field; MOST] = each!("codes", "identity-codes");
const WORDS: [Field; MOST] = each!("words", "identity-words");
const OWN: [Field; MOST] = each!("own", "identity-own");
const KIND: [Field; MOST] = each!("kind", "identity-kind");
const WHO: [Field; MOST] = each!("who", "identity-who");
const ON: [Field; MOST] = each!("on", "identity-on");

/// The fields of one account.
#[derive(Clone, Copy)]
struct Boxes {
    said: Field,
    codes: Field,
    words: Field,
    own: Field,
    kind: Field,
    who: Field,
    on: Field,
}

fn boxes() -> impl Iterator<Item = Boxes> {
    let first = SAID.into_iter().zip(CODES).zip(WORDS).zip(OWN);
    let all = first.zip(KIND).zip(WHO).zip(ON);
    all.map(|((((((said, codes), words), own), kind), who), on)| Boxes {
        said,
        codes,
        words,
        own,
        kind,
        who,
        on,
    })
}

impl Boxes {
    fn are_empty(&self, form: &Filled) -> bool {
        let all = [
            self.said, self.codes, self.words, self.own, self.kind, self.who, self.on,
        ];
        all.iter().all(|one| form.value(one.id).trim().is_empty())
    }

    fn inputs(&self, question: IdentityQuestion, lists: &CodeLists) -> Vec<Input> {
        let said = SAID_CODES.map(|code| Offer::new(code, t_code("identity-said", code)));
        let kinds = SOURCES.map(|(code, _)| Offer::new(code, t_code("identity-kind", code)));
        let list = question.code_list().and_then(|id| lists.list(id));
        let mut inputs = vec![input(self.said, Ask::OneOf(said.into()))];
        if let Some(list) = list {
            let values = list.values();
            let offers = values
                .map(|one| Offer::new(one.code.as_str(), one.label.as_str()))
                .collect();
            let ask = if list.several {
                Ask::AnyOf(offers)
            } else {
                Ask::Pick(offers)
            };
            inputs.push(input(self.codes, ask));
        }
        inputs.extend([
            input(self.words, Ask::Line),
            input(self.own, Ask::Words),
            input(self.kind, Ask::OneOf(kinds.into())),
            input(self.who, Ask::Line),
            input(self.on, Ask::Line),
        ]);
        inputs
    }

    /// That nobody asked needs no account of somebody: where nothing more is said, it is this organisation's record of
    /// today.
    fn say_whose(&self, form: &mut Filled, (today, here): (Date, &str)) {
        let whose = [
            (self.kind, RECORD.to_owned()),
            (self.who, here.to_owned()),
            (self.on, date_in_words(today)),
        ];
        if whose
            .iter()
            .all(|(one, _)| form.value(one.id).trim().is_empty())
        {
            for (one, words) in whose {
                form.set(one.id, words);
            }
        }
    }

    fn read(
        &self,
        form: &mut Filled,
        (question, lists): (IdentityQuestion, &CodeLists),
        (today, here): (Date, &str),
    ) -> Option<Account<IdentityValue>> {
        let said = one_of(form, &self.said, |code| SAID_CODES.contains(&code));
        if said.as_deref() == Some(NOT_ASKED) {
            self.say_whose(form, (today, here));
        }
        let value = match said.as_deref() {
            Some("value") => self.value(form, question, lists).map(Said::Value),
            Some(NOT_ASKED) => Some(Said::NotAsked),
            Some("declined") => Some(Said::Declined),
            _ => Some(Said::NotKnown),
        };
        let own = form.text_or_none(&self.own, 5_000);
        let kind = one_of(form, &self.kind, |code| source(code).is_some());
        let who = form.text(&self.who, 300);
        let on = form.uncertain_date(&self.on, today);
        if !form.is_good() {
            return None;
        }
        Some(Account {
            said: value?,
            own_words: own.map(Sensitive),
            source: Source {
                kind: source(&kind?)?,
                who: Sensitive(who?),
            },
            on: on?,
        })
    }

    /// The codes that were chosen, or the words where there is no list or none of it fits.
    fn value(
        &self,
        form: &mut Filled,
        question: IdentityQuestion,
        lists: &CodeLists,
    ) -> Option<IdentityValue> {
        let codes: Vec<String> = form.all(self.codes.id).map(str::to_owned).collect();
        let codes: Vec<&str> = codes
            .iter()
            .map(String::as_str)
            .filter(|code| !code.is_empty())
            .collect();
        let words = form.text_or_none(&self.words, 500);
        match (question.code_list(), codes.is_empty(), words) {
            (Some(_), false, Some(_)) => {
                form.say(self.words.id, "identity-one-of-two");
                None
            }
            (Some(list), false, None) => match lists.value(list, &codes) {
                Ok(value) => Some(IdentityValue::Coded(value)),
                Err(_) => {
                    form.say(self.codes.id, "identity-codes-alone");
                    None
                }
            },
            (_, _, Some(words)) => Some(IdentityValue::Described(Sensitive(words))),
            (_, _, None) => {
                form.say(self.words.id, "identity-no-value");
                None
            }
        }
    }

    fn fill(&self, account: &Account<IdentityValue>) -> Vec<(&'static str, String)> {
        let said = match &account.said {
            Said::Value(_) => "value",
            Said::NotAsked => NOT_ASKED,
            Said::Declined => "declined",
            Said::NotKnown => "not_known",
        };
        let own = account.own_words.as_ref();
        let kind = SOURCES
            .iter()
            .find(|(_, kind)| *kind == account.source.kind);
        let mut answers = vec![
            (self.said.id, said.to_owned()),
            (
                self.own.id,
                own.map_or_else(String::new, |own| own.0.clone()),
            ),
            (self.kind.id, kind.map_or("", |(code, _)| code).to_owned()),
            (self.who.id, account.source.who.0.clone()),
            (self.on.id, account.on.to_string()),
        ];
        match &account.said {
            Said::Value(IdentityValue::Coded(coded)) => {
                answers.extend(
                    coded
                        .codes()
                        .iter()
                        .map(|code| (self.codes.id, code.clone())),
                );
            }
            Said::Value(IdentityValue::Described(words)) => {
                answers.push((self.words.id, words.0.clone()));
            }
            _ => {}
        }
        answers
    }
}

const NOT_ASKED: &str = "not_asked";
const RECORD: &str = "agency_record";
const SAID_CODES: [&str; 4] = ["value", NOT_ASKED, "declined", "not_known"];

const SOURCES: [(&str, SourceKind); 5] = [
    ("themself", SourceKind::Themself),
    ("parent_or_carer", SourceKind::ParentOrCarer),
    ("other_family", SourceKind::OtherFamily),
    ("practitioner", SourceKind::Practitioner),
    (RECORD, SourceKind::AgencyRecord),
];

fn source(code: &str) -> Option<SourceKind> {
    let found = SOURCES.iter().find(|(known, _)| *known == code);
    found.map(|(_, kind)| *kind)
}

fn lists() -> Result<CodeLists, crate::problem::PageError> {
    CodeLists::embedded().map_err(|error| crate::problem::PageError::broken(&error))
}

fn filled(one: &IdentityAnswer) -> Filled {
    let accounts = one.answer.accounts().iter();
    Filled::with(
        boxes()
            .zip(accounts)
            .flat_map(|(boxes, account)| boxes.fill(account)),
    )
}

/// How many accounts the page shows: those that are there, and one more that may differ.
fn shown(form: &Filled) -> usize {
    let with = boxes().filter(|boxes| !boxes.are_empty(form)).count();
    (with + 1).clamp(2, MOST)
}

fn sheet(
    seen: &Seen<'_>,
    about: &About<'_>,
    (question, lists): (IdentityQuestion, &CodeLists),
    form: &Filled,
) -> Sheet {
    let mut inputs = Vec::new();
    for (index, boxes) in boxes().take(shown(form)).enumerate() {
        let own = boxes.inputs(question, lists);
        if index == 0 {
            inputs.extend(own);
        } else {
            inputs.push(group(t("identity-another"), own));
        }
    }
    let title = t_code("identity-title", question_code(question));
    let mut sheet = seen.sheet(about, title, inputs);
    sheet.explain = vec![
        t("identity-explain"),
        t("identity-not-asked"),
        t("identity-never"),
    ];
    sheet
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, code)): HereBeneath,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let about = seen.changing(&record)?;
    let question = question(&code)?;
    let lists = lists()?;
    let kept = about.identity.get(&question).copied();
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    let sheet = sheet(&seen, &about, (question, &lists), &form);
    sheet.show(&state, &signed, &form, hidden)
}

/// One account, or several that differ.
fn read(
    form: &mut Filled,
    (question, lists): (IdentityQuestion, &CodeLists),
    (today, here): (Date, &str),
) -> Option<Said3<IdentityValue>> {
    let mut accounts = Vec::new();
    for (index, boxes) in boxes().enumerate() {
        if index > 0 && boxes.are_empty(form) {
            continue;
        }
        accounts.push(boxes.read(form, (question, lists), (today, here)));
    }
    let accounts: Option<Vec<_>> = accounts.into_iter().collect();
    let mut accounts = accounts?;
    if accounts.len() == 1 {
        return accounts.pop().map(Said3::One);
    }
    match Differing::new(accounts) {
        Ok(differing) => Some(Said3::AgenciesDiffer(differing)),
        Err(_) => {
            let second = boxes().nth(1)?;
            form.say(second.said.id, "identity-not-differing");
            None
        }
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, code)): HereBeneath,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let about = seen.changing(&record)?;
    let question = question(&code)?;
    let lists = lists()?;
    let now = (signed.ctx.today(), signed.place.organisation.name.as_str());
    let answer = read(&mut form, (question, &lists), now);
    let sheet = sheet(&seen, &about, (question, &lists), &form);
    let Some(answer) = answer else {
        return sheet.again(&state, &signed, &form);
    };
    let new = IdentityAnswer {
        person: about.subject.id,
        question,
        answer,
    };
    let kept = about.identity.get(&question).copied();
    let sent = (form.form_id()?, place_shown(kept, &form)?);
    let outcome = keep_identity(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let end = format!("identity/{code}");
    let after = After {
        next: &seen.after(&about, &end, kept.is_some()),
        filled,
        field_of: |code| match code {
            "identity-later" => ON.first().copied(),
            "identity-source" => WHO.first().copied(),
            _ => None,
        },
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    fn answered(pairs: &[(&'static str, &str)]) -> (Option<Said3<IdentityValue>>, bool) {
        let mut form = Filled::with(
            pairs
                .iter()
                .map(|(name, typed)| (*name, (*typed).to_owned())),
        );
        let today = "2026-11-26".parse().unwrap();
        let question = (IdentityQuestion::Religion, &lists().unwrap());
        let answer = read(&mut form, question, (today, "Aldermere partnership"));
        (answer, form.is_good())
    }

    #[test]
    fn that_nobody_asked_needs_nothing_more() {
        let (answer, _) = answered(&[("said-1", NOT_ASKED)]);
        let Some(Said3::One(account)) = answer else {
            unreachable!("one account");
        };
        assert_eq!(account.said, Said::NotAsked);
        assert_eq!(account.source.kind, SourceKind::AgencyRecord);
        assert_eq!(account.source.who.0, "Aldermere partnership");
        assert_eq!(account.on.to_string(), "26 November 2026");
    }

    #[test]
    fn whoever_begins_to_say_whose_account_it_is_says_it_whole() {
        let begun = [("said-1", NOT_ASKED), ("kind-1", "practitioner")];
        assert_eq!(answered(&begun), (None, false));
        for said in ["declined", "not_known"] {
            assert_eq!(answered(&[("said-1", said)]), (None, false), "{said}");
        }
    }
}
