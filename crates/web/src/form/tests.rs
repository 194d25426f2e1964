#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::str::FromStr;

use model::Date;

use super::*;
use crate::problem::PageError;

const DAY: Field = field("born", "form-part-day");
const TODAY: Date = Date::constant(2026, 11, 24);
const WHAT: Field = field("what", "form-part-month");

fn form(pairs: &[(&str, &str)]) -> Filled {
    Filled::posted(
        pairs
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect(),
    )
}

fn day(day: &str, month: &str, year: &str) -> Filled {
    form(&[
        ("born-day", day),
        ("born-month", month),
        ("born-year", year),
    ])
}

/// The one error of a form: where its summary links to, and its words.
fn only(form: &Filled) -> (String, String) {
    let all: Vec<_> = form.errors().iter().collect();
    assert_eq!(all.len(), 1, "{all:?}");
    let error = all.first().unwrap();
    (error.anchor.clone(), error.text.clone())
}

#[test]
fn a_real_date_is_read() {
    for (d, m) in [("3", "2"), ("03", "02"), ("3", "Feb"), (" 3 ", "february")] {
        let mut filled = day(d, m, "2026");
        assert_eq!(
            filled.date(&DAY),
            Some(Date::constant(2026, 2, 3)),
            "{d} {m}"
        );
        assert!(filled.is_good());
    }
}

#[test]
fn dates_that_are_none_are_told_about_at_the_right_box() {
    for (typed, anchor, words) in [
        (["", "", ""], "born-day", "Enter the day"),
        (["3", "", "2026"], "born-month", "Day must include a month"),
        (["", "2", "2026"], "born-day", "Day must include a day"),
        (["3", "2", ""], "born-year", "Day must include a year"),
        (["31", "2", "2026"], "born-day", "Day must be a real date"),
        (["29", "2", "2025"], "born-day", "Day must be a real date"),
        (["3", "13", "2026"], "born-day", "Day must be a real date"),
        (["x", "2", "2026"], "born-day", "Day must be a real date"),
        (
            ["3", "2", "20226"],
            "born-year",
            "Year must include 4 numbers",
        ),
        (["3", "2", "26"], "born-year", "Year must include 4 numbers"),
        (
            ["3", "2", "２０２６"],
            "born-year",
            "Year must include 4 numbers",
        ),
    ] {
        let [d, m, y] = typed;
        let mut filled = day(d, m, y);
        assert_eq!(filled.date(&DAY), None, "{typed:?}");
        assert_eq!(
            only(&filled),
            (anchor.to_owned(), words.to_owned()),
            "{typed:?}"
        );
        assert_eq!(filled.value("born-day"), d, "what was typed is kept");
    }
}

#[test]
fn an_empty_date_may_be_left_out_and_half_a_date_may_not() {
    let mut empty = form(&[]);
    assert_eq!(empty.date_or_none(&DAY), None);
    assert!(empty.is_good());
    let mut half = day("3", "", "");
    assert_eq!(half.date_or_none(&DAY), None);
    assert!(!half.is_good());
}

#[test]
fn a_date_outside_its_range_is_told_with_the_range() {
    let (first, last) = (Date::constant(2026, 1, 1), Date::constant(2026, 1, 31));
    let mut filled = day("1", "2", "2026");
    assert_eq!(filled.date_within(&DAY, first, last), None);
    assert_eq!(
        only(&filled).1,
        "Day must be between 1 January 2026 and 31 January 2026"
    );
}

#[test]
fn uncertain_dates_are_read_as_people_type_them() {
    assert!(
        form(&[("what", "about 13 February 2026")])
            .uncertain_date(&WHAT, TODAY)
            .is_some()
    );
    assert!(
        form(&[("what", "not known")])
            .uncertain_date(&WHAT, TODAY)
            .unwrap()
            .is_unknown()
    );
    let mut wrong = form(&[("what", "the other day")]);
    assert!(wrong.uncertain_date(&WHAT, TODAY).is_none());
    assert!(
        only(&wrong)
            .1
            .starts_with("Month must be a date as you know it")
    );
    let mut impossible = form(&[("what", "31 February 2026")]);
    assert!(impossible.uncertain_date(&WHAT, TODAY).is_none());
    assert!(
        only(&impossible).1.contains("February"),
        "{:?}",
        only(&impossible)
    );
}

#[test]
fn text_is_trimmed_counted_and_kept() {
    assert_eq!(
        form(&[("what", "  a\r\nb ")]).text(&WHAT, 3).as_deref(),
        Some("a\nb")
    );
    assert_eq!(
        form(&[("what", "éé")]).text(&WHAT, 2).as_deref(),
        Some("éé")
    );
    let mut long = form(&[("what", "abcd")]);
    assert_eq!(long.text(&WHAT, 3), None);
    assert_eq!(
        only(&long).1,
        "Month must be 3 characters or less. Take out 1 character"
    );
    assert_eq!(long.value("what"), "abcd");
    let mut odd = form(&[("what", "a\u{7}b")]);
    assert_eq!(odd.text(&WHAT, 9), None);
    let mut blank = form(&[("what", "  ")]);
    assert_eq!(blank.text(&WHAT, 9), None);
    assert_eq!(only(&blank).1, "Enter the month");
    let mut optional = form(&[("what", " ")]);
    assert_eq!(optional.text_or_none(&WHAT, 9), None);
    assert!(optional.is_good());
}

#[test]
fn what_shows_nothing_is_left_out_and_what_turns_the_words_round_is_refused() {
    for typed in [
        "Tam\u{AD}sin",
        "Tam\u{200B}sin",
        "Tam\u{200C}sin",
        "\u{FEFF}Tamsin",
        "Tam\u{180E}sin",
        "Tam\u{2061}sin",
        "Tam\u{FE0F}sin",
        "Tam\u{61C}sin",
        "\u{202D}Tamsin\u{202C}",
        "\u{2066}Tamsin\u{2069} ",
        "Tam\u{E0061}sin",
    ] {
        let mut sent = form(&[("what", typed)]);
        assert_eq!(sent.text(&WHAT, 6).as_deref(), Some("Tamsin"), "{typed:?}");
        assert!(sent.is_good());
    }
    let persian = "می\u{200C}خواهم";
    let mut joined = form(&[("what", persian)]);
    assert_eq!(joined.text(&WHAT, 20).as_deref(), Some(persian));
    let mut nothing = form(&[("what", " \u{200B}\u{FEFF} ")]);
    assert_eq!(nothing.text(&WHAT, 9), None);
    assert_eq!(only(&nothing).1, "Enter the month");
    let mut turned = form(&[("what", "\u{202E}nismaT")]);
    assert_eq!(turned.text(&WHAT, 9), None);
    assert!(
        only(&turned)
            .1
            .starts_with("Month must not include characters")
    );
    assert_eq!(
        turned.value("what"),
        "\u{202E}nismaT",
        "what was typed is kept"
    );
}

#[derive(Debug, PartialEq)]
enum Answer {
    Yes,
}

impl FromStr for Answer {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        if code == "yes" {
            Ok(Self::Yes)
        } else {
            Err(())
        }
    }
}

#[test]
fn only_what_is_offered_can_be_chosen() {
    assert_eq!(form(&[("what", "yes")]).choice(&WHAT), Some(Answer::Yes));
    let mut none = form(&[]);
    assert_eq!(none.choice::<Answer>(&WHAT), None);
    assert_eq!(only(&none).1, "Select the month");
    let mut other = form(&[("what", "<script>")]);
    assert_eq!(other.choice::<Answer>(&WHAT), None);
    assert_eq!(only(&other).1, "Select the month from the list");
    let twice = &mut form(&[("what", "yes"), ("what", "yes"), ("what", "")]);
    assert_eq!(twice.choices(&WHAT), Some(vec![Answer::Yes, Answer::Yes]));
    assert_eq!(
        form(&[("what", "yes"), ("what", "no")]).choices::<Answer>(&WHAT),
        None
    );
}

#[test]
fn a_form_without_its_hidden_boxes_is_none_of_ours() {
    assert!(matches!(form(&[]).form_id(), Err(PageError::Unreadable)));
    assert!(matches!(
        form(&[("version", "x")]).version(),
        Err(PageError::Unreadable)
    ));
    let id = "019ab2d0-0000-7000-8000-000000000001";
    let sent = form(&[("form_id", id), ("version", "7")]);
    let hidden = sent.hidden().unwrap();
    assert_eq!(
        (hidden.form.to_string().as_str(), hidden.version),
        (id, Some(7))
    );
    assert_eq!(
        hidden.to_string(),
        format!(
            r#"<input type="hidden" name="form_id" value="{id}"><input type="hidden" name="version" value="7">"#
        )
    );
}
