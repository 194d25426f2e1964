//! Whether two names may be one person's. It asks too often rather than too seldom: somebody answers.

/// Shorter parts are initials and particles.
const SHORTEST: usize = 3;
/// Parts as long as this may differ by one letter.
const LONG: usize = 5;

/// The parts of a name, in small letters, without what people leave out when they write it down.
fn parts(name: &str) -> Vec<String> {
    name.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '’'))
        .map(|part| {
            let letters = part.chars().filter(|letter| letter.is_alphanumeric());
            letters.flat_map(char::to_lowercase).map(plain).collect()
        })
        .filter(|part: &String| part.chars().count() >= SHORTEST)
        .collect()
}

/// The letter without the accents that names of people here most often have.
#[must_use]
pub const fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ī' => 'i',
        'ñ' | 'ń' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => 'o',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        'ś' | 'š' => 's',
        'ź' | 'ż' | 'ž' => 'z',
        'ł' => 'l',
        other => other,
    }
}

/// Whether the name of a person who signs in may be meant by what somebody wrote, which may be a name
/// with more around it ("the aunt, Mrs Carter"). A shared first name is not enough where both have more.
#[must_use]
pub fn resembles(person: &str, written: &str) -> bool {
    let (own, other) = (parts(person), parts(written));
    let shared: Vec<usize> = own
        .iter()
        .enumerate()
        .filter(|(_, part)| other.iter().any(|one| alike(part, one)))
        .map(|(at, _)| at)
        .collect();
    match shared.as_slice() {
        [] => false,
        [0] => own.len() == 1 || other.len() == 1,
        _ => true,
    }
}

/// Whether every part of what was typed begins a part of the name: how people look somebody up.
#[must_use]
pub fn is_found_by(name: &str, typed: &str) -> bool {
    let own = whole(name);
    let asked = whole(typed);
    !asked.is_empty()
        && asked
            .iter()
            .all(|part| own.iter().any(|one| one.starts_with(part.as_str())))
}

fn whole(name: &str) -> Vec<String> {
    name.split(|letter: char| !letter.is_alphanumeric())
        .map(|part| {
            part.chars()
                .flat_map(char::to_lowercase)
                .map(plain)
                .collect()
        })
        .filter(|part: &String| !part.is_empty())
        .collect()
}

fn alike(one: &str, other: &str) -> bool {
    one == other
        || (one.chars().count() >= LONG
            && other.chars().count() >= LONG
            && differ_by_at_most_one(one, other))
}

/// One letter more, less or other.
fn differ_by_at_most_one(one: &str, other: &str) -> bool {
    let (long, short): (Vec<char>, Vec<char>) = if one.chars().count() >= other.chars().count() {
        (one.chars().collect(), other.chars().collect())
    } else {
        (other.chars().collect(), one.chars().collect())
    };
    let more = long.len() - short.len();
    if more > 1 {
        return false;
    }
    let same = long
        .iter()
        .zip(&short)
        .take_while(|(left, right)| left == right)
        .count();
    let rest_of_long = long.iter().skip(same + 1);
    let rest_of_short = short.iter().skip(same + 1 - more);
    rest_of_long.eq(rest_of_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_words_is_compared_with_a_persons() {
        for (person, written) in [
            ("Sam Carter", "the aunt, Mrs Carter"),
            ("Sam Carter", "S. Cartar (uncle)"),
            ("Noor Hartnell-Briggs", "Noor Briggs"),
            ("Noor Hartnell-Briggs", "HARTNELL BRIGGS"),
            ("Siân O’Neill", "Sian ONeill"),
            ("Sam Carter", "Sam"),
            ("José Núñez", "Jose Nunes"),
        ] {
            assert!(resembles(person, written), "{person} / {written}");
        }
        for (person, written) in [
            ("Sam Carter", "Sam Okafor"),
            ("Sam Carter", ""),
            ("Sam Carter", "the aunt"),
            ("Sam Carter", "Samuel Porter"),
            ("Li Wu", "Li Na"),
        ] {
            assert!(!resembles(person, written), "{person} / {written}");
        }
    }

    #[test]
    fn people_are_looked_up_by_the_beginnings_of_their_names() {
        for typed in ["noor", "Bri", "hart noor", "noor hartnell-briggs", "n h"] {
            assert!(is_found_by("Noor Hartnell-Briggs", typed), "{typed}");
        }
        for typed in ["", " - ", "oor", "noor x"] {
            assert!(!is_found_by("Noor Hartnell-Briggs", typed), "{typed}");
        }
    }
}
