//! A review as its pages read it: the whole of it, with its scheme and its address.

use app::Reference;
use app::review::{Home, home};
use app::vault::{CaseFile, FileRow, Stored};
use axum::extract::Path;
use model::record::Record;
use model::scheme::{CodeList, Item, Scheme, StepText};
use model::{FileId, RecordId};

use crate::form::{Field, Filled, Hidden};
use crate::pages::decision::marked;
use crate::pages::people::reference;
use crate::problem::PageError;
use crate::sheet::Offer;
use crate::texts::{t, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// Address of a page of a review, and of one with an id beneath it.
pub(crate) type Here = Path<(String, String)>;
pub(crate) type HereOne = Path<(String, String, String)>;

/// A review.
pub(crate) struct Seen<'a> {
    pub(crate) home: Home,
    pub(crate) scheme: &'a Scheme,
    pub(crate) base: String,
    pub(crate) reference: Reference,
}

/// Reads a review; the reading is written down.
pub(crate) async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let home = home(state.app(), &signed.ctx, &reference).await?;
    let case = &home.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let code = &signed.place.organisation.code;
    Ok(Seen {
        base: format!("/o/{code}/reviews/{reference}"),
        scheme: &loaded.scheme,
        home,
        reference,
    })
}

impl Seen<'_> {
    /// The four lines of a step of the scheme.
    pub(crate) fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    /// What stands above the heading: the neutral reference.
    pub(crate) fn caption(&self) -> String {
        crate::texts::t1("today-review", "reference", self.reference.as_str())
    }

    /// The page may be used: the reader may do it and the case is open.
    pub(crate) fn usable(&self, may: bool) -> Result<(), PageError> {
        changeable(&self.home.case, may)
    }
}

/// Something may be changed in a review: the reader may, and the case is open.
pub(crate) fn changeable(case: &CaseFile, may: bool) -> Result<(), PageError> {
    if !may {
        return Err(PageError::refused());
    }
    if case.closed_at.is_some() {
        return Err(PageError::Rule("case-closed"));
    }
    Ok(())
}

/// A record by the id in an address; none for `new`.
pub(crate) fn by_id<'a, R: Record>(
    all: &'a [Stored<R>],
    id: &str,
) -> Result<Option<&'a Stored<R>>, PageError> {
    if id == "new" {
        return Ok(None);
    }
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = all.iter().find(|one| one.id == id);
    found.map(Some).ok_or(PageError::NotFound)
}

/// What a form that was sent is of.
pub(crate) enum SentOf<'a, R> {
    /// A record that is there, or a new one.
    Place(Option<&'a Stored<R>>),
    /// One that a colleague took away while the form was open: what was typed can be kept as a new one.
    Gone,
}

/// As [`by_id`], for a form that was sent. One that shows again what was typed of a record that is gone makes a new one.
///
/// # Errors
/// [`PageError::NotFound`] for what is no id.
pub(crate) fn sent_of<'a, R: Record>(
    all: &'a [Stored<R>],
    id: &str,
    form: &Filled,
) -> Result<SentOf<'a, R>, PageError> {
    match by_id(all, id) {
        Ok(kept) => Ok(SentOf::Place(kept)),
        Err(_) if id.parse::<RecordId>().is_ok() => Ok(match form.version() {
            Ok(version) if version > 0 => SentOf::Gone,
            _ => SentOf::Place(None),
        }),
        Err(error) => Err(error),
    }
}

/// A record, or an empty form for a new one, with the hidden boxes.
pub(crate) fn opened<R>(
    state: &WebState,
    signed: &Signed,
    kept: Option<&Stored<R>>,
    (filled, empty): (fn(&R) -> Filled, Filled),
) -> Result<(Filled, Hidden), PageError> {
    let hidden = state.hidden(&signed.visit, kept.map(|one| one.version))?;
    Ok((kept.map_or(empty, |one| filled(&one.body)), hidden))
}

/// Where the form's record goes.
pub(crate) fn place_of<R>(
    kept: Option<&Stored<R>>,
    form: &Filled,
) -> Result<app::Place, PageError> {
    match kept {
        None => Ok(None),
        Some(one) => Ok(Some((one.id, form.version()?))),
    }
}

/// As [`place_of`], where there is at most one record. A form that was opened while there was none makes it, and the use
/// case says when somebody else has made it meanwhile.
pub(crate) fn place_shown<R>(
    kept: Option<&Stored<R>>,
    form: &Filled,
) -> Result<app::Place, PageError> {
    if form.version().is_ok() {
        place_of(kept, form)
    } else {
        Ok(None)
    }
}

/// The codes of a list of the scheme.
pub(crate) fn coded(list: Option<&CodeList>) -> Vec<Offer> {
    let items = list.map(|list| list.items.iter());
    items
        .into_iter()
        .flatten()
        .map(|item| Offer::new(item.code.as_str(), item.label.en.as_str()))
        .collect()
}

/// A sentence for a list that nobody has compared with its source.
pub(crate) fn list_mark(list: Option<&CodeList>) -> Option<String> {
    list.filter(|list| !list.checked)
        .map(|_| t("list-unchecked"))
}

/// Items of the scheme, each with its mark.
pub(crate) fn items(all: &[Item]) -> Vec<Offer> {
    all.iter()
        .map(|item| Offer::new(item.id.as_str(), marked(&item.label.en, item.checked)))
        .collect()
}

/// People who may be given something to do in a review, for a list to choose from.
pub(crate) async fn people(
    state: &WebState,
    signed: &Signed,
    reference: &Reference,
) -> Result<Vec<Offer>, PageError> {
    let all = app::team::on_offer(state.app(), &signed.ctx, reference).await?;
    let offer = |(id, name): (model::PersonId, String)| Offer::new(id.to_string(), name);
    Ok(all.into_iter().map(offer).collect())
}

/// Files of a review to choose from, and a sentence about those that are held because of the virus check.
pub(crate) fn files_on_offer(
    state: &WebState,
    files: &[FileRow],
    chosen: &[FileId],
    named: impl Fn(&FileRow) -> String,
) -> (Vec<Offer>, Option<String>) {
    let found = app::files::on_offer(state.app(), files, chosen);
    let offer = |one: &&FileRow| Offer::new(one.id.to_string(), named(one));
    let held = (found.held > 0).then(|| t_with("files-held-out", &[("many", found.held.into())]));
    (found.files.iter().map(offer).collect(), held)
}

/// The name of a file as it was added.
pub(crate) fn file_name(file: &FileRow) -> String {
    file.name.0.clone()
}

/// The person who is signed in, as a form holds them.
pub(crate) fn me(signed: &Signed, field: &Field) -> Filled {
    let person = signed.ctx.actor.person();
    let id = person.map(|person| person.id.to_string());
    Filled::with([(field.id, id.unwrap_or_default())])
}

/// Today, as a form holds it: most things are recorded on the day on which they happen.
pub(crate) fn today(signed: &Signed, field: &Field) -> Filled {
    Filled::with([(field.id, date_in_words(signed.ctx.today()))])
}

/// One of the codes on offer.
pub(crate) fn one_of(
    form: &mut Filled,
    field: &Field,
    known: impl Fn(&str) -> bool,
) -> Option<String> {
    form.coded(field, |code| known(code).then(|| code.to_owned()))
}
