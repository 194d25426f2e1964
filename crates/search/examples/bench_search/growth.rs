//! How fast it is, and how that grows: generated items, many searches at once.

use std::error::Error;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crypto::{Digest, SecretKey};
use search::{
    Doc, Embedder, Index, Mode, ModelError, Questions, SearchError, SentenceModel, WIDTH,
};

/// Searches at one time.
const AT_ONCE: usize = 16;
/// Searches of one measurement.
const SEARCHES: usize = 2_000;
/// Searches of one measurement with the sentence model.
const FUSED: usize = 600;
/// Words of the invented language.
const VOCABULARY: u64 = 40_000;

/// Prints times for 1,000, 10,000 and 100,000 items, as far as `most` goes.
pub(crate) fn run(model: Option<&Path>, most: usize) -> Result<(), Box<dyn Error>> {
    let lanes = thread::available_parallelism().map_or(1, usize::from);
    let model = model.map(SentenceModel::open).transpose()?;
    let model = model.map(|model| Questions::new(model, lanes));
    if let Some(model) = model.as_ref().filter(|_| most > 0) {
        embedding(model)?;
    }
    for items in [1_000, 10_000, 100_000]
        .into_iter()
        .filter(|items| *items <= most)
    {
        println!("{items} generated items, about 80 words each:");
        grown(items, model.as_ref())?;
    }
    Ok(())
}

/// Numbers that look like chance and are the same on every run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A word, the n-th about as often as one in n.
    fn word(&mut self) -> String {
        let number = ((VOCABULARY as f64).powf(self.share()) - 1.0) as u64;
        spelt(number)
    }

    fn words(&mut self, count: u64) -> String {
        (0..count)
            .map(|_| self.word())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A number as syllables.
fn spelt(number: u64) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ko", "mi", "tu", "ra", "ne", "lo", "vi", "sha", "pe", "dro", "fi", "gu", "hal",
        "jo", "zer",
    ];
    let mut rest = number + 16;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(
            SYLLABLES
                .get((rest % 16) as usize)
                .copied()
                .unwrap_or_default(),
        );
        rest /= 16;
    }
    word
}

fn item(number: usize) -> Doc {
    let mut chance = Chance(number as u64 * 7_919);
    let (title, text) = (4 + chance.next() % 6, 40 + chance.next() % 80);
    Doc {
        id: format!("item-{number:06}"),
        title: chance.words(title),
        text: chance.words(text),
    }
}

/// Vectors by chance for the items, so that 100,000 do not take hours; the questions go through the real model.
struct Invented<'a>(&'a Questions);

impl Embedder for Invented<'_> {
    fn digest(&self) -> Digest {
        self.0.digest()
    }

    fn passages(&self, title: &str, text: &str) -> Result<Vec<Vec<f32>>, ModelError> {
        let crypto::Digest([a, b, c, d, ..]) = crypto::digest(format!("{title} {text}").as_bytes());
        let mut chance = Chance(u64::from(u32::from_le_bytes([a, b, c, d])));
        let values: Vec<f32> = (0..WIDTH).map(|_| chance.share() as f32 - 0.5).collect();
        let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
        Ok(vec![
            values.into_iter().map(|value| value / length).collect(),
        ])
    }

    fn question(&self, text: &str) -> Result<Vec<f32>, ModelError> {
        self.0.question(text)
    }
}

fn grown(items: usize, model: Option<&Questions>) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let key = SecretKey::generate()?;
    let index = Index::open(folder.path(), &key)?;
    let docs: Vec<Doc> = (0..items).map(item).collect();
    let started = Instant::now();
    let before = processor_time();
    for part in docs.chunks(10_000) {
        index.put(part)?;
    }
    println!(
        "  taken in: {:.2} s, processor {:.2} s",
        started.elapsed().as_secs_f32(),
        (processor_time() - before) / 1000.0
    );
    text_searches(&index)?;
    let invented = model.map(Invented);
    if let Some(invented) = &invented {
        index.put_meaning(&docs, invented)?;
        let fused = |query: &str| search(&index, query, Mode::Fused, Some(invented));
        let short = |number: usize| Chance(number as u64 + 99).words(9);
        let alone = at_once(1, 50, &short, &fused)?;
        show("fused, one at a time", &alone);
        let many = at_once(AT_ONCE, FUSED, &short, &fused)?;
        show("fused, 16 at once", &many);
    }
    findable(&index)?;
    removal(&index)?;
    println!("  memory: {} MB plain", index.memory() >> 20);
    drop(index);
    let started = Instant::now();
    let index = Index::open(folder.path(), &key)?;
    println!(
        "  opened, every file checked: {:.3} s",
        started.elapsed().as_secs_f32()
    );
    damage(&index, folder.path(), &key, &docs)
}

fn search(
    index: &Index,
    query: &str,
    mode: Mode,
    embedder: Option<&dyn Embedder>,
) -> Result<(), SearchError> {
    let answer = index.search(query, mode, embedder, 20, &|_| true)?;
    if answer.mode == mode {
        Ok(())
    } else {
        Err(SearchError::Damaged)
    }
}

fn text_searches(index: &Index) -> Result<(), Box<dyn Error>> {
    let by_words = |query: &str| search(index, query, Mode::Text, None);
    for (name, count) in [("3 words", 3), ("9 words", 9), ("60 words", 60)] {
        let query = |number: usize| Chance(number as u64 * 31 + count).words(count);
        show(
            &format!("text, {name}, one at a time"),
            &at_once(1, 300, &query, &by_words)?,
        );
        show(
            &format!("text, {name}, 16 at once"),
            &at_once(AT_ONCE, SEARCHES, &query, &by_words)?,
        );
    }
    // Letters changed over, so that most words are looked for in their neighbourhood.
    let slips = |number: usize| {
        let words = Chance(number as u64).words(5);
        words
            .replace("ab", "ba")
            .replace("ok", "ko")
            .replace("ra", "ar")
    };
    show(
        "text, 5 misspelt words, 16 at once",
        &at_once(AT_ONCE, SEARCHES, &slips, &by_words)?,
    );
    Ok(())
}

/// How long each of many searches took, from as many threads as said.
fn at_once(
    threads: usize,
    searches: usize,
    query: &(impl Fn(usize) -> String + Sync),
    search: &(impl Fn(&str) -> Result<(), SearchError> + Sync),
) -> Result<Times, SearchError> {
    let next = AtomicUsize::new(0);
    let before = processor_time();
    let parts: Vec<Result<Vec<Duration>, SearchError>> = thread::scope(|scope| {
        let working: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut times = Vec::new();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= searches {
                            return Ok(times);
                        }
                        let query = query(number);
                        let started = Instant::now();
                        search(&query)?;
                        times.push(started.elapsed());
                    }
                })
            })
            .collect();
        let joined = working.into_iter().map(|thread| thread.join());
        joined
            .map(|part| part.unwrap_or(Err(SearchError::Damaged)))
            .collect()
    });
    let mut times = Vec::with_capacity(searches);
    for part in parts {
        times.extend(part?);
    }
    times.sort_unstable();
    let processor = (processor_time() - before) / times.len().max(1) as f64;
    Ok(Times {
        sorted: times,
        processor,
    })
}

/// Times of many searches, and the processor time of each.
struct Times {
    sorted: Vec<Duration>,
    processor: f64,
}

/// Processor time of this process so far, in ms; 0 where the system does not say.
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        * 10.0
}

fn show(name: &str, times: &Times) {
    let sorted = &times.sorted;
    let at = |share: f64| {
        let place = (sorted.len() as f64 * share) as usize;
        let time = sorted.get(place.min(sorted.len().saturating_sub(1)));
        time.copied().unwrap_or_default().as_secs_f64() * 1000.0
    };
    println!(
        "  {name}: p50 {:.2} ms, p99 {:.2} ms, processor {:.2} ms each",
        at(0.5),
        at(0.99),
        times.processor
    );
}

fn embedding(model: &Questions) -> Result<(), Box<dyn Error>> {
    let query = |number: usize| format!("why was a baby with bruise {number} not seen by a doctor");
    let ask = |query: &str| Ok(model.question(query).map(drop)?);
    show(
        "a question embedded, one at a time",
        &at_once(1, 60, &query, &ask)?,
    );
    show(
        "a question embedded, 16 at once",
        &at_once(AT_ONCE, 300, &query, &ask)?,
    );
    let passage = Chance(1).words(90);
    let before = processor_time();
    for _ in 0..5 {
        model.passages("", &passage)?;
    }
    let each = (processor_time() - before) / 5.0;
    println!("  a passage of 256 pieces embedded: processor {each:.0} ms");
    Ok(())
}

/// From the moment an item is given to the moment it is found.
fn findable(index: &Index) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    let before = processor_time();
    for number in 0..20 {
        let word = format!("findable{number}qq");
        let doc = Doc {
            id: word.clone(),
            title: "New".to_owned(),
            text: word.clone(),
        };
        let started = Instant::now();
        thread::scope(|scope| {
            let putting = scope.spawn(|| index.put(&[doc]));
            loop {
                let answer = index.search(&word, Mode::Text, None, 1, &|_| true)?;
                if !answer.hits.is_empty() {
                    times.push(started.elapsed());
                    break;
                }
                thread::sleep(Duration::from_millis(1));
            }
            putting.join().unwrap_or(Err(SearchError::Damaged))
        })?;
    }
    times.sort_unstable();
    let processor = (processor_time() - before) / times.len() as f64;
    let times = Times {
        sorted: times,
        processor,
    };
    show("from put to found", &times);
    Ok(())
}

fn removal(index: &Index) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    index.remove(&["item-000500"])?;
    println!(
        "  removed, and its segment written anew: {:.2} s",
        started.elapsed().as_secs_f32()
    );
    Ok(())
}

fn damage(
    index: &Index,
    folder: &Path,
    key: &SecretKey,
    docs: &[Doc],
) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    index.check()?;
    println!(
        "  every file read again: {:.3} s",
        started.elapsed().as_secs_f32()
    );
    std::fs::write(folder.join("current"), b"damaged")?;
    let index = Index::open(folder, key)?;
    let started = Instant::now();
    let items = index.rebuild(docs.iter().cloned().map(Ok::<_, SearchError>))?;
    println!(
        "  damaged and made anew with {items} items: {:.2} s",
        started.elapsed().as_secs_f32()
    );
    Ok(())
}
