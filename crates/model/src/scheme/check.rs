//! What a scheme file must hold to beyond its shape: ids once, names that lead somewhere, lengths
//! that mean something, and rules of the field that no file may switch off.

mod learning;
mod release;

use std::collections::BTreeSet;

use super::place::Step::{At, Key};
use super::place::{Places, Step, written};
use super::{
    ClockDef, ClockRule, EventKind, ExtraQuestion, MOST_COURSE, NeedKind, QuestionType,
    Requirement, STEPS, Scheme, SchemeError, StageDef, StageKind, TrackDef, TrackKind,
};
use crate::letter_words::{Placeholder, placeholders};

/// Longest clock that makes sense; a longer one is a slip of the keyboard.
const MOST_WORKING_DAYS: u32 = 260;
const MOST_MONTHS: u32 = 120;
/// An emergency that lasts longer than a day is no emergency; notice longer than a season is none.
const MOST_MINUTES: u32 = 24 * 60;
const MOST_NOTICE: u32 = 90;
/// What is looked at again after more than three years is not looked at again.
const MOST_REVISIT: u32 = 1_100;

type Checked = Result<(), SchemeError>;

pub(super) struct Checker<'a> {
    file: &'a str,
    places: &'a Places<'a>,
}

impl<'a> Checker<'a> {
    pub(super) const fn new(file: &'a str, places: &'a Places<'a>) -> Self {
        Self { file, places }
    }

    pub(super) fn whole(&self, scheme: &Scheme) -> Checked {
        if scheme.valid_to.is_some_and(|last| last < scheme.valid_from) {
            return self.wrong(&[Key("valid_to")], "valid_to is before valid_from");
        }
        self.id(&scheme.id, &[Key("id")])?;
        self.items(scheme)?;
        self.lists(scheme)?;
        self.steps(scheme)?;
        self.letters(scheme)?;
        self.access(scheme)?;
        self.learning(scheme)?;
        self.release(scheme)?;
        for (at, track) in scheme.tracks.iter().enumerate() {
            self.track(scheme, track, at)?;
        }
        self.ways(scheme)?;
        self.outcomes(scheme)?;
        self.clocks(scheme)?;
        self.days(scheme)?;
        self.course(scheme)?;
        for (at, question) in scheme.extra_questions.iter().enumerate() {
            self.question(scheme, question, at)?;
        }
        Ok(())
    }

    fn access(&self, scheme: &Scheme) -> Checked {
        let lengths = [
            (
                "emergency_minutes",
                scheme.access.emergency_minutes,
                MOST_MINUTES,
            ),
            (
                "emergency_review_days",
                scheme.access.emergency_review_days,
                MOST_NOTICE,
            ),
            (
                "guest_notice_days",
                scheme.access.guest_notice_days,
                MOST_NOTICE,
            ),
        ];
        for (key, length, most) in lengths {
            if !(1..=most).contains(&length) {
                let what = format!("{key} is {length}; allowed: 1 to {most}");
                return self.wrong(&[Key("access"), Key(key)], &what);
            }
        }
        Ok(())
    }

    fn items(&self, scheme: &Scheme) -> Checked {
        let mut seen = BTreeSet::new();
        let mut part_before = "";
        let mut at = 0;
        for (part, item) in scheme.items() {
            at = if part == part_before { at + 1 } else { 0 };
            part_before = part;
            let nested = matches!(
                part,
                "outcomes"
                    | "clocks"
                    | "day_plan"
                    | "retention"
                    | "requests"
                    | "letters"
                    | "extra_questions"
            );
            let mut path = vec![Key(part)];
            if part != "guidance" {
                path.push(At(at));
            }
            if nested {
                path.push(Key("item"));
            }
            let inside = |key: &'static str| [path.as_slice(), &[Key(key)]].concat();
            self.id(&item.id, &inside("id"))?;
            if !seen.insert((part, item.id.as_str())) {
                let what = format!("{part}: id \"{}\" stands twice", item.id);
                return self.wrong(&inside("id"), &what);
            }
            if item.label.en.trim().is_empty() {
                return self.wrong(&inside("label"), "the label is empty");
            }
            let source = item.source.as_deref().unwrap_or_default();
            if item.checked && source.trim().is_empty() {
                return self.wrong(&inside("checked"), "checked = true needs a source");
            }
        }
        Ok(())
    }

    fn course(&self, scheme: &Scheme) -> Checked {
        if !(1..=MOST_COURSE).contains(&scheme.course.len()) {
            let what = format!("the course has 1 to {MOST_COURSE} stages");
            return self.wrong(&[Key("course")], &what);
        }
        for (at, step) in scheme.course.iter().enumerate() {
            let path = [Key("course"), At(at), Key("stage")];
            let named = format!("\"{}\" of \"{}\"", step.stage.code(), step.track.code());
            if scheme.stage(step.track, step.stage).is_none() {
                return self.wrong(&path, &format!("there is no stage {named}"));
            }
            let before = scheme.course.iter().take(at);
            let mut same = before.filter(|one| (one.track, one.stage) == (step.track, step.stage));
            if same.next().is_some() {
                return self.wrong(&path, &format!("stage {named} stands twice"));
            }
        }
        Ok(())
    }

    fn lists(&self, scheme: &Scheme) -> Checked {
        let natures: BTreeSet<&str> = scheme
            .list("nature")
            .map(|list| list.items.iter().map(|item| item.code.as_str()).collect())
            .unwrap_or_default();
        let mut seen = BTreeSet::new();
        for (at, list) in scheme.lists.iter().enumerate() {
            let path = [Key("lists"), At(at), Key("id")];
            self.id(&list.id, &path)?;
            if !seen.insert(&list.id) {
                return self.wrong(&path, &format!("list \"{}\" stands twice", list.id));
            }
            let mut codes = BTreeSet::new();
            for (place, item) in list.items.iter().enumerate() {
                let path = [Key("lists"), At(at), Key("items"), At(place), Key("code")];
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
                if item.code.is_empty() || !item.code.bytes().all(plain) {
                    return self.wrong(&path, "a code may hold letters a-z, digits and _ only");
                }
                if !codes.insert(&item.code) {
                    return self.wrong(&path, &format!("code \"{}\" stands twice", item.code));
                }
            }
            for (place, nature) in list.for_nature.iter().enumerate() {
                let path = [Key("lists"), At(at), Key("for_nature"), At(place)];
                self.known("nature", nature, &natures, &path)?;
            }
        }
        Ok(())
    }

    fn letters(&self, scheme: &Scheme) -> Checked {
        for (at, letter) in scheme.letters.iter().enumerate() {
            for (key, label) in [("title", &letter.title), ("words", &letter.words)] {
                let path = [Key("letters"), At(at), Key(key)];
                if label.en.trim().is_empty() {
                    return self.wrong(&path, "a letter needs a title and words");
                }
                if let Err(unknown) = placeholders(&label.en) {
                    let all: Vec<&str> = Placeholder::ALL.iter().map(|one| one.code()).collect();
                    let what = format!(
                        "no place \"{{{}}}\"; allowed: {}",
                        unknown.0,
                        all.join(", ")
                    );
                    return self.wrong(&path, &what);
                }
            }
        }
        Ok(())
    }

    fn steps(&self, scheme: &Scheme) -> Checked {
        let mut seen = BTreeSet::new();
        for (at, step) in scheme.steps.iter().enumerate() {
            let path = [Key("steps"), At(at), Key("id")];
            self.id(&step.id, &path)?;
            if !seen.insert(&step.id) {
                return self.wrong(&path, &format!("step \"{}\" stands twice", step.id));
            }
        }
        self.all_steps(scheme)
    }

    /// Tables at the end of a file can be missing without a trace: what the pages open with is counted.
    fn all_steps(&self, scheme: &Scheme) -> Checked {
        let missing = STEPS.iter().filter(|id| scheme.step(id).is_none());
        let missing: Vec<String> = missing.map(|id| format!("\"{id}\"")).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let last = scheme.steps.last().map_or("none", |step| step.id.as_str());
        Err(SchemeError {
            file: self.file.to_owned(),
            line: self.places.last_line(),
            key: "steps".to_owned(),
            what: format!(
                "no step {}; the last step in the file is \"{last}\": was the file cut off after it?",
                missing.join(", ")
            ),
        })
    }

    fn outcomes(&self, scheme: &Scheme) -> Checked {
        let recipients = scheme
            .recipients
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        for (at, outcome) in scheme.outcomes.iter().enumerate() {
            let inside = |key: &'static str| [Key("outcomes"), At(at), Key(key)];
            for (place, recipient) in outcome.recipients.iter().enumerate() {
                let path = [inside("recipients").as_slice(), &[At(place)]].concat();
                self.known("recipient", recipient, &recipients, &path)?;
            }
            if scheme
                .stage(TrackKind::Notification, outcome.stage)
                .is_none()
            {
                let what = format!(
                    "track \"notification\" has no stage \"{}\"",
                    outcome.stage.code()
                );
                return self.wrong(&inside("stage"), &what);
            }
            if outcome.rapid_review && !outcome.notify {
                let what = "a rapid review follows a notification; set notify = true or rapid_review = false";
                return self.wrong(&inside("rapid_review"), what);
            }
        }
        Ok(())
    }

    fn track(&self, scheme: &Scheme, track: &TrackDef, at: usize) -> Checked {
        let earlier = scheme.tracks.iter().take(at);
        if earlier.map(|one| one.kind).any(|kind| kind == track.kind) {
            let what = format!("track \"{}\" stands twice", track.kind.code());
            return self.wrong(&[Key("tracks"), At(at), Key("kind")], &what);
        }
        let stages: BTreeSet<StageKind> = track.stages.iter().map(|stage| stage.kind).collect();
        for (place, stage) in track.stages.iter().enumerate() {
            let path = [Key("tracks"), At(at), Key("stages"), At(place)];
            let earlier = track.stages.iter().take(place);
            if earlier.map(|one| one.kind).any(|kind| kind == stage.kind) {
                let what = format!("stage \"{}\" stands twice", stage.kind.code());
                return self.wrong(&path, &what);
            }
            self.stage(scheme, stage, &stages, &path)?;
        }
        Ok(())
    }

    /// Every stage must be reachable: a stage nobody can get to, or two tracks that wait for each
    /// other, would be a dead end that shows only in a case.
    fn ways(&self, scheme: &Scheme) -> Checked {
        let reached = reached(scheme);
        let cut_off = |by_requires: bool| {
            all_stages(scheme).find_map(|(at, track, place, stage)| {
                let missing = !reached.contains(&(track.kind, stage.kind));
                (missing && follows(track.kind, stage, &reached) == by_requires)
                    .then_some((at, place, stage))
            })
        };
        let inside = |at, place, key| [Key("tracks"), At(at), Key("stages"), At(place), Key(key)];
        if let Some((at, place, stage)) = cut_off(true) {
            let other = stage
                .requires
                .map(|need| (need.track.code(), need.stage.code()));
            let (track, other) = other.unwrap_or_default();
            let what = format!(
                "track \"{track}\" never reaches \"{other}\" before this stage, so nobody could get here"
            );
            return self.wrong(&inside(at, place, "requires"), &what);
        }
        if let Some((at, place, _)) = cut_off(false) {
            let what = "no way leads from the beginning of the track to this stage";
            return self.wrong(&inside(at, place, "after"), what);
        }
        Ok(())
    }

    fn stage(
        &self,
        scheme: &Scheme,
        stage: &StageDef,
        stages: &BTreeSet<StageKind>,
        path: &[Step<'_>],
    ) -> Checked {
        let inside = |key: &'static str| [path, &[Key(key)]].concat();
        let known = |kind: &StageKind| *kind == StageKind::NotBegun || stages.contains(kind);
        if let Some(missing) = stage.after.iter().find(|after| !known(after)) {
            let what = format!("this track has no stage \"{}\"", missing.code());
            return self.wrong(&inside("after"), &what);
        }
        if let Some(need) = stage.requires
            && scheme.stage(need.track, need.stage).is_none()
        {
            let what = format!(
                "track \"{}\" has no stage \"{}\"",
                need.track.code(),
                need.stage.code()
            );
            return self.wrong(&inside("requires"), &what);
        }
        if stage.needs.contains(&NeedKind::Views) && scheme.partners.is_empty() {
            let what = "needs views, and the scheme names no partners";
            return self.wrong(&inside("needs"), what);
        }
        if stage.label.en.trim().is_empty() {
            return self.wrong(&inside("label"), "the label is empty");
        }
        Ok(())
    }

    fn clocks(&self, scheme: &Scheme) -> Checked {
        let given: BTreeSet<EventKind> = scheme
            .tracks
            .iter()
            .flat_map(|track| &track.stages)
            .flat_map(|stage| stage.gives.iter().chain(&stage.renews))
            .copied()
            .collect();
        let happens = |event: EventKind| event.is_recorded() || given.contains(&event);
        for (at, clock) in scheme.clocks.iter().enumerate() {
            let inside = |key: &'static str| [Key("clocks"), At(at), Key(key)];
            let triggers = [("trigger", Some(clock.trigger)), ("met_by", clock.met_by)];
            let named = triggers
                .into_iter()
                .filter_map(|(key, event)| Some((key, event?)));
            let shown = clock.shows.iter().map(|event| ("shows", *event));
            if let Some((key, event)) = named.chain(shown).find(|(_, event)| !happens(*event)) {
                let all = EventKind::ALL.iter().copied().filter(|one| happens(*one));
                let all: Vec<&str> = all.map(EventKind::code).collect();
                let what = format!(
                    "no stage of this scheme gives \"{}\"; allowed: {}",
                    event.code(),
                    all.join(", ")
                );
                return self.wrong(&inside(key), &what);
            }
            self.clock(clock, at)?;
        }
        Ok(())
    }

    fn clock(&self, clock: &ClockDef, at: usize) -> Checked {
        let inside = |key: &'static str| [Key("clocks"), At(at), Key(key)];
        if clock.pausable && !clock.kind.may_be_paused() {
            let what = format!("a clock of kind \"{}\" is never paused", clock.kind.code());
            return self.wrong(&inside("pausable"), &what);
        }
        if clock.met_by.is_none() && !clock.is_advisory() {
            let what = "met_by is missing; only an advisory clock may just run out";
            return self.wrong(&inside("item"), what);
        }
        let (length, most) = match clock.rule {
            ClockRule::WorkingDaysAfter(days) | ClockRule::WorkingDaysBefore(days) => {
                (days, MOST_WORKING_DAYS)
            }
            ClockRule::MonthsAfter(months) => (months, MOST_MONTHS),
        };
        if length == 0 || length > most {
            return self.wrong(&inside("rule"), &format!("must be from 1 to {most}"));
        }
        Ok(())
    }

    fn days(&self, scheme: &Scheme) -> Checked {
        for (at, step) in scheme.day_plan.iter().enumerate() {
            if step.from == 0 || step.from > step.to || step.to > MOST_WORKING_DAYS {
                let what = format!(
                    "from must be 1 or more, not after to, and to not more than {MOST_WORKING_DAYS}"
                );
                return self.wrong(&[Key("day_plan"), At(at), Key("from")], &what);
            }
        }
        Ok(())
    }

    fn question(&self, scheme: &Scheme, question: &ExtraQuestion, at: usize) -> Checked {
        let inside = |key: &'static str| [Key("extra_questions"), At(at), Key(key)];
        let steps = scheme.steps.iter().map(|step| step.id.as_str()).collect();
        self.known("step", &question.step, &steps, &inside("step"))?;
        let is_choice = question.answer == QuestionType::Choice;
        if is_choice == question.choices.is_empty() {
            let what = "choices belong to answer = \"choice\", which needs them";
            return self.wrong(&inside("answer"), what);
        }
        Ok(())
    }

    fn id(&self, id: &str, path: &[Step<'_>]) -> Checked {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if id.is_empty() || !id.bytes().all(plain) {
            return self.wrong(path, &format!("id \"{id}\" may hold a-z, 0-9 and _ only"));
        }
        Ok(())
    }

    fn known(&self, part: &str, id: &str, all: &BTreeSet<&str>, path: &[Step<'_>]) -> Checked {
        if all.contains(id) {
            return Ok(());
        }
        let all: Vec<&str> = all.iter().copied().collect();
        let what = format!("no {part} \"{id}\"; allowed: {}", all.join(", "));
        self.wrong(path, &what)
    }

    fn wrong(&self, path: &[Step<'_>], what: &str) -> Checked {
        Err(SchemeError {
            file: self.file.to_owned(),
            line: self.places.line_of(path),
            key: written(path),
            what: what.to_owned(),
        })
    }
}

type Reached = BTreeSet<(TrackKind, StageKind)>;

/// The stages of all tracks that can be reached from the beginning, each track waiting where the
/// scheme says so.
fn reached(scheme: &Scheme) -> Reached {
    let mut reached = Reached::new();
    loop {
        let next = all_stages(scheme).find(|(_, track, _, stage)| {
            let free = |need: Requirement| reached.contains(&(need.track, need.stage));
            !reached.contains(&(track.kind, stage.kind))
                && follows(track.kind, stage, &reached)
                && stage.requires.is_none_or(free)
        });
        let Some((_, track, _, stage)) = next else {
            return reached;
        };
        reached.insert((track.kind, stage.kind));
    }
}

/// Whether a stage begins its track or follows a stage of it that can be reached.
fn follows(track: TrackKind, stage: &StageDef, reached: &Reached) -> bool {
    let mut after = stage.after.iter();
    stage.after.is_empty()
        || after.any(|kind| *kind == StageKind::NotBegun || reached.contains(&(track, *kind)))
}

/// Every stage with its track and the places of both in the file.
fn all_stages(scheme: &Scheme) -> impl Iterator<Item = (usize, &TrackDef, usize, &StageDef)> {
    let tracks = scheme.tracks.iter().enumerate();
    tracks.flat_map(|(at, track)| {
        let stages = track.stages.iter().enumerate();
        stages.map(move |(place, stage)| (at, track, place, stage))
    })
}
