//! What people are to each other as a part of a document: the genogram drawn, and the same in words.

use access::{Ctx, Section};
use chronology::genogram::{Genogram, Placed};
use model::Date;
use model::case::{RegisterSex, TieKind, TieStands};
use model::paper::Block;

use super::genogram::Fact;
use super::read::{PeoplePlaces, people_places};
use super::unnamed::unnamed;
use crate::{App, AppError, Reference};

/// What people are to each other today, for a document that is kept with the review and read by everybody on it: what stands in a
/// section that some may not read is left out for all, and counted. The reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub(crate) async fn part_of_paper(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    pseudonymous: bool,
) -> Result<Vec<Block>, AppError> {
    let mut found = people_places(app, ctx, reference).await?;
    found.keep_general();
    without(app, ctx, (reference, pseudonymous), &mut found).await?;
    let today = ctx.today();
    let mut blocks = vec![Block::NewPage, heading()];
    blocks.extend(found.drawn(today, today));
    blocks.push(table(&found, today));
    blocks.extend(hidden(
        &found,
        "not everybody on the review may read of them",
    ));
    Ok(blocks)
}

/// The same on a day, as its reader may read it, for a file that goes out; lines where a table would be taken for entries. The
/// reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub(crate) async fn part_of_file(
    app: &App,
    ctx: &Ctx,
    (reference, pseudonymous): (&Reference, bool),
    (on, in_lines): (Date, bool),
) -> Result<Vec<Block>, AppError> {
    let mut found = people_places(app, ctx, reference).await?;
    without(app, ctx, (reference, pseudonymous), &mut found).await?;
    let mut blocks = vec![Block::NewPage, heading()];
    blocks.extend(found.drawn(on, ctx.today()));
    let table = table(&found, on);
    blocks.push(if in_lines { lines(table) } else { table });
    blocks.extend(hidden(
        &found,
        "whoever made this file may not read of them",
    ));
    Ok(blocks)
}

async fn without(
    app: &App,
    ctx: &Ctx,
    (reference, pseudonymous): (&Reference, bool),
    found: &mut PeoplePlaces,
) -> Result<(), AppError> {
    if pseudonymous {
        let register = crate::chronology_out::register(app, ctx, reference).await?;
        unnamed(&register, found);
    }
    Ok(())
}

fn heading() -> Block {
    Block::Heading {
        level: 1,
        text: "Family and relationships".to_owned(),
    }
}

/// The rows of a table as points.
fn lines(block: Block) -> Block {
    match block {
        Block::Table { rows, .. } => Block::List(rows.iter().map(|row| row.join(", ")).collect()),
        other => other,
    }
}

impl PeoplePlaces {
    /// Only what everybody on the review may read: the rest counts as hidden.
    fn keep_general(&mut self) {
        let closed = self.accounts.iter_mut();
        for one in closed.filter(|one| one.reads != Section::General) {
            one.entry = None;
        }
        let register = &mut self.register;
        let all = register.people.len();
        register
            .people
            .retain(|one| one.section == Section::General);
        register.hidden += all - register.people.len();
        register
            .places
            .retain(|one| one.section == Section::General);
        register.names.retain(|one| one.section == Section::General);
        register.ties.retain(|one| one.section == Section::General);
        register.addresses.clear();
    }
}

/// Everything that is said, a row each, with how it stands on a day.
fn table(found: &PeoplePlaces, on: Date) -> Block {
    let rows: Vec<Vec<String>> = found.facts().map(|fact| row(found, &fact, on)).collect();
    if rows.is_empty() {
        return Block::Paragraph("Nobody has said what people are to each other.".to_owned());
    }
    let head = [
        "Who",
        "What they are",
        "To whom, or where",
        "When",
        "Who says so",
    ];
    Block::Table {
        caption: "What people are to each other, over time".to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows,
    }
}

fn hidden(found: &PeoplePlaces, why: &str) -> Option<Block> {
    let hidden = found.register.hidden;
    let people = if hidden == 1 {
        "person is"
    } else {
        "people are"
    };
    let said = format!("{hidden} {people} not shown: {why}.");
    (hidden > 0).then_some(Block::Paragraph(said))
}

impl PeoplePlaces {
    /// The genogram of a day with what its signs and numbers mean.
    fn drawn(&self, on: Date, today: Date) -> Vec<Block> {
        let drawn = self.genogram(on, today);
        let day = on.strftime("%-d %B %Y");
        let lead = format!(
            "What people are to each other and where they live, as far as it is recorded; drawn as on {day}. Statements that \
             contradict each other stand side by side. The same stands in words beneath the drawing."
        );
        let mut blocks = vec![Block::Paragraph(lead)];
        if drawn.people.is_empty() {
            return blocks;
        }
        let words = self.in_words(&drawn, (on, today));
        blocks.push(Block::Picture(
            drawn.picture(|id| self.called_here(id), words),
        ));
        let homes: Vec<String> = self.homes(&drawn).collect();
        if !homes.is_empty() {
            blocks.push(Block::List(homes));
        }
        blocks.push(Block::Paragraph(SIGNS.to_owned()));
        blocks
    }

    fn called_here(&self, id: model::RecordId) -> String {
        self.name(id).unwrap_or("Not shown").to_owned()
    }

    fn homes(&self, drawn: &Genogram) -> impl Iterator<Item = String> {
        let numbered = drawn.numbers().into_iter().enumerate();
        numbered.map(move |(at, place)| format!("Outline {}: {}", at + 1, self.called_here(place)))
    }

    /// All that the drawing shows, for those who do not see it.
    fn in_words(&self, drawn: &Genogram, days: (Date, Date)) -> String {
        let people = drawn.people.iter();
        let people = people.map(|one| self.person_in_words(one, days));
        let all: Vec<String> = people.chain(self.homes(drawn)).collect();
        format!("Genogram. {}.", all.join(". "))
    }

    /// "Tyler, male, child of the review: Lives at 3 Tallow Row; Dana is: Mother of Tyler".
    fn person_in_words(&self, one: &Placed, (on, today): (Date, Date)) -> String {
        let id = one.person.id;
        let sex = match self.sex(id) {
            RegisterSex::Male => "male",
            RegisterSex::Female => "female",
            RegisterSex::Other => "sex said otherwise",
            RegisterSex::NotRecorded => "sex not recorded",
        };
        let mut is = vec![self.called_here(id), sex.to_owned()];
        is.extend(
            one.person
                .of_review
                .then(|| "child of the review".to_owned()),
        );
        is.extend(one.person.died.then(|| "has died".to_owned()));
        let said = self.facts_of(id).into_iter().filter_map(|fact| {
            let what = format!("{} {}", words(fact.kind()), self.called_here(fact.to()));
            let what = if fact.from() == id {
                what
            } else {
                format!("{} is: {what}", self.called_here(fact.from()))
            };
            match fact.stands(on, today) {
                TieStands::NotYet => None,
                TieStands::Holds => Some(what),
                TieStands::Ended => Some(format!("{what}, which was over")),
            }
        });
        let said: Vec<String> = said.collect();
        if said.is_empty() {
            return is.join(", ");
        }
        format!("{}: {}", is.join(", "), said.join("; "))
    }
}

/// What the drawing's signs mean.
const SIGNS: &str = "Square: male, or recorded as father where no sex is recorded. Circle: female, or recorded as mother. Diamond: \
     not recorded, said otherwise, or recorded differently by different agencies. Double outline: a child of the review. Crossed: \
     has died. Thick line: a couple. Broken line: it was over on the day. Dotted line: grandparent, aunt, uncle, cousin, carer. \
     Pale outline with a number: they live together.";

fn row(found: &PeoplePlaces, fact: &Fact<'_>, today: Date) -> Vec<String> {
    let name = |id| found.name(id).unwrap_or("Not shown").to_owned();
    let (when, source) = match fact {
        Fact::OverTime(tie) => {
            let since = tie.body.since.map(|since| format!("since {since}"));
            let until = tie.body.until.map(|until| format!("until {until}"));
            let over = fact.stands(today, today) == TieStands::Ended && until.is_none();
            let over = over.then(|| "over, the day is not recorded".to_owned());
            let parts: Vec<String> = since.into_iter().chain(until).chain(over).collect();
            (parts.join("; "), tie.body.source.0.clone())
        }
        Fact::OfReview(one, _) => {
            let more = Some(one.body.more.0.trim()).filter(|more| !more.is_empty());
            let recorded = "Recorded with the children and adults of the review";
            let source =
                more.map_or_else(|| recorded.to_owned(), |more| format!("{recorded}: {more}"));
            (String::new(), source)
        }
    };
    let when = if when.is_empty() {
        "No days recorded".to_owned()
    } else {
        when
    };
    vec![
        name(fact.from()),
        words(fact.kind()).to_owned(),
        name(fact.to()),
        when,
        source,
    ]
}

const fn words(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Mother => "Mother of",
        TieKind::Father => "Father of",
        TieKind::AdoptiveParent => "Parent by adoption of",
        TieKind::StepParent => "Step-parent of",
        TieKind::Married => "Married to, or civil partner of",
        TieKind::Partner => "Partner of",
        TieKind::FormerPartner => "Former partner of",
        TieKind::Sibling => "Brother or sister of",
        TieKind::HalfSibling => "Half-brother or half-sister of",
        TieKind::StepSibling => "Step-brother or step-sister of",
        TieKind::Grandparent => "Grandparent of",
        TieKind::AuntOrUncle => "Aunt or uncle of",
        TieKind::Cousin => "Cousin of",
        TieKind::Carer => "Carer of",
        TieKind::FosterCarer => "Foster carer of",
        TieKind::Other => "Relative, friend, neighbour or other to",
        TieKind::LivesAt => "Lives at",
    }
}
