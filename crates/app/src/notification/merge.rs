//! Two people at work in the notification at once: each part is kept by itself, and only a part that both
//! changed has to be settled between them.

use model::case::Notification;

use super::DetailsPart;

/// What stands with what somebody changed in it: `shown` is what they saw, `now` what stands meanwhile, `new`
/// what they sent. None when a part was changed by both and they do not agree.
#[must_use]
pub(super) fn merged(
    shown: &Notification,
    now: &Notification,
    new: &Notification,
) -> Option<Notification> {
    let mut all = now.clone();
    for part in DetailsPart::ALL.iter().copied() {
        let same = |one: &Notification, other: &Notification| {
            let mut with = one.clone();
            take(part, other, &mut with);
            with == *one
        };
        if same(new, shown) || same(new, now) {
            continue;
        }
        if !same(now, shown) {
            return None;
        }
        take(part, new, &mut all);
    }
    Some(all)
}

/// Puts one part of a notification into another.
fn take(part: DetailsPart, from: &Notification, into: &mut Notification) {
    match part {
        DetailsPart::Notifier => {
            into.notifier = from.notifier.clone();
            into.phone = from.phone.clone();
            into.email = from.email.clone();
        }
        DetailsPart::Cause => into.cause.clone_from(&from.cause),
        DetailsPart::Investigations => {
            into.police = from.police;
            into.coroner = from.coroner;
        }
        DetailsPart::Siblings => into.siblings = from.siblings.clone(),
        DetailsPart::More => into.more = from.more.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Sensitive;
    use model::case::Known;

    fn words(text: &str) -> Sensitive<String> {
        Sensitive(text.to_owned())
    }

    /// Every field of a notification is in one of its parts: what `take` forgets would be lost here.
    #[test]
    fn the_parts_are_the_whole() {
        let full = Notification {
            notifier: words("a"),
            phone: words("b"),
            email: words("c"),
            cause: "d".to_owned(),
            police: Some(Known::Yes),
            coroner: Some(Known::No),
            siblings: words("e"),
            more: words("f"),
        };
        let mut made = Notification::default();
        for part in DetailsPart::ALL {
            take(*part, &full, &mut made);
        }
        assert_eq!(made, full);
    }

    #[test]
    fn only_what_both_changed_has_to_be_settled() {
        let shown = Notification::default();
        let now = Notification {
            siblings: words("theirs"),
            ..shown.clone()
        };
        let mine = Notification {
            cause: "neglect".to_owned(),
            ..shown.clone()
        };
        let both = Notification {
            cause: "neglect".to_owned(),
            ..now.clone()
        };
        assert_eq!(merged(&shown, &now, &mine), Some(both));
        assert_eq!(merged(&shown, &now, &now), Some(now.clone()), "agreed");
        let other = Notification {
            siblings: words("mine"),
            ..shown.clone()
        };
        assert_eq!(merged(&shown, &now, &other), None);
        assert_eq!(merged(&shown, &now, &shown), Some(now.clone()), "unchanged");
    }
}
