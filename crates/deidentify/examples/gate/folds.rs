//! A recogniser for each text of the sets of others that has learned nothing from it: five times a fifth is left out, and
//! whole judgments, notes and templates with it. With `--shipped` the recogniser of the program is measured, which has
//! learned from all of them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use deidentify::{Supposed, recognised, suppositions};
use recogniser::{Leaning, Recogniser};

use super::support::build::{Plan, build, documents, own};
use super::support::data::Document;

const FOLDS: usize = 5;

static LEFT_OUT: OnceLock<HashMap<String, Vec<Supposed>>> = OnceLock::new();

/// Learns five times, for the sets in the folder.
pub fn learn(folder: &Path) {
    if std::env::args().any(|argument| argument == "--shipped") {
        println!("\nthe recogniser of the program, which HAS LEARNED from the sets below");
        return;
    }
    println!("\nrecognisers that learned nothing from the text that they read ({FOLDS} folds)");
    let plan = Plan::default();
    let all = documents(folder);
    let mut supposed = HashMap::new();
    for fold in 0..FOLDS {
        let is_left_out = |document: &Document| (document.group * 7 / 3) % FOLDS == fold;
        let made = own(plan.own, 20_261_127, |template| template % FOLDS != fold);
        let learned: Vec<&Document> = all
            .iter()
            .filter(|one| !is_left_out(one))
            .chain(&made)
            .collect();
        let model: &'static [u8] = Box::leak(build(&learned, &plan).into_boxed_slice());
        let Ok(recogniser) = Recogniser::with_model(model, Leaning::default()) else {
            println!("fold {fold} gave no model");
            continue;
        };
        for document in all.iter().filter(|one| is_left_out(one)) {
            let found = suppositions(&recogniser.find(&document.text));
            supposed.insert(document.text.clone(), found);
        }
    }
    drop(LEFT_OUT.set(supposed));
}

/// What is supposed of a text.
pub fn supposed(text: &str) -> Vec<Supposed> {
    let left_out = LEFT_OUT.get().and_then(|texts| texts.get(text));
    left_out.cloned().unwrap_or_else(|| recognised(text))
}
