//! Strings that are nobody's: invented names, places and numbers, the same in every run, and the net that catches them.

use std::collections::{BTreeSet, HashMap, HashSet};

/// How many bytes of a string the net looks at first; no string is shorter.
const START: usize = 6;

/// What the check can know of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It is on record in its case.
    OnRecord,
    /// It has the form of a number or an address.
    Form,
    /// A name that stands in prose alone: the recogniser may miss it.
    Prose,
}

/// One planted string.
#[derive(Clone, Debug)]
pub struct Canary {
    pub sort: Sort,
    /// As it is planted.
    pub text: String,
    /// What of it tells by itself, in small letters.
    pub tells: Vec<String>,
}

impl Canary {
    /// Whether some of it is in a text.
    pub fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.tells.iter().any(|one| text.contains(one))
    }
}

/// Where the strings come from.
pub struct Seed {
    state: u64,
    given: HashSet<String>,
}

impl Seed {
    pub fn new() -> Self {
        Self {
            state: 0x9E37_79B9_7F4A_7C15,
            given: HashSet::new(),
        }
    }

    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % u64::try_from(end).unwrap()).unwrap()
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn letter(&mut self, of: &str) -> char {
        let at = self.below(of.len());
        of.chars().nth(at).unwrap()
    }

    /// What is made, the first time that it has not been given before.
    fn anew(&mut self, make: impl Fn(&mut Self) -> String) -> String {
        loop {
            let made = make(self);
            if self.given.insert(made.to_lowercase()) {
                return made;
            }
        }
    }

    /// A word that is in no language.
    fn word(&mut self) -> String {
        const PARTS: [&str; 24] = [
            "zo", "vri", "qua", "thre", "wyx", "dro", "jex", "mar", "vol", "brin", "plim", "skor",
            "vant", "dras", "yar", "fen", "obe", "moth", "gul", "nez", "tiv", "xan", "hul", "pry",
        ];
        self.anew(|seed| {
            let mut word: String = (0..3).map(|_| seed.one_of(&PARTS)).collect();
            word.get_mut(..1).unwrap().make_ascii_uppercase();
            word
        })
    }

    /// A name of two words.
    pub fn name(&mut self, sort: Sort) -> Canary {
        let (first, last) = (self.word(), self.word());
        Canary {
            sort,
            text: format!("{first} {last}"),
            tells: vec![first.to_lowercase(), last.to_lowercase()],
        }
    }

    /// The name of a place or a body, with an ordinary word behind its own.
    pub fn place(&mut self, kind: &str) -> Canary {
        let word = self.word();
        Canary {
            sort: Sort::OnRecord,
            text: format!("{word} {kind}"),
            tells: vec![word.to_lowercase()],
        }
    }

    /// The name of an operation: the reference of proceedings.
    pub fn operation(&mut self) -> Canary {
        let word = self.word();
        Canary {
            sort: Sort::OnRecord,
            text: format!("OP {}", word.to_uppercase()),
            tells: vec![word.to_lowercase()],
        }
    }

    /// A number or address, one of eight kinds.
    pub fn form(&mut self, kind: usize) -> Canary {
        let (before, told) = match kind % 8 {
            0 | 7 => ("NHS number ", self.anew(Self::nhs)),
            1 => ("postcode ", self.anew(Self::postcode)),
            2 => ("telephone ", self.anew(Self::telephone)),
            3 => ("", format!("{}@example.org", self.word().to_lowercase())),
            4 => (
                "",
                format!("https://{}.example.org/", self.word().to_lowercase()),
            ),
            5 => ("National Insurance number ", self.anew(Self::insurance)),
            _ => ("the car registration ", self.anew(Self::vehicle)),
        };
        let told_small = told.to_lowercase();
        let tells = match told_small.split_once('@') {
            Some((who, _)) => who.to_owned(),
            None => told_small
                .trim_start_matches("https://")
                .trim_end_matches(".example.org/")
                .to_owned(),
        };
        let joined = tells.replace(' ', "");
        Canary {
            sort: Sort::Form,
            text: format!("{before}{told}"),
            tells: vec![tells, joined],
        }
    }

    fn digits(&mut self, many: usize) -> String {
        (0..many)
            .map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap()))
            .collect()
    }

    /// Ten digits of which the last is the check digit of the others.
    fn nhs(seed: &mut Self) -> String {
        loop {
            let nine = format!("4{}", seed.digits(8));
            let sum: u32 = nine
                .bytes()
                .zip((2..=10_u32).rev())
                .map(|(digit, weight)| u32::from(digit - b'0') * weight)
                .sum();
            let check = match 11 - sum % 11 {
                10 => continue,
                11 => 0,
                check => check,
            };
            return format!("{} {} {}{check}", &nine[..3], &nine[3..6], &nine[6..]);
        }
    }

    fn postcode(seed: &mut Self) -> String {
        const INWARD: &str = "ABDEFGHJLNPQRSTUWXYZ";
        let area = seed.one_of(&["BN", "LS", "SO", "CT", "NR", "EX"]);
        let (out, inward) = (1 + seed.below(9), seed.below(10));
        let (one, two) = (seed.letter(INWARD), seed.letter(INWARD));
        format!("{area}{out} {inward}{one}{two}")
    }

    fn telephone(seed: &mut Self) -> String {
        format!("07700 900{}", seed.digits(3))
    }

    fn insurance(seed: &mut Self) -> String {
        let letters = seed.one_of(&["AB", "CE", "HJ", "JK", "LM", "PR"]);
        let (one, two, three) = (seed.digits(2), seed.digits(2), seed.digits(2));
        let last = seed.letter("ABCD");
        format!("{letters} {one} {two} {three} {last}")
    }

    fn vehicle(seed: &mut Self) -> String {
        const LETTERS: &str = "ABCDEFGHJKLMNPRSTUVWXY";
        let mut letters = || seed.letter(LETTERS);
        let (one, two) = (letters(), letters());
        let (three, four, five) = (letters(), letters(), letters());
        let year = 11 + seed.below(12);
        format!("{one}{two}{year} {three}{four}{five}")
    }
}

/// Catches every string in one pass over bytes, however they came.
pub struct Net {
    tells: Vec<String>,
    by_start: HashMap<[u8; START], Vec<usize>>,
    two: Vec<bool>,
}

impl Net {
    pub fn of<'a>(all: impl Iterator<Item = &'a Canary>) -> Self {
        let tells: Vec<String> = all.flat_map(|one| one.tells.clone()).collect();
        let mut by_start: HashMap<[u8; START], Vec<usize>> = HashMap::new();
        let mut two = vec![false; 1 << 16];
        for (at, tell) in tells.iter().enumerate() {
            let start: [u8; START] = tell.as_bytes()[..START].try_into().unwrap();
            by_start.entry(start).or_default().push(at);
            two[pair(&start)] = true;
        }
        Self {
            tells,
            by_start,
            two,
        }
    }

    /// What of the strings is in these bytes.
    pub fn caught(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let small = bytes.to_ascii_lowercase();
        let mut caught = BTreeSet::new();
        for (at, start) in small.windows(START).enumerate() {
            if !self.two[pair(start)] {
                continue;
            }
            let start: [u8; START] = start.try_into().unwrap();
            let candidates = self.by_start.get(&start).into_iter().flatten();
            let there = candidates.map(|one| self.tells[*one].as_str());
            caught.extend(there.filter(|tell| small[at..].starts_with(tell.as_bytes())));
        }
        caught
    }
}

fn pair(start: &[u8]) -> usize {
    (usize::from(start[0]) << 8) + usize::from(start[1])
}

#[test]
fn the_net_catches_what_is_there_however_it_is_written() {
    let mut seed = Seed::new();
    let name = seed.name(Sort::Prose);
    let number = seed.form(0);
    let net = Net::of([&name, &number].into_iter());
    let text = format!("of {}, {}.", name.text.to_uppercase(), number.text);
    assert_eq!(net.caught(text.as_bytes()).len(), 3);
    assert!(net.caught(b"nothing of anybody").is_empty());
    let all: Vec<Canary> = (0..200).map(|at| seed.form(at)).collect();
    let short = all.iter().flat_map(|one| &one.tells);
    assert!(short.into_iter().all(|tell| tell.len() >= START));
}
