//! One chronology: which accounts are shown, compared and joined, to whom; and where it is silent. On both engines.

use access::{Ctx, Role, Section};
use app::chronology::gaps::{Asked, Missing, Thresholds, questions};
use app::chronology::{
    Chronology, Filter, NewEvent, chronology, events, items, proposals, say, undo,
};
use app::names::{Names, names};
use app::returns::{remove_entry, to_answer};
use app::team::add;
use app::{AppError, Reference};
use model::case::ReturnFound;
use model::chronology::{ChildSeen, Entry, EntryKind, Person, Restriction};
use model::{DateTime, RecordId, UncertainDate};

use crate::decision::rule;
use crate::follow::form;
use crate::returns::signing::signed;
use crate::returns::{Sent, sent_to, with_head, write};
use crate::support::{self, Instance, words};
use crate::team::{here, place};

/// Two agencies that signed off what they know, and who asked them.
struct Two {
    police: Sent,
    council: Sent,
    child: RecordId,
}

const BOLT: [&str; 2] = [
    "Joint visit to Tallow Row. Padlock and bolt on bedroom door, taken off. \"For the dog\".",
    "Visit to Tallow Row with police. Padlock and bolt outside the bedroom removed. \"I like the dog\".",
];

async fn asked(instance: &Instance) -> Two {
    let reference = instance.incident().await;
    let names = ["Ada Author", "Bo Approver"];
    let police = sent_to(instance, reference.clone(), ("police", names)).await;
    let names = ["Cleo Author", "Dai Approver"];
    let council = sent_to(instance, reference, ("local_authority", names)).await;
    for made in [&police, &council] {
        with_head(instance, made, ReturnFound::Known).await;
    }
    let seen = to_answer(&instance.app, &police.author, police.request).await;
    let child = seen.unwrap().request.body.about[0].subject;
    Two {
        police,
        council,
        child,
    }
}

impl Two {
    fn reference(&self) -> &Reference {
        &self.police.reference
    }

    fn manager(&self) -> &Ctx {
        &self.police.manager
    }

    /// An account of the child, by the minute.
    fn account(&self, (month, day, hour, minute): (i8, i8, i8, i8), text: &str) -> Entry {
        let at = DateTime::constant(2026, month, day, hour, minute, 0, 0);
        let date = UncertainDate::minute(at).unwrap();
        let mut entry = Entry::new(date, EntryKind::Contact, text);
        entry.about.push(Person {
            known: Some(self.child),
            called: words("the child"),
        });
        entry
    }

    /// The two accounts of one visit, with `with` done to that of the police, among others that share no word with them. Signed off
    /// by both agencies.
    async fn told(&self, instance: &Instance, with: impl Fn(&mut Entry)) -> [RecordId; 2] {
        let app = &instance.app;
        let mut one = self.account((3, 4, 16, 10), BOLT[0]);
        with(&mut one);
        let two = self.account((3, 4, 16, 0), BOLT[1]);
        let of = (&self.police.author, self.police.request);
        let one = write(app, of, None, one).await.unwrap();
        let of = (&self.council.author, self.council.request);
        let two = write(app, of, None, two).await.unwrap();
        for day in 1..15 {
            let other = self.account((5, day, 9, 0), "In class, played, ate lunch.");
            write(app, of, None, other).await.unwrap();
        }
        signed(instance, &self.police).await;
        signed(instance, &self.council).await;
        [one, two]
    }

    async fn seen(&self, instance: &Instance, ctx: &Ctx) -> (Chronology, Names) {
        let names = names(&instance.app, ctx).await.unwrap();
        let found = chronology(&instance.app, ctx, self.reference()).await;
        (found.unwrap(), names)
    }

    async fn say(
        &self,
        instance: &Instance,
        ctx: &Ctx,
        (accounts, same): (&[RecordId], bool),
    ) -> Result<(), AppError> {
        let new = NewEvent {
            accounts: accounts.to_vec(),
            same,
            words: words("Both name the bolt."),
        };
        say(&instance.app, ctx, self.reference(), (form(), &new)).await
    }

    /// Somebody on the team, who reads these sections beside the general one.
    async fn on_team(&self, instance: &Instance, name: &str, sections: Vec<Section>) -> Ctx {
        let ctx = here(instance, name, Role::Scrutineer).await;
        let mut new = place(ctx.actor.person().unwrap().id);
        if !sections.is_empty() {
            new.why = words("Leads the investigation.");
        }
        new.sections = sections;
        add(
            &instance.app,
            self.manager(),
            self.reference(),
            form(),
            &new,
        )
        .await
        .unwrap();
        ctx
    }
}

#[tokio::test]
async fn two_accounts_are_proposed_joined_by_a_person_and_taken_apart_again() {
    for instance in support::both(false).await {
        let made = asked(&instance).await;
        let [one, two] = made.told(&instance, |_| ()).await;
        let manager = made.manager();
        let (found, names) = made.seen(&instance, manager).await;
        assert!(found.may_join && found.said.is_empty());
        assert!(events(&found, &names).is_empty(), "nothing joins itself");
        let proposed = proposals(&found, &names);
        assert_eq!(proposed.len(), 1, "{proposed:?}");
        assert_eq!(proposed[0].entries, [two, one], "in the order of time");

        let same = made.say(&instance, manager, (&[one, two], true)).await;
        same.unwrap();
        let (found, names) = made.seen(&instance, manager).await;
        let joined = events(&found, &names);
        assert_eq!(joined.len(), 1);
        assert_eq!(joined[0].accounts, [two, one]);
        assert!(
            !joined[0].differences.is_empty(),
            "what differs stays marked"
        );
        let texts = joined[0].accounts.iter().map(|id| {
            let account = found.account(*id).unwrap();
            account.entry.as_ref().unwrap().body.text.0.as_str()
        });
        assert_eq!(texts.collect::<Vec<_>>(), [BOLT[1], BOLT[0]], "both intact");
        assert!(proposals(&found, &names).is_empty());

        let said = &found.said[0];
        let at = (said.id, said.version);
        let sent = form();
        for _ in 0..2 {
            // A form that is sent twice acts once.
            undo(&instance.app, manager, made.reference(), (sent, at))
                .await
                .unwrap();
        }
        let late = undo(&instance.app, manager, made.reference(), (form(), at)).await;
        assert_eq!(rule(late), "changed-meanwhile");
        let (found, names) = made.seen(&instance, manager).await;
        assert!(found.said.is_empty() && events(&found, &names).is_empty());
        assert_eq!(proposals(&found, &names).len(), 1, "it is proposed again");
    }
}

#[tokio::test]
async fn what_was_said_of_an_account_that_was_taken_away_stays_to_be_seen_and_undone() {
    for instance in support::both(false).await {
        let made = asked(&instance).await;
        let [one, two] = made.told(&instance, |_| ()).await;
        let manager = made.manager();
        let same = made.say(&instance, manager, (&[one, two], true)).await;
        same.unwrap();
        let (author, request) = (&made.police.author, made.police.request);
        let sent = (form(), (one, 1));
        remove_entry(&instance.app, author, request, sent)
            .await
            .unwrap();
        signed(&instance, &made.police).await;

        let (found, names) = made.seen(&instance, manager).await;
        assert_eq!(found.said.len(), 1);
        assert_eq!(found.said[0].body.accounts.len(), 2, "as it was said");
        assert!(found.account(one).is_none());
        assert!(events(&found, &names).is_empty(), "one account is no event");
        let at = (found.said[0].id, found.said[0].version);
        undo(&instance.app, manager, made.reference(), (form(), at))
            .await
            .unwrap();
        let (found, _) = made.seen(&instance, manager).await;
        assert!(found.said.is_empty());
    }
}

#[tokio::test]
async fn what_somebody_said_stands_and_the_second_is_told() {
    for instance in support::both(false).await {
        let made = asked(&instance).await;
        let [one, two] = made.told(&instance, |_| ()).await;
        let manager = made.manager();
        let reviewer = made.on_team(&instance, "Cy Reviewer", Vec::new()).await;
        let both = [one, two];
        let alone = made.say(&instance, manager, (&[one, one], true)).await;
        assert_eq!(rule(alone), "event-two");
        let nowhere = crypto::id(support::NOW).unwrap();
        let gone = made.say(&instance, manager, (&[one, nowhere], true)).await;
        assert_eq!(rule(gone), "event-gone");

        let different = made.say(&instance, &reviewer, (&both, false)).await;
        different.unwrap();
        let (found, names) = made.seen(&instance, manager).await;
        assert!(proposals(&found, &names).is_empty(), "not proposed again");
        let again = made.say(&instance, manager, (&both, false)).await;
        assert_eq!(rule(again), "event-told-different");
        let clash = made.say(&instance, manager, (&both, true)).await;
        assert_eq!(rule(clash), "event-told-different");

        let at = (found.said[0].id, found.said[0].version);
        undo(&instance.app, manager, made.reference(), (form(), at))
            .await
            .unwrap();
        let same = made.say(&instance, manager, (&both, true)).await;
        same.unwrap();
        let again = made.say(&instance, &reviewer, (&both, true)).await;
        assert_eq!(rule(again), "event-told-same");
        let clash = made.say(&instance, &reviewer, (&both, false)).await;
        assert_eq!(rule(clash), "event-told-same");
    }
}

#[tokio::test]
async fn joining_in_parts_never_joins_what_somebody_said_is_different() {
    for instance in support::both(false).await {
        let made = asked(&instance).await;
        let [one, two] = made.told(&instance, |_| ()).await;
        let manager = made.manager();
        let (found, _) = made.seen(&instance, manager).await;
        let mut others = found
            .accounts
            .iter()
            .filter_map(app::chronology::Account::id);
        let third = others.find(|id| ![one, two].contains(id)).unwrap();
        let apart = made.say(&instance, manager, (&[one, third], false)).await;
        apart.unwrap();
        let same = made.say(&instance, manager, (&[one, two], true)).await;
        same.unwrap();
        let clash = made.say(&instance, manager, (&[two, third], true)).await;
        assert_eq!(rule(clash), "event-told-different");
    }
}

#[tokio::test]
async fn a_restricted_account_is_neither_placed_nor_compared_nor_joined_for_who_may_not_read_it() {
    for instance in support::both(false).await {
        let made = asked(&instance).await;
        let hide = |entry: &mut Entry| entry.restriction = Restriction::Police;
        let [secret, open] = made.told(&instance, hide).await;
        let sections = vec![Section::PoliceRestricted];
        let officer = made.on_team(&instance, "Eve Officer", sections).await;
        let reviewer = made.on_team(&instance, "Cy Reviewer", Vec::new()).await;

        let (found, names) = made.seen(&instance, &reviewer).await;
        let hidden = found.accounts.iter().filter(|one| one.entry.is_none());
        assert_eq!(hidden.count(), 1, "that it is there is known");
        assert!(found.account(secret).is_none());
        let drawn = items(&found.accounts, &names);
        assert!(drawn.iter().all(|item| item.id != secret));
        assert!(proposals(&found, &names).is_empty());
        let guess = made
            .say(&instance, &reviewer, (&[secret, open], true))
            .await;
        assert_eq!(rule(guess), "event-gone");

        let (found, names) = made.seen(&instance, &officer).await;
        assert_eq!(proposals(&found, &names).len(), 1);
        let same = made.say(&instance, &officer, (&[secret, open], true)).await;
        same.unwrap();
        let (found, names) = made.seen(&instance, &officer).await;
        assert_eq!(events(&found, &names).len(), 1);
        let at = (found.said[0].id, found.said[0].version);

        let (found, names) = made.seen(&instance, &reviewer).await;
        assert!(found.said.is_empty(), "nor that it is part of an event");
        assert!(events(&found, &names).is_empty());
        let reference = made.reference();
        let undone = undo(&instance.app, &reviewer, reference, (form(), at)).await;
        assert_eq!(rule(undone), "changed-meanwhile");
        let (found, _) = made.seen(&instance, &officer).await;
        assert_eq!(found.said.len(), 1);
    }
}

#[tokio::test]
async fn a_filter_shows_what_fits_and_tells_nothing_of_what_may_not_be_read() {
    for instance in support::both(false).await {
        let made = asked(&instance).await;
        let hide = |entry: &mut Entry| entry.restriction = Restriction::Police;
        let [_, open] = made.told(&instance, hide).await;
        let reviewer = made.on_team(&instance, "Cy Reviewer", Vec::new()).await;
        let (found, _) = made.seen(&instance, &reviewer).await;
        let shown = |filter: Filter| {
            let accounts = found.accounts.iter().filter(|one| filter.shows(one));
            let (read, hidden): (Vec<_>, Vec<_>) = accounts.partition(|one| one.entry.is_some());
            let ids: Vec<RecordId> = read.iter().filter_map(|one| one.id()).collect();
            (ids, hidden.len())
        };
        let everything = Filter::default();
        assert_eq!(shown(everything).0.len(), 15);
        let police = Filter {
            agency: instance.agency_of("police"),
            ..everything
        };
        assert_eq!(shown(police), (Vec::new(), 1));
        let march = Filter {
            from: Some("2026-03-01".parse().unwrap()),
            to: Some("2026-03-31".parse().unwrap()),
            ..everything
        };
        assert!(march.asks_the_entry() && !police.asks_the_entry());
        assert_eq!(shown(march), (vec![open], 1));
        let may = Filter {
            from: Some("2026-05-14".parse().unwrap()),
            ..everything
        };
        assert_eq!(
            (shown(may).0.len(), shown(may).1),
            (1, 1),
            "the same is withheld of any month"
        );
        let person = Filter {
            person: Some(made.child),
            ..everything
        };
        assert_eq!(shown(person).0.len(), 15);
        let nobody = Filter {
            person: Some(open),
            ..everything
        };
        assert!(shown(nobody).0.is_empty());
        let restricted = Filter {
            reads: Some(Section::PoliceRestricted),
            ..everything
        };
        assert_eq!(shown(restricted), (Vec::new(), 1));
        let key = Filter {
            key_only: true,
            kind: Some(EntryKind::Contact),
            ..everything
        };
        assert!(shown(key).0.is_empty());
    }
}

#[tokio::test]
async fn gaps_are_questions_over_the_days_that_were_asked_about() {
    for instance in support::both(false).await {
        let made = asked(&instance).await;
        let see = |entry: &mut Entry| entry.seen = ChildSeen::Yes;
        let [seen, _] = made.told(&instance, see).await;
        let (found, names) = made.seen(&instance, made.manager()).await;
        let (from, to) = found.period.unwrap();
        assert_eq!((from, to), (crate::team::day(-700), crate::team::day(0)));
        let children = found.children();
        assert_eq!(children, [made.child]);
        let asked = Asked {
            from,
            to,
            children: &children,
            involved: &[],
            thresholds: Thresholds::default(),
        };
        let all = questions(&items(&found.accounts, &names), &asked);
        let not_seen: Vec<_> = all
            .iter()
            .filter(|one| one.missing == Missing::Seen && one.agency.is_none())
            .collect();
        assert_eq!(not_seen.len(), 2, "before and after the one time");
        assert_eq!(
            (not_seen[0].before, not_seen[1].after),
            (Some(seen), Some(seen))
        );
        assert_eq!(not_seen[1].child, Some(made.child));
        assert_eq!(not_seen[1].could_fill.len(), 14, "they do not say");
    }
}

#[tokio::test]
async fn who_may_not_work_on_the_review_joins_nothing_and_a_closed_one_stays() {
    for instance in support::both(false).await {
        let made = asked(&instance).await;
        let [one, two] = made.told(&instance, |_| ()).await;
        let notifier = instance.acting(Role::AuthorityNotifier, Some("local_authority"));
        let (found, _) = made.seen(&instance, &notifier).await;
        assert!(!found.may_join);
        let no = made.say(&instance, &notifier, (&[one, two], true)).await;
        assert!(matches!(no, Err(AppError::NotPermitted { .. })));
        crate::closing::shut(&instance, made.manager(), made.reference()).await;
        let late = made
            .say(&instance, made.manager(), (&[one, two], true))
            .await;
        assert!(late.is_err());
        let (found, _) = made.seen(&instance, made.manager()).await;
        assert!(found.said.is_empty());
    }
}

#[tokio::test]
async fn whoever_may_ask_an_agency_is_told_so_for_each_return_and_nobody_else() {
    for instance in support::both(false).await {
        let made = asked(&instance).await;
        made.told(&instance, |_| ()).await;
        let (found, _) = made.seen(&instance, made.manager()).await;
        let requests = [made.police.request, made.council.request];
        assert!(requests.iter().all(|one| found.may_ask.contains(one)));
        assert!(found.documents.is_empty(), "no document was brought in");
        let scrutineer = made.on_team(&instance, "Cy Scrutineer", Vec::new()).await;
        let (found, _) = made.seen(&instance, &scrutineer).await;
        assert_eq!(found.may_ask.len(), 2, "a scrutineer of the team asks too");
        crate::closing::shut(&instance, made.manager(), made.reference()).await;
        let (found, _) = made.seen(&instance, made.manager()).await;
        assert!(
            found.may_ask.is_empty(),
            "nobody is asked in a closed review"
        );
    }
}
