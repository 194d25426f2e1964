//! The pages of a long list.

use govuk::{Html, PageLink, Pagination};
use serde::Deserialize;

use crate::texts::{t, t_with};

/// Which page of a list is asked for. What is no number is the first page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Paged {
    page: Option<String>,
}

/// A part of a list, and the way to its other parts.
pub(crate) struct Part {
    /// How many lines come before it.
    pub skip: usize,
    /// How many lines it has at most.
    pub take: usize,
    /// Which lines of how many they are, when there are several pages.
    pub range: Option<String>,
    /// Links to the other pages; absent when there is one.
    pub pages: Option<Html>,
}

impl Paged {
    /// The part of a list with so many lines, so many to a page. Past the end it is the last part.
    pub(crate) fn part(&self, all: usize, take: usize) -> Part {
        let last = all.div_ceil(take.max(1)).max(1);
        let asked = self.page.as_deref().and_then(|page| page.parse().ok());
        let page = asked.unwrap_or(1).clamp(1, last);
        let skip = (page - 1) * take;
        let values = [
            ("from", (skip + 1).into()),
            ("to", (skip + take).min(all).into()),
            ("all", all.into()),
        ];
        Part {
            skip,
            take,
            range: (last > 1).then(|| t_with("pages-range", &values)),
            pages: (last > 1).then(|| links(page, last)),
        }
    }
}

fn links(page: usize, last: usize) -> Html {
    let href = |page: usize| format!("?page={page}");
    let mut all = Pagination::new(t("pages-title"));
    if page > 1 {
        all = all.previous(PageLink::new(t("pages-before"), href(page - 1)));
    }
    if page < last {
        all = all.next(PageLink::new(t("pages-after"), href(page + 1)));
    }
    let mut left_out = false;
    for number in 1..=last {
        if number != 1 && number != last && number.abs_diff(page) > 1 {
            if !left_out {
                all = all.ellipsis();
            }
            left_out = true;
            continue;
        }
        left_out = false;
        let label = t_with("pages-number", &[("number", number.into())]);
        all = if number == page {
            all.current_page(number.to_string(), href(number), label)
        } else {
            all.page(number.to_string(), href(number), label)
        };
    }
    all.render()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    fn part(page: &str, all: usize) -> Part {
        let page = Some(page.to_owned());
        Paged { page }.part(all, 50)
    }

    #[test]
    fn one_page_has_no_links_and_a_wrong_page_is_a_page() {
        let one = part("1", 50);
        assert!(one.pages.is_none() && one.range.is_none());
        assert_eq!(part("nonsense", 120).skip, 0);
        assert_eq!(part("0", 120).skip, 0);
        assert_eq!(part("99", 120).skip, 100);
        assert_eq!(part("-1", 0).skip, 0);
    }

    #[test]
    fn the_middle_of_a_long_list_leaves_pages_out_on_both_sides() {
        let middle = part("10", 1_000);
        let links = middle.pages.unwrap();
        let links = links.as_str();
        assert_eq!(links.matches("--ellipsis").count(), 2);
        assert!(links.contains("?page=9") && links.contains("?page=11"));
        assert!(links.contains("?page=20") && !links.contains("?page=15"));
        assert_eq!(middle.range.unwrap(), "451 to 500 of 1000");
    }
}
