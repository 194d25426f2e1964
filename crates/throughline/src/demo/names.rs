//! What the families of the demonstration are called. No part of a name is a word that stands in an account for something else, so that
//! reading without names changes nothing but names.

const CHILDREN: [&str; 26] = [
    "Avelina", "Bertrand", "Calista", "Dorian", "Elspeth", "Florian", "Gwendal", "Hester", "Ivo",
    "Jacinta", "Kester", "Leonie", "Merrick", "Nerys", "Orson", "Philippa", "Quentin", "Romilly",
    "Sabine", "Tamsin", "Ursula", "Valentin", "Wilfrid", "Xanthe", "Yorick", "Zelda",
];

const MOTHERS: [&str; 26] = [
    "Adelheid",
    "Beatriz",
    "Cordelia",
    "Damaris",
    "Eudora",
    "Fenella",
    "Ginevra",
    "Hermia",
    "Isolda",
    "Jocasta",
    "Katrien",
    "Lavinia",
    "Marietta",
    "Ninette",
    "Octavia",
    "Perpetua",
    "Quintina",
    "Rosamund",
    "Seraphina",
    "Theodora",
    "Ulrika",
    "Violetta",
    "Wilhelmina",
    "Xenia",
    "Yolande",
    "Zenobia",
];

const SIBLINGS: [&str; 10] = [
    "Anselm", "Bridie", "Caspian", "Delphie", "Emeric", "Fidelma", "Gereon", "Hedy", "Ismay",
    "Jarvis",
];

const FAMILIES: [&str; 26] = [
    "Abernathie",
    "Bramhollow",
    "Cottlesby",
    "Dunmarrow",
    "Elvaston",
    "Fennimere",
    "Garroway",
    "Hexterby",
    "Inglesdorf",
    "Jessamond",
    "Kettlethorpe",
    "Lorrimore",
    "Mandervale",
    "Nethercott",
    "Ollerby",
    "Pellmarsh",
    "Quennerby",
    "Rosserdale",
    "Sallowmere",
    "Thackerby",
    "Underholt",
    "Vennimore",
    "Wexcombe",
    "Yarborne",
    "Zellaby",
    "Abbotsley",
];

/// What the people of one invented household are called.
#[derive(Debug, Clone)]
pub struct Household {
    /// The child of the review.
    pub child: String,
    /// The mother.
    pub mother: String,
    /// Another child in or linked to the home.
    pub sibling: String,
}

fn pick(names: &[&'static str], number: usize) -> &'static str {
    names.get(number % names.len()).copied().unwrap_or_default()
}

/// The household of a review, by its number from 0: no two of the first 676 children have the same name.
#[must_use]
pub fn household(number: usize) -> Household {
    let family = pick(&FAMILIES, number + number / CHILDREN.len());
    let called = |names: &[&'static str]| format!("{} {family}", pick(names, number));
    Household {
        child: called(&CHILDREN),
        mother: called(&MOTHERS),
        sibling: called(&SIBLINGS),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_children_have_one_name_and_a_household_has_one_family_name() {
        let all: BTreeSet<String> = (0..676).map(|number| household(number).child).collect();
        assert_eq!(all.len(), 676);
        let family = |name: &str| name.split(' ').next_back().map(str::to_owned);
        for number in [0, 25, 26, 300] {
            let one = household(number);
            assert_eq!(family(&one.child), family(&one.mother));
            assert_eq!(family(&one.child), family(&one.sibling));
            assert!(one.child != one.mother && one.child != one.sibling);
        }
    }
}
