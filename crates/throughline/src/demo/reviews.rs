//! Invented reviews: some new ones, one at each stage, and others drawn by the proportions, each in its own time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::Role;
use app::received::{mark_read, received, work_list};
use app::vault::Which;
use app::worker::Worker;
use app::{App, Reference};
use model::case::{ReceivedStep, SafeNow};
use model::{Calendar, Clock, Date, DateTime, EnvelopeId, Instant, Nation};

use super::act::{Scene, act};
use super::course::{Course, Pace, Step};
use super::dice::Dice;
use super::people::{Cast, Troupe};
use super::proportions::Proportions;
use super::review::Review;
use super::stages;
use super::stories::{self, Story};

const DAY: i64 = 24 * 60 * 60;
const QUARTER: i64 = 15 * 60;

/// The clock of a demonstration while it is made: it shows what was last set.
pub struct Set(AtomicI64);

impl Set {
    /// A clock that stands at a moment.
    #[must_use]
    pub fn at(now: Instant) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(now.microseconds())))
    }

    fn to(&self, now: Instant) {
        self.0.store(now.microseconds(), Ordering::Relaxed);
    }
}

impl Clock for Set {
    fn now(&self) -> Instant {
        Instant::from_microseconds(self.0.load(Ordering::Relaxed))
    }
}

/// One thing to be done at a moment.
struct Beat {
    at: Instant,
    troupe: usize,
    review: usize,
    step: Step,
}

/// Everything that is to be done.
#[derive(Default)]
struct Script {
    reviews: Vec<Review>,
    beats: Vec<Beat>,
}

/// Makes the reviews: the new ones alone, or all of them.
///
/// # Errors
/// When a use case refuses.
pub async fn make(
    (app, clock): (&Arc<App>, &Set),
    cast: &Cast,
    proportions: Option<&Proportions>,
) -> anyhow::Result<()> {
    let now = clock.now();
    let mut script = Script::default();
    script.new_ones(now)?;
    if let Some(proportions) = proportions {
        let calendar = Calendar::embedded(Nation::England)?;
        script.stages(&calendar, now)?;
        for (index, troupe) in cast.partnerships.iter().enumerate() {
            let many = if index == 0 {
                proportions.reviews.here
            } else {
                proportions.reviews.neighbour
            };
            let mut dice = Dice::of(troupe.code);
            for _ in 0..many {
                script.drawn(&calendar, (index, now), proportions, &mut dice)?;
            }
        }
        script.with_accounts(&calendar, now)?;
    }
    script.play((app, clock), cast, now).await
}

impl Script {
    fn add(&mut self, review: Review) -> usize {
        self.reviews.push(review);
        self.reviews.len() - 1
    }

    /// Letters that tell the reviews apart: A, B … Z, AA, AB …
    fn letter(&self) -> String {
        let mut number = self.reviews.len();
        let mut letters = Vec::new();
        loop {
            let rest = u8::try_from(number % 26).unwrap_or(0);
            letters.push(char::from(b'A' + rest));
            if number < 26 {
                return letters.iter().rev().collect();
            }
            number = number / 26 - 1;
        }
    }

    /// Three incidents that were only raised, the newest now.
    fn new_ones(&mut self, now: Instant) -> anyhow::Result<()> {
        let pick = |nature: &str, age: &str| {
            let mut dice = Dice::of(age);
            let found = stories::of(nature, age, &mut dice);
            found.ok_or_else(|| anyhow::anyhow!("there is no story of {nature} at {age}"))
        };
        let baby = pick("serious_harm", "under_1")?;
        let child = pick("serious_harm", "6_to_10")?;
        let young = pick("serious_harm", "11_to_15")?;
        let neighbour = Some("Younger child whom a neighbour heard (not identified)");
        let all: [(i64, Story, SafeNow, Option<&'static str>); 3] = [
            (9, baby, SafeNow::Safe, None),
            (3, child, SafeNow::NotKnown, neighbour),
            (0, young, SafeNow::NotSafe, None),
        ];
        for (ago, story, safe, unidentified) in all {
            let mut review = Review::new(story, self.reviews.len());
            review.safe = safe;
            review.unidentified = unidentified;
            let review = self.add(review);
            self.beats.push(Beat {
                at: now.plus_seconds(-ago * DAY),
                troupe: 0,
                review,
                step: Step::Raise,
            });
        }
        Ok(())
    }

    fn stages(&mut self, calendar: &Calendar, now: Instant) -> anyhow::Result<()> {
        for stage in stages::all() {
            let (nature, age) = stage.story;
            let mut dice = Dice::of(&self.letter());
            let outcome = stage.course.outcome();
            let story =
                stories::of_outcome(outcome).or_else(|| stories::of(nature, age, &mut dice));
            let story =
                story.ok_or_else(|| anyhow::anyhow!("there is no story of {nature} at {age}"))?;
            let mut review = Review::new(story, self.reviews.len());
            review.looked_after = outcome == "looked_after_death";
            let review = self.add(review);
            let place = (0, review);
            self.course(calendar, (now, stage.ago), place, &stage.course)?;
        }
        Ok(())
    }

    /// A review in its rapid review whose chronology is there to be looked at. It comes last, so that the others stay as they are.
    fn with_accounts(&mut self, calendar: &Calendar, now: Instant) -> anyhow::Result<()> {
        let mut dice = Dice::of("accounts");
        let story = stories::of("serious_harm", "6_to_10", &mut dice);
        let story =
            story.ok_or_else(|| anyhow::anyhow!("there is no story of a child at school"))?;
        let review = Review::new(story, self.reviews.len());
        let review = self.add(review);
        let course = Course::whole(Pace::default())
            .until(7)
            .then(7, Step::Accounts);
        self.course(calendar, (now, 8), (0, review), &course)
    }

    fn drawn(
        &mut self,
        calendar: &Calendar,
        (troupe, now): (usize, Instant),
        proportions: &Proportions,
        dice: &mut Dice,
    ) -> anyhow::Result<()> {
        let (nature, age) = (
            proportions.draw("nature", dice),
            proportions.draw("age", dice),
        );
        let ago = dice.between(1, proportions.reviews.working_days);
        let course = Course::drawn(proportions, dice);
        let own = stories::of_outcome(course.outcome());
        let Some(story) = own.or_else(|| stories::of(nature, age, dice)) else {
            anyhow::bail!("there is no story of {nature}");
        };
        let mut review = Review::new(story, self.reviews.len());
        review.looked_after =
            proportions.happens("looked_after", dice) || course.outcome() == "looked_after_death";
        proportions
            .draw("ethnicity", dice)
            .clone_into(&mut review.ethnicity);
        let review = self.add(review);
        let ago = u32::try_from(ago)?;
        self.course(calendar, (now, ago), (troupe, review), &course)
    }

    /// Puts the steps of a course on their days; what would come after now is left out.
    fn course(
        &mut self,
        calendar: &Calendar,
        (now, ago): (Instant, u32),
        (troupe, review): (usize, usize),
        course: &Course,
    ) -> anyhow::Result<()> {
        let start = calendar.due_before(now.date_in_london(), ago)?;
        let quarters = i64::try_from(review % 8)?;
        let mut last = None;
        let mut order = 0;
        for (lag, step) in course.steps() {
            if *lag > i64::from(ago) {
                break;
            }
            order = if last == Some(*lag) { order + 1 } else { 0 };
            last = Some(*lag);
            let day = calendar.due(start, u32::try_from(*lag)?)?;
            let at = office(day).map(|nine| nine.plus_seconds((quarters + 2 * order) * QUARTER));
            let Some(at) = at.filter(|at| *at < now) else {
                break;
            };
            self.beats.push(Beat {
                at,
                troupe,
                review,
                step: step.clone(),
            });
        }
        Ok(())
    }

    async fn play(
        mut self,
        (app, clock): (&Arc<App>, &Set),
        cast: &Cast,
        now: Instant,
    ) -> anyhow::Result<()> {
        self.beats.sort_by_key(|beat| beat.at);
        let mut worker = Worker::new(Arc::clone(app));
        for beat in &self.beats {
            clock.to(beat.at);
            let (Some(troupe), Some(review)) = (
                cast.partnerships.get(beat.troupe),
                self.reviews.get_mut(beat.review),
            ) else {
                continue;
            };
            let scene = Scene {
                app,
                troupe,
                at: beat.at,
            };
            act(&scene, review, &beat.step).await.map_err(|error| {
                error.context(format!(
                    "{} in {}: {:?}",
                    review.home.child, troupe.code, beat.step
                ))
            })?;
            if beat.step == Step::Notified {
                worker.round().await?;
                if let Some(national) = &cast.national {
                    read_what_came(app, national, beat.at).await?;
                }
            }
        }
        clock.to(now);
        worker.round().await?;
        Ok(())
    }
}

/// The national body reads what is older than two days.
async fn read_what_came(app: &App, national: &Troupe, now: Instant) -> anyhow::Result<()> {
    let ctx = national.acting(national.first(Role::PanelSecretariat)?, now)?;
    let unread = Which::At(ReceivedStep::ToRead);
    for line in work_list(app, &ctx, unread, 0).await?.lines {
        let reference: Reference = line.case.reference.parse()?;
        let view = received(app, &ctx, &reference).await?;
        let old = view.arrived.iter().map(|one| &one.envelope);
        let old = old.filter(|one| now.seconds_since(one.at) > 2 * DAY);
        let old: Vec<EnvelopeId> = old.map(|one| one.id).collect();
        mark_read(app, &ctx, &reference, &old).await?;
    }
    Ok(())
}

/// Nine o'clock in London.
fn office(day: Date) -> Option<Instant> {
    Instant::from_london(DateTime::from_parts(day, model::Time::constant(9, 0, 0, 0)))
}
