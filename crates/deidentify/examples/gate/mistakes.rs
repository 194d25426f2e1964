//! The generator of the set: registers of invented people, and mentions of them as people write.

/// Numbers from a seed: the same each time.
pub struct Dice(u64);

impl Dice {
    /// Starts at the seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below the given one.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % most.max(1) as u64).unwrap_or_default()
    }

    /// One of them.
    pub fn one<'list>(&mut self, list: &[&'list str]) -> &'list str {
        list.get(self.below(list.len()))
            .copied()
            .unwrap_or_default()
    }
}

/// How a mention is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// As in the register.
    Exact,
    /// Given name alone.
    Given,
    /// Family name alone, with a title before it.
    Titled,
    /// Family name alone.
    Family,
    /// Family name first, with a comma.
    Turned,
    /// In capitals.
    Capitals,
    /// In small letters.
    Small,
    /// Of somebody or something.
    Possessive,
    /// Several of the family.
    Plural,
    /// Without accents, hyphens and apostrophes.
    Bare,
    /// Over two lines, or with a second space.
    Spread,
    /// Letters with points.
    Initials,
    /// First letter and family name.
    Shortened,
    /// One letter wrong.
    Misspelt,
}

/// Every form of a person.
pub const FORMS: [Form; 17] = [
    Form::Exact,
    Form::Given,
    Form::Titled,
    Form::Family,
    Form::Turned,
    Form::Capitals,
    Form::Small,
    Form::Possessive,
    Form::Plural,
    Form::Bare,
    Form::Spread,
    Form::Initials,
    Form::Shortened,
    Form::Misspelt,
    Form::Misspelt,
    Form::Misspelt,
    Form::Misspelt,
];

/// What stands before the mention, the mention and what stands behind: "Mrs ", "Harding", "'s".
pub struct Mention {
    /// Not to be found, and not counted.
    pub before: &'static str,
    /// To be found.
    pub name: String,
    /// Not to be found, and not counted.
    pub after: &'static str,
    /// How it is written.
    pub form: Form,
}

fn bare(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            'é' | 'ë' => 'e',
            'á' | 'â' => 'a',
            '-' => ' ',
            other => other,
        })
        .filter(|letter| *letter != '\'')
        .collect()
}

/// One letter added, left out, exchanged or swapped with its neighbour; never the same word.
pub fn one_letter_wrong(name: &str, dice: &mut Dice) -> String {
    let letters: Vec<char> = name.chars().collect();
    loop {
        let mut wrong = letters.clone();
        let at = dice.below(letters.len());
        let other = char::from(b'a' + u8::try_from(dice.below(26)).unwrap_or_default());
        match dice.below(4) {
            0 => wrong.insert(at + usize::from(at == 0), other),
            1 => {
                wrong.remove(at);
            }
            2 => {
                if let Some(letter) = wrong.get_mut(at) {
                    *letter = if letter.is_uppercase() {
                        other.to_ascii_uppercase()
                    } else {
                        other
                    };
                }
            }
            _ if at + 1 < wrong.len() => {
                wrong.swap(at, at + 1);
                if at == 0 {
                    let first: String = wrong.iter().take(2).collect::<String>().to_lowercase();
                    let rest: String = wrong.iter().skip(2).collect();
                    let mut letters = first.chars();
                    let capital = letters
                        .next()
                        .map(|letter| letter.to_uppercase().to_string());
                    wrong = format!("{}{}{rest}", capital.unwrap_or_default(), letters.as_str())
                        .chars()
                        .collect();
                }
            }
            _ => {}
        }
        let kept_whole = |letter: &char| !matches!(letter, '\'' | '-' | ' ');
        let same_marks = wrong.iter().filter(|l| !kept_whole(l)).count()
            == letters.iter().filter(|l| !kept_whole(l)).count();
        let result: String = wrong.into_iter().collect();
        if same_marks && result.to_lowercase() != name.to_lowercase() {
            return result;
        }
    }
}

/// A mention of a person, of a form that fits the name; longer names only for wrong letters.
pub fn of_person(given: &str, family: &str, form: Form, dice: &mut Dice) -> Mention {
    let whole = format!("{given} {family}");
    let mention = |name: String| Mention {
        before: "",
        name,
        after: "",
        form,
    };
    match form {
        Form::Exact => mention(whole),
        Form::Given => mention(given.to_owned()),
        Form::Titled => Mention {
            before: dice.one(&["Mr ", "Mrs ", "Ms ", "Miss "]),
            ..mention(family.to_owned())
        },
        Form::Family => mention(family.to_owned()),
        Form::Turned => mention(format!("{family}, {given}")),
        Form::Capitals => mention(whole.to_uppercase()),
        Form::Small => mention(whole.to_lowercase()),
        Form::Possessive => Mention {
            after: dice.one(&["'s", "\u{2019}s"]),
            ..mention(dice.one(&[given, family, &whole]).to_owned())
        },
        Form::Plural if family.ends_with(['s', 'x', 'z']) => mention(format!("{family}es")),
        Form::Plural => mention(format!("{family}s")),
        Form::Bare => mention(bare(&whole)),
        Form::Spread => mention(whole.replacen(' ', dice.one(&["\n", "  ", "\r\n"]), 1)),
        Form::Initials => {
            let first = |name: &str| name.chars().take(1).collect::<String>();
            mention(format!("{}.{}.", first(given), first(family)))
        }
        Form::Shortened => {
            let first: String = given.chars().take(1).collect();
            mention(format!("{first}{}{family}", dice.one(&[". ", " "])))
        }
        Form::Misspelt => misspelt(given, family, dice),
    }
}

fn misspelt(given: &str, family: &str, dice: &mut Dice) -> Mention {
    let long = |name: &str| name.chars().filter(|letter| letter.is_alphabetic()).count() >= 5;
    let in_family = long(family) && (dice.below(2) == 0 || !long(given));
    let alone = dice.below(2) == 0;
    let name = match (in_family, long(given)) {
        (true, _) if alone => one_letter_wrong(family, dice),
        (true, _) => format!("{given} {}", one_letter_wrong(family, dice)),
        (false, true) if alone => one_letter_wrong(given, dice),
        (false, true) => format!("{} {family}", one_letter_wrong(given, dice)),
        (false, false) => format!("{given} {family}"),
    };
    Mention {
        before: "",
        name,
        after: "",
        form: Form::Misspelt,
    }
}
