//! How people write a name by its first letters where it has an apostrophe, a hyphen, a particle or "Mc": S O'D, IMcA, PvdB, MWP.

use crate::words::PARTICLES;

/// More ways than this of one name say nothing more.
const MOST: usize = 96;
/// The longest that is still written for a name.
const LONGEST: usize = 6;

/// The first letters by which a name of two or more pieces is written, small and without points.
pub(super) fn of_name(pieces: &[&str]) -> Vec<String> {
    if pieces.len() < 2 {
        return Vec::new();
    }
    let last = pieces.len() - 1;
    let mut all = vec![String::new()];
    for (at, piece) in pieces.iter().enumerate() {
        let mut ways = ways(piece, at > 0);
        // A name in the middle is left out as often as not.
        if at > 0 && at < last {
            ways.push(String::new());
        }
        let longer = all
            .iter()
            .flat_map(|begun| ways.iter().map(move |way| format!("{begun}{way}")));
        all = longer.take(MOST).collect();
    }
    all.retain(|letters| (2..=LONGEST).contains(&letters.chars().count()));
    all.sort();
    all.dedup();
    all
}

/// The first letters of a piece that tell a name by themselves: O'D, McA.
pub(super) fn alone(piece: &str) -> Option<String> {
    let (first, _) = joined(piece)?;
    Some(first)
}

/// Every way of writing one piece by its first letters.
fn ways(piece: &str, may_be_particle: bool) -> Vec<String> {
    let folded = crate::text::folded_words(piece).concat();
    let Some(first) = folded.chars().next().map(String::from) else {
        return vec![String::new()];
    };
    if may_be_particle && PARTICLES.contains(&folded.as_str()) {
        return match folded.as_str() {
            "st" => vec![folded, first, String::new()],
            _ => vec![first, String::new()],
        };
    }
    let parts: Vec<&str> = piece.split('-').filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 {
        return of_part(piece);
    }
    let each: Vec<Vec<String>> = parts.iter().map(|part| of_part(part)).collect();
    let shortest = |ways: &Vec<String>| ways.last().cloned().unwrap_or_default();
    let whole: String = each.iter().map(shortest).collect();
    let mut all = vec![whole];
    all.extend(each.first().map(shortest));
    all.extend(each.last().map(shortest));
    all
}

/// Every way of writing a part without a hyphen, the shortest last.
fn of_part(part: &str) -> Vec<String> {
    let folded = crate::text::folded_words(part).concat();
    let first: String = folded.chars().take(1).collect();
    match joined(part) {
        Some((longer, short)) => vec![longer, short, first],
        None => vec![first],
    }
}

/// Of a name that begins with a short piece, both first letters: "od" of O'Dwyer, "mca" and "ma" of McAllister.
fn joined(part: &str) -> Option<(String, String)> {
    let folded = |piece: &str| crate::text::folded_words(piece).concat();
    let first = |piece: &str| folded(piece).chars().next();
    let apostrophe = part.split_once(['\'', '\u{2019}', '\u{2018}', '`']);
    if let Some((before, behind)) = apostrophe.filter(|(before, _)| before.chars().count() <= 2) {
        let both: String = [first(before)?, first(behind)?].iter().collect();
        return Some((both.clone(), both));
    }
    let begins = ["Mac", "Mc"].into_iter().find(|begins| {
        let rest = part.strip_prefix(begins);
        rest.and_then(|rest| rest.chars().next())
            .is_some_and(char::is_uppercase)
    })?;
    let behind = first(part.strip_prefix(begins)?)?;
    Some((format!("{}{behind}", folded(begins)), format!("m{behind}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_name_may_be_written_by_its_first_letters() {
        let has = |name: &[&str], wanted: &str| {
            let all = of_name(name);
            assert!(all.iter().any(|one| one == wanted), "{name:?}: {all:?}");
        };
        has(&["Siobhan", "O'Dwyer"], "sod");
        has(&["Iain", "McAllister"], "imca");
        has(&["Iain", "McAllister"], "ima");
        has(&["Pieter", "van", "den", "Berg"], "pvdb");
        has(&["D'Andre", "St", "John"], "dstj");
        has(&["Mary-Jane", "Watson-Parker"], "mwp");
        has(&["Mary-Jane", "Watson-Parker"], "mjwp");
        assert_eq!(alone("O\u{2019}Dwyer").as_deref(), Some("od"));
        assert_eq!(alone("Watson"), None);
        assert!(of_name(&["Siobhan"]).is_empty());
    }
}
