//! The lines that are ticked before everybody may read something: some or all of them together, and what somebody else answered is
//! not lost.

use access::Ctx;
use app::sharing::{
    LineAnswer, LinesAnswered, asked_lines, draft_to_release, keep_line, keep_lines,
};
use app::{AppError, Reference};
use model::case::{CheckSays, ReleaseLine};
use model::learning::Sharing;
use model::{FormId, RecordId, UncertainDate};

use super::{People, learning, new, people, review, settle, view, write};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, words};
use crate::team::day;

/// A draft for everybody, with the lines that are asked of it.
struct Asked<'a> {
    instance: &'a Instance,
    reference: Reference,
    who: People,
    draft: RecordId,
    /// The digest of what would leave.
    text: String,
    lines: Vec<String>,
}

impl<'a> Asked<'a> {
    async fn of(instance: &'a Instance) -> Self {
        let reference = review(instance, "Tamsin Quillfeather").await;
        let who = people(instance);
        let at = (&who.author, &reference);
        let first = learning("Two record systems do not show each other's entries.");
        let draft = write(instance, at, &new(first, Sharing::Public)).await;
        settle(instance, at, draft).await;
        let app = &instance.app;
        let read = draft_to_release(app, &who.partner, &reference, draft).await;
        let read = read.unwrap();
        let loaded = app.scheme_of(&read.case.scheme, &read.case.scheme_digest);
        let scheme = &loaded.unwrap().scheme;
        let def = scheme.release_to(Sharing::Public).unwrap();
        let lines = asked_lines(scheme, def).map(|(_, item)| item.code.clone());
        Self {
            lines: lines.collect(),
            text: read.text.unwrap(),
            instance,
            reference,
            who,
            draft,
        }
    }

    fn sent(&self, answers: Vec<LineAnswer>) -> LinesAnswered {
        LinesAnswered {
            draft: self.draft,
            text: self.text.clone(),
            answers,
            by: words("A delegate"),
            on: UncertainDate::day(day(0)).unwrap(),
        }
    }

    /// That a line is done, by its place.
    fn done(&self, place: usize, shown: i64) -> LineAnswer {
        LineAnswer {
            line: self.lines[place].clone(),
            says: CheckSays::Done,
            words: words(""),
            shown,
        }
    }

    async fn save(
        &self,
        ctx: &Ctx,
        id: FormId,
        new: &LinesAnswered,
    ) -> Result<Vec<String>, AppError> {
        let app = &self.instance.app;
        keep_lines(app, ctx, &self.reference, (id, new)).await
    }

    /// Version and answer of a line, by its place.
    async fn kept(&self, place: usize) -> Option<(i64, CheckSays)> {
        let at = (&self.who.author, &self.reference);
        let found = view(self.instance, at, self.draft).await;
        let line = found.made.line(self.draft, &self.lines[place]);
        line.map(|one| (one.version, one.body.says))
    }

    async fn stops(&self) -> Vec<&'static str> {
        let at = (&self.who.author, &self.reference);
        view(self.instance, at, self.draft).await.stops
    }
}

#[tokio::test]
async fn lines_are_answered_together_or_in_part() {
    for instance in support::both(true).await {
        let asked = Asked::of(&instance).await;
        let partner = &asked.who.partner;
        let none = asked.save(partner, form(), &asked.sent(Vec::new())).await;
        assert_eq!(rule(none), "release-lines-none");
        let wordless = LineAnswer {
            says: CheckSays::DoesNotApply,
            ..asked.done(1, 0)
        };
        let wrong = asked.sent(vec![asked.done(0, 0), wordless]);
        let refused = asked.save(partner, form(), &wrong).await;
        assert_eq!(rule(refused), "release-line-why");
        assert_eq!(asked.kept(0).await, None, "all of them or none");
        let nameless = LinesAnswered {
            by: words(" "),
            ..asked.sent(vec![asked.done(0, 0)])
        };
        let refused = asked.save(partner, form(), &nameless).await;
        assert_eq!(rule(refused), "release-line-by");
        let other = LinesAnswered {
            text: "another".to_owned(),
            ..asked.sent(vec![asked.done(0, 0)])
        };
        let refused = asked.save(partner, form(), &other).await;
        assert_eq!(rule(refused), "release-changed");

        let some = asked.sent(vec![asked.done(0, 0), asked.done(1, 0)]);
        let id = form();
        for _ in 0..2 {
            let meanwhile = asked.save(partner, id, &some).await.unwrap();
            assert!(meanwhile.is_empty());
        }
        let once = Some((1, CheckSays::Done));
        assert_eq!((asked.kept(0).await, asked.kept(1).await), (once, once));
        assert!(asked.stops().await.contains(&"release-lines"));
        let rest = (2..asked.lines.len()).map(|place| asked.done(place, 0));
        let rest = asked.sent(rest.collect());
        asked.save(partner, form(), &rest).await.unwrap();
        assert!(!asked.stops().await.contains(&"release-lines"));
    }
}

#[tokio::test]
async fn nobody_who_wrote_it_says_that_it_was_checked() {
    for instance in support::both(true).await {
        let asked = Asked::of(&instance).await;
        let all = (0..asked.lines.len()).map(|place| asked.done(place, 0));
        let all = asked.sent(all.collect());
        let refused = asked.save(&asked.who.author, form(), &all).await;
        assert_eq!(rule(refused), "release-line-author");
        let one = ReleaseLine {
            of: asked.draft,
            text: asked.text.clone(),
            line: asked.lines[0].clone(),
            says: CheckSays::Done,
            words: words(""),
            by: words("A delegate"),
            on: UncertainDate::day(day(0)).unwrap(),
        };
        let (app, author) = (&instance.app, &asked.who.author);
        let sent = ((form(), None), &one);
        let refused = keep_line(app, author, &asked.reference, sent).await;
        assert_eq!(rule(refused), "release-line-author");
        assert!(asked.stops().await.contains(&"release-lines"));
        asked.save(&asked.who.partner, form(), &all).await.unwrap();
        assert!(!asked.stops().await.contains(&"release-lines"));
    }
}

#[tokio::test]
async fn what_somebody_else_answered_meanwhile_is_seen_before_it_is_changed() {
    for instance in support::both(true).await {
        let asked = Asked::of(&instance).await;
        let all = (0..asked.lines.len()).filter(|place| *place != 2);
        let all = asked.sent(all.map(|place| asked.done(place, 0)).collect());
        asked.save(&asked.who.partner, form(), &all).await.unwrap();
        let manager = &asked.who.manager;
        let stopped = |shown| LineAnswer {
            says: CheckSays::Stops,
            words: words("A road is named."),
            ..asked.done(0, shown)
        };
        let late = asked.sent(vec![stopped(0), asked.done(2, 0)]);
        let meanwhile = asked.save(manager, form(), &late).await.unwrap();
        assert_eq!(meanwhile, [asked.lines[0].clone()]);
        assert_eq!(asked.kept(0).await, Some((1, CheckSays::Done)));
        assert_eq!(asked.kept(2).await, None, "they see both first");
        let again = asked.sent(vec![stopped(1), asked.done(2, 0)]);
        let meanwhile = asked.save(manager, form(), &again).await.unwrap();
        assert!(meanwhile.is_empty());
        assert_eq!(asked.kept(0).await, Some((2, CheckSays::Stops)));
        assert!(asked.stops().await.contains(&"release-stopped"));
        let silent = asked.sent(vec![asked.done(0, 2)]);
        let silent = asked.save(manager, form(), &silent).await;
        assert_eq!(rule(silent), "release-line-lift");
        let same_words = LineAnswer {
            words: words("A road is named."),
            ..asked.done(0, 2)
        };
        let same_words = asked.sent(vec![same_words]);
        let same_words = asked.save(manager, form(), &same_words).await;
        assert_eq!(rule(same_words), "release-line-lift");
        let put_right = LineAnswer {
            words: words("The road was taken out."),
            ..asked.done(0, 2)
        };
        let put_right = asked.sent(vec![put_right]);
        asked.save(manager, form(), &put_right).await.unwrap();
        let stops = asked.stops().await;
        assert!(!stops.contains(&"release-stopped") && !stops.contains(&"release-lines"));
    }
}
