//! Lines as the command reads and prints them.

use deidentify::jsonl::answer;
use deidentify::{Options, Policy, Register};
use serde_json::{Value, json};

fn known() -> Register {
    let text = r#"{"people": [{"name": "Amélie Tattersall", "role": "child"}]}"#;
    Register::from_json(text).unwrap()
}

fn answered(line: &Value, register: &Register, policy: Policy) -> Value {
    let options = Options {
        policy,
        ..Options::default()
    };
    let text = answer(&line.to_string(), register, &options, |_| Vec::new()).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn places_are_counted_in_characters_and_the_text_is_replaced() {
    let line = json!({"id": 7, "text": "Früh: “Amélie” rang 07700 900123."});
    let out = answered(&line, &known(), Policy::Release);
    assert_eq!(out["id"], 7);
    let text: Vec<char> = line["text"].as_str().unwrap().chars().collect();
    let spans = out["spans"].as_array().unwrap();
    assert_eq!(spans.len(), 2);
    let said = |span: &Value| -> String {
        let place = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
        text[place("start")..place("end")].iter().collect()
    };
    assert_eq!(said(&spans[0]), "Amélie");
    assert_eq!(said(&spans[1]), "07700 900123");
    assert_eq!(spans[0]["kind"], "child");
    assert_eq!(spans[0]["direct"], true);
    assert_eq!(spans[0]["why"], "known");
    let replaced = out["text"].as_str().unwrap();
    assert!(replaced.contains(spans[0]["replacement"].as_str().unwrap()));
    assert!(!replaced.contains("Amélie") && !replaced.contains("07700"));
}

#[test]
fn a_clinical_note_keeps_dates_and_clinicians() {
    let text = "Re: Mrs Sylvia Orchardson, NHS Number 943 476 5919. Born on 12/12/1962. Reviewed in clinic on 17 November \
                2025 by Dr Fenwick. Ferritin 32 ug/L; iron 200 mg.";
    let line = json!({"id": "a", "text": text});
    let note = answered(&line, &Register::default(), Policy::ByText);
    let kept = note["text"].as_str().unwrap();
    assert!(
        kept.contains("17 November 2025") && kept.contains("Dr Fenwick") && kept.contains("200 mg"),
        "{kept}"
    );
    assert!(
        !kept.contains("Sylvia") && !kept.contains("1962") && !kept.contains("5919"),
        "{kept}"
    );
    for release in [
        answered(&line, &Register::default(), Policy::Release),
        answered(&line, &known(), Policy::ByText),
    ] {
        let kept = release["text"].as_str().unwrap();
        assert!(
            !kept.contains("November") && !kept.contains("Fenwick"),
            "{kept}"
        );
    }
}

#[test]
fn a_line_of_another_shape_is_refused_without_what_it_holds() {
    let register = Register::default();
    for line in ["", "{", r#"{"id": 1}"#, r#"{"id": 1, "text": 3}"#, "Secret"] {
        let error = answer(line, &register, &Options::default(), |_| Vec::new()).unwrap_err();
        assert!(!error.to_string().contains("Secret"));
    }
}

#[test]
fn a_rare_combination_quotes_the_words_that_make_it_up() {
    let text = "“Früh”: a Year 3 pupil from a Somali family was told in February.";
    let line = json!({"id": 1, "text": text});
    let out = answered(&line, &Register::default(), Policy::Release);
    let all = out["combinations"].as_array().unwrap();
    assert_eq!(all.len(), 1, "{out}");
    assert_eq!(all[0]["kind"], "rare_combination");
    assert_eq!(all[0]["why"], "few-in-the-country");
    let says = "Together, “Year 3”, “Somali” and “February” may tell who this is.";
    assert_eq!(all[0]["says"], says);
    assert!(all[0]["fits"].as_f64().unwrap() < 5.0);
    let letters: Vec<char> = text.chars().collect();
    for part in all[0]["parts"].as_array().unwrap() {
        let place = |key: &str| usize::try_from(part[key].as_u64().unwrap()).unwrap();
        let said: String = letters[place("start")..place("end")].iter().collect();
        assert_eq!(part["words"], said.as_str());
    }
    let plain = json!({"id": 2, "text": "A plan was made and nobody was told."});
    let out = answered(&plain, &Register::default(), Policy::Release);
    assert!(out.get("combinations").is_none());
}
