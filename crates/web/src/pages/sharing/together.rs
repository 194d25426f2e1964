//! What could be put together, in sentences: the very words that make it up, why, by which numbers, and what to do.

use std::sync::LazyLock;

use app::sharing::{Found, Line, Rare, RareCount, RarePart, SharingView};
use govuk::Html;
use model::Sensitive;
use model::case::{FindingChoice, FindingDecided, KeptAgreed};
use model::scheme::Scheme;

use super::Seen;
use super::side_by_side::{numbered, what, why};
use crate::draw::{inset, kept, paragraph};
use crate::form::{Field, Filled, field};
use crate::sheet::{Ask, Input, Offer, drawn, each, input};
use crate::texts::{Value, t, t_code, t_if, t_with, t1};

/// What a part is called that nothing in the texts says.
fn chosen(part: &RarePart, scheme: &Scheme) -> String {
    if part.part == "area" {
        let partnership = part.code == "partnership";
        return t_code("fact", if partnership { "partnership" } else { "region" });
    }
    let mut lists = app::sharing::CODES
        .into_iter()
        .filter_map(|list| scheme.list(list));
    let label = lists.find_map(|list| list.label_of(&part.code).map(str::to_owned));
    let label = label
        .or_else(|| t_if("fact", &part.code))
        .unwrap_or_else(|| part.code.replace('_', " "));
    t1("rare-chosen", "label", label)
}

/// A part in the words that say it, in quotation marks.
fn quoted(part: &RarePart, scheme: &Scheme) -> String {
    let words = part.words().into_iter();
    let mut all: Vec<String> = words
        .map(|words| t1("rare-quoted", "words", words))
        .collect();
    if part.chosen {
        all.push(chosen(part, scheme));
    }
    all.join(" / ")
}

/// The parts one after the other: “Year 3” + “Somali” + “February”.
pub(super) fn words(rare: &Rare, scheme: &Scheme) -> String {
    let parts: Vec<String> = rare.parts.iter().map(|part| quoted(part, scheme)).collect();
    parts.join(" + ")
}

/// The sentence that quotes the words, why they are asked about, the numbers, and what to do.
pub(super) fn says(found: &Found, rare: &Rare, scheme: &Scheme) -> Vec<String> {
    let why = found.says().1;
    let parts: Vec<String> = rare.parts.iter().map(|part| quoted(part, scheme)).collect();
    let mut says = Vec::new();
    match parts.split_last() {
        Some((last, [])) => says.push(t1("rare-one", "words", last)),
        Some((last, others)) => {
            let others = others.join(", ");
            let values = [
                ("others", others.as_str().into()),
                ("last", last.as_str().into()),
            ];
            says.push(t_with("rare-says", &values));
        }
        None => {}
    }
    says.push(t_code("gate-why", why));
    if let Some(count) = &rare.count {
        says.extend(numbers(count, &rare.parts, scheme));
    }
    says.extend(t_if("rare-do", why));
    says
}

/// How many it fits, and the share of each part with where that is from.
fn numbers(count: &RareCount, parts: &[RarePart], scheme: &Scheme) -> Vec<String> {
    let fits = match count.fits < 1.0 {
        true => t("rare-fewer-than-one"),
        false => t1("rare-about", "many", format!("{:.0}", count.fits)),
    };
    let (of, fewest) = (count.of.to_string(), count.fewest.to_string());
    let values = [
        ("fits", fits.into()),
        ("of", of.into()),
        ("fewest", fewest.into()),
        ("source", count.source.as_str().into()),
    ];
    let mut says = vec![t_with("rare-count", &values)];
    for part in parts {
        let Some(share) = part.share else { continue };
        let in_a_hundred = share * 100.0;
        let share = match in_a_hundred < 1.0 {
            true => t("rare-fewer-than-one"),
            false => t1("rare-about", "many", format!("{in_a_hundred:.0}")),
        };
        let words = quoted(part, scheme);
        let mut values: Vec<(&str, Value<'_>)> =
            vec![("words", words.into()), ("share", share.into())];
        match &part.source {
            Some(source) => {
                values.push(("source", source.as_str().into()));
                says.push(t_with("rare-share", &values));
            }
            None => says.push(t_with("rare-share-ours", &values)),
        }
    }
    if !count.is_checked {
        says.push(t("rare-not-checked"));
    }
    says
}

/// Where words of what could be put together stand in a text as it would leave, with the numbers under which they are found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) field: &'static str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) numbers: Vec<usize>,
}

/// Every such place, in the order of the text, none over another: words within others go with the longer ones.
pub(super) fn marks(view: &SharingView) -> Vec<Mark> {
    let mut places = Vec::new();
    for (number, line) in numbered(view) {
        let parts = line.found.rare.iter().flat_map(|rare| &rare.parts);
        for said in parts.flat_map(|part| &part.said) {
            places.push((said.field, said.start, said.end, number));
        }
    }
    merged(places)
}

/// A place of a field, from one byte to another, and the number under which its words are found.
type Place = (&'static str, usize, usize, usize);

fn merged(mut places: Vec<Place>) -> Vec<Mark> {
    places.sort_by_key(|(field, start, end, number)| {
        (*field, *start, std::cmp::Reverse(*end), *number)
    });
    let mut marks: Vec<Mark> = Vec::with_capacity(places.len());
    for (field, start, end, number) in places {
        match marks.last_mut() {
            Some(last) if last.field == field && start < last.end => {
                last.numbers.push(number);
            }
            _ => marks.push(Mark {
                field,
                start,
                end,
                numbers: vec![number],
            }),
        }
    }
    for mark in &mut marks {
        mark.numbers.sort_unstable();
        mark.numbers.dedup();
    }
    marks
}

/// The boxes in which somebody agrees to one thing that stays.
pub(super) struct Boxes {
    pub(super) agree: Field,
    pub(super) why: Field,
    pub(super) words: &'static str,
}

/// More things that stay than the check can find in one text.
const MOST: usize = 60;

/// The boxes of each in their order: names of boxes live as long as the program.
pub(super) static BOXES: LazyLock<Vec<Boxes>> = LazyLock::new(|| {
    let name = |stem: &str, number: usize| -> &'static str { format!("{stem}-{number}").leak() };
    let boxes = |number| Boxes {
        agree: field(name("agree", number), "share-agree"),
        why: field(name("agree-why", number), "share-agree-why"),
        words: name("agree-words", number),
    };
    (1..=MOST).map(boxes).collect()
});

/// What stays though it could tell who somebody is, each with its number on the page, what was decided, and its boxes.
fn kept_lines(
    view: &SharingView,
) -> impl Iterator<Item = (usize, &Line, &FindingDecided, &'static Boxes)> {
    let numbers = numbered(view);
    let kept = view.leaving.kept_to_agree();
    let kept = kept.filter_map(move |(line, decided)| {
        let mut all = numbers.iter();
        let (number, _) = all.find(|(_, one)| std::ptr::eq(*one, line))?;
        Some((*number, line, decided))
    });
    kept.zip(BOXES.iter())
        .map(|((number, line, decided), boxes)| (number, line, decided, boxes))
}

/// For each that stays: its sentences, the reason of whoever decided so, and the boxes of whoever releases it.
pub(super) fn agreements(seen: &Seen<'_>) -> Vec<Input> {
    let one = |(number, line, decided, boxes): (usize, &Line, &FindingDecided, &Boxes)| {
        let says = match &line.found.rare {
            Some(rare) => says(&line.found, rare, seen.scheme),
            None => alone(&line.found, seen.scheme),
        };
        let says = says.into_iter().map(paragraph);
        let mut inputs = vec![
            drawn(Html::join(says)),
            drawn(inset(reason(seen, decided)).render()),
        ];
        inputs.extend(boxes_of(boxes, &line.found.words.0));
        each(t1("share-agree-to", "number", number.to_string()), inputs)
    };
    kept_lines(&seen.view).map(one).collect()
}

/// What tells of somebody by itself: the words, what they are, and why they were found.
fn alone(found: &Found, scheme: &Scheme) -> Vec<String> {
    let values = [
        ("words", found.words.0.as_str().into()),
        ("kind", what(found).into()),
    ];
    let mut says = vec![t_with("share-agree-alone", &values)];
    says.extend(why(found, scheme));
    says
}

/// Why it stays, and who decided so.
fn reason(seen: &Seen<'_>, decided: &FindingDecided) -> String {
    let person = seen.person(decided.by.person);
    let why = match &decided.choice {
        FindingChoice::Kept { why } => why.0.as_str(),
        _ => "",
    };
    let values = [("person", person.as_str().into()), ("why", why.into())];
    t_with("share-agree-reason", &values)
}

/// Reads to what somebody agrees, each with a reason; none where something is missing, which the form then says, or where what
/// stays is not what the page showed.
pub(super) fn read(form: &mut Filled, view: &SharingView) -> Option<Vec<KeptAgreed>> {
    let lines = kept_lines(view);
    let lines = lines.map(|(number, line, _, boxes)| (number, &line.found.words, boxes));
    read_agreed(form, "share-agree-missing", lines)
}

/// The same of words under their numbers, with the text that says that the box of one is missing.
pub(super) fn read_agreed<'a>(
    form: &mut Filled,
    missing: &str,
    lines: impl Iterator<Item = (usize, &'a Sensitive<String>, &'static Boxes)>,
) -> Option<Vec<KeptAgreed>> {
    let mut all = Vec::new();
    let mut whole = true;
    for (number, words, boxes) in lines {
        let says = |key: &str| t1(key, "number", number.to_string());
        whole &= form.value(boxes.words) == words.0;
        if !form.has(boxes.agree.id, "yes") {
            form.wrong_because(&boxes.agree, says(missing));
            whole = false;
        }
        match form.text_or_none(&boxes.why, 2_000) {
            Some(why) => all.push(KeptAgreed {
                words: words.clone(),
                why: Sensitive(why),
            }),
            None => {
                if form.errors().of(boxes.why.id).is_none() {
                    form.wrong_because(&boxes.why, says("share-agree-why-missing"));
                }
                whole = false;
            }
        }
    }
    whole.then_some(all)
}

/// The boxes in which somebody agrees that words stay, and says why.
pub(super) fn boxes_of(boxes: &Boxes, words: &str) -> [Input; 3] {
    let yes = vec![Offer::new("yes", t("share-agree-yes"))];
    [
        drawn(kept(boxes.words, words)),
        input(boxes.agree, Ask::AnyOf(yes)),
        input(boxes.why, Ask::Words),
    ]
}

/// To what somebody agreed when they released it, in their words.
pub(super) fn agreed(seen: &Seen<'_>, agreed: &[KeptAgreed]) -> Vec<Html> {
    let one = |one: &KeptAgreed| {
        let mut lines = kept_lines(&seen.view);
        let same = lines.find(|(_, line, ..)| line.found.words == one.words);
        let number = same.map(|(number, ..)| number.to_string())?;
        let values = [
            ("number", number.into()),
            ("why", one.why.0.as_str().into()),
        ];
        Some(Html::escape(t_with("share-agreed", &values)))
    };
    agreed.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_several_combinations_are_marked_once_with_all_their_numbers() {
        let mark = |field, start, end, numbers: &[usize]| Mark {
            field,
            start,
            end,
            numbers: numbers.to_vec(),
        };
        let marks = merged(vec![
            ("usually", 4, 8, 6),
            ("condition", 2, 8, 4),
            ("condition", 2, 8, 5),
            ("condition", 9, 30, 6),
            ("condition", 18, 24, 4),
            ("condition", 40, 44, 5),
        ]);
        let wanted = [
            mark("condition", 2, 8, &[4, 5]),
            mark("condition", 9, 30, &[4, 6]),
            mark("condition", 40, 44, &[5]),
            mark("usually", 4, 8, &[6]),
        ];
        assert_eq!(marks, wanted);
    }
}
