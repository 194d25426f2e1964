//! Measures by folds: nothing is learned from the fold that is scored.
//!
//! `cargo run -p recogniser --release --example score -- FOLDER [FOLDS] [ONLY]` where FOLDER holds `deid/`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a tool for whoever trains, not part of the program"
)]

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use recogniser::decode::{read, read_again, remember, spans};
use recogniser::facts::prepare;
use recogniser::model::Model;
use recogniser::{Found, Leaning};
use support::build::{Plan, build, documents, own};
use support::data::Document;
use support::figures::{
    Note, Share, Span, SpanFigures, Tab, TabFigures, count_note, count_spans, presidio_spans,
    redacta_items,
};

#[derive(Default)]
struct All {
    tab: TabFigures,
    presidio: SpanFigures,
    redacta: BTreeMap<String, Share>,
    own: SpanFigures,
}

struct Sets {
    tab: Tab,
    presidio: Vec<(String, Vec<Span>)>,
    redacta: Vec<Note>,
}

fn leanings() -> Vec<Leaning> {
    let mut all = vec![
        Leaning::default(),
        Leaning {
            agree: false,
            ..Leaning::default()
        },
    ];
    for from in [0.5, 0.4, 0.3] {
        for person in [0.6, 0.5, 0.4] {
            for body in [0.4, 0.6, 0.7] {
                all.push(Leaning {
                    from,
                    person,
                    body,
                    ..Leaning::default()
                });
            }
        }
    }
    all
}

fn held(document: &Document, fold: usize, folds: usize) -> bool {
    (document.group * 7 / 3) % folds == fold
}

impl All {
    fn count(&mut self, sets: &Sets, document: &Document, place: usize, found: &[Found]) {
        match document.set {
            "tab" => sets.tab.count(place, found, &mut self.tab),
            "presidio" => count_spans(
                &document.text,
                &sets.presidio[place].1,
                found,
                &mut self.presidio,
            ),
            "redacta" => count_note(&sets.redacta[place], found, &mut self.redacta),
            _ => count_own(document, found, &mut self.own),
        }
    }

    fn print(&self, leaning: &Leaning) {
        let (t, p, o) = (&self.tab, &self.presidio, &self.own);
        let redacta = |name: &str| self.redacta.get(name).copied().unwrap_or_default().value();
        print!(
            "from {:.2} person {:.2} body {:.2} agree {}",
            leaning.from, leaning.person, leaning.body, leaning.agree
        );
        print!(
            " | TAB direct {:.3} quasi {:.3}",
            t.direct.value(),
            t.quasi.value()
        );
        print!(
            " P {:.3} R {:.3} leak {:.2}",
            t.precision.value(),
            t.recall.value(),
            t.leaking.value()
        );
        print!(
            " | Presidio P {:.3} R {:.3}",
            p.precision.value(),
            p.recall.value()
        );
        print!(
            " words P {:.3} R {:.3}",
            p.words_precision.value(),
            p.words_recall.value()
        );
        print!(" leak {:.2}", p.leaking.value());
        print!(
            " | Redacta found {:.3} kept {:.3}",
            redacta("FOUND"),
            redacta("KEPT")
        );
        println!(
            " | own words P {:.3} R {:.3}",
            o.words_precision.value(),
            o.words_recall.value()
        );
    }

    fn print_kinds(&self) {
        let sets = [
            ("presidio", &self.presidio.typed),
            ("redacta", &self.redacta),
            ("own", &self.own.typed),
        ];
        for (set, typed) in sets {
            for (kind, share) in typed {
                println!(
                    "{set} {kind}: {}/{} {:.3}",
                    share.hits,
                    share.all,
                    share.value()
                );
            }
        }
    }
}

/// Own sentences: labels must agree.
fn count_own(document: &Document, found: &[Found], into: &mut SpanFigures) {
    let gold = document.gold.iter();
    for g in gold.clone() {
        let hit = found
            .iter()
            .any(|f| f.start < g.end && g.start < f.end && f.label == g.label);
        into.typed
            .entry(g.label.code().into())
            .or_default()
            .add(hit);
    }
    let identifying: Vec<Span> = gold
        .filter(|g| g.label.identifies())
        .map(|g| (g.label.code().to_string(), g.start, g.end))
        .collect();
    let mut words = SpanFigures::default();
    count_spans(&document.text, &identifying, found, &mut words);
    for (sum, one) in [
        (&mut into.words_precision, words.words_precision),
        (&mut into.words_recall, words.words_recall),
    ] {
        sum.hits += one.hits;
        sum.all += one.all;
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder =
        std::path::PathBuf::from(arguments.next().expect("the folder of the sets")).join("deid");
    let folds: usize = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(5);
    let only: usize = arguments
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(folds);
    let words = arguments.next().is_some();
    let plan = Plan::default();
    let documents = documents(&folder);
    let sets = Sets {
        tab: Tab::load(&folder),
        presidio: presidio_spans(&folder),
        redacta: redacta_items(&folder),
    };
    let leanings = leanings();
    let mut figures: Vec<All> = leanings.iter().map(|_| All::default()).collect();
    for fold in 0..folds.min(only) {
        let made = own(plan.own, 20_261_127, |template| template % folds != fold);
        let tried = own(200, 5, |template| template % folds == fold);
        let learn: Vec<&Document> = documents
            .iter()
            .filter(|d| !held(d, fold, folds))
            .chain(&made)
            .collect();
        let bytes: &'static [u8] = Box::leak(build(&learn, &plan).into_boxed_slice());
        let model = Model::read(bytes).expect("a model just written");
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for document in documents.iter().chain(&tried) {
            let place = places.entry(document.set).or_default();
            *place += 1;
            if document.set != "own" && !held(document, fold, folds) {
                continue;
            }
            let mut prepared = prepare(&document.text, model.lexicon());
            let first = read(&model, &prepared);
            remember(&mut prepared, &first.rows);
            let rows = read_again(&model, &prepared, first);
            for (at, (leaning, into)) in leanings.iter().zip(&mut figures).enumerate() {
                let found = spans(&document.text, &prepared, &rows, leaning);
                if at == 0 && words {
                    show(document, &found);
                }
                into.count(&sets, document, *place - 1, &found);
            }
        }
    }
    for (leaning, all) in leanings.iter().zip(&figures) {
        all.print(leaning);
    }
    figures[0].print_kinds();
}

/// Prints what was missed and what was needless.
fn show(document: &Document, found: &[Found]) {
    let text = &document.text;
    let around = |start: usize, end: usize| {
        let from = (0..=start.saturating_sub(25))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0);
        let to = (end + 20..=text.len())
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(text.len());
        format!(
            "{}[{}]{}",
            &text[from..start],
            &text[start..end],
            &text[end..to]
        )
        .replace('\n', "\\n")
    };
    let masked = found.iter().filter(|f| f.label.identifies());
    for g in document.gold.iter().filter(|g| g.label.identifies()) {
        if !masked.clone().any(|f| f.start < g.end && g.start < f.end) {
            println!(
                "{} missed {}: {}",
                document.set,
                g.label.code(),
                around(g.start, g.end)
            );
        }
    }
    for f in masked {
        if !document
            .gold
            .iter()
            .any(|g| f.start < g.end && g.start < f.end)
        {
            println!(
                "{} needless {} {:.2}: {}",
                document.set,
                f.label.code(),
                f.score,
                around(f.start, f.end)
            );
        }
    }
}
