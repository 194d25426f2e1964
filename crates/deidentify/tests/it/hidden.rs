//! What somebody writes who wants a name or number to pass: a hostile author, tried against the whole.

use deidentify::jsonl::{LineError, answer, refusal};
use deidentify::{Certainty, Finding, Kind, Options, Register, Supposed, Why, find, find_with};
use serde_json::{Value, json};

const REGISTER: &str = r#"{
  "people": [
    {"name": "Tamsin Quillfeather", "role": "child"},
    {"name": "Kai Orrell", "role": "child"},
    {"name": "Anna Moss", "role": "practitioner"}
  ]
}"#;

fn found(text: &str) -> Vec<Finding> {
    let register = Register::from_json(REGISTER).unwrap();
    find(text, &register, &Options::default())
}

/// How sure it is of what lies on every byte of what was said; nothing where a byte is left.
fn surest(text: &str, said: &str) -> Option<Certainty> {
    let start = text.find(said).unwrap();
    let all = found(text);
    let over = |at: usize| {
        let here = all.iter().filter(|one| one.range().contains(&at));
        here.map(|one| one.certainty).max()
    };
    let bytes = start..start + said.len();
    bytes.map(over).min().flatten()
}

const DRESSED: [&str; 45] = [
    "Ｔａｍｓｉｎ Ｑｕｉｌｌｆｅａｔｈｅｒ",
    "𝐓𝐚𝐦𝐬𝐢𝐧",
    "Ⓣⓐⓜⓢⓘⓝ",
    "🅃🄰🄼🅂🄸🄽",
    "ᴛᴀᴍsɪɴ",
    "Тамсин",
    "Тамsin",
    "Ταμσίν",
    "Tam\u{AD}sin",
    "Tam\u{FEFF}sin",
    "Tam\u{180E}sin",
    "Tam\u{2061}sin",
    "Tam\u{FE0F}sin",
    "Tam\u{61C}sin",
    "Tam\u{202E}sin",
    "Tam\u{2066}sin",
    "Tam\u{E0061}sin",
    "Tam&shy;sin",
    "Tam&#173;sin",
    "Tam&zwnj;sin",
    "Tam-\nsin",
    "Tam-sin",
    "Tam\u{2011}sin",
    "Tam sin",
    "Tam\nsin",
    "T-a-m-s-i-n",
    "T a m s i n",
    "t a m s i n",
    "T.a.m.s.i.n",
    "T, a, m, s, i, n",
    "T\na\nm\ns\ni\nn",
    "Quillfeath3r",
    "Qui11feather",
    "T4ms1n",
    "7amsin",
    "T@msin",
    "Tam$in",
    "tamsin2014",
    "Quill-feather",
    "quill-\nfeather",
    "Quill feather",
    "TamsinQuillfeather",
    "quillfeathertamsin",
    "Tam-sin's",
    "T a m s i n Q u i l l f e a t h e r",
];

#[test]
fn a_name_in_another_dress_is_found() {
    let mut passed = Vec::new();
    for said in DRESSED {
        let text = format!("They were seen with {said} today.");
        let without = said.trim_end_matches("'s");
        if surest(&text, without).is_none_or(|one| one == Certainty::Asked) {
            passed.push(said);
        }
    }
    assert!(passed.is_empty(), "{passed:?}");
}

#[test]
fn a_name_backwards_is_asked_about_and_one_turned_round_is_found() {
    let text = "They were seen with \u{202E}nismaT today.";
    assert_eq!(surest(text, "nismaT"), Some(Certainty::Likely));
    let text = "They were seen with nismaT today.";
    assert_eq!(surest(text, "nismaT"), Some(Certainty::Asked));
    let text = "They were seen with K-a-i today.";
    assert_eq!(surest(text, "K-a-i"), Some(Certainty::Asked));
}

#[test]
fn ordinary_prose_is_not_taken_apart() {
    let register =
        r#"["Isabella Justin", "Asher Hasan", "Amina Andor", "Abel Carmen", "Delia Tobias"]"#;
    let register = Register::from_json(register).unwrap();
    for text in [
        "She is a bella donna.",
        "It came just in time. Just in case, they rang; a just-in-time plan.",
        "As her mother has an idea, I am in a hurry and/or late.",
        "Who has an allocated worker? It has. An adult came, as her aunt did.",
        "They led her to bias. He ailed, and the car. Men came.",
        "See 1 a.m. and 2 b.c. in a table of 5 a and 7 b.",
        "WHO HAS AN ALLOCATED WORKER JUST IN CASE",
    ] {
        let all = find(text, &register, &Options::default());
        let letters = all
            .iter()
            .filter(|one| one.why == Why::KnownLetters && one.certainty > Certainty::Asked);
        assert_eq!(letters.count(), 0, "{text}: {all:?}");
    }
    let bella = find("She is a bella donna.", &register, &Options::default());
    assert!(bella.iter().all(|one| one.why != Why::KnownLetters));
}

#[test]
fn places_count_the_characters_that_came() {
    let register = Register::from_json(REGISTER).unwrap();
    let text = "Früh 𝐓𝐚𝐦𝐬𝐢𝐧 und Tam-\nsin, Tam&shy;sin \u{E0061}Та\u{301}мсин.";
    let line = json!({"id": 1, "text": text}).to_string();
    let said = answer(&line, &register, &Options::default(), |_| Vec::new()).unwrap();
    let said: Value = serde_json::from_str(&said).unwrap();
    let letters: Vec<char> = text.chars().collect();
    let place = |span: &Value, key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
    let found: Vec<String> = said["spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| {
            letters[place(span, "start")..place(span, "end")]
                .iter()
                .collect()
        })
        .collect();
    let wanted = ["𝐓𝐚𝐦𝐬𝐢𝐧", "Tam-\nsin", "Tam&shy;sin", "Та\u{301}мсин"];
    assert_eq!(found, wanted);
    assert_eq!(place(&said["spans"][0], "start"), 5);
    assert_eq!(said["spans"][1]["why"], "known-letters");
    assert!(!said["text"].as_str().unwrap().contains("sin"));
}

#[test]
fn a_lone_initial_of_somebody_known_is_asked_about() {
    for (text, said) in [
        ("Child T’s school was told.", "T"),
        ("It was the Q family who moved.", "Q"),
        ("They saw baby K there.", "K"),
        ("They told Mrs Q about it.", "Q"),
        ("They told Dr. M about it.", "Dr. M"),
        ("It is Q's coat.", "Q"),
        ("The sibling O was at home.", "O"),
    ] {
        let all = found(text);
        let asked = all.iter().find(|one| &text[one.range()] == said);
        let is = asked.map(|one| (one.certainty, one.why));
        let wanted = Some((Certainty::Asked, Why::KnownInitials));
        assert_eq!(is, wanted, "{text}: {all:?}");
    }
    for text in [
        "Child A was seen with baby B; the C family knew.",
        "A child and I went. A family came, and the child I saw.",
        "Group T met in room Q of block K.",
        "They told Child M about it.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

const IN_WORDS: [(&str, &str, Kind); 13] = [
    (
        "was at ///filled.count.soap then",
        "///filled.count.soap",
        Kind::Address,
    ),
    (
        "what3words: filled.count.soap then",
        "filled.count.soap",
        Kind::Address,
    ),
    (
        "was at 53.9921, -1.5412 then",
        "53.9921, -1.5412",
        Kind::Address,
    ),
    ("was at 53.9921 then", "53.9921", Kind::Address),
    (
        "rang oh seven seven double one nine oh oh one two three again",
        "oh seven seven double one nine oh oh one two three",
        Kind::Phone,
    ),
    (
        "rang 07 seven double oh, nine double oh, one two three again",
        "07 seven double oh, nine double oh, one two three",
        Kind::Phone,
    ),
    (
        "is nine four three four seven six five nine one nine there",
        "nine four three four seven six five nine one nine",
        Kind::Reference,
    ),
    (
        "write to tq at gmail dot com please",
        "tq at gmail dot com",
        Kind::Email,
    ),
    (
        "write to t.quill(at)gmail(dot)com please",
        "t.quill(at)gmail(dot)com",
        Kind::Email,
    ),
    (
        "write to t dot quill at work dot co dot uk now",
        "t dot quill at work dot co dot uk",
        Kind::Email,
    ),
    (
        "write to tq at gmail.com please",
        "tq at gmail.com",
        Kind::Email,
    ),
    ("an ab12cde car was there", "ab12cde", Kind::Vehicle),
    ("the car, ab12 cde, was there", "ab12 cde", Kind::Vehicle),
];

#[test]
fn numbers_and_places_in_words_are_found() {
    for (text, said, kind) in IN_WORDS {
        let all = found(text);
        let is_it = |one: &&Finding| &text[one.range()] == said && one.kind == kind;
        let one = all.iter().find(is_it);
        assert!(
            one.is_some_and(|one| one.certainty > Certainty::Asked),
            "{text}: {all:?}"
        );
    }
    for text in [
        "They counted one, two, three, and looked at the red dot on it.",
        "She had a birthday party, and they met at work.",
        "Of 1,053.99 kg, 0.9843 and 12.34567 were kept; double that.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn a_number_with_decimals_is_no_date() {
    let (register, options) = (Register::default(), Options::default());
    let kind = |said: &str| {
        let text = format!("It was {said} then.");
        let supposed = Supposed {
            start: 7,
            end: 7 + said.len(),
            kind: Kind::Date,
            score: 0.9,
            singles_out: true,
        };
        let naming = &mut options.names.start(&register);
        let all = find_with(&text, &register, &options, &[supposed], naming);
        all.first().map(|one| one.kind)
    };
    assert_eq!(kind("12.3456"), Some(Kind::Amount));
    assert_eq!(kind("53.9921"), Some(Kind::Address));
    assert_eq!(kind("10.30"), Some(Kind::Date));
    assert_eq!(kind("Bonfire Night"), Some(Kind::Date));
}

#[test]
fn a_day_told_from_a_birthday_is_asked_about() {
    for said in [
        "the day after her birthday",
        "two days before his birthday",
        "on their birthday",
        "the week of the birthday",
    ] {
        let text = format!("It happened {said} again.");
        let all = found(&text);
        let one = all.iter().find(|one| &text[one.range()] == said);
        let is = one.map(|one| (one.kind, one.certainty, one.why));
        let wanted = Some((Kind::Date, Certainty::Asked, Why::FromBirthday));
        assert_eq!(is, wanted, "{text}: {all:?}");
    }
}

#[test]
fn a_line_with_half_a_character_keeps_its_id() {
    let register = Register::default();
    for (line, id) in [
        (
            r#"{"id": "x-7", "text": "Secret \ud800 words"}"#,
            json!("x-7"),
        ),
        (r#"{"text": "Secret \uDFFF", "id": 4}"#, json!(4)),
        (r#"{"id": {"name": "Secret"}, "text": 3}"#, json!(null)),
        ("Secret", json!(null)),
    ] {
        let error = answer(line, &register, &Options::default(), |_| Vec::new()).unwrap_err();
        assert!(matches!(error, LineError::NotJson(_)));
        let printed = refusal(line, &error);
        let said: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(said["id"], id, "{line}");
        assert!(said["error"].is_string() && !printed.contains("Secret"));
    }
}
