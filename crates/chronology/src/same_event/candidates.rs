//! Which entries are compared with which: those near in time that share a word, a person or a kind. Never all with all.

use std::cmp::Reverse;

use super::facts::{Class, Fact, Facts, REACH, near, place};

/// An entry is looked for under so many of its words, the rarest first.
const WORDS: usize = 8;
/// And of those found it is compared with at most so many, those with the most in common first.
const COMPARED: usize = 12;
/// From each word an entry is compared with at most so many of the entries after it.
const AHEAD: usize = 12;

/// Calls `compare` once for every two entries that are worth comparing, the one that begins earlier first.
pub(super) fn each(facts: &Facts, mut compare: impl FnMut(&Fact, &Fact)) {
    let lists = Lists::make(facts);
    let mut common = vec![0_u16; facts.in_time.len()];
    let mut found: Vec<usize> = Vec::new();
    let mut near_ones: Vec<(Reverse<u16>, usize)> = Vec::new();
    for (position, fact) in facts.in_time.iter().enumerate() {
        for key in lists.of(position) {
            for &later in lists.after(key) {
                let (Some(other), Some(common)) = (facts.in_time.get(later), common.get_mut(later))
                else {
                    break;
                };
                if other.first > fact.last + REACH {
                    break;
                }
                if *common == 0 {
                    found.push(later);
                }
                *common += 1;
            }
        }
        near_ones.clear();
        for later in found.drain(..) {
            let count = common.get_mut(later).map_or(0, std::mem::take);
            if facts
                .in_time
                .get(later)
                .is_some_and(|other| near(fact, other))
            {
                near_ones.push((Reverse(count), later));
            }
        }
        if near_ones.len() > COMPARED {
            near_ones.select_nth_unstable(COMPARED);
            near_ones.truncate(COMPARED);
        }
        near_ones.sort_unstable();
        for (_, later) in &near_ones {
            if let Some(other) = facts.in_time.get(*later) {
                compare(fact, other);
            }
        }
    }
}

/// For each word, the entries that have it, in order of time.
struct Lists {
    lists: Vec<Vec<usize>>,
    /// For each entry, one after the other: its lists, and where in each it stands.
    keys: Vec<Key>,
    /// Where the keys of each entry begin, and where those of the last one end.
    begin: Vec<usize>,
}

struct Key {
    list: usize,
    at: usize,
}

impl Lists {
    fn make(facts: &Facts) -> Self {
        let words = facts.entries_with.len();
        let mut lists: Vec<Vec<usize>> = vec![Vec::new(); words + CLASSES];
        let mut keys = Vec::with_capacity(facts.in_time.len() * (WORDS + 3));
        let mut begin = vec![0];
        for (position, fact) in facts.in_time.iter().enumerate() {
            for number in keys_of(facts, fact, words) {
                if let Some(list) = lists.get_mut(number) {
                    keys.push(Key {
                        list: number,
                        at: list.len(),
                    });
                    list.push(position);
                }
            }
            begin.push(keys.len());
        }
        Self { lists, keys, begin }
    }

    fn of(&self, position: usize) -> &[Key] {
        let ends = self.begin.get(position).zip(self.begin.get(position + 1));
        let keys = ends.and_then(|(first, end)| self.keys.get(*first..*end));
        keys.unwrap_or_default()
    }

    /// Those that follow in a list, by where they stand in time.
    fn after(&self, key: &Key) -> &[usize] {
        let list = self.lists.get(key.list).map_or(&[][..], Vec::as_slice);
        let later = list.get(key.at + 1..).unwrap_or_default();
        later.get(..AHEAD).unwrap_or(later)
    }
}

const CLASSES: usize = 4;

/// The lists that an entry stands in: its rarest words, the people it is about, its class.
fn keys_of(facts: &Facts, fact: &Fact, words: usize) -> Vec<usize> {
    let mut rare: Vec<(u32, u32)> = fact
        .text
        .iter()
        .map(|word| (facts.count_of(*word), *word))
        .filter(|(count, _)| *count > 1)
        .collect();
    if rare.len() > WORDS {
        rare.select_nth_unstable(WORDS);
        rare.truncate(WORDS);
    }
    let class = match fact.class {
        Class::Passing => 0,
        Class::Meeting => 1,
        Class::Unseen => 2,
        Class::Scene => 3,
    };
    let rare = rare.iter().map(|(_, word)| *word);
    let people = fact.people.iter().copied();
    let mut keys: Vec<usize> = rare.chain(people).filter_map(place).collect();
    keys.push(words + class);
    keys.sort_unstable();
    keys.dedup();
    keys
}
