//! Learning with a string in every field, through the whole gate: written, checked, decided on, released by two people, and by
//! every partner where everybody is to read it.

use app::AppError;
use app::sharing::{
    Confirmed, Line, LineAnswer, LinesAnswered, NewDecision, NewDraft, NewHold, SharingView,
    TOGETHER, ask_to_release, asked_lines, decide, draft_to_release, keep_family, keep_lines,
    put_hold, release, save_draft, shared_draft,
};
use model::case::{CheckSays, FamilyKnows, FindingChoice, KeptAgreed, SharedFrom};
use model::learning::{Confidence, EffectSeen, SharedLearning, Sharing, SystemLevel};
use model::{RecordId, Sensitive};

use super::area::{Area, Planted, form, words};
use super::canaries::{Canary, Sort};
use crate::site::START;

/// Fields of what is shared.
const FIELDS: usize = 7;

/// What the check did not find in what was written.
#[derive(Default)]
pub struct Missed {
    /// Strings that stood there.
    pub written: usize,
    /// Of those on record, and of those that have a form: what they are and where they stood.
    pub to_find: Vec<String>,
    /// Names that stand in prose alone.
    pub prose: usize,
}

/// Learning in which every field has a string of the review.
fn laden(canaries: &[Canary], item: usize) -> (SharedLearning, Vec<&Canary>) {
    let all = canaries.iter().cycle().skip(item * FIELDS);
    let used: Vec<&Canary> = all.take(FIELDS).collect();
    let name = |field: usize| &used[field].text;
    let learning = SharedLearning {
        condition: format!("Teams that met {} did not share a record.", name(0)),
        level: SystemLevel::Agency,
        changed_at: None,
        usually: format!("Nobody told {} what others knew.", name(1)),
        tried: format!("A shared list was begun with {} in one team.", name(2)),
        effect: format!("It helped until {} left.", name(3)),
        effect_seen: EffectSeen::Mixed,
        evidence: format!("An audit of {} counted calls.", name(4)),
        question: format!("Who has met this with {} in it?", name(5)),
        context: format!("A small area near {} with two trusts.", name(6)),
        confidence: Confidence::Plausible,
        stage: None,
        harm: Vec::new(),
        age_bands: Vec::new(),
        themes: Vec::new(),
    };
    (learning, used)
}

/// One review and its draft.
pub struct Gate<'a> {
    pub area: &'a Area,
    pub planted: &'a Planted,
    /// Whether a person reads what the check found, and beside it what it did not find.
    pub reads: bool,
}

impl Gate<'_> {
    async fn view(&self, draft: RecordId) -> SharingView {
        let (app, reference) = (&self.area.site.app, &self.planted.reference);
        shared_draft(app, &self.area.author, reference, draft)
            .await
            .unwrap()
    }

    async fn save(
        &self,
        learning: SharedLearning,
        audience: Sharing,
        place: app::Place,
    ) -> RecordId {
        let (app, reference) = (&self.area.site.app, &self.planted.reference);
        let new = NewDraft {
            from: SharedFrom::Nothing,
            of: None,
            learning,
            audience,
            names_partnership: false,
        };
        save_draft(app, &self.area.author, reference, (form(), place), &new)
            .await
            .unwrap()
    }

    /// Writes one item and lets it through; returns its draft.
    pub async fn pass(&self, item: usize, audience: Sharing, missed: &mut Missed) -> RecordId {
        let (learning, used) = laden(&self.planted.canaries, item);
        let draft = self.save(learning.clone(), audience, None).await;
        let mut view = self.view(draft).await;
        if self.reads {
            let clean = read_beside(&view, learning.clone(), &used, missed);
            if clean != learning {
                let place = Some((draft, view.draft.version));
                self.save(clean, audience, place).await;
                view = self.view(draft).await;
            }
        }
        self.settle(draft, view, item == 0).await;
        let releasing = match audience {
            Sharing::Public => {
                self.lines(draft).await;
                self.area.partners.iter().collect()
            }
            _ => vec![&self.area.manager, &self.area.partners[0]],
        };
        for ctx in releasing {
            let (app, reference) = (&self.area.site.app, &self.planted.reference);
            let read = draft_to_release(app, ctx, reference, draft).await.unwrap();
            let kept = read.leaving.kept_to_agree();
            let agreed = kept.map(|(line, _)| KeptAgreed {
                words: line.found.words.clone(),
                why: words("Many children are meant."),
            });
            let confirmed = Confirmed {
                draft,
                agreed: agreed.collect(),
                text: read.text.unwrap(),
                why: Sensitive::default(),
            };
            release(app, ctx, reference, (form(), &confirmed))
                .await
                .unwrap();
        }
        draft
    }

    /// A draft that a hold keeps here, with a string in its reasons.
    pub async fn hold_one(&self) {
        let (app, reference) = (&self.area.site.app, &self.planted.reference);
        let (learning, used) = laden(&self.planted.canaries, 0);
        let draft = self.save(learning, Sharing::Region, None).await;
        let hold = NewHold {
            draft,
            why: words(&format!("{} goes to court.", used[0].text)),
            lifts: self.area.manager.person().unwrap().id,
            look_again: START.date_in_london(),
        };
        put_hold(app, &self.area.manager, reference, form(), &hold)
            .await
            .unwrap();
    }

    /// Decides on everything that was found, says that the family knows, and asks for the release. What the check offered stands
    /// in the place of some names of the first; where that lets something through, it goes.
    async fn settle(&self, draft: RecordId, view: SharingView, may_offer: bool) {
        let (app, reference) = (&self.area.site.app, &self.planted.reference);
        let ctx = &self.area.author;
        let who = &self.planted.canaries.last().unwrap().text;
        let told = format!("{who} told them in May.");
        let knows = (draft, FamilyKnows::Yes, told.as_str());
        keep_family(app, ctx, reference, (form(), None), knows)
            .await
            .unwrap();
        for line in view.leaving.lines() {
            self.choose(draft, line, may_offer).await;
        }
        for _ in 0..4 {
            let asked = ask_to_release(app, ctx, reference, (form(), draft)).await;
            if asked.is_ok() {
                return;
            }
            assert!(matches!(asked, Err(AppError::Rule("sharing-open"))));
            let view = self.view(draft).await;
            let still: Vec<&str> = view.leaving.still.iter().map(|one| one.field).collect();
            for line in view.leaving.lines() {
                if line.decided.is_none() || still.contains(&line.found.field) {
                    self.choose(draft, line, false).await;
                }
            }
        }
        let open = self.view(draft).await.leaving.open();
        assert_eq!(open, 0, "somebody would have to write it anew");
    }

    async fn choose(&self, draft: RecordId, line: &Line, may_offer: bool) {
        let (app, reference) = (&self.area.site.app, &self.planted.reference);
        let found = &line.found;
        let offered = found.offered().first().filter(|_| {
            let odd = found.words.0.len() % 2 == 1;
            may_offer && odd && !found.of_one
        });
        let choice = match offered {
            _ if found.field == TOGETHER => FindingChoice::Kept {
                why: words("Many children are meant."),
            },
            Some(offered) => FindingChoice::Offered {
                words: words(offered),
            },
            None => FindingChoice::Removed,
        };
        let new = NewDecision {
            draft,
            field: found.field.to_owned(),
            words: found.words.0.clone(),
            start: found.start,
            choice,
            stood: None,
        };
        decide(app, &self.area.author, reference, form(), &new)
            .await
            .unwrap();
    }

    /// Every line of what is checked before everybody reads it.
    async fn lines(&self, draft: RecordId) {
        let (app, reference) = (&self.area.site.app, &self.planted.reference);
        let ctx = &self.area.partners[0];
        let read = draft_to_release(app, ctx, reference, draft).await.unwrap();
        let scheme = &app.scheme_on(START.date_in_london()).unwrap().scheme;
        let def = scheme.release_to(Sharing::Public).unwrap();
        let answer = |code: &str| LineAnswer {
            line: code.to_owned(),
            says: CheckSays::Done,
            words: words(""),
            shown: read.made.line(draft, code).map_or(0, |one| one.version),
        };
        let lines = asked_lines(scheme, def).map(|(_, item)| answer(&item.code));
        let new = LinesAnswered {
            draft,
            answers: lines.collect(),
            by: words("A delegate"),
            on: model::UncertainDate::day(START.date_in_london()).unwrap(),
            text: read.text.clone().unwrap(),
        };
        let meanwhile = keep_lines(app, ctx, reference, (form(), &new)).await;
        assert!(meanwhile.unwrap().is_empty());
    }
}

/// What a person sees who reads beside what was found: strings of the review that the check left standing. They are noted and taken
/// out of the text.
fn read_beside(
    view: &SharingView,
    mut learning: SharedLearning,
    used: &[&Canary],
    missed: &mut Missed,
) -> SharedLearning {
    missed.written += used.len();
    for one in &view.leaving.fields {
        let mut rest = String::new();
        let mut from = 0;
        for line in &one.lines {
            rest.push_str(&one.written[from..line.found.start]);
            from = line.found.end;
        }
        rest.push_str(&one.written[from..]);
        for canary in used.iter().filter(|canary| canary.is_in(&rest)) {
            match canary.sort {
                Sort::Prose => missed.prose += 1,
                sort => missed
                    .to_find
                    .push(format!("{sort:?} in {}: {}", one.field, canary.text)),
            }
            let without = one.written.replace(&canary.text, "somebody");
            learning = learning.with_text(one.field, without);
        }
    }
    learning
}
