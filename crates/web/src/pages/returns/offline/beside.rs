//! What came back, answer by answer, beside what stands online.

use app::returns::offline::{
    CellStands, FileView, FormWords, RowKind, RowStands, SeenCell, SeenRow, cell_key,
    file_of_return, said,
};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, TableCell, Tag, TagColour};
use model::case::FileDecided;
use model::chronology::Column;
use model::{Date, RecordId};

use super::decide::MARK;
use super::give::{handed_in_line, taken_back_line};
use super::{HereOne, Seen, seen};
use crate::draw::{Columns, kept, paragraph};
use crate::form::{Filled, Hidden};
use crate::frame::{Frame, show_form};
use crate::offline_words::form_words;
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_code_with, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

/// Answers on one page.
const ON_A_PAGE: usize = 50;

/// A form of one button.
pub(super) struct Press {
    pub(super) action: String,
    pub(super) hidden: Hidden,
    pub(super) mark: Html,
    pub(super) words: String,
    /// What it is about; read out only.
    pub(super) about: String,
}

/// One answer that differs, or something that is asked.
pub(super) struct Card {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) tag: Html,
    pub(super) drawn: Html,
    /// A form in which what could not be read is said.
    pub(super) say: Option<Html>,
    pub(super) take: Option<Press>,
    pub(super) leave: Option<Press>,
}

#[derive(Template)]
#[template(path = "returns/offline_file.html")]
struct FilePage {
    frame: Frame,
    /// What is wrong with what was typed.
    wrong: Html,
    caption: String,
    name: String,
    facts: Vec<String>,
    warnings: Vec<String>,
    /// What makes the document older than what stands online.
    older: Vec<String>,
    summary: String,
    /// Answers that can be taken over together, kind by kind.
    together: Vec<Press>,
    asks: Vec<Card>,
    cards: Vec<Card>,
    part: Option<String>,
    pages: Option<Html>,
    /// The page of the new entries.
    entries: Option<String>,
}

/// What a page is drawn with.
pub(super) struct Around<'a> {
    state: &'a WebState,
    signed: &'a Signed,
    pub(super) seen: &'a Seen<'a>,
    pub(super) words: &'a FormWords,
    pub(super) view: &'a FileView,
    pub(super) today: Date,
    pub(super) may_write: bool,
    /// What was typed and could not be read.
    pub(super) form: &'a Filled,
}

pub(super) async fn view(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
    RawQuery(query): RawQuery,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let file = record.parse().map_err(|_| PageError::NotFound)?;
    let page = page_asked(query.as_deref())?;
    shown((&state, &signed), (&seen, file), page, &Filled::empty()).await
}

/// The page; what was typed and could not be read stands in its box, with what is wrong.
pub(super) async fn shown(
    (state, signed): (&WebState, &Signed),
    (seen, file): (&Seen<'_>, RecordId),
    page: usize,
    form: &Filled,
) -> Answer {
    let view = file_of_return(state.app(), &signed.ctx, (seen.request, file)).await?;
    let words = form_words();
    let around = Around {
        state,
        signed,
        seen,
        words: &words,
        view: &view,
        today: signed.ctx.today(),
        may_write: seen.usable().is_ok(),
        form,
    };
    let differ: Vec<&SeenRow> = view.rows.iter().filter(|row| is_shown(row)).collect();
    let paging = Paging::of(page, ON_A_PAGE, differ.len());
    let cards = paging.part(&differ).iter().map(|row| around.card(row));
    let asks = around.asks()?;
    let body = &view.file.body;
    let laid = FilePage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("offline-file-title"))
            .back(format!("{}/document", seen.base))
            .with_errors(form.errors()),
        wrong: form.summary(),
        caption: seen.title(),
        name: body.name.0.clone(),
        facts: around.facts(),
        warnings: body
            .warnings
            .iter()
            .map(|code| t_code("file", code))
            .collect(),
        older: older(&view),
        summary: summary(&view),
        together: around.together()?,
        asks,
        cards: cards.collect::<Result<_, _>>()?,
        part: paging.words(),
        pages: paging.links(),
        entries: body
            .source
            .map(|source| format!("{}/documents/{source}", seen.base)),
    };
    show_form(form.errors(), &laid)
}

/// Whether something of an answer is to be seen: it differs, or somebody said something of it. What cannot be read and changes
/// nothing else is asked above.
fn is_shown(row: &SeenRow) -> bool {
    let only_asked = row.rule.is_none() && row.stands == RowStands::Asks;
    (row.stands != RowStands::Same && !only_asked) || row.decided.is_some()
}

fn older(view: &FileView) -> Vec<String> {
    let mut all = Vec::new();
    if view.is_older {
        all.push(t("offline-older"));
    }
    if view.changed_since > 0 {
        all.push(t1("offline-changed-since", "count", view.changed_since));
    }
    all
}

fn summary(view: &FileView) -> String {
    let many = |stands: RowStands| {
        let rows = view.rows.iter().filter(|row| row.stands == stands).count();
        i64::try_from(rows).unwrap_or(i64::MAX)
    };
    let values = [
        ("same", many(RowStands::Same).into()),
        ("new", many(RowStands::New).into()),
        ("different", many(RowStands::Different).into()),
        ("both", many(RowStands::Both).into()),
        ("asks", many(RowStands::Asks).into()),
    ];
    t_with("offline-summary", &values)
}

const fn colour(stands: RowStands) -> TagColour {
    match stands {
        RowStands::Same => TagColour::Grey,
        RowStands::New => TagColour::Blue,
        RowStands::Different => TagColour::Teal,
        RowStands::Both => TagColour::Orange,
        RowStands::Asks => TagColour::Yellow,
    }
}

const fn code_of(stands: RowStands) -> &'static str {
    match stands {
        RowStands::Same => "same",
        RowStands::New => "new",
        RowStands::Different => "different",
        RowStands::Both => "both",
        RowStands::Asks => "asks",
    }
}

impl Around<'_> {
    pub(super) fn here(&self) -> String {
        format!("{}/document/{}", self.seen.base, self.view.file.id)
    }

    pub(super) fn hidden(&self) -> Result<Hidden, PageError> {
        self.state.hidden(&self.signed.visit, None)
    }

    fn facts(&self) -> Vec<String> {
        let file = &self.view.file;
        let mut facts = vec![
            t1(
                "offline-handed-out",
                "when",
                moment_in_words(self.view.handed_out_at),
            ),
            t1("offline-came-back", "when", moment_in_words(file.added_at)),
        ];
        let handed_in = file.body.handed_in_for.as_ref();
        facts.extend(handed_in.map(|of| handed_in_line(self.seen, of)));
        let taken = file.body.taken_back.as_ref();
        facts.extend(taken.map(|taken| taken_back_line(self.seen, taken)));
        facts
    }

    /// What an answer is called.
    pub(super) fn title(&self, row: &SeenRow) -> String {
        let cell = |code: &str| {
            let found = row.cells.iter().find(|one| one.cell == code);
            let text = found.map(|one| {
                if one.file.is_empty() {
                    &one.now
                } else {
                    &one.file
                }
            });
            text.map(|text| said(code, text, self.words, self.today))
                .unwrap_or_default()
        };
        match row.kind {
            RowKind::Head => t("return-head-title"),
            RowKind::Part(part) => self.seen.part_title(part),
            RowKind::Staff => t1("offline-staff-of", "role", cell("staff:role")),
            RowKind::Entry => t1("offline-entry-of", "date", cell("code:date")),
        }
    }

    /// What a cell is called.
    pub(super) fn label(&self, cell: &str) -> String {
        if let Some((column, _)) = Column::marked(cell) {
            return self.words.labels.head(column).to_owned();
        }
        let (key, number) = cell_key(cell);
        let words = self.words.of(key).to_owned();
        let person = number.and_then(|number| self.seen.about().get(number.checked_sub(1)?));
        match person {
            Some(person) => format!("{}: {words}", person.name.0),
            None => words,
        }
    }

    fn cells(&self, one: &SeenCell) -> Vec<TableCell> {
        let said = |value: &str| {
            let words = said(&one.cell, value, self.words, self.today);
            if words.is_empty() {
                t("offline-nothing")
            } else {
                words
            }
        };
        let note = match one.stands {
            CellStands::OnlineSince => t("offline-online-since"),
            CellStands::Both => t("offline-both-changed"),
            CellStands::Unread => t("offline-unread"),
            CellStands::Same | CellStands::Changed => String::new(),
        };
        vec![
            TableCell::new(crate::draw::marked(self.label(&one.cell), note)).header(),
            TableCell::new(said(&one.file)).classes("tl-words"),
            TableCell::new(said(&one.now)).classes("tl-words"),
        ]
    }

    fn card(&self, row: &SeenRow) -> Result<Card, PageError> {
        let title = self.title(row);
        let differing = row
            .cells
            .iter()
            .filter(|one| one.stands != CellStands::Same);
        let columns = Columns::of(&["offline-col-what", "offline-col-file", "offline-col-now"]);
        let table = columns.table(title.as_str(), differing.map(|one| self.cells(one)));
        let mut drawn = Vec::new();
        let told = row.asks.iter().filter(|one| !one.is_question());
        drawn.extend(told.map(|one| paragraph(self.ask_words(&one.ask))));
        let asked = row.asks.iter().filter(|one| one.is_open()).count();
        if asked > 0 {
            // What is missing may be what is asked above: then no rule says anything true yet.
            let key = match row.rule {
                Some(_) => "offline-asked-first",
                None => "offline-asked-above",
            };
            drawn.push(paragraph(t1(key, "count", asked)));
        } else {
            drawn.extend(row.rule.map(|rule| paragraph(t_code("rule", rule))));
        }
        if row.stands != RowStands::Same {
            drawn.push(table.caption_hidden().render());
        }
        drawn.extend(row.decided.as_ref().map(|one| self.said_by(one)));
        let take = self.may_write && row.may_take();
        let leave = self.may_write && row.stands != RowStands::Same && row.decided.is_none();
        let press = |end: &str, words: &str| -> Result<Press, PageError> {
            Ok(Press {
                action: format!("{}/answers/{}/{end}", self.here(), row.code),
                hidden: self.hidden()?,
                mark: kept(MARK, &row.mark),
                words: t(words),
                about: title.clone(),
            })
        };
        Ok(Card {
            anchor: format!("answer-{}", row.code),
            tag: Tag::new(t_code("offline-stands", code_of(row.stands)))
                .colour(colour(row.stands))
                .render(),
            drawn: Html::join(drawn),
            say: None,
            take: take
                .then(|| press("take-over", "offline-take-over"))
                .transpose()?,
            leave: leave.then(|| press("leave", "offline-leave")).transpose()?,
            title,
        })
    }

    pub(super) fn said_by(&self, one: &FileDecided) -> Html {
        let values = [
            ("name", self.seen.name_of(one.by).into()),
            ("when", moment_in_words(one.at).into()),
        ];
        paragraph(t_code_with("offline-outcome", one.outcome.code(), &values))
    }

    /// Buttons for the answers of each kind that ask nothing.
    fn together(&self) -> Result<Vec<Press>, PageError> {
        let mut all = Vec::new();
        if !self.may_write {
            return Ok(all);
        }
        for kind in ["parts", "staff", "entries"] {
            let (rows, mark) = self.view.together(kind);
            if rows.is_empty() {
                continue;
            }
            let many = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            all.push(Press {
                action: format!("{}/all/{kind}", self.here()),
                hidden: self.hidden()?,
                mark: kept(MARK, &mark),
                words: t_code_with("offline-take-all", kind, &[("count", many.into())]),
                about: String::new(),
            });
        }
        Ok(all)
    }
}
