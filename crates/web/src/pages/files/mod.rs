//! Files of a review: what there is, adding one, the original as a download, its text, taking one away.

mod add;
mod download;
mod remove;
mod source;

use access::{Action as _, Section, actions};
use app::files::{FilesView, files};
use app::names::Names;
use app::vault::{FileRow, HeldFile, Reading, Stored};
use app::{AppError, Reference};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use govuk::{Html, Link, Table, TableCell};
use model::FileId;
use model::case::FileTakenAway;
use model::learning::LinkedTo;
use model::scheme::StepText;

use crate::draw::{Columns, marked};
use crate::form::{UPLOAD_LIMIT, UPLOAD_PATIENCE};
use crate::frame::{Frame, next_page, show};
use crate::pages::journey::seen_in;
use crate::pages::people::reference;
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, file, page, send};
use crate::texts::{t, t_code, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let read = Who::May(actions::ReadCase::INFO);
    let attach = Who::May(actions::AttachFile::INFO);
    let remove = Who::May(actions::RemoveOwnFile::INFO);
    let base = "/o/{organisation}/reviews/{reference}/files";
    let add = "/o/{organisation}/reviews/{reference}/files/add";
    let one = "/o/{organisation}/reviews/{reference}/files/{record}";
    let text = "/o/{organisation}/reviews/{reference}/files/{record}/text";
    let away = "/o/{organisation}/reviews/{reference}/files/{record}/take-away";
    vec![
        page("files", read, base, list).secret(),
        page("file-add", attach, add, add::form).secret(),
        send(attach, add, add::save)
            .up_to(UPLOAD_LIMIT)
            .patient(UPLOAD_PATIENCE)
            .secret(),
        file(read, one, download::download)
            .patient(UPLOAD_PATIENCE)
            .secret(),
        page("file-text", read, text, source::text).secret(),
        page("file-take-away", remove, away, remove::form).secret(),
        send(remove, away, remove::save).secret(),
    ]
}

/// Files on one page of the list.
const ON_A_PAGE: usize = 50;

/// Organisation, reference, file.
type Here = Path<(String, String, String)>;

/// The file that an address names.
fn file_id(text: &str) -> Result<FileId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

fn base(signed: &Signed, reference: &Reference) -> String {
    signed.path(&format!("reviews/{reference}/files"))
}

/// A file as listed.
struct Listed {
    name: String,
    /// Where it can be downloaded; nowhere while it is held.
    href: Option<String>,
    facts: String,
    added: String,
    section: Option<String>,
    /// The state of reading, and where the text is when there is one.
    reading: String,
    text: Option<String>,
    take: Option<String>,
    /// What was seen differently and is linked to it.
    seen_in: Vec<Html>,
}

#[derive(Template)]
#[template(path = "files/list.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    files: Vec<Listed>,
    gone: Vec<String>,
    add: Option<String>,
    done: Option<&'static str>,
    /// Which of a long list these are, and the links to the others.
    part: Option<String>,
    pages: Option<Html>,
    /// Why the reader is here who asked for a file: it was taken away, or it is held.
    instead: Option<String>,
}

impl ListPage {
    fn table(&self) -> Table {
        let more = Html::element("span", "govuk-visually-hidden", t("files-more"));
        Columns::of(&["files-file", "files-added-head", "files-text"])
            .silent(more)
            .table(t("files-title"), self.files.iter().map(Listed::cells))
            .caption_hidden()
    }
}

impl Listed {
    fn cells(&self) -> Vec<TableCell> {
        let name = match &self.href {
            Some(href) => Link::new(&self.name, href)
                .attribute("download", "")
                .render(),
            None => Html::escape(&self.name),
        };
        let section = self.section.iter().map(String::as_str);
        let facts: Vec<&str> = std::iter::once(self.facts.as_str())
            .chain(section)
            .collect();
        let link = |key, href: &String| {
            let link = Link::new(t(key), href);
            link.visually_hidden(format!(" {}", self.name)).render()
        };
        let text = match &self.text {
            Some(href) => link("file-open-text", href),
            None => Html::escape(&self.reading),
        };
        let mut named = vec![marked(name, facts.join(" · "))];
        named.extend(self.seen_in.iter().cloned());
        let take = self.take.as_ref().map(|href| link("file-take", href));
        vec![
            TableCell::new(Html::lines(named)).header(),
            TableCell::new(&self.added),
            TableCell::new(text),
            TableCell::new(take.unwrap_or_default()),
        ]
    }
}

async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let reference = reference(&text)?;
    let view = files(state.app(), &signed.ctx, &reference).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let base = base(&signed, &reference);
    let loaded = state
        .app()
        .scheme_of(&view.case.scheme, &view.case.scheme_digest)?;
    let paging = Paging::of(page_asked(query.as_deref())?, ON_A_PAGE, view.files.len());
    let done = match query.as_deref() {
        Some("done=added") => Some("files-added"),
        Some("done=taken") => Some("files-taken"),
        _ => None,
    };
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("files-title"))
            .back(signed.path(&format!("reviews/{reference}"))),
        step: loaded.scheme.step("files").cloned(),
        part: paging.words(),
        pages: paging.links(),
        files: paging
            .part(&view.files)
            .iter()
            .map(|file| listed(&view, &names, &base, file))
            .collect(),
        gone: view.gone.iter().map(|one| gone(&names, one)).collect(),
        add: (!view.may_add.is_empty()).then(|| format!("{base}/add")),
        done,
        instead: query.as_deref().and_then(instead),
    })
}

/// Why somebody stands on the list who asked for a file.
fn instead(query: &str) -> Option<String> {
    match query.strip_prefix("done=")? {
        "gone" => Some(t("files-was-taken")),
        code @ ("file-held-not-yet" | "file-held-found" | "file-held-failed") => {
            Some(t_code("rule", code))
        }
        _ => None,
    }
}

/// For an address of a file that is held, and of one that was taken away since: the list says why. Nothing for an
/// address that never was one, and for a reader who may not know.
async fn list_instead(
    state: &WebState,
    signed: &Signed,
    reference: &Reference,
    file: FileId,
    failed: Option<&AppError>,
) -> Result<Option<Response>, PageError> {
    let why = match failed {
        Some(AppError::Rule(code)) if code.starts_with("file-held-") => *code,
        Some(AppError::NotFound) => {
            let view = files(state.app(), &signed.ctx, reference).await?;
            if !view.gone.iter().any(|one| one.body.file == file) {
                return Ok(None);
            }
            "gone"
        }
        _ => return Ok(None),
    };
    let list = base(signed, reference);
    Ok(Some(next_page(&format!("{list}?done={why}"))))
}

fn listed(view: &FilesView, names: &Names, base: &str, file: &FileRow) -> Listed {
    let href = format!("{base}/{}", file.id);
    let review = base.trim_end_matches("/files");
    let values = [
        ("who", who(names, &file.added_by).into()),
        ("when", moment_in_words(file.added_at).into()),
    ];
    let held = file.check.held(view.holds);
    let may_open = held.is_none();
    Listed {
        name: file.name.0.clone(),
        facts: facts(file),
        added: t_with("files-added-by", &values),
        section: (file.section != Section::General).then(|| section(file.section)),
        reading: held.map_or_else(
            || reading(&file.reading),
            |held| held_because(held, view.may_take.contains(&file.id)),
        ),
        text: (may_open && file.reading == Reading::Read).then(|| format!("{href}/text")),
        take: view
            .may_take
            .contains(&file.id)
            .then(|| format!("{href}/take-away")),
        href: may_open.then_some(href),
        seen_in: seen_in((&view.moments, review), &LinkedTo::File(file.id)),
    }
}

/// "Word document, 1.2 MB".
fn facts(file: &FileRow) -> String {
    let values = [
        ("kind", t_code("file-kind", &file.kind).into()),
        ("size", size(file.size).into()),
    ];
    t_with("files-facts", &values)
}

/// A size as people say it: whole kilobytes, or megabytes with one digit.
fn size(bytes: i64) -> String {
    const KILO: i64 = 1_000;
    const MEGA: i64 = 1_000_000;
    if bytes < KILO {
        return t_with("files-bytes", &[("bytes", bytes.into())]);
    }
    if bytes < MEGA {
        return t_with("files-kilobytes", &[("size", (bytes / KILO).into())]);
    }
    let tenths = bytes / (MEGA / 10);
    let words = format!("{}.{}", tenths / 10, tenths % 10);
    t_with("files-megabytes", &[("size", words.into())])
}

fn section(section: Section) -> String {
    t_code("file-section", section.code())
}

fn who(names: &Names, id: &str) -> String {
    names
        .person(id)
        .map_or_else(|| t("somebody"), str::to_owned)
}

fn reading(reading: &Reading) -> String {
    match reading {
        Reading::NotShown => t("file-not-shown"),
        Reading::Waiting => t("file-waiting"),
        Reading::Read => String::new(),
        Reading::Failed(code) => {
            let why = t_code("rule", code);
            t_with("file-failed", &[("why", why.into())])
        }
    }
}

/// Why nobody can open a file, and what to do.
fn held_because(held: HeldFile<'_>, may_take: bool) -> String {
    match held {
        HeldFile::NotYet => t("file-held-not-yet"),
        HeldFile::Found(name) if may_take => t_with("file-held-found", &[("name", name.into())]),
        HeldFile::Found(name) => t_with("file-held-found-other", &[("name", name.into())]),
        HeldFile::Failed(code) => {
            let why = t_code("rule", code);
            t_with("file-held-failed", &[("why", why.into())])
        }
    }
}

fn gone(names: &Names, one: &Stored<FileTakenAway>) -> String {
    let values = [
        ("kind", t_code("file-kind", &one.body.kind).into()),
        ("added-by", who(names, &one.body.added_by).into()),
        ("added", moment_in_words(one.body.added_at).into()),
        ("who", who(names, &one.by).into()),
        ("when", moment_in_words(one.added_at).into()),
        ("reason", one.body.reason.0.clone().into()),
    ];
    t_with("files-gone-one", &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_people_say_them() {
        for (bytes, words) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1 KB"),
            (999_999, "999 KB"),
            (1_250_000, "1.2 MB"),
            (52_428_800, "52.4 MB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }
}
