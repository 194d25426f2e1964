//! What singles somebody out in words of several forms: brothers and sisters, "the only one in the school", what a newspaper said.

use regex::Regex;

use super::Part;
use super::prose::FoundFact;
use crate::patterns::{after, places_of, rules};

/// The code of twins, triplets and more: rare by themselves.
pub(super) const BORN_TOGETHER: &str = "born-together";

macro_rules! many {
    () => {
        r"(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|[3-9]|1[0-2])"
    };
}
macro_rules! siblings {
    () => {
        r"(?:siblings?|children|brothers|sisters|boys|girls|sons|daughters)"
    };
}

rules! {
    TWINS = r"(?i-u)\b(?:twins?|triplets?|quadruplets?|quintuplets?)\b";
    ONE_OF = concat!(r"(?i-u)\b(?:one|first|second|third|fourth|fifth|sixth|last) of (?:her |his |their |the )?", many!(), r" (?:half-|step)?", siblings!(), r"\b");
    ELDEST_OF = concat!(r"(?i-u)\b(?:youngest|oldest|eldest|middle(?: child)?|only (?:girl|boy|son|daughter)) of (?:the )?", many!(), r"\b(?: (?:half-|step)?", siblings!(), r"\b)?");
    GROUP_OF = concat!(r"(?i-u)\b(?:(?:sibling group|family|household|siblings) of ", many!(), r"(?: ", siblings!(), r")?|", many!(), r" (?:younger |older |other |half[- ]?|step[- ]?)?(?:siblings|brothers|sisters))\b");
    ONLY_CHILD = r"(?i-u)\b(?:an|(?:her|his|their)(?: (?:mother|father|parents)(?:'s|'|s')?)?) (?P<x>only (?:child|son|daughter))\b";
    ONLY_CHILD_OF = r"(?i-u)\bonly child of (?:a|an|her|his|their|the|two|older|elderly)\b";
    UNIQUE = r"(?i-u)\b(?P<x>the (?:only|sole|youngest|oldest|eldest|first|last) (?:[a-z][a-z'-]* ){0,4}?(?:child|pupil|student|girl|boy|baby|infant|teenager|family|household|siblings?|mother|father|parents?|carers?|couple|patient|resident|tenant|refugee|case|death|incident|inquest|gp|doctor|paediatrician|midwife|imam|vicar|priest|teacher|headteacher|interpreter|speaker)(?: [a-z][a-z'-]*){0,6}? (?:in|at|of|across|for|on) (?:the |this |that |our |her |his |their |a |an |all )?(?:[a-z][a-z'-]* ){0,2}?(?:area|county|school|class|year group|town|village|city|borough|district|country|region|estate|ward|hospital|street|parish|island|college|unit|nursery|community|congregation|mosque|church|england|britain|uk))\b";
    UNIQUE_PERSON = r"(?i-u)\b(?P<x>the (?:youngest|oldest) (?:person|child|girl|boy|woman|man|defendant|victim)(?: [a-z][a-z'-]*){0,3} (?:ever|convicted|charged|sentenced|killed|to (?:be|die|have)))\b";
    LARGE = r"(?i-u)\b(?:(?:one|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last|youngest|oldest|eldest) of (?:her |his |their |the )?(?:eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|[89]|1[0-5]) (?:half-|step)?(?:siblings|children|brothers|sisters)|(?:seventh|eighth|ninth|tenth|eleventh|twelfth) of (?:her |his |their |the )?(?:seven|[a-z]+een|eight|nine|ten|eleven|twelve|[7-9]|1[0-5])(?: (?:siblings|children|brothers|sisters))?|(?:seven|eight|nine|ten|eleven|twelve|thirteen|[7-9]|1[0-5]) (?:children|siblings|brothers and sisters) (?:of|in|from) (?:one|the same|a single|this) (?:family|household|mother|father))\b";
    ONLY_PLACE = r"(?i-u)\b(?:with|has|had) (?:only |just )?one (?:[a-z-]+ ){0,2}(?:special school|secondary school|school|hospital|prison|refuge|mosque|church|surgery|clinic|children's home|base)\b";
    FOUND_IN = r"(?i-u)\b(?:found|left|hidden|put|kept|buried|abandoned)(?: dead)? (?:in|inside) an? (?:suitcase|holdall|freezer|skip|bin|wheelie bin|bin bag|bin liner|carrier bag|rucksack|cardboard box|phone box|telephone box|car boot|septic tank|well|loft|wardrobe|shed)\b";
    TITLE = r"(?-u)\b(?P<x>[Tt]he (?:[A-Z][A-Za-z-]+ (?:and |& )?){0,3}(?:Gazette|Herald|Echo|Chronicle|Courier|Argus|Mercury|Examiner|Advertiser|Tribune|Sentinel|Telegraph|Enquirer|Visiter|Bugle))\b";
    NAMED_TITLE = r"(?-u)\b(?:(?:Daily|Sunday|Evening|Morning|Weekly) (?:Mail|Mirror|Express|Star|Telegraph|Times|News|Post|Standard|Record|Echo|Herald|Gazette)|MailOnline|BBC|ITV|Sky News|Channel (?:4|5|Four|Five) News|Press Association)\b";
    TITLE_SAID = r"(?-u)\b(?P<x>[Tt]he (?:[A-Z][A-Za-z-]+ ){0,2}(?:Sun|Mirror|Mail|Times|Post|Star|Express|Guardian|Observer|Independent|Standard|Journal|News|Press|Leader|Messenger|Recorder|Citizen|Bulletin|Record) (?:has |have |had |also |later |first )?(?:said|says|reported|reports|wrote|writes|ran|carried|printed|published|named|told|covered|claimed|quoted|revealed))\b";
    IN_TITLE = r"(?-u)\b(?:[Ii]n|[Oo]f|[Bb]y) (?P<x>the (?:[A-Z][A-Za-z-]+ )?(?:Sun|Mirror|Mail|Times|Post|Star|Express|Guardian|Observer|Independent|Journal))\b";
    SMALL_TITLE = r"(?-u)\b(?P<x>(?:[Tt]he|[Aa]) (?:local |daily |evening |weekly |sunday |regional )?(?:gazette|herald|echo|chronicle|courier|argus|advertiser|tribune|paper|newspaper|press|media) (?:has |have |had |also |later |first )?(?:said|says|reported|reports|wrote|ran|carried|printed|published|named|covered|claimed|quoted|revealed|picked))\b";
}

/// Finds them.
pub(super) fn find(text: &str, found: &mut Vec<FoundFact>) {
    for place in places_of(&TWINS, text) {
        if !is_a_pair_of_things(text, place) {
            found.push(FoundFact::new(place, Part::Siblings, BORN_TOGETHER));
        }
    }
    let mut take = |part, code: &str, rules: &[&'static Option<Regex>]| {
        for rule in rules {
            let places = places_of(rule, text);
            found.extend(places.map(|place| FoundFact::new(place, part, code)));
        }
    };
    let group = [
        &*ONE_OF,
        &*ELDEST_OF,
        &*GROUP_OF,
        &*ONLY_CHILD,
        &*ONLY_CHILD_OF,
    ];
    take(Part::Siblings, "group", &group);
    let only = [&*UNIQUE, &*UNIQUE_PERSON, &*LARGE, &*ONLY_PLACE];
    take(Part::Unique, "only", &only);
    // Such a thing is told in the news wherever it happens.
    take(Part::InPress, "reported", &[&*FOUND_IN]);
    let press = [
        &*TITLE,
        &*NAMED_TITLE,
        &*TITLE_SAID,
        &*IN_TITLE,
        &*SMALL_TITLE,
    ];
    take(Part::InPress, "reported", &press);
}

/// "Twin-track", "twin aims", "twinning": no children.
fn is_a_pair_of_things(text: &str, place: (usize, usize)) -> bool {
    const THINGS: [&str; 18] = [
        "track",
        "tracking",
        "tracked",
        "aim",
        "aims",
        "approach",
        "approaches",
        "town",
        "towns",
        "room",
        "rooms",
        "bed",
        "beds",
        "goals",
        "objectives",
        "priorities",
        "pressures",
        "threats",
    ];
    let behind = after(text, place.1, 16);
    let next = behind.strip_prefix([' ', '-']).unwrap_or_default();
    let next = next.split(|letter: char| !letter.is_alphabetic()).next();
    next.is_some_and(|next| THINGS.contains(&next))
}
