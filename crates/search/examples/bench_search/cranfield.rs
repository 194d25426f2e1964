//! Cranfield: 1,400 abstracts, 225 questions, and who judged which abstract to answer which question.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use crypto::SecretKey;
use search::{Doc, Embedder, Index, Mode, Ranking, SentenceModel, Words};

/// A collection with its questions and answers.
struct Collection {
    docs: Vec<Doc>,
    /// Question and the ids that answer it.
    questions: Vec<(String, BTreeSet<String>)>,
}

/// Prints how good each way of searching is, or says that the collection is not there.
pub(crate) fn run(folder: &Path, model: Option<&Path>, tune: bool) -> Result<(), Box<dyn Error>> {
    let Some(collection) = read(folder) else {
        println!("Cranfield: skipped, {} does not hold it.", folder.display());
        return Ok(());
    };
    let scratch = tempfile::tempdir()?;
    let key = SecretKey::generate()?;
    if tune {
        return self::tune(&collection, scratch.path(), &key);
    }
    let index = Index::open(scratch.path(), &key)?;
    index.put(&collection.docs)?;
    println!(
        "Cranfield: {} abstracts, {} questions with an answer",
        collection.docs.len(),
        collection.questions.len()
    );
    report(&collection, &index, Mode::Text, None)?;
    let Some(model) = model else {
        println!("  by meaning and fused: skipped, no --model-dir was given.");
        return Ok(());
    };
    let started = Instant::now();
    let model = SentenceModel::open(model)?;
    println!(
        "  the sentence model opened in {:.2} s",
        started.elapsed().as_secs_f32()
    );
    let started = Instant::now();
    index.put_meaning(&collection.docs, &model)?;
    let each = started.elapsed().as_secs_f32() * 1000.0 / collection.docs.len() as f32;
    println!("  {each:.1} ms to embed an abstract");
    report(&collection, &index, Mode::Meaning, Some(&model))?;
    report(&collection, &index, Mode::Fused, Some(&model))?;
    exact(&collection, &model)
}

fn report(
    collection: &Collection,
    index: &Index,
    mode: Mode,
    model: Option<&dyn Embedder>,
) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let [gain, recall] = measure(collection, index, mode, model)?;
    let each = started.elapsed().as_secs_f32() * 1000.0 / collection.questions.len() as f32;
    println!("  {mode:?}: nDCG@10 {gain:.4}, recall@100 {recall:.4}, {each:.2} ms a question");
    Ok(())
}

/// Mean nDCG@10 and recall@100.
fn measure(
    collection: &Collection,
    index: &Index,
    mode: Mode,
    model: Option<&dyn Embedder>,
) -> Result<[f32; 2], Box<dyn Error>> {
    let mut sums = [0.0; 2];
    for (question, answers) in &collection.questions {
        let answer = index.search(question, mode, model, 100, &|_| true)?;
        let ids: Vec<&str> = answer.hits.iter().map(|hit| hit.id.as_str()).collect();
        let [gain, recall] = judged(&ids, answers);
        sums[0] += gain;
        sums[1] += recall;
    }
    Ok(sums.map(|sum| sum / collection.questions.len() as f32))
}

fn judged(ids: &[&str], answers: &BTreeSet<String>) -> [f32; 2] {
    let discount = |place: usize| 1.0 / (place as f32 + 2.0).log2();
    let right = |id: &str| answers.contains(id);
    let gained: f32 = ids
        .iter()
        .take(10)
        .enumerate()
        .filter(|(_, id)| right(id))
        .map(|(place, _)| discount(place))
        .sum();
    let ideal: f32 = (0..answers.len().min(10)).map(discount).sum();
    let found = ids.iter().take(100).filter(|id| right(id)).count();
    [gained / ideal, found as f32 / answers.len() as f32]
}

/// The same with vectors of full precision: what eight bits cost.
fn exact(collection: &Collection, model: &SentenceModel) -> Result<(), Box<dyn Error>> {
    let mut vectors = Vec::new();
    for doc in &collection.docs {
        for vector in model.passages(&doc.title, &doc.text)? {
            vectors.push((doc.id.as_str(), vector));
        }
    }
    let mut sum = 0.0;
    for (question, answers) in &collection.questions {
        let question = model.question(question)?;
        let mut best: BTreeMap<&str, f32> = BTreeMap::new();
        for (id, vector) in &vectors {
            let near: f32 = vector
                .iter()
                .zip(&question)
                .map(|(one, other)| one * other)
                .sum();
            let known = best.entry(id).or_insert(f32::MIN);
            *known = known.max(near);
        }
        let mut order: Vec<(&str, f32)> = best.into_iter().collect();
        order.sort_by(|one, other| other.1.total_cmp(&one.1));
        let ids: Vec<&str> = order.into_iter().map(|(id, _)| id).collect();
        sum += judged(&ids, answers)[0];
    }
    let gain = sum / collection.questions.len() as f32;
    println!("  by meaning with 32-bit vectors: nDCG@10 {gain:.4}");
    Ok(())
}

/// How the figure moves with the parts of the ranking: to see that the defaults stand on a plain and not on a peak.
fn tune(collection: &Collection, folder: &Path, key: &SecretKey) -> Result<(), Box<dyn Error>> {
    let plain = Ranking::default();
    let mut tried = vec![("as it is", plain)];
    for k1 in [0.9, 1.0, 1.5, 1.8, 2.2] {
        tried.push(("k1", Ranking { k1, ..plain }));
    }
    for b in [0.4, 0.6, 0.7, 0.8, 0.9] {
        tried.push((
            "b",
            Ranking {
                b: [plain.b[0], b],
                ..plain
            },
        ));
    }
    for title in [0.3, 0.7, 0.9] {
        tried.push((
            "b of titles",
            Ranking {
                b: [title, plain.b[1]],
                ..plain
            },
        ));
    }
    for title in [0.0, 0.5, 1.0, 2.0, 3.0, 5.0] {
        tried.push((
            "weight of titles",
            Ranking {
                weight: [title, 1.0],
                ..plain
            },
        ));
    }
    for (number, (what, ranking)) in tried.into_iter().enumerate() {
        let folder = folder.join(number.to_string());
        let index = Index::open_with(&folder, key, Words::embedded(), ranking)?;
        index.put(&collection.docs)?;
        let [gain, recall] = measure(collection, &index, Mode::Text, None)?;
        println!("{gain:.4} {recall:.4} {what} {ranking:?}");
    }
    Ok(())
}

fn read(folder: &Path) -> Option<Collection> {
    let docs = fs::read_to_string(folder.join("cran.all.1400.xml")).ok()?;
    let questions = fs::read_to_string(folder.join("cran.qry.xml")).ok()?;
    let judgements = fs::read_to_string(folder.join("cranqrel.trec.txt")).ok()?;
    let mut answers: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for line in judgements.lines() {
        let mut fields = line.split_whitespace();
        let number: usize = fields.next()?.parse().ok()?;
        let id = fields.nth(1)?.to_owned();
        if fields.next()? != "0" {
            answers.entry(number).or_default().insert(id);
        }
    }
    let docs = docs.split("<doc>").skip(1).map(|doc| Doc {
        id: inside(doc, "docno"),
        title: inside(doc, "title"),
        text: inside(doc, "text"),
    });
    // The judgements count the questions; the numbers in the file of questions are older ones.
    let questions = questions.split("<top>").skip(1).zip(1..);
    let questions = questions.filter_map(|(question, number)| {
        Some((inside(question, "title"), answers.remove(&number)?))
    });
    Some(Collection {
        questions: questions.collect(),
        docs: docs.collect(),
    })
}

/// What stands between the marks of this name; empty where there are none.
fn inside(text: &str, name: &str) -> String {
    let after = text.split_once(&format!("<{name}>"));
    let inner = after.and_then(|(_, rest)| rest.split_once(&format!("</{name}>")));
    let inner = inner.map_or("", |(inner, _)| inner).trim();
    inner
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
