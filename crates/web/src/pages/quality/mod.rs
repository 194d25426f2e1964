//! The quality of a review as a judgement that steers it while it runs, marker by marker. There is no figure on these
//! pages, and no other review.

mod board;
mod judge;
mod one;
mod second;

use access::{Action as _, actions};
use app::Reference;
use app::names::Names;
use app::quality::{MarkerView, marker};
use app::vault::Stored;
use axum::extract::Path;
use govuk::{Html, SummaryRow};
use model::case::{MarkerStands, QualityJudgement, QualitySecondView, markers};
use model::scheme::{CodeItem, CodeList, Scheme, StepText};

use crate::draw::{row, strong};
use crate::pages::people::reference;
use crate::problem::PageError;
use crate::sheet::Offer;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/quality";
    let one = "/o/{organisation}/reviews/{reference}/quality/{marker_id}";
    let judge = "/o/{organisation}/reviews/{reference}/quality/{marker_id}/judge";
    let second = "/o/{organisation}/reviews/{reference}/quality/{marker_id}/second-view";
    let read = Who::May(actions::ReadCase::INFO);
    let judges = Who::May(actions::JudgeQuality::INFO);
    let rows = [
        page("quality", read, all, board::board),
        page("quality-marker", read, one, one::one),
        page("quality-judge", judges, judge, judge::form),
        send(judges, judge, judge::save),
        page("quality-second", judges, second, second::form),
        send(judges, second, second::save),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// Address of a page about one marker.
type HereMarker = Path<(String, String, String)>;

/// The judgements of a review, with its scheme and its address.
struct Seen<'a> {
    view: MarkerView,
    scheme: &'a Scheme,
    names: Names,
    /// Address of the board.
    base: String,
    reference: Reference,
}

/// Reads what was judged of a review, and how the judgement of one marker changed; the reading is written down.
async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    (text, id): (&str, &str),
) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let view = marker(state.app(), &signed.ctx, &reference, id).await?;
    let case = &view.quality.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let code = &signed.place.organisation.code;
    Ok(Seen {
        base: format!("/o/{code}/reviews/{reference}/quality"),
        scheme: &loaded.scheme,
        names: app::names::names(state.app(), &signed.ctx).await?,
        view,
        reference,
    })
}

/// A marker of the scheme.
struct Marker<'a> {
    /// From 1, through all lists.
    number: usize,
    list: &'a CodeList,
    item: &'a CodeItem,
}

impl Marker<'_> {
    fn title(&self) -> String {
        format!("{}. {}", self.number, self.item.label.en)
    }

    /// What it asks.
    fn asks(&self) -> &str {
        self.item.help.as_ref().map_or("", |help| help.en.as_str())
    }
}

impl Seen<'_> {
    fn markers(&self) -> impl Iterator<Item = Marker<'_>> {
        let all = markers(self.scheme).enumerate();
        all.map(|(at, (list, item))| Marker {
            number: at + 1,
            list,
            item,
        })
    }

    fn marker(&self, code: &str) -> Result<Marker<'_>, PageError> {
        let mut all = self.markers();
        all.find(|one| one.item.code == code)
            .ok_or(PageError::NotFound)
    }

    fn judgement(&self, code: &str) -> Option<&Stored<QualityJudgement>> {
        self.view.quality.judgement(code)
    }

    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }

    /// The reader may judge and the case is open.
    fn usable(&self) -> Result<(), PageError> {
        let quality = &self.view.quality;
        crate::pages::seen::changeable(&quality.case, quality.may_judge)
    }

    fn may_judge(&self) -> bool {
        self.usable().is_ok()
    }

    /// Whether the reader may say as a second person how they see the judgement that stands.
    fn may_second(&self, judged: &Stored<QualityJudgement>, signed: &Signed) -> bool {
        let Some(me) = signed.ctx.actor.person().map(|me| me.id.to_string()) else {
            return false;
        };
        let mut views = self.view.quality.views_of((judged.id, judged.version));
        self.may_judge() && judged.by != me && !views.any(|one| one.by == me)
    }

    fn name(&self, id: &str) -> String {
        let name = self.names.person(id);
        name.map_or_else(|| t("somebody"), str::to_owned)
    }
}

/// How a review may stand by a marker, to choose from.
fn stands() -> Vec<Offer> {
    let offer = |one: &MarkerStands| Offer::new(one.code(), t_code("quality-stands", one.code()));
    MarkerStands::ALL.iter().map(offer).collect()
}

/// A judgement as rows of a list: nothing where nothing was said.
fn judged_rows(seen: &Seen<'_>, one: &Stored<QualityJudgement>) -> Vec<SummaryRow> {
    let body = &one.body;
    let by = t_with(
        "quality-by",
        &[
            ("who", seen.name(&one.by).into()),
            ("day", body.on.to_string().into()),
            ("when", moment_in_words(one.changed_at).into()),
        ],
    );
    let mut rows = vec![
        row(t("quality-stands-key"), stands_words(body.stands)),
        row(t("quality-reasons-key"), &body.reasons.0),
    ];
    rows.extend(said("quality-support-key", &body.support.0));
    rows.extend(said("quality-improve-key", &body.improve.0));
    rows.push(row(t("quality-by-key"), by));
    rows
}

/// A second view as one row.
fn second_row(seen: &Seen<'_>, one: &Stored<QualitySecondView>) -> SummaryRow {
    let body = &one.body;
    let mut lines = vec![stands_words(body.stands), Html::escape(&body.reasons.0)];
    if !body.improve.0.is_empty() {
        let words = t1("quality-would-improve", "words", &body.improve.0);
        lines.push(Html::escape(words));
    }
    let by = format!("{}, {}", seen.name(&one.by), moment_in_words(one.added_at));
    lines.push(Html::element("span", "govuk-hint", by));
    row(t("quality-second-key"), Html::lines(lines))
}

fn stands_words(stands: MarkerStands) -> Html {
    strong(t_code("quality-stands", stands.code()))
}

fn said(key: &str, words: &str) -> Option<SummaryRow> {
    (!words.is_empty()).then(|| row(t(key), words))
}
