//! The file itself. It is made off the threads that answer requests.

use model::case::ChronologyFormat;
use model::chronology::{Entry, Labels};
use model::paper::{BRITISH_ENGLISH, Block, Paper};
use model::{Date, Sensitive};
use papers::{Book, ChronologyError};
use vault::CaseFile;

use super::above::{self, choice_lines, day};
use super::part::table;
use super::read::Chosen;
use super::{Setting, Wanted};
use crate::{App, AppError};

/// A file of a chronology.
pub struct TakenFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media: &'static str,
    /// How many entries are in it.
    pub entries: usize,
    /// How many its maker may not read.
    pub withheld: usize,
}

const TITLE: &str = "Chronology";
const WHAT: &str = "A chronology of a safeguarding review: what agencies say happened, each account in the words that its \
     agency signed off.";

/// Letters of a recipient at the edge of every page; above the table stands all of it.
const AT_THE_EDGE: usize = 60;

/// What stands on every page: the protective marking, for whom, of what day.
pub(crate) fn marking(to: &Sensitive<String>, today: Date) -> String {
    let words: Vec<&str> = to.0.split_whitespace().collect();
    if words.is_empty() {
        return format!("OFFICIAL-SENSITIVE. {}", day(today));
    }
    let short: String = words.join(" ").chars().take(AT_THE_EDGE).collect();
    format!("OFFICIAL-SENSITIVE. For {short}, {}", day(today))
}

pub(super) async fn file(
    app: &App,
    (case, chosen, family): (&CaseFile, Chosen, Vec<Block>),
    (wanted, setting): (&Wanted, Setting<'_>),
    today: Date,
) -> Result<TakenFile, AppError> {
    let synthetic = !setting.real_people || case.practice;
    let (entries, withheld) = (chosen.entries.len(), chosen.withheld);
    let taken = |bytes, media| TakenFile {
        bytes,
        media,
        entries,
        withheld,
    };
    let marking = marking(&wanted.to, today);
    let mut above = vec![
        ("What this is".to_owned(), WHAT.to_owned()),
        (
            "Review".to_owned(),
            format!("{}, {}", case.reference, setting.partnership),
        ),
        ("For".to_owned(), wanted.to.0.clone()),
        ("Purpose".to_owned(), wanted.purpose.0.clone()),
        ("Prepared on".to_owned(), day(today)),
    ];
    above.extend(choice_lines(&wanted.choice, &chosen, setting));
    if wanted.format == ChronologyFormat::Pdf {
        let mut paper = Paper::new(TITLE, today);
        paper.marking = marking;
        paper.synthetic = synthetic;
        paper.prepared_for.clone_from(&wanted.to.0);
        paper.blocks.push(Block::Facts(above));
        paper.blocks.push(table(&chosen, &wanted.choice, setting));
        paper.blocks.extend(family);
        let (bytes, media) = app.document(&paper, "pdf").await?;
        return Ok(taken(bytes, media));
    }
    let whose = chosen.agencies.iter().map(|id| above::agency(setting, *id));
    let named = setting.names.agencies().into_iter();
    let agencies = named.map(|(id, name)| (id.to_string(), name));
    let sheet = SheetOf {
        above,
        labels: setting.labels.clone().naming(agencies),
        marking,
        synthetic,
        today,
        agencies: whose.collect(),
        events: chosen.events,
        entries: chosen.entries,
        format: wanted.format,
        family,
    };
    let media = media(wanted.format);
    let made = tokio::task::spawn_blocking(move || sheet.written()).await;
    let bytes = made.map_err(failed)??;
    Ok(taken(bytes, media))
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Store(Box::new(error))
}

const fn media(format: ChronologyFormat) -> &'static str {
    match format {
        ChronologyFormat::Docx => {
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
        ChronologyFormat::Pdf => "application/pdf",
        ChronologyFormat::Xlsx => {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
        ChronologyFormat::Csv => "text/csv; charset=utf-8",
    }
}

/// Everything that a table of its own needs, to be made elsewhere.
struct SheetOf {
    above: Vec<(String, String)>,
    labels: Labels,
    marking: String,
    synthetic: bool,
    today: Date,
    agencies: Vec<String>,
    events: Vec<String>,
    entries: Vec<Entry>,
    format: ChronologyFormat,
    /// What people are to each other, where the format takes it.
    family: Vec<Block>,
}

impl SheetOf {
    fn written(&self) -> Result<Vec<u8>, AppError> {
        let mut paper = Paper::new(TITLE, self.today);
        paper.blocks.clone_from(&self.family);
        let pictures = reports::pngs(&paper).map_err(failed)?;
        self.book(&pictures).map_err(failed)
    }

    fn book(&self, pictures: &[Vec<u8>]) -> Result<Vec<u8>, ChronologyError> {
        let book = Book {
            title: TITLE,
            above: &self.above,
            labels: &self.labels,
            language: BRITISH_ENGLISH,
            marking: &self.marking,
            synthetic: self.synthetic,
            prepared_on: self.today,
            entries: &self.entries,
            agencies: &self.agencies,
            events: &self.events,
            after: &self.family,
            pictures,
        };
        match self.format {
            ChronologyFormat::Xlsx => book.xlsx(),
            ChronologyFormat::Csv => book.csv(),
            ChronologyFormat::Docx | ChronologyFormat::Pdf => book.docx(),
        }
    }
}
