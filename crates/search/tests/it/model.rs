//! The sentence model itself, where somebody has installed it.

use std::path::{Path, PathBuf};

use search::{Embedder as _, Index, Mode, Questions, SentenceModel};

use crate::{key, learning};

/// The folder `model` beside the data that is shared, as `scripts/get-meaning-model ../shared/model` makes it.
fn folder() -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = own.ancestors().map(|folder| folder.join("shared/model"));
    folders.find(|folder| folder.join("model.safetensors").is_file())
}

fn product(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// First values of vectors, computed from the same weights by another program with another library for the pieces.
const COMPUTED_ELSEWHERE: [(&str, [f32; 4]); 3] = [
    (
        "The car would not start.",
        [-0.026_872, 0.104_206, -0.043_237, 0.027_45],
    ),
    (
        "She cooked soup for dinner.",
        [-0.038_963, 0.034_576, 0.033_622, 0.065_142],
    ),
    (
        "Zoë’s GP—who’d “seen” her—wrote: naïve, £5.20 (№ 7)… 数\u{200b}字 İstanbul",
        [-0.030_28, -0.008_079, 0.061_878, 0.054_314],
    ),
];

#[test]
fn meaning_is_found_where_no_word_is_shared() {
    let Some(folder) = folder() else {
        println!("skipped: no sentence model in shared/model (scripts/get-meaning-model)");
        return;
    };
    let model = Questions::new(SentenceModel::open(&folder).unwrap(), 1);
    let car = model.question("The car would not start.").unwrap();
    let vehicle = model.question("An automobile failed to run.").unwrap();
    let soup = model.question("She cooked soup for dinner.").unwrap();
    assert!((product(&car, &car) - 1.0).abs() < 1e-4);
    assert!(product(&car, &vehicle) > 0.5 && product(&car, &soup) < 0.2);
    for (text, expected) in COMPUTED_ELSEWHERE {
        let vector = model.question(text).unwrap();
        for (value, expected) in vector.iter().zip(expected) {
            assert!(
                (value - expected).abs() < 1e-4,
                "{text}: {value} for {expected}"
            );
        }
    }
    let scratch = tempfile::tempdir().unwrap();
    let index = Index::open(scratch.path(), &key()).unwrap();
    index.put(&learning()).unwrap();
    index.put_meaning(&learning(), &model).unwrap();
    for (mode, query) in [
        (Mode::Meaning, "an infant with an unexplained mark"),
        (Mode::Fused, "cot death advice for parents"),
    ] {
        let answer = index
            .search(query, mode, Some(&model), 1, &|_| true)
            .unwrap();
        let hit = answer.hits.first().unwrap();
        let expected = if mode == Mode::Meaning {
            "bruises"
        } else {
            "sleep"
        };
        assert_eq!(hit.id, expected, "{query}");
        assert!(hit.why.near);
    }
}
