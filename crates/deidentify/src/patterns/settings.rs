//! Where somebody was and what they do, in words of which a form tells: a house by its number, a ward or a hospital by its letters,
//! an account in a game, the job of one of a family, how many of very few.

use super::{Seen, places_of, rules};
use crate::kind::{Certainty, Kind, Why};

rules! {
    HOUSE = r"(?i-u)\b(?:house|home|flat|property|live[sd]?|living|door|address|neighbours?) (?:is |was )?(?:at |of )?(?P<x>(?:number|no\.?) ?[0-9]{1,4}[a-z]?)\b";
    WARD = r"(?-u)\b[Ww]ard [A-Z]{1,2}[0-9]{1,3}[A-Z]?\b";
    HOSPITAL = r"(?-u)\b(?:[Aa]t|[Tt]o|[Ff]rom|[Ii]n|[Bb]y|[Ff]or) (?:the )?(?P<x>RVI|QMC|BRI|LGI|QEH|QEUH|GOSH|UHCW|RLH|NNUH|RUH|LRI|BCH|RMCH|NMGH|UHND|JCUH|QAH|SGH|RSCH|RBH|HRI|PRH|KGH|NGH|CRH|BHRUT|UCLH|JR|RD&E|QE)(?-u:\b)";
    GAMER = r"(?i-u)\b(?:roblox|minecraft|fortnite|xbox|playstation|psn|steam|twitch|kik|among us|gta|call of duty|fifa|rec room|vrchat)(?: live)? (?:user(?:name)?|account|name|handle|gamertag|id|profile|tag|player|friend) ?(?:is|was|called|named|as|:)? ?(?P<x>[a-z][a-z_.-]*[0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)";
    OF_FEW = r"(?i-u)\b(?P<x>(?:[1-9]|one|two|three|four|five|six|seven|eight|nine) (?:out )?of (?:the |only |these )?(?:[2-9]|two|three|four|five|six|seven|eight|nine))(?: (?:children|babies|infants|boys|girls|siblings|young people|families|mothers|fathers|parents|carers|died|were|was|had)\b)";
    FAMILY_JOB = r"(?i-u)\b(?:mother|father|mum|dad|step-?(?:mother|father|mum|dad)|partner|grand(?:mother|father|parent)|aunt|uncle|parent|carer|adopter|guardian)(?: who)? (?:is|was|were|works as|worked as|had been) (?P<x>(?:a|an|the) (?:[a-z-]+ ){0,3}?(?:police officer|police constable|detective|nurse|midwife|doctor|gp|consultant|surgeon|paramedic|paediatrician|health visitor|social worker|teacher|teaching assistant|headteacher|caretaker|childminder|nursery worker|youth worker|foster carer|prison officer|probation officer|solicitor|barrister|magistrate|judge|councillor|soldier|firefighter|vicar|priest|pastor|imam|rabbi|politician|footballer|journalist|lecturer|school governor|dentist|pharmacist)(?: (?:in|on|at|of|with) (?:the|a|an|that) (?:same )?[a-z]+)?)\b";
    SEASONS = r"(?-u)\b(?P<x>Summer|Autumn|Grace|Faith|Hope|Joy|Rose|Daisy|Lily|Ivy|Poppy|Ruby|Amber|Jade|Sky|Skye|River|Storm|Star|Blessing|Precious|Angel|Prince|Princess|Destiny|Miracle|Honey|Violet|Willow|Hazel|Heather|Olive|Robin|Dawn|Eve|April|June|Mark|Drew|Chase|Hunter|Mason|Max|Miles|Dean|Duke) (?:was|is|has been|had been) (?:placed|removed|born|taken|admitted|discharged|moved|found|accommodated|adopted|fostered|killed|murdered|seen|asked|told)\b";
}

/// Finds them.
pub(crate) fn find(text: &str, seen: &mut Vec<Seen>) {
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    for (rule, kind, certainty, digits) in [
        (&*HOUSE, Kind::Address, Certainty::Likely, true),
        (&*WARD, Kind::Organisation, Certainty::Likely, true),
        (&*HOSPITAL, Kind::Organisation, Certainty::Likely, false),
        (&*GAMER, Kind::Social, Certainty::Likely, false),
        (&*OF_FEW, Kind::Amount, Certainty::Asked, false),
        (&*FAMILY_JOB, Kind::Role, Certainty::Asked, false),
        (&*SEASONS, Kind::Person, Certainty::Asked, false),
    ] {
        if digits && !has_digits {
            continue;
        }
        let places = places_of(rule, text);
        seen.extend(places.map(|place| Seen::new(place, kind, certainty, Why::Context)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Kind, Certainty)> {
        let mut seen = Vec::new();
        find(text, &mut seen);
        let all = seen.iter();
        all.filter_map(|one| Some((text.get(one.start..one.end)?, one.kind, one.certainty)))
            .collect()
    }

    #[test]
    fn what_a_form_tells_of_a_place_or_a_job_is_found() {
        use Certainty::{Asked, Likely};
        for (text, said, kind, certainty) in [
            (
                "The house at number 14 with the blue door.",
                "number 14",
                Kind::Address,
                Likely,
            ),
            (
                "On Ward C22 nobody asked.",
                "Ward C22",
                Kind::Organisation,
                Likely,
            ),
            (
                "At the RVI nobody asked.",
                "RVI",
                Kind::Organisation,
                Likely,
            ),
            (
                "Roblox user bloxkay2016 wrote.",
                "bloxkay2016",
                Kind::Social,
                Likely,
            ),
            (
                "In all 3 of 4 children were missed.",
                "3 of 4",
                Kind::Amount,
                Asked,
            ),
            ("There 1 of 2 died.", "1 of 2", Kind::Amount, Asked),
            (
                "Father is a serving police officer in the same force.",
                "a serving police officer in the same force",
                Kind::Role,
                Asked,
            ),
            (
                "Mother is a paediatric nurse on the ward.",
                "a paediatric nurse on the ward",
                Kind::Role,
                Asked,
            ),
            (
                "The stepfather was the school caretaker.",
                "the school caretaker",
                Kind::Role,
                Asked,
            ),
            ("Summer was placed in care.", "Summer", Kind::Person, Asked),
        ] {
            assert_eq!(found(text), [(said, kind, certainty)], "{text}");
        }
    }

    #[test]
    fn what_tells_of_nobody_is_left() {
        for text in [
            "The number 14 bus was late, and page number 3 was missing.",
            "Each ward has a lead.",
            "2 of 3 agencies wrote.",
            "A police officer and a nurse were asked.",
            "In summer they waited; Hope is a part of it.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
