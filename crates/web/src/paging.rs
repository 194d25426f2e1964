//! Long lists, a page at a time: `?page=2` in the address, the links to the other pages under the list.

use govuk::{Html, PageLink, Pagination};

use crate::problem::PageError;
use crate::texts::{t, t_with};

/// Which part of a long list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paging {
    /// Counts from 0.
    page: usize,
    on_a_page: usize,
    total: usize,
}

/// The page that an address asks for, counting from 0; the first where it names none.
///
/// # Errors
/// [`PageError::NotFound`] for what is no page.
pub(crate) fn page_asked(query: Option<&str>) -> Result<usize, PageError> {
    let mut parts = query.unwrap_or_default().split('&');
    let Some(number) = parts.find_map(|part| part.strip_prefix("page=")) else {
        return Ok(0);
    };
    let number: usize = number.parse().map_err(|_| PageError::NotFound)?;
    number.checked_sub(1).ok_or(PageError::NotFound)
}

/// As [`page_asked`]; an address that names a line with `at=` asks for the page that the line stands on, or the first where it stands on
/// none.
///
/// # Errors
/// As [`page_asked`].
pub(crate) fn page_of_line(
    query: Option<&str>,
    on_a_page: usize,
    place: impl FnOnce(&str) -> Option<usize>,
) -> Result<usize, PageError> {
    let mut parts = query.unwrap_or_default().split('&');
    match parts.find_map(|part| part.strip_prefix("at=")) {
        Some(line) => Ok(place(line).unwrap_or(0) / on_a_page),
        None => page_asked(query),
    }
}

impl Paging {
    /// A page of a list of `total` lines. A page past the last is the last: lines may have gone since the link
    /// to it was made.
    pub(crate) fn of(page: usize, on_a_page: usize, total: usize) -> Self {
        let last = total.div_ceil(on_a_page).saturating_sub(1);
        Self {
            page: page.min(last),
            on_a_page,
            total,
        }
    }

    /// Whether there is more than one page.
    pub(crate) const fn is_long(&self) -> bool {
        self.total > self.on_a_page
    }

    /// On which page a line stands, counting from 1.
    pub(crate) const fn page_of(&self, line: usize) -> usize {
        line / self.on_a_page + 1
    }

    /// Which page this is, counting from 1.
    pub(crate) const fn number(&self) -> usize {
        self.page + 1
    }

    /// How many pages there are.
    pub(crate) const fn pages(&self) -> usize {
        self.total.div_ceil(self.on_a_page)
    }

    /// How many lines stand on the pages before.
    pub(crate) const fn before(&self) -> usize {
        self.page * self.on_a_page
    }

    /// The lines of this page, of the whole list.
    pub(crate) fn part<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let rest = all.get(self.before()..).unwrap_or_default();
        rest.get(..self.on_a_page).unwrap_or(rest)
    }

    /// Which lines are shown, in words; nothing for a list that stands on one page.
    pub(crate) fn words(&self) -> Option<String> {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX).into();
        let last = self.total.min(self.before() + self.on_a_page);
        let values = [
            ("from", number(self.before() + 1)),
            ("to", number(last)),
            ("of", number(self.total)),
        ];
        self.is_long().then(|| t_with("paging-part", &values))
    }

    /// The links to the pages before and after; nothing for a list that stands on one page.
    pub(crate) fn links(&self) -> Option<Html> {
        self.links_with("")
    }

    /// As [`Self::links`], keeping what else the address asks for: "kind=contact&", or nothing.
    pub(crate) fn links_with(&self, kept: &str) -> Option<Html> {
        self.links_of(kept, "")
    }

    /// As [`Self::links`], to a place on the page of which the list is only a part.
    pub(crate) fn links_to(&self, anchor: &str) -> Option<Html> {
        self.links_of("", &format!("#{anchor}"))
    }

    fn links_of(&self, kept: &str, end: &str) -> Option<Html> {
        if !self.is_long() {
            return None;
        }
        let link = |key, page: usize| {
            let href = format!("?{kept}page={}{end}", page + 1);
            PageLink::new(t(key), href)
        };
        let mut pages = Pagination::new(t("paging-pages"));
        if let Some(before) = self.page.checked_sub(1) {
            pages = pages.previous(link("paging-before", before));
        }
        if self.before() + self.on_a_page < self.total {
            pages = pages.next(link("paging-after", self.page + 1));
        }
        Some(pages.render())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn addresses_name_pages_from_one() {
        assert_eq!(page_asked(None).unwrap(), 0);
        assert_eq!(page_asked(Some("done=added")).unwrap(), 0);
        assert_eq!(page_asked(Some("done=added&page=3")).unwrap(), 2);
        for odd in ["page=0", "page=-1", "page=", "page=x", "page=1e3"] {
            assert!(page_asked(Some(odd)).is_err(), "{odd}");
        }
    }

    #[test]
    fn every_line_stands_on_one_page() {
        let all: Vec<usize> = (0..51).collect();
        let mut seen = Vec::new();
        for page in 0..3 {
            seen.extend_from_slice(Paging::of(page, 25, all.len()).part(&all));
        }
        assert_eq!(seen, all);
        assert_eq!(Paging::of(0, 25, 51).pages(), 3);
        assert_eq!(
            (Paging::of(0, 25, 50).pages(), Paging::of(0, 25, 0).pages()),
            (2, 0)
        );
        let last = Paging::of(9, 25, all.len());
        assert_eq!(last.part(&all), [50], "past the last is the last");
        assert!(last.words().unwrap().contains("51 to 51 of 51"));
        let links = last.links().unwrap();
        assert!(links.as_str().contains("?page=2") && !links.as_str().contains("rel=\"next\""));
    }

    #[test]
    fn links_to_pages_keep_what_else_is_asked_for() {
        let paging = Paging::of(1, 25, 60);
        let links = paging.links_with("kind=contact&").unwrap();
        assert!(links.as_str().contains("?kind=contact&amp;page=3"));
        assert_eq!(
            (paging.number(), paging.page_of(24), paging.page_of(25)),
            (2, 1, 2)
        );
    }

    #[test]
    fn a_line_is_found_on_its_page_and_a_part_of_a_page_by_its_anchor() {
        let place = |line: &str| line.parse().ok();
        let on = |query| page_of_line(Some(query), 25, place).unwrap();
        assert_eq!((on("at=24"), on("at=25"), on("page=3")), (0, 1, 2));
        assert_eq!(on("at=gone"), 0, "the first where it is on none");
        assert!(page_of_line(Some("page=x"), 25, place).is_err());
        let links = Paging::of(0, 25, 60).links_to("entries").unwrap();
        assert!(links.as_str().contains("?page=2#entries"));
    }

    #[test]
    fn a_short_list_has_no_pages() {
        for total in [0, 1, 25] {
            let paging = Paging::of(0, 25, total);
            assert!(paging.words().is_none() && paging.links().is_none());
        }
        assert!(Paging::of(0, 25, 26).is_long());
        assert_eq!(Paging::of(3, 25, 0).part::<usize>(&[]), [0_usize; 0]);
    }
}
