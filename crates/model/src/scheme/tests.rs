#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
use super::*;
use jiff::civil::date;

const INVENTED: &str = include_str!("../../tests/data/invented.toml");

fn all() -> Vec<Scheme> {
    shipped()
        .iter()
        .map(|(name, text)| Scheme::parse(text, name).unwrap())
        .collect()
}

#[test]
fn one_shipped_scheme_is_in_force_on_every_day_since_2023() {
    let schemes = all();
    for day in [
        date(2024, 1, 1),
        date(2026, 3, 18),
        date(2026, 3, 19),
        date(2026, 11, 24),
    ] {
        let in_force = schemes
            .iter()
            .filter(|scheme| scheme.is_in_force(day))
            .count();
        assert_eq!(in_force, 1, "{day}");
    }
}

#[test]
fn an_unknown_key_is_refused_with_its_line() {
    let text = INVENTED.replacen("nation = ", "colour = \"blue\"\nnation = ", 1);
    let error = Scheme::parse(&text, "invented.toml").unwrap_err();
    let line = text
        .lines()
        .position(|line| line.starts_with("colour"))
        .unwrap()
        + 1;
    assert_eq!(error.line, line);
    assert!(error.what.contains("colour"), "{error}");
    assert!(error.to_string().starts_with("invented.toml, line "));
}

#[test]
fn a_wrong_kind_is_refused_and_the_allowed_ones_are_named() {
    let text = INVENTED.replacen("trigger = \"authority_knew\"", "trigger = \"full_moon\"", 1);
    let error = Scheme::parse(&text, "invented.toml").unwrap_err();
    assert!(
        error.what.contains("full_moon") && error.what.contains("notified"),
        "{error}"
    );
}

#[test]
fn an_id_that_stands_twice_is_refused() {
    let text = INVENTED.replacen("id = \"tell_council\"", "id = \"look_back\"", 1);
    let error = Scheme::parse(&text, "invented.toml").unwrap_err();
    assert!(
        error.what.contains("look_back") && error.what.contains("twice"),
        "{error}"
    );
}

#[test]
fn an_unknown_recipient_is_refused() {
    let text = INVENTED.replacen("recipients = [\"moot\"]", "recipients = [\"nobody\"]", 1);
    let error = Scheme::parse(&text, "invented.toml").unwrap_err();
    assert!(
        error.what.contains("nobody") && error.what.contains("moot"),
        "{error}"
    );
}

#[test]
fn unchecked_wording_does_not_go_out_unless_somebody_confirms_it() {
    let scheme = Scheme::parse(INVENTED, "invented.toml").unwrap();
    let unchecked = scheme
        .clocks
        .iter()
        .find(|clock| !clock.item.checked)
        .unwrap();
    assert!(OutgoingText::of(&unchecked.item, None).is_none());
    let by = crate::Id::make(crate::Instant::default(), [0; 10]);
    let confirmed = Confirmation {
        by,
        at: crate::Instant::default(),
    };
    assert!(OutgoingText::of(&unchecked.item, Some(confirmed)).is_some());
    let listed = scheme.unchecked_items();
    assert!(
        listed
            .iter()
            .any(|item| item.id == format!("clocks/{}", unchecked.item.id))
    );
}

#[test]
fn every_checked_item_names_its_source() {
    for scheme in all() {
        let items = scheme
            .criteria
            .iter()
            .chain(scheme.clocks.iter().map(|clock| &clock.item));
        for item in items.filter(|item| item.checked) {
            assert!(item.source.is_some(), "{}: {}", scheme.id, item.id);
        }
    }
}
