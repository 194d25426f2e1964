//! We have said this before: earlier learning points and actions of the organisation's own reviews, and what others released or
//! published, that are near what somebody drafts; with what became of each.

use std::collections::BTreeSet;

use access::{Ctx, Permit, Section, actions};
use commons::{Finding, Item};
use model::case::{Action, ChangeSeen, LearningPoint};
use model::record::Record as _;
use model::{CaseId, Date, RecordId};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use super::near::{Near, Texts, near};
use super::shared::shared_near;
use crate::incident::find;
use crate::library::{How, Where, Why};
use crate::ours::{Ours, near_ours};
use crate::{App, AppError, Reference};

/// How much of each is shown at most.
const MOST: usize = 10;

/// What is being said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidOf {
    /// A learning point.
    LearningPoint(RecordId),
    /// An action.
    Action(RecordId),
}

/// What became of something that was said before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// A learning point: so many actions answer it, of which so many are done and in so many something changed for children.
    Answered {
        /// Actions that answer it.
        actions: usize,
        /// Of these, done.
        done: usize,
        /// Of these, something was seen to have changed, wholly or in part.
        changed: usize,
    },
    /// An action: where it stands (a code of `ActionStands`), and what was seen by whoever looked last.
    Action {
        /// Where it stands.
        stands: &'static str,
        /// Whether anything changed; absent while nobody has looked.
        seen: Option<ChangeSeen>,
    },
}

/// Something that was said before in reviews of the organisation's own, in the same words each time.
#[derive(Debug, Clone)]
pub struct Said {
    /// What was said.
    pub text: String,
    /// Where and when, and what became of it.
    pub times: Vec<SaidIn>,
    /// Why it was found.
    pub why: Why,
}

/// One time that something was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidIn {
    /// Reference of the review.
    pub reference: String,
    /// Whether that review is closed.
    pub closed: bool,
    /// On which day it was written down.
    pub on: Date,
    /// What became of it.
    pub ended: Ended,
}

/// What was said before.
#[derive(Debug, Clone)]
pub struct SaidBefore {
    /// The case.
    pub case: CaseFile,
    /// In the organisation's own reviews, as far as the reader may read them; the nearest first.
    pub own: Vec<Said>,
    /// Released within the partnership, and read by it alone.
    pub ours: Vec<Ours>,
    /// Released by others.
    pub others: Vec<(Item, Why)>,
    /// Published by others.
    pub published: Vec<(Finding, Why)>,
    /// How it was looked for in what others released and published.
    pub how: How,
}

/// What was said before that is near a draft: in other reviews before the day on which the draft was written down, and by others
/// until that day. What a review says elsewhere in its own drafts was not said before. Reviews in which something is found are written down as read; so are closed ones that
/// were looked through.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn said_before(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    of: SaidOf,
) -> Result<SaidBefore, AppError> {
    let vault = app.vault(ctx).await?;
    let (case, (question, on), own) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let (question, on) = draft(tx, &permit, of).await?;
                let own = own(tx, &question, (case, on)).await?;
                Ok((vault::case_of(tx, &permit).await?, (question, on), own))
            })
        })
        .await?;
    let shared = shared_near(app, ctx, &question, MOST).await?;
    let (mut ours, _) = near_ours(app, ctx, (&question, MOST)).await?;
    ours.retain(|one| one.released_on <= on);
    let others = shared.items.into_iter().map(|(item, _, why)| (item, why));
    let until = |(item, _): &(Item, Why)| item.released_on.is_none_or(|day| day <= on);
    let mut published = shared.findings;
    published.retain(|(finding, _)| {
        let catalogue = finding.catalogue.as_ref();
        catalogue.is_none_or(|known| known.year <= on.year())
    });
    Ok(SaidBefore {
        case,
        own,
        ours,
        others: others.filter(until).collect(),
        published,
        how: shared.how,
    })
}

/// The words of a draft, and the day on which it was written down.
async fn draft(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    of: SaidOf,
) -> Result<(String, Date), VaultError> {
    let (texts, added_at) = match of {
        SaidOf::LearningPoint(id) => {
            let one = vault::one::<_, LearningPoint>(tx, permit, id).await?;
            (point_texts(&one.body), one.added_at)
        }
        SaidOf::Action(id) => {
            let one = vault::one::<_, Action>(tx, permit, id).await?;
            (action_texts(&one.body), one.added_at)
        }
    };
    let texts: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
    Ok((texts.join("\n"), added_at.date_in_london()))
}

fn point_texts(one: &LearningPoint) -> Texts {
    vec![
        ("learned", one.learned.0.clone()),
        ("condition", one.condition.0.clone()),
    ]
}

fn action_texts(one: &Action) -> Texts {
    vec![
        ("what", one.what.0.clone()),
        ("different", one.different.0.clone()),
    ]
}

/// The learning points and actions of the reviews that the reader may read.
#[derive(Default)]
struct Own {
    points: Vec<Stored<LearningPoint>>,
    actions: Vec<Stored<Action>>,
}

/// What other reviews than the draft's said before its day.
async fn own(
    tx: &mut VaultTx<'_>,
    question: &str,
    draft: (CaseId, Date),
) -> Result<Vec<Said>, VaultError> {
    let today = tx.permit_organisation::<actions::SeeToday>()?;
    let cases = vault::cases_of(tx, &today).await?;
    let ids: BTreeSet<CaseId> = cases.iter().map(|one| one.id).collect();
    let kinds = vec![LearningPoint::KIND, Action::KIND];
    let mut kinds = vault::kinds_across(tx, &today, &ids, kinds).await?;
    let mut all = Own {
        points: kinds.take()?,
        actions: kinds.take()?,
    };
    for case in cases.iter().filter(|one| one.closed_at.is_some()) {
        let permit = tx
            .permit::<actions::ReadCase>(case.id, Section::General)
            .await?;
        let points = vault::list::<LearningPoint>(tx, &permit).await?;
        all.points.extend(points);
        let actions = vault::list::<Action>(tx, &permit).await?;
        all.actions.extend(actions);
    }
    let said = all.near(question, draft, &cases);
    let found: BTreeSet<CaseId> = said.iter().map(|one| one.case).collect();
    for case in found {
        // What is shown of a review is read.
        drop(
            tx.permit::<actions::ReadCase>(case, Section::General)
                .await?,
        );
    }
    Ok(together(said))
}

impl Own {
    /// What is near, the nearest first: so many different texts at most, each as often as it was said.
    fn near(&self, question: &str, draft: (CaseId, Date), cases: &[CaseFile]) -> Vec<Once> {
        let points = self.points.iter().filter(|one| is_before(one, draft));
        let actions = self.actions.iter().filter(|one| is_before(one, draft));
        let points: Vec<&Stored<LearningPoint>> = points.collect();
        let actions: Vec<&Stored<Action>> = actions.collect();
        let texts = points.iter().map(|one| point_texts(&one.body));
        let texts = texts.chain(actions.iter().map(|one| action_texts(&one.body)));
        let texts: Vec<Texts> = texts.collect();
        let found = near(question, &texts).into_iter();
        let said = found.filter_map(|one: Near| match points.get(one.place) {
            Some(point) => {
                let text = &point.body.learned.0;
                said(*point, (text, self.answered(point.id)), one.why, cases)
            }
            None => {
                let action = actions.get(one.place.checked_sub(points.len())?)?;
                let ended = Ended::Action {
                    stands: action.body.stands.code(),
                    seen: action.body.last_seen().map(|seen| seen.change),
                };
                said(*action, (&action.body.what.0, ended), one.why, cases)
            }
        });
        let mut words: BTreeSet<String> = BTreeSet::new();
        let mut fits = |one: &Once| {
            let new = !words.contains(&same(&one.text));
            if new && words.len() == MOST {
                return false;
            }
            words.insert(same(&one.text));
            true
        };
        said.filter(|one| fits(one)).collect()
    }

    fn answered(&self, point: RecordId) -> Ended {
        let answers = self
            .actions
            .iter()
            .filter(|one| one.body.learning_point == point);
        let answers: Vec<&Action> = answers.map(|one| &one.body).collect();
        let done = answers.iter().filter(|one| one.stands.code() == "done");
        let changed = answers.iter().filter(|one| {
            let seen = one.last_seen().map(|seen| seen.change);
            matches!(seen, Some(ChangeSeen::Changed | ChangeSeen::InPart))
        });
        Ended::Answered {
            actions: answers.len(),
            done: done.count(),
            changed: changed.count(),
        }
    }
}

/// Whether something was said in another review, on an earlier day.
fn is_before<R>(one: &Stored<R>, (case, on): (CaseId, Date)) -> bool {
    one.case != case && one.added_at.date_in_london() < on
}

/// Something as it was said once.
struct Once {
    case: CaseId,
    text: String,
    at: SaidIn,
    why: Vec<Where>,
}

fn said<R>(
    one: &Stored<R>,
    (text, ended): (&str, Ended),
    why: Vec<Where>,
    cases: &[CaseFile],
) -> Option<Once> {
    let case = cases.iter().find(|case| case.id == one.case)?;
    Some(Once {
        case: case.id,
        text: text.to_owned(),
        at: SaidIn {
            reference: case.reference.clone(),
            closed: case.closed_at.is_some(),
            on: one.added_at.date_in_london(),
            ended,
        },
        why,
    })
}

/// The words by which texts are the same.
fn same(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// The same words stand once, with every time that they were said, the last first.
fn together(all: Vec<Once>) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    for one in all {
        if let Some(known) = said
            .iter_mut()
            .find(|known| same(&known.text) == same(&one.text))
        {
            known.times.push(one.at);
        } else {
            let why = Why {
                words: one.why,
                close: false,
            };
            said.push(Said {
                text: one.text,
                times: vec![one.at],
                why,
            });
        }
    }
    for one in &mut said {
        one.times
            .sort_by(|one, other| (other.on, &other.reference).cmp(&(one.on, &one.reference)));
    }
    said
}
