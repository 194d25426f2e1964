//! Who writes for the agency, what it found, and how it searched for each person.

use access::{Ctx, Section};
use model::case::{AskedAbout, ReturnFound, ReturnHead, SearchFound, Searched};
use model::{FormId, RecordId};
use vault::VaultError;

use super::answer::writing;
use super::kept;
use crate::decision::decide::has_words;
use crate::keep::kept_before;
use crate::{App, AppError, Place};

/// Keeps the head of a return, or changes it.
///
/// # Errors
/// [`AppError::Rule`]: `return-author`, `return-independence` where they say nothing, `return-why` without a reason for not
/// searching or declining, `return-searched` when somebody who was asked about is missing, `return-looked-for` when nothing
/// says what was searched for, `return-no-trace` for *no trace* when somebody was found, `return-no-trace-may-be` when somebody
/// may be them, `return-no-trace-not-searched` when somebody was not searched for; [`AppError::Clash`];
/// [`AppError::NotFound`] for everybody who does not answer the request.
pub async fn keep_head(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, place): (FormId, Place),
    new: &ReturnHead,
) -> Result<(), AppError> {
    check(new).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let asked = vault::request_of_return(tx, &permit).await?;
                if not_said_of(&asked.body.about, new).next().is_some() {
                    return Err(VaultError::Rule("return-searched"));
                }
                if place.is_none() {
                    let all = vault::list_in_return::<_, ReturnHead>(tx, &permit).await?;
                    vault::none_yet(all.last())?;
                }
                let what = (Section::General, new);
                kept::save(tx, &permit, (form, place), what).await.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// What is wrong with the head of a return, whoever wrote it.
pub(super) fn check(new: &ReturnHead) -> Result<(), &'static str> {
    if !has_words(&new.author) {
        return Err("return-author");
    }
    if !has_words(&new.independence) {
        return Err("return-independence");
    }
    if new.found.did_not_search() {
        return if has_words(&new.why) {
            Ok(())
        } else {
            Err("return-why")
        };
    }
    match search_lacks(new).first() {
        Some((_, code)) => Err(code),
        None => Ok(()),
    }
}

/// What is wrong with what is said of the search for each person: the person's place in [`ReturnHead::searched`], and the
/// rule. Nothing is asked of an agency that could not search or declines. There is no trace only where everybody was searched
/// for, with what was looked for, and nobody was found or may be them.
#[must_use]
pub fn search_lacks(new: &ReturnHead) -> Vec<(usize, &'static str)> {
    if new.found.did_not_search() {
        return Vec::new();
    }
    let no_trace = new.found == ReturnFound::NoTrace;
    let lacks = |line: &Searched| match line.found {
        SearchFound::Known if no_trace => Some("return-no-trace"),
        SearchFound::MayBe if no_trace => Some("return-no-trace-may-be"),
        SearchFound::NotSearched if no_trace => Some("return-no-trace-not-searched"),
        SearchFound::NotSearched => None,
        _ if !has_words(&line.looked_for) => Some("return-looked-for"),
        _ => None,
    };
    let all = new.searched.iter().enumerate();
    all.filter_map(|(at, line)| Some((at, lacks(line)?)))
        .collect()
}

/// The people of a request of whom a head says nothing: those who were added after it was written.
pub(super) fn not_said_of<'a>(
    about: &'a [AskedAbout],
    head: &'a ReturnHead,
) -> impl Iterator<Item = &'a AskedAbout> {
    let said = |one: &AskedAbout| head.searched.iter().any(|line| line.subject == one.subject);
    about.iter().filter(move |one| !said(one))
}

/// What stands in the way of signing a head off: what [`check`] says of it, and nothing said of somebody who was asked about.
pub(super) fn check_signed(head: &ReturnHead, about: &[AskedAbout]) -> Result<(), &'static str> {
    check(head)?;
    if !head.found.did_not_search() && not_said_of(about, head).next().is_some() {
        return Err("return-searched");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::Sensitive;
    use model::case::{ReturnFound, ReturnHead, SearchFound, Searched};

    use super::{check, search_lacks};

    fn words(text: &str) -> Sensitive<String> {
        Sensitive(text.to_owned())
    }

    fn head(found: ReturnFound, searched: &[(SearchFound, &str)]) -> ReturnHead {
        let line = |(found, looked_for): &(SearchFound, &str)| Searched {
            subject: "01900000-0000-7000-8000-000000000003".parse().unwrap(),
            looked_for: words(looked_for),
            found: *found,
            words: words(""),
        };
        ReturnHead {
            author: words("Ada Author, sergeant"),
            independence: words("Works in another district."),
            found,
            why: words(""),
            systems: words(""),
            searched: searched.iter().map(line).collect(),
        }
    }

    #[test]
    fn no_trace_is_said_only_where_everybody_was_searched_for_and_nobody_found() {
        let clean = (SearchFound::NoTrace, "Wren Oakfield, 2 April 2019");
        let said = |other: (SearchFound, &str)| {
            let head = head(ReturnFound::NoTrace, &[clean, other]);
            (check(&head).err(), search_lacks(&head))
        };
        assert_eq!(said(clean), (None, Vec::new()));
        for (other, code) in [
            ((SearchFound::Known, "Ash"), "return-no-trace"),
            ((SearchFound::MayBe, "Ash"), "return-no-trace-may-be"),
            (
                (SearchFound::NotSearched, ""),
                "return-no-trace-not-searched",
            ),
            (
                (SearchFound::NotSearched, "Ash"),
                "return-no-trace-not-searched",
            ),
            ((SearchFound::NoTrace, "  "), "return-looked-for"),
        ] {
            assert_eq!(said(other), (Some(code), vec![(1, code)]));
        }
    }

    #[test]
    fn who_knows_somebody_may_leave_others_and_who_declines_says_nothing_of_anybody() {
        let lines = [
            (SearchFound::Known, "Wren"),
            (SearchFound::NotSearched, ""),
            (SearchFound::MayBe, "Ash"),
        ];
        for found in [ReturnFound::Known, ReturnFound::NothingInPeriod] {
            assert_eq!(check(&head(found, &lines)), Ok(()));
        }
        let mut declines = head(ReturnFound::Declined, &[(SearchFound::NotSearched, "")]);
        assert_eq!(check(&declines), Err("return-why"));
        declines.why = words("The law does not let us.");
        assert_eq!(check(&declines), Ok(()));
    }
}
