//! The parts of what was known on a day.

use app::chronology::Knew;

/// A part of what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Known,
    IfShared,
    InAgency,
    Elsewhere,
    Later,
    NotSaid,
}

impl Part {
    pub(super) const ALL: [Self; 6] = [
        Self::Known,
        Self::IfShared,
        Self::InAgency,
        Self::Elsewhere,
        Self::Later,
        Self::NotSaid,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::IfShared => "if_shared",
            Self::InAgency => "in_agency",
            Self::Elsewhere => "elsewhere",
            Self::Later => "later",
            Self::NotSaid => "not_said",
        }
    }

    pub(super) const fn of(knew: Knew) -> Self {
        match knew {
            Knew::Known => Self::Known,
            Knew::KnownIfShared => Self::IfShared,
            Knew::InAgency => Self::InAgency,
            Knew::NotSaid => Self::NotSaid,
            Knew::RecordedElsewhere => Self::Elsewhere,
            Knew::Later => Self::Later,
        }
    }
}
