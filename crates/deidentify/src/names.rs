//! Pseudonyms: the same for the same person within one document, others in each release.

use std::collections::BTreeMap;

use model::resembles;

use crate::kind::Kind;
use crate::register::{Register, Role};

/// Where pseudonyms come from.
#[derive(Clone, Default)]
pub struct Names {
    seed: [u8; 32],
}

/// Invented names that are nobody's; those like a name of the register are left out.
const MADE_UP: [&str; 48] = [
    "Abrin", "Belwyn", "Corvel", "Dasken", "Elvor", "Fenlow", "Galdy", "Hesper", "Indry", "Jorvel",
    "Keldan", "Lorrin", "Maldry", "Nesbin", "Orvell", "Pellin", "Quorin", "Rendal", "Selwin",
    "Torvy", "Ulden", "Vesper", "Wendry", "Yorvin", "Zelby", "Arvon", "Brindle", "Calder", "Dorvy",
    "Esken", "Farlow", "Gorrin", "Haldry", "Isken", "Jaspen", "Korvin", "Lindry", "Morvel",
    "Norrin", "Osken", "Pardry", "Raskin", "Sorvel", "Tamlin", "Ulvary", "Vorrin", "Wexley",
    "Yaldry",
];

/// The invented names that are like none of these words.
pub(crate) fn unlike<'words>(
    words: impl Iterator<Item = &'words str> + Clone,
) -> Vec<&'static str> {
    MADE_UP
        .into_iter()
        .filter(|name| !words.clone().any(|word| resembles(name, word)))
        .collect()
}

impl Names {
    /// From 32 random bytes, which whoever calls makes anew for each release and need not keep.
    #[must_use]
    pub const fn new(seed: [u8; 32]) -> Self {
        Self { seed }
    }

    /// Begins a document: what is named in it keeps its pseudonym.
    #[must_use]
    pub fn start(&self, register: &Register) -> Naming {
        let mut dice = Dice::new(&self.seed);
        let mut letters: Vec<char> = ('A'..='Z')
            .filter(|letter| !"IO".contains(*letter))
            .collect();
        shuffle(&mut letters, &mut dice);
        let mut made_up: Vec<&'static str> = register.free_names().to_vec();
        shuffle(&mut made_up, &mut dice);
        Naming {
            letters,
            made_up,
            given: BTreeMap::new(),
            used: 0,
        }
    }
}

/// The pseudonyms of one document.
pub struct Naming {
    letters: Vec<char>,
    made_up: Vec<&'static str>,
    given: BTreeMap<Key, (String, usize)>,
    used: usize,
}

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Known(usize),
    Said(String),
}

impl Naming {
    /// The pseudonym and the invented name of somebody who is named so.
    pub(crate) fn of(
        &mut self,
        said: &str,
        kind: Kind,
        entity: Option<usize>,
        register: &Register,
    ) -> (String, Option<&'static str>) {
        let words = crate::text::folded_words(said);
        let key = entity.map_or_else(
            || Key::Said(words.last().cloned().unwrap_or_default()),
            Key::Known,
        );
        if let Some((letters, at)) = self.given.get(&key) {
            return (
                format!("{} {letters}", noun(kind, role(entity, register))),
                self.made_up.get(*at).copied(),
            );
        }
        let known = entity
            .and_then(|at| register.entity(at))
            .map(|entity| &entity.words);
        let firsts: Vec<char> = known
            .unwrap_or(&words)
            .iter()
            .filter_map(|word| word.chars().next())
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        let letters = self.next_letters(&firsts, register);
        let at = self.used;
        self.used += 1;
        let pseudonym = format!("{} {letters}", noun(kind, role(entity, register)));
        self.given.insert(key, (letters, at));
        (pseudonym, self.made_up.get(at).copied())
    }

    /// A letter that is not in use and not one with which a name of a family begins, or at least none of theirs; two letters
    /// when all are used.
    fn next_letters(&self, firsts: &[char], register: &Register) -> String {
        let is_free = |letters: &str| self.given.values().all(|(used, _)| used != letters);
        let nobodys = |letter: &&char| !register.is_initial(letter.to_ascii_lowercase());
        let nobodys = self.letters.iter().filter(nobodys);
        let single = nobodys.chain(&self.letters).map(char::to_string);
        let doubles = self.letters.iter().flat_map(|one| {
            self.letters
                .iter()
                .map(move |other| format!("{one}{other}"))
        });
        single
            .filter(|letter| !letter.starts_with(firsts))
            .chain(doubles)
            .find(|letters| is_free(letters))
            .unwrap_or_else(|| format!("{}", self.used + 1))
    }
}

fn role(entity: Option<usize>, register: &Register) -> Role {
    entity
        .and_then(|at| register.entity(at))
        .map_or(Role::Other, |entity| entity.role)
}

/// What stands before the letter.
const fn noun(kind: Kind, role: Role) -> &'static str {
    match (role, kind) {
        (Role::Child, _) | (_, Kind::Child) => "Child",
        (Role::Parent, _) => "Parent",
        (Role::Family, _) | (_, Kind::Family) => "Relative",
        (Role::Practitioner, _) | (_, Kind::Practitioner) => "Practitioner",
        _ => "Person",
    }
}

fn shuffle<T>(list: &mut [T], dice: &mut Dice) {
    for last in (1..list.len()).rev() {
        list.swap(last, dice.below(last + 1));
    }
}

/// Numbers that follow from the seed.
struct Dice([u64; 4]);

impl Dice {
    fn new(seed: &[u8; 32]) -> Self {
        let mut state = [0x9E37_79B9_7F4A_7C15_u64; 4];
        for (word, bytes) in state.iter_mut().zip(seed.chunks_exact(8)) {
            let mut eight = [0; 8];
            eight.copy_from_slice(bytes);
            *word ^= u64::from_le_bytes(eight);
        }
        let mut dice = Self(state);
        for _ in 0..16 {
            dice.next();
        }
        dice
    }

    /// Steps of xoshiro256++ (Blackman and Vigna).
    fn next(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.0;
        let result = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap_or_default()
    }
}
