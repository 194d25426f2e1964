//! The components of the frame.

use govuk::{Footer, GenericHeader, NavigationItem, ServiceNavigation, SkipLink};

use super::{Frame, NavLink};
use crate::texts::t;

impl Frame {
    #[expect(clippy::unused_self, reason = "templates reach it through the frame")]
    pub(crate) fn skip_link(&self) -> SkipLink {
        SkipLink::new(t("frame-skip"), "#main-content")
    }

    pub(crate) fn header(&self) -> GenericHeader {
        GenericHeader::new(t("frame-product"), self.home())
    }

    /// One link folds too, so that every page looks the same on a narrow screen.
    pub(crate) fn navigation(&self) -> ServiceNavigation {
        ServiceNavigation::new(t("frame-menu"))
            .items(self.nav.iter().map(NavLink::item))
            .collapse_on_mobile(true)
    }

    #[expect(clippy::unused_self, reason = "templates reach it through the frame")]
    pub(crate) fn footer(&self) -> Footer {
        Footer::new(t("frame-support"))
            .link(t("frame-accessibility"), "/accessibility")
            .link(t("frame-who-can-see"), "/who-can-see-this")
            .link(t("frame-privacy"), "/privacy")
            .licence(t("frame-licence"))
    }
}

impl NavLink {
    fn item(&self) -> NavigationItem {
        let item = NavigationItem::new(self.text.as_str(), self.href.as_str());
        if self.current {
            item.current_section()
        } else {
            item
        }
    }
}
