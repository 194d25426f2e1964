//! Publication: what has to be settled first, each refusal, the decision, what follows it.

mod carries;
mod decision;
mod prepare;

use access::{Ctx, Role};
use app::publication::{
    Publication, approve, keep_check, keep_legal_bar, keep_notice, keep_told_first, lacks,
    name_version, publication,
};
use app::{App, AppError, Reference};
use model::case::{
    CheckSays, CheckedLine, CommentsStand, DraftTime, FirstTold, PublicationDecision,
    PublicationNotice, PublicationOutcome, PublicationVersion, SignOff, ToldFirst, ToldOn,
    check_groups,
};
use model::scheme::Scheme;
use model::{RecordId, UncertainDate};

use crate::follow::{form, manager};
use crate::support::{Instance, today, words};
use crate::team::day;

const PARTNERS: [&str; 3] = ["local_authority", "integrated_care_board", "police"];
/// The id of a record that there is not.
fn no_record() -> RecordId {
    crypto::id(crate::support::NOW).unwrap()
}

const RECIPIENTS: [&str; 3] = ["panel", "secretary_of_state", "ofsted"];
/// The last day on which a notice leaves seven working days before today, from now.
const IN_TIME: i64 = -11;

async fn seen(instance: &Instance, reference: &Reference) -> Publication {
    let ctx = manager(instance);
    publication(&instance.app, &ctx, reference).await.unwrap()
}

fn scheme<'a>(app: &'a App, found: &Publication) -> &'a Scheme {
    let case = &found.case;
    let loaded = app.scheme_of(&case.scheme, &case.scheme_digest);
    &loaded.unwrap().scheme
}

async fn missing(
    instance: &Instance,
    reference: &Reference,
    outcome: PublicationOutcome,
) -> Vec<&'static str> {
    let found = seen(instance, reference).await;
    let scheme = scheme(&instance.app, &found);
    let all = lacks(&found.made, scheme, &found.approvals, outcome);
    all.iter().map(|one| one.code).collect()
}

fn on(from_now: i64) -> UncertainDate {
    UncertainDate::day(day(from_now)).unwrap()
}

async fn named(instance: &Instance, ctx: &Ctx, reference: &Reference) -> RecordId {
    let before = seen(instance, reference).await;
    let before = before.made.current().map(|one| one.id);
    let new = version("Version 4");
    name_version(&instance.app, ctx, reference, (form(), before), &new)
        .await
        .unwrap()
}

fn version(text: &str) -> PublicationVersion {
    PublicationVersion {
        file: None,
        words: words(text),
        named_by: words("The business manager"),
        looked: None,
    }
}

fn line(code: &str, of: RecordId) -> CheckedLine {
    CheckedLine {
        line: code.to_owned(),
        of,
        says: CheckSays::Done,
        words: words(""),
        by: words("Rowan, business manager"),
        on: today(),
    }
}

/// Every line is answered for a version.
async fn check_all(instance: &Instance, reference: &Reference, of: RecordId) {
    let (app, ctx) = (&instance.app, manager(instance));
    let found = seen(instance, reference).await;
    for group in check_groups(scheme(app, &found)) {
        for item in &group.list.items {
            let new = line(&item.code, of);
            let kept = found.made.line(&item.code);
            let sent = (form(), kept.map(|one| (one.id, one.version)));
            if group.legal {
                keep_legal_bar(app, &ctx, reference, sent, &new)
                    .await
                    .unwrap();
            } else {
                keep_check(app, &ctx, reference, sent, &new).await.unwrap();
            }
        }
    }
}

fn told_first(whom: FirstTold, of: RecordId) -> ToldFirst {
    ToldFirst {
        whom,
        of,
        danger: words("The social worker was asked: no."),
        told: Some(ToldOn {
            on: on(-1),
            by: words("The named contact"),
        }),
        draft: Some(DraftTime {
            from: on(-30),
            how_long: words("Four weeks"),
            comments: CommentsStand::Answered,
        }),
        not_first: None,
    }
}

async fn tell_all(instance: &Instance, reference: &Reference, of: RecordId) {
    let (app, ctx) = (&instance.app, manager(instance));
    let found = seen(instance, reference).await;
    for whom in FirstTold::ALL {
        let kept = found.made.told(*whom);
        let sent = (form(), kept.map(|one| (one.id, one.version)));
        keep_told_first(app, &ctx, reference, sent, &told_first(*whom, of))
            .await
            .unwrap();
    }
}

fn notice(recipient: &str, of: RecordId, on: UncertainDate) -> PublicationNotice {
    PublicationNotice {
        recipient: recipient.to_owned(),
        of,
        on,
        channel: "email".to_owned(),
        by: words("The business manager"),
        whom: words(""),
    }
}

async fn send_notice(
    instance: &Instance,
    reference: &Reference,
    new: &PublicationNotice,
) -> Result<RecordId, AppError> {
    let (app, ctx) = (&instance.app, manager(instance));
    let found = seen(instance, reference).await;
    let kept = found.made.notice(&new.recipient);
    let sent = (form(), kept.map(|one| (one.id, one.version)));
    keep_notice(app, &ctx, reference, sent, new).await
}

async fn notice_to_all(instance: &Instance, reference: &Reference, of: RecordId, days: i64) {
    for recipient in RECIPIENTS {
        let new = notice(recipient, of, on(days));
        send_notice(instance, reference, &new).await.unwrap();
    }
}

fn approval(instance: &Instance, partner: &str, of: &str) -> SignOff {
    SignOff {
        partner: partner.to_owned(),
        agency: instance.agency_of(partner),
        given_by: words("A delegated partner"),
        cover_for: None,
        signs: true,
        words: words(""),
        on: today(),
        of: of.to_owned(),
        on_behalf: None,
    }
}

async fn approve_all(instance: &Instance, reference: &Reference, of: RecordId) {
    for kind in PARTNERS {
        let ctx = instance.acting(Role::DelegatedPartner, Some(kind));
        let new = approval(instance, kind, &of.to_string());
        approve(&instance.app, &ctx, reference, form(), &new)
            .await
            .unwrap();
    }
}

fn published(outcome: PublicationOutcome, of: RecordId) -> PublicationDecision {
    PublicationDecision {
        outcome,
        of,
        on: today(),
        what: words("The report, version 4"),
        why: words("A brother could be recognised."),
        decided_by: words("The three delegated partners"),
        not_waiting: None,
    }
}
