//! Whose account a row is: a row that names another agency than the one whose return it is brought into is asked.

use model::Sensitive;

use super::findings::{Asks, Passage};

/// Asks of each row that names an agency, other than the one of this name, whether it is this agency's account. Where nobody knows the
/// name, every row that names one is asked.
pub(super) fn ask_whose(passages: &mut [Passage], own: Option<&str>) {
    for passage in passages {
        let named = passage.agency.0.trim();
        let is_other = !named.is_empty() && !own.is_some_and(|own| is_of(named, own));
        if is_other && passage.row.is_some() {
            let asked = Asks::OtherAgency(Sensitive(named.to_owned()));
            passage.asks.push(asked);
        }
    }
}

/// Whether words name an agency of this name: all of them stand in it, or they are its first letters.
fn is_of(named: &str, own: &str) -> bool {
    const SMALL: [&str; 6] = ["the", "and", "of", "for", "nhs", "trust"];
    let (named, own) = (words(named), words(own));
    let letters: String = own.iter().filter_map(|word| word.chars().next()).collect();
    let is_short = matches!(named.as_slice(), [short] if short.len() > 1 && *short == letters);
    let mut telling = named.iter().filter(|word| !SMALL.contains(&word.as_str()));
    let tells = telling.next().is_some();
    is_short || named == own || (tells && named.iter().all(|word| own.contains(word)))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.map(str::to_lowercase);
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn an_agency_is_known_by_part_of_its_name_and_another_is_not() {
        for (named, own, expected) in [
            ("Fen Clinic", "Fen Clinic", true),
            ("fen clinic.", "Fen Clinic", true),
            ("Elmfield", "Elmfield Primary School", true),
            ("EPS", "Elmfield Primary School", true),
            ("Eastfold Police", "Fen Clinic", false),
            ("Police", "Fen Clinic", false),
            ("Larkfield Primary School", "Elmfield Primary School", false),
            ("NHS Trust", "Fen NHS Trust", false),
        ] {
            assert_eq!(is_of(named, own), expected, "{named} of {own}");
        }
    }
}
