//! Texts that people type, and files that change what the program knows of the field.

use std::str::FromStr;

use access::directory::OrganisationKind;
use access::{Role, Section};
use app::Reference;
use model::calendar::Nation;
use model::identity::CodeLists;
use model::scheme::Scheme;
use model::uncertain::parse_typed_assuming_year;
use model::{Calendar, CaseId, Date, UncertainDate, parse_typed};
use web::Network;

use super::lossy;

/// Always the same day, so that a seed stays good.
fn today() -> Date {
    Date::constant(2026, 11, 25)
}

/// A date as somebody typed it.
pub fn typed_date(bytes: &[u8]) {
    let text = lossy(bytes);
    for date in [
        parse_typed(&text, today()).ok(),
        parse_typed_assuming_year(&text, today(), 2025).ok(),
    ]
    .into_iter()
    .flatten()
    {
        kept_whole(&date);
    }
}

/// A date as it is kept.
pub fn edtf(bytes: &[u8]) {
    if let Ok(date) = UncertainDate::from_edtf(&lossy(bytes)) {
        kept_whole(&date);
    }
}

fn kept_whole(date: &UncertainDate) {
    let again = UncertainDate::from_edtf(&date.to_edtf());
    assert_eq!(again.as_ref().ok(), Some(date));
}

/// A scheme file.
pub fn scheme(bytes: &[u8]) {
    let _scheme = Scheme::parse(&lossy(bytes), "any.toml");
}

/// A table of bank holidays.
pub fn calendar(bytes: &[u8]) {
    let nation = Nation::England;
    if let Ok(calendar) = Calendar::from_csv(nation, &lossy(bytes)) {
        for day in calendar.holidays().map(|(day, _)| day).take(20) {
            assert_eq!(calendar.is_working_day(day).ok(), Some(false));
            let _due = calendar.due(day, 15);
        }
    }
}

/// A file of national code lists.
pub fn code_lists(bytes: &[u8]) {
    let _lists = CodeLists::from_toml(&lossy(bytes));
}

/// The reference of a review in an address.
pub fn reference(bytes: &[u8]) {
    if let Ok(reference) = lossy(bytes).parse::<Reference>() {
        assert_eq!(
            Reference::from_str(reference.as_str()).ok(),
            Some(reference)
        );
    }
}

/// Ids and codes in addresses and forms.
pub fn codes(bytes: &[u8]) {
    let text = lossy(bytes);
    if let Ok(id) = text.parse::<CaseId>() {
        assert_eq!(id.to_string().parse::<CaseId>().ok(), Some(id));
    }
    if let Ok(section) = text.parse::<Section>() {
        assert_eq!(section.code(), text);
    }
    if let Ok(role) = text.parse::<Role>() {
        assert_eq!(role.code(), text);
    }
    let _kind = text.parse::<OrganisationKind>();
    let _nation = text.parse::<Nation>();
}

/// The e-mail address of somebody at work.
pub fn mail_address(bytes: &[u8]) {
    if let Ok(address) = mail::Address::parse(&lossy(bytes)) {
        let text = address.expose();
        assert!(text.bytes().all(|byte| byte.is_ascii_graphic()));
        assert_eq!(mail::Address::parse(text).as_ref(), Ok(&address));
    }
}

/// A network of trusted proxies in the configuration.
pub fn network(bytes: &[u8]) {
    let _network = lossy(bytes).parse::<Network>();
}

/// A register on the first line, and a text that is looked at with it; both also as national numbers.
pub fn gate_line(bytes: &[u8]) {
    let (first, rest) = super::line_and_rest(bytes);
    let register = deidentify::Register::from_json(&first).unwrap_or_default();
    let options = deidentify::Options::default();
    let text = lossy(rest);
    drop(deidentify::combinations::National::from_toml(&text));
    drop(deidentify::combinations::facts_in(&text));
    drop(deidentify::jsonl::answer(
        &text,
        &register,
        &options,
        |_| Vec::new(),
    ));
    let mut end = 0;
    for finding in deidentify::find(&text, &register, &options) {
        assert!(
            finding.start >= end
                && text
                    .get(finding.range())
                    .is_some_and(|said| !said.is_empty())
        );
        end = finding.end;
    }
}
