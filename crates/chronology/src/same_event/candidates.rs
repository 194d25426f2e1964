//! Which entries are compared with which: those near in time that share a word, a person or a kind. Never all with all.

use super::facts::{Class, Fact, Facts, REACH, near, place};

/// An entry is looked for under so many of its words, the rarest first.
const WORDS: usize = 8;
/// And of those found it is compared with at most so many, those with the most in common first.
const COMPARED: usize = 12;
/// From each word an entry is compared with at most so many of the entries after it.
const AHEAD: usize = 12;

/// Calls `compare` once for every two entries that are worth comparing, the one that begins earlier first.
pub(super) fn each(facts: &Facts, mut compare: impl FnMut(usize, usize)) {
    let order = in_time(facts);
    let lists = Lists::make(facts, &order);
    let mut found: Vec<usize> = Vec::new();
    let mut near_ones: Vec<(usize, usize)> = Vec::new();
    for (position, (entry, keys)) in order.iter().zip(&lists.keys).enumerate() {
        let Some(fact) = facts.get(*entry) else {
            continue;
        };
        found.clear();
        for key in keys {
            found.extend(lists.after(key, position).take_while(|later| {
                let first = order.get(*later).and_then(|at| facts.get(*at));
                first.is_some_and(|first| first.first <= fact.last + REACH)
            }));
        }
        found.sort_unstable();
        near_ones.clear();
        for same in found.chunk_by(|a, b| a == b) {
            let other = same.first().and_then(|later| order.get(*later));
            near_ones.extend(
                other
                    .filter(|other| facts.get(**other).is_some_and(|other| near(fact, other)))
                    .map(|other| (same.len(), *other)),
            );
        }
        near_ones.sort_by_key(|(common, _)| std::cmp::Reverse(*common));
        for (_, other) in near_ones.iter().take(COMPARED) {
            compare(*entry, *other);
        }
    }
}

/// Entries with a date that can be compared, by the first day that they can mean.
fn in_time(facts: &Facts) -> Vec<usize> {
    let mut order: Vec<usize> = (0..facts.each.len())
        .filter(|at| facts.get(*at).is_some())
        .collect();
    order.sort_by_key(|at| facts.get(*at).map(|fact| (fact.first, fact.last)));
    order
}

/// For each word, the entries that have it, in order of time.
struct Lists {
    lists: Vec<Vec<usize>>,
    /// For each entry: its lists, and where in each it stands.
    keys: Vec<Vec<Key>>,
}

struct Key {
    list: usize,
    at: usize,
}

impl Lists {
    fn make(facts: &Facts, order: &[usize]) -> Self {
        let words = facts.entries_with.len();
        let mut lists: Vec<Vec<usize>> = vec![Vec::new(); words + CLASSES];
        let mut keys = Vec::with_capacity(order.len());
        for (position, fact) in order.iter().filter_map(|at| facts.get(*at)).enumerate() {
            let mut own = Vec::with_capacity(WORDS + 4);
            for number in keys_of(facts, fact, words) {
                if let Some(list) = lists.get_mut(number) {
                    own.push(Key {
                        list: number,
                        at: list.len(),
                    });
                    list.push(position);
                }
            }
            keys.push(own);
        }
        Self { lists, keys }
    }

    /// Positions in the order of time that follow in a list.
    fn after<'a>(&'a self, key: &Key, position: usize) -> impl Iterator<Item = usize> + 'a {
        let list = self.lists.get(key.list).map_or(&[][..], Vec::as_slice);
        let later = list.iter().skip(key.at + 1).take(AHEAD);
        later.copied().filter(move |later| *later > position)
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
    rare.sort_unstable();
    rare.truncate(WORDS);
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
