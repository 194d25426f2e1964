//! Answers, the code lists, and what leaves for each.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::*;

fn lists() -> CodeLists {
    CodeLists::embedded().unwrap()
}

fn account<T>(said: Said<T>, kind: SourceKind, who: &str) -> Account<T> {
    Account {
        said,
        own_words: None,
        source: Source {
            kind,
            who: Sensitive(who.to_owned()),
        },
        on: UncertainDate::from_edtf("2026-02").unwrap(),
    }
}

fn coded(list: &str, codes: &[&str]) -> Said<IdentityValue> {
    Said::Value(IdentityValue::Coded(lists().value(list, codes).unwrap()))
}

fn one(said: Said<IdentityValue>) -> Answer<IdentityValue> {
    Answer::One(account(said, SourceKind::Themself, "the young person"))
}

fn differing(said: Vec<Said<IdentityValue>>) -> Result<Answer<IdentityValue>, NotDiffering> {
    let accounts = said
        .into_iter()
        .map(|said| account(said, SourceKind::AgencyRecord, "a school"))
        .collect();
    Differing::new(accounts).map(Answer::AgenciesDiffer)
}

fn exported(
    question: IdentityQuestion,
    answer: &Answer<IdentityValue>,
) -> (Vec<String>, Option<Hides>) {
    let exported = export(question, Some(answer), &lists()).unwrap();
    (exported.codes, exported.hides)
}

#[test]
fn the_embedded_lists_are_whole_and_say_where_they_are_from() {
    let lists = lists();
    let counts: Vec<_> = lists
        .lists()
        .map(|list| (list.id.as_str(), list.codes.len(), list.values().count()))
        .collect();
    assert_eq!(
        counts,
        [
            ("cin-disability", 13, 13),
            ("cin-ethnicity", 20, 18),
            ("cin-sex", 4, 3)
        ]
    );
    for list in lists.lists() {
        assert!(!list.source.is_empty() && list.checked && list.checked_on.is_some());
        assert!(list.codes.iter().all(|code| !code.label.is_empty()));
    }
    for question in IdentityQuestion::ALL {
        if let Some(list) = question.code_list() {
            assert!(lists.list(list).is_some(), "{list}");
        }
    }
    let ethnicity = lists.list("cin-ethnicity").unwrap();
    assert_eq!(ethnicity.code("WROM").unwrap().label, "Gypsy or Roma");
}

#[test]
fn a_broken_list_is_refused_with_what_is_wrong() {
    let list = |id: &str, rest: &str| {
        format!("[[list]]\nid = \"{id}\"\nname = \"N\"\nsource = \"S\"\nseveral = false\n{rest}\n")
    };
    let unchecked = "checked = false\ncodes = [{ code = \"A\", label = \"a\" }]";
    let good = list("one", unchecked);
    assert!(CodeLists::from_toml(&good).is_ok());
    let twice = CodeLists::from_toml(&format!("{good}{good}"));
    assert_eq!(twice, Err(CodeListError::ListTwice("one".to_owned())));
    let code_twice = "checked = false\ncodes = [{ code = \"A\", label = \"a\" }, { code = \"A\", label = \"b\" }]";
    let refused = CodeLists::from_toml(&list("one", code_twice)).unwrap_err();
    assert_eq!(refused.to_string(), "the code list one has A twice");
    let when = CodeLists::from_toml(&list("one", "checked = true\ncodes = []"));
    assert_eq!(when, Err(CodeListError::CheckedWhen("one".to_owned())));
    let key = CodeLists::from_toml(&list("one", "checkd = true\ncodes = []")).unwrap_err();
    let text = key.to_string();
    assert!(text.contains("line 6") && text.contains("checkd"), "{text}");
}

#[test]
fn only_a_value_can_be_recorded_as_one() {
    let lists = lists();
    let refused = |list: &str, codes: &[&str]| lists.value(list, codes).unwrap_err();
    for code in ["REFU", "NOBT"] {
        assert_eq!(
            refused("cin-ethnicity", &[code]),
            NotAValue::NoAnswer(code.to_owned())
        );
    }
    assert_eq!(
        refused("cin-sex", &["0"]),
        NotAValue::NoAnswer("0".to_owned())
    );
    assert_eq!(refused("cin-ethnicity", &[]), NotAValue::NotOne);
    assert_eq!(
        refused("cin-ethnicity", &["WBRI", "AIND"]),
        NotAValue::NotOne
    );
    assert_eq!(
        refused("cin-disability", &["LD", "NONE"]),
        NotAValue::Alone("NONE".to_owned())
    );
    assert!(matches!(
        refused("cin-ethnicity", &["XXXX"]),
        NotAValue::NoSuchCode { .. }
    ));
    assert!(matches!(
        refused("colours", &["1"]),
        NotAValue::NoSuchList(_)
    ));
    let several = lists
        .value("cin-disability", &["AUT", "LD", "AUT"])
        .unwrap();
    assert_eq!(several.codes(), ["LD", "AUT"]);
    assert!(lists.value("cin-disability", &["NONE"]).is_ok());
}

#[test]
fn each_reason_for_having_no_value_leaves_as_honestly_as_the_codes_allow() {
    use IdentityQuestion::{Disability, Ethnicity, Sex};
    let differ = differing(vec![
        coded("cin-ethnicity", &["WBRI"]),
        coded("cin-ethnicity", &["MWBC"]),
    ])
    .unwrap();
    let cases = [
        (
            Ethnicity,
            one(coded("cin-ethnicity", &["MWBC"])),
            "MWBC",
            None,
        ),
        (Ethnicity, one(Said::Declined), "REFU", None),
        (Ethnicity, one(Said::NotAsked), "NOBT", None),
        (
            Ethnicity,
            one(Said::NotKnown),
            "NOBT",
            Some(Hides::NotKnown),
        ),
        (
            Ethnicity,
            differ.clone(),
            "NOBT",
            Some(Hides::AgenciesDiffer),
        ),
        (Sex, one(coded("cin-sex", &["2"])), "2", None),
        (Sex, one(Said::Declined), "0", Some(Hides::Declined)),
        (Sex, one(Said::NotAsked), "0", None),
        (Sex, one(Said::NotKnown), "0", Some(Hides::NotKnown)),
        (
            Disability,
            one(coded("cin-disability", &["AUT", "LD"])),
            "LD AUT",
            None,
        ),
        (
            Disability,
            one(coded("cin-disability", &["NONE"])),
            "NONE",
            None,
        ),
        (Disability, one(Said::Declined), "", Some(Hides::Declined)),
        (Disability, one(Said::NotAsked), "", Some(Hides::NotAsked)),
        (Disability, one(Said::NotKnown), "", Some(Hides::NotKnown)),
    ];
    for (question, answer, codes, hides) in cases {
        let (sent, hidden) = exported(question, &answer);
        assert_eq!(
            (sent.join(" ").as_str(), hidden),
            (codes, hides),
            "{question:?} {answer:?}"
        );
    }
    assert_eq!(differ.value(), None);
}

#[test]
fn a_question_that_never_came_up_or_has_no_list_says_so() {
    let never = export(IdentityQuestion::Ethnicity, None, &lists()).unwrap();
    assert_eq!(never.hides, Some(Hides::NeverCameUp));
    assert_eq!(
        export(IdentityQuestion::Religion, None, &lists()),
        Err(ExportError::NoList)
    );
}

#[test]
fn words_without_a_code_are_never_given_one() {
    let words = Said::Value(IdentityValue::Described(Sensitive("Kurdish".to_owned())));
    let (codes, hides) = exported(IdentityQuestion::Ethnicity, &one(words));
    assert_eq!((codes.len(), hides), (0, Some(Hides::NoCodeChosen)));
}

#[test]
fn a_code_that_the_list_no_longer_has_is_asked_about_again() {
    let old = IdentityValue::Coded(CodedValue {
        list: "cin-ethnicity".to_owned(),
        codes: vec!["WXXX".to_owned()],
    });
    let answer = one(Said::Value(old));
    let refused = export(IdentityQuestion::Ethnicity, Some(&answer), &lists());
    assert!(matches!(refused, Err(ExportError::OldCode { .. })));
}

#[test]
fn agencies_differ_only_when_two_say_different_things() {
    let white = || coded("cin-ethnicity", &["WBRI"]);
    assert_eq!(differing(vec![white(), white()]), Err(NotDiffering));
    assert_eq!(differing(vec![white(), Said::NotAsked]), Err(NotDiffering));
    assert_eq!(
        differing(vec![Said::NotKnown, Said::NotAsked]),
        Err(NotDiffering)
    );
    assert_eq!(differing(vec![]), Err(NotDiffering));
    let with_silence = differing(vec![white(), Said::NotAsked, Said::Declined]).unwrap();
    assert_eq!(with_silence.accounts().len(), 3);
}

#[test]
fn accounts_that_differ_only_in_words_leave_as_the_code_they_share() {
    let in_words = |words: &str| {
        let mut account = account(
            coded("cin-ethnicity", &["OOTH"]),
            SourceKind::ParentOrCarer,
            "a parent",
        );
        account.own_words = Some(Sensitive(words.to_owned()));
        account
    };
    let accounts = vec![in_words("Kurdish"), in_words("Kurdish from Turkey")];
    let answer = Answer::AgenciesDiffer(Differing::new(accounts).unwrap());
    let (codes, hides) = exported(IdentityQuestion::Ethnicity, &answer);
    assert_eq!((codes.join(" ").as_str(), hides), ("OOTH", None));
}

#[test]
fn revisions_keep_answers_whole_and_logs_never_show_words() {
    let mut identity = Identity::default();
    assert_eq!(identity.open_questions().count(), 8);
    let mut told = account(
        coded("cin-ethnicity", &["MWBC"]),
        SourceKind::Themself,
        "Example Person",
    );
    told.own_words = Some(Sensitive("mixed, Jamaican and English".to_owned()));
    let differ = differing(vec![coded("cin-sex", &["1"]), coded("cin-sex", &["2"])]).unwrap();
    identity.record(IdentityQuestion::Ethnicity, Answer::One(told));
    identity.record(IdentityQuestion::Sex, differ);
    identity.record(IdentityQuestion::Religion, one(Said::Declined));
    assert_eq!(identity.open_questions().count(), 5);
    let text = serde_json::to_string(&identity).unwrap();
    let back: Identity = serde_json::from_str(&text).unwrap();
    assert_eq!(back, identity);
    assert!(text.contains("Jamaican"));
    let debug = format!("{identity:?}");
    assert!(
        ["Jamaican", "Example", "MWBC"]
            .iter()
            .all(|word| !debug.contains(word)),
        "{debug}"
    );
}

#[test]
fn a_revision_in_which_agencies_do_not_differ_is_refused() {
    let differ = differing(vec![coded("cin-sex", &["1"]), coded("cin-sex", &["2"])]).unwrap();
    let text = serde_json::to_string(&differ).unwrap();
    assert!(serde_json::from_str::<Answer<IdentityValue>>(&text).is_ok());
    let same = text.replace("\"2\"", "\"1\"");
    assert_ne!(same, text);
    assert!(serde_json::from_str::<Answer<IdentityValue>>(&same).is_err());
}
