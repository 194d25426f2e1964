//! From the first part of an Office document to the last byte after the list of its parts. Programs that open
//! such a document go by the list at its end; so every line of the list has to be about a part that was seen,
//! exactly as it was seen, and nothing may follow the list.

use std::collections::BTreeSet;

use super::entries::{
    BEFORE, Entry, LISTED, Method, before, length_before, length_listed, listed, u16_at, u32_at,
    u64_at,
};
use super::inflate::Inflate;
use crate::container::holds_macros;
use crate::read::links;
use crate::read::unpack::{MOST_ENTRIES, within_limits};
use crate::refusal::Refusal;

/// Longest list of types or relations that is looked at; those of real documents stay far under it.
const LONGEST_LIST: usize = 8 * 1024 * 1024;

/// Longest of the records at the end.
const LONGEST_RECORD: u64 = 4 * 1024;

const PART: [u8; 4] = *b"PK\x03\x04";
const LINE: [u8; 4] = *b"PK\x01\x02";
const WIDE_END: [u8; 4] = *b"PK\x06\x06";
const WIDE_PLACE: [u8; 4] = *b"PK\x06\x07";
const END: [u8; 4] = *b"PK\x05\x06";
const SIZES: [u8; 4] = *b"PK\x07\x08";

/// A document of which some bytes have passed.
pub(super) struct Walk {
    /// What comes next, or why it is refused.
    next: Result<Next, Refusal>,
    /// Bytes of a record whose end is still to come.
    held: Vec<u8>,
    /// Offset of the first byte that is not done with.
    at: u64,
    parts: Vec<Entry>,
    /// Sum of the unpacked sizes.
    whole: u64,
    list: List,
}

/// The list at the end, as far as it has passed.
#[derive(Default)]
struct List {
    begins: Option<u64>,
    /// Where its last line ends.
    ends: u64,
    /// Offsets of the parts that it names.
    named: BTreeSet<u64>,
    /// Their names, without regard to case.
    names: BTreeSet<Vec<u8>>,
    /// Where the wide form of the last record stands.
    wide: Option<u64>,
}

enum Next {
    /// A part, a line of the list, or the end.
    Record,
    /// A part that is passed over, or kept as it is.
    Plain(Passing),
    /// A packed part that is unpacked.
    Packed(Passing, Box<Inflate>),
    /// The sizes of a part, after it.
    Sizes(Entry),
    /// A note of this many bytes at the very end.
    Note(usize),
    /// Nothing more.
    Done,
}

/// Whether it goes on at once, or when more bytes have come.
enum Turn {
    Go(Next),
    Wait(Next),
}

/// A part that is passing.
struct Passing {
    entry: Entry,
    /// Packed bytes still to come; none where nothing before it says how many.
    left: Option<u64>,
    /// Bytes seen, packed and unpacked.
    seen: (u64, u64),
    /// Whether its sizes come after it.
    sizes_after: bool,
    /// Its text, when it is one of the lists that are looked at.
    text: Option<Vec<u8>>,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            next: Ok(Next::Record),
            held: Vec::new(),
            at: 0,
            parts: Vec::new(),
            whole: 0,
            list: List::default(),
        }
    }
}

impl Walk {
    pub(super) fn piece(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        loop {
            let next = match std::mem::replace(&mut self.next, Err(Refusal::Damaged)) {
                Ok(next) => next,
                Err(refusal) => {
                    self.next = Err(refusal);
                    return;
                }
            };
            match self.step(next, &mut rest) {
                Ok(Turn::Go(next)) => self.next = Ok(next),
                Ok(Turn::Wait(next)) => {
                    self.next = Ok(next);
                    return;
                }
                Err(refusal) => {
                    self.next = Err(refusal);
                    return;
                }
            }
        }
    }

    pub(super) fn end(self) -> Result<(), Refusal> {
        match self.next? {
            Next::Done => Ok(()),
            _ => Err(Refusal::Damaged),
        }
    }

    fn step(&mut self, next: Next, rest: &mut &[u8]) -> Result<Turn, Refusal> {
        match next {
            Next::Record => self.record(rest),
            Next::Plain(passing) => self.plain(passing, rest),
            Next::Packed(passing, inflate) => self.packed(passing, inflate, rest),
            Next::Sizes(entry) => self.sizes(entry, rest),
            Next::Note(length) => {
                if !self.fill(rest, length) {
                    return Ok(Turn::Wait(Next::Note(length)));
                }
                let names_an_end = self.held.windows(END.len()).any(|four| four == END);
                if names_an_end {
                    return Err(Refusal::Damaged);
                }
                Ok(Turn::Go(self.taken(Next::Done)))
            }
            Next::Done if rest.is_empty() => Ok(Turn::Wait(Next::Done)),
            Next::Done => Err(Refusal::Damaged),
        }
    }

    /// Takes bytes until so many of a record are there.
    fn fill(&mut self, rest: &mut &[u8], many: usize) -> bool {
        let lacks = many.saturating_sub(self.held.len());
        let (taken, after) = rest.split_at_checked(lacks).unwrap_or((rest, &[]));
        self.held.extend_from_slice(taken);
        *rest = after;
        self.held.len() >= many
    }

    /// What comes after the record that is held.
    fn taken(&mut self, next: Next) -> Next {
        self.at += counted(self.held.len());
        self.held.clear();
        next
    }

    fn record(&mut self, rest: &mut &[u8]) -> Result<Turn, Refusal> {
        let wait = Ok(Turn::Wait(Next::Record));
        if !self.fill(rest, PART.len()) {
            return wait;
        }
        let begins = |with: [u8; 4]| self.held.starts_with(&with);
        let fixed = if begins(PART) {
            BEFORE
        } else if begins(LINE) {
            LISTED
        } else if begins(WIDE_END) {
            12
        } else if begins(WIDE_PLACE) {
            20
        } else if begins(END) {
            22
        } else {
            return Err(Refusal::Damaged);
        };
        if !self.fill(rest, fixed) {
            return wait;
        }
        let length = self.length_of_record(fixed)?;
        if !self.fill(rest, length) {
            return wait;
        }
        let next = if self.held.starts_with(&PART) {
            self.part()?
        } else if self.held.starts_with(&LINE) {
            self.line()?
        } else if self.held.starts_with(&END) {
            self.last()?
        } else {
            self.wide()?
        };
        Ok(Turn::Go(self.taken(next)))
    }

    /// The length of the record of which the fixed part is held.
    fn length_of_record(&self, fixed: usize) -> Result<usize, Refusal> {
        let length = match fixed {
            BEFORE => length_before(&self.held),
            LISTED => length_listed(&self.held),
            12 => u64_at(&self.held, 4)
                .filter(|length| *length <= LONGEST_RECORD)
                .and_then(|length| usize::try_from(length).ok())
                .map(|length| fixed + length),
            _ => Some(fixed),
        };
        length.ok_or(Refusal::Damaged)
    }

    /// What stands before a part.
    fn part(&mut self) -> Result<Next, Refusal> {
        if self.list.begins.is_some() {
            return Err(Refusal::Damaged);
        }
        if self.parts.len() >= MOST_ENTRIES {
            return Err(Refusal::TooLarge);
        }
        let (entry, sizes_after) = before(&self.held, self.at)?;
        if holds_macros(&entry.name) {
            return Err(Refusal::Macros);
        }
        let packed = entry.method == Method::Deflated;
        let is_known = !(packed && sizes_after);
        if is_known {
            let whole = self.whole.saturating_add(entry.unpacked);
            within_limits((entry.packed, entry.unpacked), whole)?;
        }
        if !packed && entry.packed != entry.unpacked {
            return Err(Refusal::Damaged);
        }
        let text = is_looked_at(&entry.name).then(Vec::new);
        let unpack = packed && (text.is_some() || !is_known);
        let passing = Passing {
            left: is_known.then_some(entry.packed),
            entry,
            seen: (0, 0),
            sizes_after,
            text,
        };
        Ok(if unpack {
            Next::Packed(passing, Box::new(Inflate::new()))
        } else {
            Next::Plain(passing)
        })
    }

    fn plain(&mut self, mut passing: Passing, rest: &mut &[u8]) -> Result<Turn, Refusal> {
        let left = passing.left.unwrap_or_default();
        let many = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
        let (taken, after) = rest.split_at_checked(many).unwrap_or((rest, &[]));
        *rest = after;
        keep(&mut passing.text, taken)?;
        let left = left - counted(taken.len());
        self.at += counted(taken.len());
        passing.left = Some(left);
        if left == 0 {
            return Ok(Turn::Go(self.passed(passing)?));
        }
        Ok(Turn::Wait(Next::Plain(passing)))
    }

    fn packed(
        &mut self,
        mut passing: Passing,
        mut inflate: Box<Inflate>,
        rest: &mut &[u8],
    ) -> Result<Turn, Refusal> {
        let left = passing.left.map_or(usize::MAX, |left| {
            usize::try_from(left).unwrap_or(usize::MAX)
        });
        let some = rest.get(..left).unwrap_or(rest);
        let (text, seen) = (&mut passing.text, &mut passing.seen);
        let before = seen.1;
        let whole = self.whole;
        let step = inflate.step(some, |bytes| {
            seen.1 = seen.1.saturating_add(counted(bytes.len()));
            within_limits((u64::MAX, seen.1), whole.saturating_add(seen.1))?;
            keep(text, bytes)
        })?;
        let used = counted(step.used);
        seen.0 = seen.0.saturating_add(used);
        self.at += used;
        *rest = rest.get(step.used..).unwrap_or_default();
        let stood_still = used == 0 && passing.seen.1 == before;
        passing.left = passing.left.map(|left| left.saturating_sub(used));
        if step.ended {
            let entry = &mut passing.entry;
            let said = (entry.packed, entry.unpacked);
            if passing.left.is_some() && said != passing.seen {
                return Err(Refusal::Damaged);
            }
            (entry.packed, entry.unpacked) = passing.seen;
            let whole = self.whole.saturating_add(entry.unpacked);
            within_limits(passing.seen, whole)?;
            return Ok(Turn::Go(self.passed(passing)?));
        }
        if !stood_still {
            return Ok(Turn::Go(Next::Packed(passing, inflate)));
        }
        if passing.left == Some(0) {
            return Err(Refusal::Damaged);
        }
        Ok(Turn::Wait(Next::Packed(passing, inflate)))
    }

    /// A part has passed.
    fn passed(&mut self, passing: Passing) -> Result<Next, Refusal> {
        if let Some(text) = passing.text {
            look_at(&passing.entry.name, text)?;
        }
        self.whole = self.whole.saturating_add(passing.entry.unpacked);
        if passing.sizes_after {
            return Ok(Next::Sizes(passing.entry));
        }
        self.parts.push(passing.entry);
        Ok(Next::Record)
    }

    /// The sizes after a part, with or without the mark that may stand before them, in four or eight bytes each.
    fn sizes(&mut self, entry: Entry, rest: &mut &[u8]) -> Result<Turn, Refusal> {
        if !self.fill(rest, SIZES.len()) {
            return Ok(Turn::Wait(Next::Sizes(entry)));
        }
        let mark = if self.held.starts_with(&SIZES) { 4 } else { 0 };
        if !self.fill(rest, mark + 12) {
            return Ok(Turn::Wait(Next::Sizes(entry)));
        }
        let said = (entry.packed, entry.unpacked);
        let short = |at| u32_at(&self.held, at).map(u64::from);
        let is_short = short(mark + 4).zip(short(mark + 8)) == Some(said);
        if !is_short {
            if !self.fill(rest, mark + 20) {
                return Ok(Turn::Wait(Next::Sizes(entry)));
            }
            let long = |at| u64_at(&self.held, at);
            if long(mark + 4).zip(long(mark + 12)) != Some(said) {
                return Err(Refusal::Damaged);
            }
        }
        self.parts.push(entry);
        Ok(Turn::Go(self.taken(Next::Record)))
    }

    /// A line of the list: about a part that was seen, as it was seen, and the only one about it.
    fn line(&mut self) -> Result<Next, Refusal> {
        self.list.begins.get_or_insert(self.at);
        let line = listed(&self.held)?;
        if holds_macros(&line.name) {
            return Err(Refusal::Macros);
        }
        let found = self
            .parts
            .binary_search_by_key(&line.offset, |part| part.offset);
        let part = found.ok().and_then(|index| self.parts.get(index));
        if part != Some(&line) {
            return Err(Refusal::Damaged);
        }
        let first = self.list.named.insert(line.offset);
        if !first || !self.list.names.insert(line.name.to_ascii_lowercase()) {
            return Err(Refusal::Bomb);
        }
        self.list.ends = self.at + counted(self.held.len());
        Ok(Next::Record)
    }

    /// The wide form of the last record, or where it stands.
    fn wide(&mut self) -> Result<Next, Refusal> {
        let number = |at| u64_at(&self.held, at);
        let agrees = if self.held.starts_with(&WIDE_END) {
            self.list.wide = Some(self.at);
            number(32) == Some(counted(self.list.named.len())) && number(48) == self.list.begins
        } else {
            self.list.wide.is_some() && number(8) == self.list.wide
        };
        if agrees {
            Ok(Next::Record)
        } else {
            Err(Refusal::Damaged)
        }
    }

    /// The last record: the list stands where it says, and is as long.
    fn last(&mut self) -> Result<Next, Refusal> {
        let begins = self.list.begins.ok_or(Refusal::Damaged)?;
        let is_wide = self.list.wide.is_some();
        let short = |at, most: u64, is: u64| {
            let said = if most == u64::from(u16::MAX) {
                u16_at(&self.held, at).map(u64::from)
            } else {
                u32_at(&self.held, at).map(u64::from)
            };
            said == Some(is) || (is_wide && said == Some(most))
        };
        let (two, four) = (u64::from(u16::MAX), u64::from(u32::MAX));
        let many = counted(self.list.named.len());
        let agrees = short(10, two, many)
            && short(12, four, self.list.ends - begins)
            && short(16, four, begins);
        let note = u16_at(&self.held, 20).filter(|_| agrees);
        let note = note.ok_or(Refusal::Damaged)?;
        Ok(Next::Note(usize::from(note)))
    }
}

/// Whether a part is one of the lists that say what a document may run or fetch.
fn is_looked_at(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(b".rels") || is_list_of_types(&name)
}

fn is_list_of_types(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"[content_types].xml")
}

/// Keeps more of the text of a list.
fn keep(text: &mut Option<Vec<u8>>, bytes: &[u8]) -> Result<(), Refusal> {
    let Some(text) = text else { return Ok(()) };
    if text.len() + bytes.len() > LONGEST_LIST {
        return Err(Refusal::TooLarge);
    }
    text.extend_from_slice(bytes);
    Ok(())
}

/// What a list says that a document may run or fetch.
fn look_at(name: &[u8], text: Vec<u8>) -> Result<(), Refusal> {
    let text = String::from_utf8(text).map_err(|_| Refusal::Damaged)?;
    if !is_list_of_types(name) {
        return links::checked_list(text.trim_start_matches('\u{FEFF}')).map(drop);
    }
    if text.contains("macroEnabled") {
        return Err(Refusal::Macros);
    }
    Ok(())
}

fn counted(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}
