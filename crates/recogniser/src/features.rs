//! The questions that the model asks of each token, each answer a number that the model may hold weights for.

use crate::facts::{Fact, Prepared};
use crate::lexicon::LISTS;

fn mix(question: u32, a: u32, b: u32) -> u32 {
    let mut value = u64::from(question)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(u64::from(a))
        .wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value ^= value >> 31;
    value = value
        .wrapping_add(u64::from(b))
        .wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^= value >> 29;
    u32::try_from(value.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32).unwrap_or_default()
}

/// Collects the answers for one token.
struct Answers<'a> {
    into: &'a mut Vec<u32>,
    question: u32,
}

impl Answers<'_> {
    fn one(&mut self, a: u32) {
        self.two(a, 0);
    }

    fn two(&mut self, a: u32, b: u32) {
        self.question += 1;
        self.into.push(mix(self.question, a, b));
    }

    /// As `one`, but silent when there is nothing to say.
    fn some(&mut self, a: u32) {
        self.question += 1;
        if a != 0 {
            self.into.push(mix(self.question, a, 0));
        }
    }

    fn some_two(&mut self, a: u32, b: u32) {
        self.question += 1;
        if a != 0 {
            self.into.push(mix(self.question, a, b));
        }
    }
}

/// What stands before the first and after the last token.
const NOTHING: Fact = Fact {
    form: 1,
    shape: 1,
    heads: [0; 4],
    tails: [0; 4],
    word: crate::lexicon::Word {
        lists: 0,
        fine: 0,
        coarse: 0,
        rank: 0,
    },
    capital: false,
    wordlike: false,
    first: false,
    style: 0,
    elsewhere: 0,
    inside: 0,
    lines: 2,
    earlier: 0,
};

/// Writes the answers for token `at` into `into`, which is emptied first.
pub fn features(prepared: &Prepared, at: usize, into: &mut Vec<u32>) {
    into.clear();
    let near = |distance: isize| {
        at.checked_add_signed(distance)
            .and_then(|place| prepared.facts.get(place))
            .unwrap_or(&NOTHING)
    };
    let around = Around {
        back3: near(-3),
        back2: near(-2),
        back: near(-1),
        this: near(0),
        next: near(1),
        next2: near(2),
        next3: near(3),
    };
    let mut answers = Answers { into, question: 0 };
    answers.one(0);
    words(&around, &mut answers);
    shapes(&around, &mut answers);
    classes(&around, &mut answers);
    lists(&around, &mut answers);
    places(&around, &mut answers);
    further(prepared, at, &mut answers);
    earlier(prepared, at, into);
}

/// Adds the answers that come of an earlier reading of the whole text; none when there was none.
pub fn earlier(prepared: &Prepared, at: usize, into: &mut Vec<u32>) {
    let near = |distance: isize| {
        at.checked_add_signed(distance)
            .and_then(|place| prepared.facts.get(place))
            .unwrap_or(&NOTHING)
    };
    let (back, this, next) = (near(-1), near(0), near(1));
    let rank = u32::from(this.word.rank);
    let mut answers = Answers {
        into,
        question: 500,
    };
    answers.some_two(u32::from(this.earlier), 0);
    answers.some_two(u32::from(this.earlier), this.shape);
    answers.some_two(u32::from(this.earlier) * 16 + rank, u32::from(this.capital));
    answers.some_two(u32::from(back.earlier), u32::from(this.earlier));
    answers.some_two(u32::from(next.earlier), u32::from(this.earlier));
}

struct Around<'a> {
    back3: &'a Fact,
    back2: &'a Fact,
    back: &'a Fact,
    this: &'a Fact,
    next: &'a Fact,
    next2: &'a Fact,
    next3: &'a Fact,
}

fn words(a: &Around, answers: &mut Answers) {
    answers.one(a.this.form);
    answers.one(a.back.form);
    answers.one(a.next.form);
    answers.one(a.back2.form);
    answers.one(a.next2.form);
    answers.one(a.back3.form);
    answers.one(a.next3.form);
    answers.two(a.back.form, a.this.form);
    answers.two(a.this.form, a.next.form);
    answers.two(a.back.form, a.next.form);
    answers.two(a.back2.form, a.back.form);
    answers.two(a.next.form, a.next2.form);
    for edge in a.this.heads.into_iter().chain(a.this.tails) {
        answers.some(edge);
    }
    answers.some_two(a.this.tails[2], a.this.shape);
    answers.some(a.back.tails[2]);
    answers.some(a.next.tails[2]);
}

fn shapes(a: &Around, answers: &mut Answers) {
    answers.one(a.this.shape);
    answers.one(a.back.shape);
    answers.one(a.next.shape);
    answers.two(a.back.shape, a.this.shape);
    answers.two(a.this.shape, a.next.shape);
    answers.two(mix(0, a.back.shape, a.this.shape), a.next.shape);
    answers.two(mix(0, a.this.shape, a.next.shape), a.next2.shape);
    answers.two(mix(0, a.back2.shape, a.back.shape), a.this.shape);
    answers.two(a.back.form, a.this.shape);
    answers.two(a.next.form, a.this.shape);
    answers.two(mix(0, a.back2.form, a.back.form), a.this.shape);
    answers.two(mix(0, a.next.form, a.next2.form), a.this.shape);
    answers.two(mix(0, a.back.form, a.this.shape), a.next.form);
}

fn classes(a: &Around, answers: &mut Answers) {
    let fine = |fact: &Fact| u32::from(fact.word.fine);
    let coarse = |fact: &Fact| u32::from(fact.word.coarse);
    answers.some(fine(a.this));
    answers.some(fine(a.back));
    answers.some(fine(a.next));
    answers.some(fine(a.back2));
    answers.some(fine(a.next2));
    answers.some_two(fine(a.this), a.this.shape);
    answers.some_two(fine(a.back), a.this.shape);
    answers.some_two(fine(a.next), a.this.shape);
    answers.some_two(fine(a.back), fine(a.this));
    answers.some_two(fine(a.this), fine(a.next));
    answers.two(coarse(a.back) * 256 + coarse(a.next), a.this.shape);
    answers.two(coarse(a.back2) * 256 + coarse(a.back), a.this.shape);
    answers.two(coarse(a.next) * 256 + coarse(a.next2), a.this.shape);
}

fn lists(a: &Around, answers: &mut Answers) {
    let lists = |fact: &Fact| u32::from(fact.word.lists);
    let rank = u32::from(a.this.word.rank);
    for bit in 0..LISTS.len() {
        answers.some(lists(a.this) & (1 << bit));
    }
    answers.two(lists(a.this), a.this.shape);
    answers.some(lists(a.back));
    answers.some(lists(a.next));
    answers.some(lists(a.back2));
    answers.some(lists(a.next2));
    answers.two(lists(a.back), lists(a.this));
    answers.two(lists(a.this), lists(a.next));
    answers.some_two(lists(a.this), a.back.form);
    answers.some_two(lists(a.this), a.next.form);
    answers.some_two(lists(a.back), a.this.shape);
    answers.some_two(lists(a.next), a.this.shape);
    answers.two(mix(0, lists(a.back), lists(a.this)), lists(a.next));
    answers.two(rank, a.this.shape);
    answers.two(rank, mix(0, a.this.shape, lists(a.this)));
    answers.two(rank, u32::from(a.this.first) * 8 + u32::from(a.this.style));
}

fn places(a: &Around, answers: &mut Answers) {
    let this = a.this;
    let style = u32::from(this.style);
    let rank = u32::from(this.word.rank);
    let lists = u32::from(this.word.lists);
    let elsewhere = u32::from(this.elsewhere);
    let first = u32::from(this.first);
    answers.two(style, this.shape);
    answers.two(style * 16 + rank, lists);
    answers.two(elsewhere, this.shape);
    answers.two(elsewhere * 2 + first, this.shape);
    answers.two(elsewhere * 16 + rank, lists);
    answers.two(first, this.shape);
    answers.two(first, lists);
    answers.two(u32::from(this.inside), this.shape);
    answers.two(
        u32::from(this.lines) * 4 + u32::from(a.next.lines),
        this.shape,
    );
    answers.two(u32::from(this.lines), a.back.shape);
}

/// Words further off: four to six back, four and five on, whatever their place.
fn further(prepared: &Prepared, at: usize, answers: &mut Answers) {
    answers.question += 1;
    for distance in 4..=6 {
        if let Some(fact) = at
            .checked_sub(distance)
            .and_then(|place| prepared.facts.get(place))
        {
            answers.into.push(mix(answers.question, fact.form, 0));
        }
    }
    answers.question += 1;
    for distance in 4..=5 {
        if let Some(fact) = prepared.facts.get(at + distance) {
            answers.into.push(mix(answers.question, fact.form, 0));
        }
    }
}
