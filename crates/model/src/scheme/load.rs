//! Reading a scheme file, with errors that a person who edits one can act on.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer};

use super::{Item, Scheme, StageKind, TrackKind};
use crate::Nation;

/// A scheme file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct SchemeError {
    /// Name of the file.
    pub file: String,
    /// The line, counted from 1; the first line when it concerns the whole file.
    pub line: usize,
    /// What is wrong, and what is allowed.
    pub what: String,
}

pub(super) fn nation<'de, D: Deserializer<'de>>(input: D) -> Result<Nation, D::Error> {
    let code = String::deserialize(input)?;
    code.parse().map_err(|_| {
        let all: Vec<_> = Nation::ALL.iter().map(|nation| nation.code()).collect();
        serde::de::Error::custom(format!("no such nation; allowed: {}", all.join(", ")))
    })
}

pub(super) fn parse(text: &str, file: &str) -> Result<Scheme, SchemeError> {
    let scheme: Scheme = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        SchemeError {
            file: file.to_owned(),
            line: line_at(text, at),
            what: error.message().to_owned(),
        }
    })?;
    let checker = Checker { text, file };
    checker.whole(&scheme)?;
    Ok(scheme)
}

fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

struct Checker<'a> {
    text: &'a str,
    file: &'a str,
}

impl Checker<'_> {
    fn whole(&self, scheme: &Scheme) -> Result<(), SchemeError> {
        if scheme.valid_to.is_some_and(|last| last < scheme.valid_from) {
            return self.wrong("valid_to", "valid_to is before valid_from".to_owned());
        }
        let recipients = self.ids("recipients", scheme.recipients.iter())?;
        self.ids("criteria", scheme.criteria.iter())?;
        self.ids(
            "outcomes",
            scheme.outcomes.iter().map(|outcome| &outcome.item),
        )?;
        self.ids("local_routes", scheme.local_routes.iter())?;
        self.ids("clocks", scheme.clocks.iter().map(|clock| &clock.item))?;
        self.ids("late_reasons", scheme.late_reasons.iter())?;
        self.ids("other_notifications", scheme.other_notifications.iter())?;
        for outcome in &scheme.outcomes {
            for recipient in &outcome.recipients {
                if !recipients.contains(recipient.as_str()) {
                    let all: Vec<_> = recipients.iter().copied().collect();
                    let what = format!(
                        "outcome \"{}\" names recipient \"{recipient}\"; allowed: {}",
                        outcome.item.id,
                        all.join(", ")
                    );
                    return self.wrong(recipient, what);
                }
            }
        }
        self.tracks(scheme)?;
        self.days(scheme)
    }

    fn tracks(&self, scheme: &Scheme) -> Result<(), SchemeError> {
        let mut seen: BTreeSet<TrackKind> = BTreeSet::new();
        for track in &scheme.tracks {
            if !seen.insert(track.kind) {
                let code = track.kind.code();
                return self.wrong(code, format!("track \"{code}\" stands twice"));
            }
            let stages: BTreeSet<StageKind> = track.stages.iter().map(|stage| stage.kind).collect();
            for stage in &track.stages {
                if let Some(missing) = stage.after.iter().find(|after| !stages.contains(after)) {
                    let what = format!(
                        "stage \"{}\" comes after \"{}\", which track \"{}\" does not have",
                        stage.kind.code(),
                        missing.code(),
                        track.kind.code()
                    );
                    return self.wrong(missing.code(), what);
                }
            }
        }
        let has = |need: super::parts::Requirement| {
            scheme
                .track(need.track)
                .is_some_and(|track| track.stages.iter().any(|stage| stage.kind == need.stage))
        };
        let needs = scheme.tracks.iter().flat_map(|track| &track.stages);
        for need in needs.filter_map(|stage| stage.requires) {
            if !has(need) {
                let what = format!(
                    "requires stage \"{}\" of track \"{}\", which this scheme does not have",
                    need.stage.code(),
                    need.track.code()
                );
                return self.wrong("requires", what);
            }
        }
        Ok(())
    }

    fn days(&self, scheme: &Scheme) -> Result<(), SchemeError> {
        for step in &scheme.day_plan {
            if step.from == 0 || step.from > step.to {
                let what = format!(
                    "day_plan \"{}\": from must be 1 or more and not after to",
                    step.item.id
                );
                return self.wrong(&step.item.id, what);
            }
        }
        Ok(())
    }

    fn ids<'a>(
        &self,
        part: &str,
        items: impl Iterator<Item = &'a Item>,
    ) -> Result<BTreeSet<&'a str>, SchemeError> {
        let mut seen = BTreeSet::new();
        for item in items {
            let plain =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            if item.id.is_empty() || !item.id.bytes().all(plain) {
                let what = format!("{part}: id \"{}\" may hold a-z, 0-9 and _ only", item.id);
                return self.wrong(&item.id, what).map(|()| seen);
            }
            if !seen.insert(item.id.as_str()) {
                let what = format!("{part}: id \"{}\" stands twice", item.id);
                return self.wrong(&item.id, what).map(|()| seen);
            }
        }
        Ok(seen)
    }

    /// Points at the last line that holds the word, which is where the second of two stands.
    fn wrong(&self, word: &str, what: String) -> Result<(), SchemeError> {
        let at = self.text.rfind(word).unwrap_or(0);
        Err(SchemeError {
            file: self.file.to_owned(),
            line: line_at(self.text, at),
            what,
        })
    }
}
