//! What two entries have in common, and what not.

use super::facts::{CLOSE, Class, Fact, Facts, days_between, shared};
use super::weights::{COUNT, Feature};
use super::words::Sort;

/// A time in the words of one entry is the other's when at most so many minutes lie between.
const NEAR_IN_TEXT: i64 = 15;

impl Facts {
    /// What two entries that are near in time have in common and what not.
    pub(super) fn compare(&self, one: &Fact, two: &Fact) -> [f64; COUNT] {
        let pair = Two::of(one, two);
        let mut features = Features([0.0; COUNT]);
        features.set(Feature::Always, 1.0);
        times(&mut features, &pair);
        parts_of_day(&mut features, one, two);
        days_in_words(&mut features, one, two);
        kinds(&mut features, one, two);
        let common = self.common(one, two);
        common.words(&mut features, &pair);
        let names = shared(&one.names, &two.names);
        let names: f64 = names.map(|name| self.rarity(*name)).sum();
        features.set(Feature::SharedNames, names.min(2.0));
        self.people_of(&mut features, one, two);
        services(&mut features, &pair, common.third);
        features.0
    }

    /// What both texts have, by what sort of word it is.
    fn common(&self, one: &Fact, two: &Fact) -> Common {
        let mut common = Common::default();
        for word in shared(&one.text, &two.text) {
            let rarity = self.rarity(*word);
            match self.words.sort(*word) {
                Sort::Number => common.numbers += rarity,
                Sort::Everyday => common.everyday += rarity,
                Sort::Plain => common.plain += rarity,
                Sort::Passing => common.way = true,
                Sort::MeetingKind => common.meeting = true,
                Sort::Service => {
                    common.third |= !one.called.contains(word) && !two.called.contains(word);
                }
            }
        }
        common
    }

    fn people_of(&self, features: &mut Features, one: &Fact, two: &Fact) {
        let common: f64 = shared(&one.people, &two.people)
            .map(|name| 0.2 + self.rarity(*name))
            .sum();
        features.set(Feature::SharedPeople, common.min(2.0));
        let named = !one.people.is_empty() && !two.people.is_empty();
        features.set_if(Feature::OtherPeople, named && common == 0.0);
    }
}

fn kinds(features: &mut Features, one: &Fact, two: &Fact) {
    if one.kind == two.kind {
        features.set(Feature::SameKind, one.kind_is_rare);
    }
    classes(features, one, two);
    let met = |meeting: &Fact, other: &Fact| {
        meeting.class == Class::Meeting && other.class == Class::Scene && other.speaks.meeting
    };
    features.set_if(Feature::MetInWords, met(one, two) || met(two, one));
}

/// What two texts have in common, by rarity.
#[derive(Default)]
struct Common {
    plain: f64,
    numbers: f64,
    everyday: f64,
    way: bool,
    meeting: bool,
    /// A service that is neither of the two that wrote.
    third: bool,
}

impl Common {
    fn words(&self, features: &mut Features, pair: &Two<'_>) {
        let shorter = pair.one.weight.min(pair.two.weight).max(1.0);
        features.set(Feature::SharedWords, f64::min(self.plain / 3.0, 1.5));
        features.set(Feature::SharedPart, f64::min(self.plain / shorter, 1.0));
        features.set(Feature::SharedNumbers, f64::min(self.numbers, 2.0));
        features.set(Feature::SharedEveryday, f64::min(self.everyday, 2.0));
        let all = self.plain + self.numbers + self.everyday;
        features.set_if(Feature::NothingShared, all == 0.0);
        features.set_if(Feature::SameMeetingKind, self.meeting);
        if pair.passing() {
            let both = pair.one.speaks.passing && pair.two.speaks.passing;
            features.set_if(Feature::SameWay, self.way);
            features.set_if(Feature::OtherWay, both && !self.way);
        }
    }
}

/// Two accounts, and what each says of who wrote the other.
struct Two<'a> {
    one: &'a Fact,
    two: &'a Fact,
    /// Whether each names the other's agency.
    named: (bool, bool),
    /// One is of something passed on and the other, which is not, says that it was passed to that agency.
    tells: bool,
}

impl<'a> Two<'a> {
    fn of(one: &'a Fact, two: &'a Fact) -> Self {
        let named = (one.names(two), two.names(one));
        let tells = |teller: &Fact, other: &Fact, names: bool| {
            names
                && teller.class != Class::Passing
                && other.class == Class::Passing
                && teller.speaks.passing
        };
        Self {
            one,
            two,
            named,
            tells: tells(one, two, named.0) || tells(two, one, named.1),
        }
    }

    /// Whether both may be ends of something passed on.
    fn passing(&self) -> bool {
        self.tells || both(self.one, self.two, Class::Passing)
    }

    /// Whether one is of something passed on, the other is not, and the first names the agency of the other.
    fn told(&self) -> bool {
        let passing = |fact: &Fact| fact.class == Class::Passing;
        match (passing(self.one), passing(self.two)) {
            (true, false) => self.named.0,
            (false, true) => self.named.1,
            _ => false,
        }
    }
}

fn services(features: &mut Features, pair: &Two<'_>, third: bool) {
    let (one, two) = (pair.one, pair.two);
    if one.agency == two.agency {
        features.set(Feature::SameAgency, 1.0);
        return;
    }
    let neither = pair.named == (false, false);
    features.set_if(Feature::BothNameTheOther, pair.named == (true, true));
    features.set_if(Feature::NeitherNamesTheOther, neither);
    features.set_if(Feature::BothNameAThird, third);
    features.set_if(Feature::TellsOfPassing, pair.tells);
    let sent = pair.passing() && (one.sent_by(two) || two.sent_by(one));
    features.set_if(Feature::SentByTheOther, sent);
    let both_passing = both(one, two, Class::Passing);
    features.set_if(Feature::NoSender, both_passing && neither);
    features.set_if(Feature::SameSender, both_passing && third);
    let scenes = both(one, two, Class::Scene);
    let apart = scenes && neither && one.kind == two.kind;
    features.set_if(Feature::SameKindApart, apart);
    let series = one.in_series || two.in_series;
    features.set_if(Feature::InSeries, scenes && series);
    let roles = shared(&one.present, &two.present).next();
    features.set_if(Feature::SharedRoles, roles.is_some());
}

/// What was compared, by name.
struct Features([f64; COUNT]);

impl Features {
    fn set(&mut self, feature: Feature, value: f64) {
        if let Some(place) = self.0.get_mut(feature as usize) {
            *place = value;
        }
    }

    fn set_if(&mut self, feature: Feature, is: bool) {
        self.set(feature, if is { 1.0 } else { 0.0 });
    }
}

fn times(features: &mut Features, pair: &Two<'_>) {
    let (one, two, passing) = (pair.one, pair.two, pair.passing());
    let days = days_between(one, two);
    if let (Some(first), Some(second)) = (one.minute, two.minute) {
        let minutes = (first - second).abs();
        let near = minutes <= CLOSE;
        let closeness = f64::from(i32::try_from(minutes).unwrap_or(i32::MAX)) / 90.0;
        features.set(
            Feature::CloseInTime,
            if near { 1.5 - closeness } else { 0.0 },
        );
        features.set_if(Feature::FarInTime, !near);
        features.set_if(Feature::ToldMeanwhile, near && pair.told());
    }
    let exact = one.firm && two.firm && one.first == one.last && two.first == two.last;
    features.set_if(Feature::SameDay, days == 0 && exact);
    features.set_if(Feature::DatesMayMeet, days == 0 && !exact);
    features.set_if(Feature::DayApart, days == 1 && !passing);
    features.set_if(Feature::DaysApart, days > 1 && !passing);
    let days_of_passing = if passing { f64::from(days) } else { 0.0 };
    features.set(Feature::DaysOfPassing, days_of_passing / 7.0);
}

fn parts_of_day(features: &mut Features, one: &Fact, two: &Fact) {
    let of_day = |fact: &Fact| fact.minute.map(|minute| minute.rem_euclid(24 * 60));
    let mut in_text = false;
    for (teller, other) in [(one, two), (two, one)] {
        let meant = other.times.iter().copied().chain(of_day(other));
        in_text |= meant
            .flat_map(|at| teller.times.iter().map(move |time| (at - time).abs()))
            .any(|apart| apart <= NEAR_IN_TEXT);
    }
    features.set_if(Feature::TimeInText, in_text);
    let both_exact = one.minute.is_some() && two.minute.is_some();
    if !both_exact && one.part_of_day != 0 && two.part_of_day != 0 {
        let agree = one.part_of_day & two.part_of_day != 0;
        features.set_if(Feature::PartOfDayAgrees, agree);
    }
}

fn both(one: &Fact, two: &Fact, class: Class) -> bool {
    one.class == class && two.class == class
}

/// Days that the words of one name, against the day of the other and the days that the other names.
fn days_in_words(features: &mut Features, one: &Fact, two: &Fact) {
    let named = one.names_day_of(two) || two.names_day_of(one);
    features.set_if(Feature::NamesDayOfLike, named && one.class == two.class);
    features.set_if(Feature::NamesDayOfOther, named && one.class != two.class);
    let both_name = !one.named_days.is_empty() && !two.named_days.is_empty();
    if both_name && both(one, two, Class::Passing) {
        let common = one
            .named_days
            .iter()
            .any(|day| two.named_days.contains(day));
        features.set_if(Feature::BothNameADay, common);
    }
}

fn classes(features: &mut Features, one: &Fact, two: &Fact) {
    let either = |class: Class| one.class == class || two.class == class;
    if one.class == two.class {
        match one.class {
            Class::Passing => features.set(Feature::BothPassing, 1.0),
            Class::Meeting => features.set(Feature::BothMeetings, 1.0),
            Class::Unseen => features.set(Feature::BothUnseen, 1.0),
            Class::Scene => {}
        }
        return;
    }
    features.set_if(Feature::OnePassing, either(Class::Passing));
    features.set_if(Feature::OneMeeting, either(Class::Meeting));
    features.set_if(Feature::OneUnseen, either(Class::Unseen));
}
