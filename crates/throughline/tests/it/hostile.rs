//! Every parser of bytes that a stranger may have written, with its seeds and with changes of them: the entries of the
//! fuzz targets, without a fuzzer. The changes are the same in every run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[path = "../../../../fuzz/src/lib.rs"]
mod entries;

use entries::{ENTRIES, Entry};

/// Changes of each seed.
const CHANGES: usize = 60;
/// Longest time for one entry. A change that takes longer is for the fuzzer.
const PATIENCE: Duration = Duration::from_millis(400);

/// Bytes in which parsers place meaning.
const TELLING: [&[u8]; 12] = [
    b"\0",
    b"\xFF\xFF\xFF\xFF",
    b"\x7F\xFF\xFF\xFF",
    b"\r\n",
    b"\"",
    b"<",
    b"&#0;",
    b"%00",
    b"--",
    b"../",
    "\u{202E}".as_bytes(),
    b"99999999999999999999",
];

/// Numbers that look like chance and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most.max(1)).unwrap()).unwrap()
    }
}

/// A seed with one to four changes.
fn changed(seed: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len() + 1);
        let end = (at + numbers.below(40)).min(bytes.len());
        match numbers.below(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes.get(at..end).unwrap_or_default().to_vec();
                bytes.splice(at..at, again);
            }
            3 => {
                let telling = TELLING.get(numbers.below(TELLING.len())).unwrap();
                bytes.splice(at..at, telling.iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << numbers.below(8);
                }
            }
        }
    }
    bytes
}

fn seeds_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds")
}

/// The seeds of an entry, in the order of their names.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = std::fs::read_dir(seeds_folder().join(name)).expect("every entry has seeds");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{name} has no seed");
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// Tries one entry; returns how many times.
fn tried(name: &str, entry: Entry) -> usize {
    let begun = Instant::now();
    let mut times = 1;
    entry(b"");
    for seed in seeds(name) {
        entry(&seed);
        times += 1;
        let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
        for _ in 0..CHANGES {
            if begun.elapsed() > PATIENCE {
                break;
            }
            entry(&changed(&seed, &mut numbers));
            times += 1;
        }
    }
    times
}

#[test]
fn no_bytes_break_a_parser() {
    for (name, entry) in ENTRIES {
        let begun = Instant::now();
        let times = tried(name, *entry);
        println!(
            "{name}: {times} times in {} ms",
            begun.elapsed().as_millis()
        );
        assert!(times > 2, "{name} was hardly tried");
    }
}

#[test]
fn every_folder_of_seeds_belongs_to_an_entry() {
    let known: BTreeSet<&str> = ENTRIES.iter().map(|(name, _)| *name).collect();
    for folder in std::fs::read_dir(seeds_folder()).unwrap() {
        let name = folder.unwrap().file_name().to_string_lossy().into_owned();
        assert!(known.contains(name.as_str()), "{name} is no entry");
    }
}

/// The bad files that are kept, with the folder and the name of each.
fn kept_bad_files() -> Vec<(String, String, Vec<u8>)> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/bad");
    let mut kept = Vec::new();
    for folder in std::fs::read_dir(all).unwrap() {
        let folder = folder.unwrap();
        let of = folder.file_name().to_string_lossy().into_owned();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().to_string_lossy().into_owned();
            kept.push((of.clone(), name, std::fs::read(file.path()).unwrap()));
        }
    }
    kept.sort();
    kept
}

/// Why a reader does not take a file; none where the entry is no reader of files.
fn refusal(entry: &str, bytes: &[u8]) -> Option<Result<(), papers::Refusal>> {
    use papers::{FileKind, grid_of, text_of};
    let text = |kind| text_of(kind, bytes).map(drop);
    let grid = |kind| grid_of(kind, bytes).map(drop);
    Some(match entry {
        "docx" => text(FileKind::Docx),
        "pdf" => text(FileKind::Pdf),
        "text_file" => text(FileKind::Txt),
        "docx_grid" => grid(FileKind::Docx),
        "xlsx_grid" => grid(FileKind::Xlsx),
        "xls_grid" => grid(FileKind::Xls),
        "csv_grid" => grid(FileKind::Csv),
        "pasted_table" => grid(FileKind::Txt),
        _ => return None,
    })
}

/// A kept file is refused for what its name begins with, up to a dot. What is no file only has to end.
#[test]
fn every_kept_bad_file_is_refused_for_what_it_is() {
    let kept = kept_bad_files();
    for (of, name, bytes) in &kept {
        let entry = ENTRIES.iter().find(|(known, _)| known == of);
        let (_, entry) = entry.unwrap_or_else(|| panic!("{of} is no entry"));
        entry(bytes);
        let Some(outcome) = refusal(of, bytes) else {
            continue;
        };
        let refused = outcome.expect_err(name);
        assert_eq!(name.split('.').next(), Some(refused.code()), "{of}/{name}");
    }
    let with_files: BTreeSet<&str> = kept.iter().map(|(of, ..)| of.as_str()).collect();
    for needed in [
        "docx_grid",
        "xlsx_grid",
        "xls_grid",
        "csv_grid",
        "pasted_table",
        "text_file",
        "pdf",
        "notes",
        "prose_dates",
        "cell_dates",
        "edtf",
    ] {
        assert!(
            with_files.contains(needed),
            "no bad file is kept of {needed}"
        );
    }
}

#[test]
fn the_seeds_of_documents_are_read() {
    use papers::{FileKind, text_of};
    for (name, kind) in [
        ("docx", FileKind::Docx),
        ("pdf", FileKind::Pdf),
        ("xls", FileKind::Xls),
        ("xlsx", FileKind::Xlsx),
    ] {
        for seed in seeds(name) {
            let read = text_of(kind, &seed);
            assert!(read.is_ok(), "{name}: {read:?}");
        }
    }
}
