//! What people are to each other as a part of a document: in words, as a table. A document of this service holds no drawings.

use access::{Ctx, Section};
use model::Date;
use model::case::{TieKind, TieStands};
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
    if pseudonymous {
        let register = crate::chronology_out::register(app, ctx, reference).await?;
        unnamed(&register, &mut found);
    }
    Ok(blocks(&found, ctx.today()))
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

fn blocks(found: &PeoplePlaces, today: Date) -> Vec<Block> {
    let mut blocks = vec![
        Block::NewPage,
        Block::Heading {
            level: 1,
            text: "Family and relationships".to_owned(),
        },
        Block::Paragraph(
            "What people are to each other and where they live, as far as it is recorded. Statements that contradict each other \
             stand side by side. The genogram itself is drawn in the service; this is the same in words."
                .to_owned(),
        ),
    ];
    let rows: Vec<Vec<String>> = found.facts().map(|fact| row(found, &fact, today)).collect();
    blocks.push(if rows.is_empty() {
        Block::Paragraph("Nobody has said what people are to each other.".to_owned())
    } else {
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
    });
    let hidden = found.register.hidden;
    if hidden > 0 {
        let people = if hidden == 1 {
            "person is"
        } else {
            "people are"
        };
        blocks.push(Block::Paragraph(format!(
            "{hidden} {people} not shown: not everybody on the review may read of them."
        )));
    }
    blocks
}

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
