//! The words of the field: what is left out, what is one thing, and which things are services, meetings or ways of passing on.

/// Words that say too little to be compared.
pub(super) const SMALL: &str = "\
    about after again all also am an and any are as asked at be been before both but by came can \
    child children could day did do down for from get given gone had has have he her here him his \
    how if in into is it its later me my new no not of off old on one or other our out over pm re \
    said says seen she so some than that the their them then there they this to today told too two \
    under up very was we week went were what when where who will with would year years yesterday \
    yet you";

/// Words for services, in the form in which they are kept.
pub(super) const SERVICES: &[&str] = &[
    "police",
    "social care",
    "health visitor",
    "school",
    "school nurse",
    "nursery",
    "surgery",
    "hospital",
    "ambulance",
    "housing",
    "probation",
    "midwife",
    "mental health",
    "youth
    justice",
    "early help",
    "domestic abuse service",
    "dentist",
    "substance service",
    "cafcass",
    "court",
    "foster carer",
];

/// Kinds of formal meeting, in the form in which they are kept.
pub(super) const MEETINGS: &[&str] = &[
    "strategy",
    "conference",
    "marac",
    "child in need",
    "network meeting",
    "discharge",
];

/// Words for passing something on, in the form in which they are kept.
pub(super) const PASSING: &[&str] = &["call", "letter", "notice", "referral", "passed"];

/// Two words that are one thing: the first, the second, and the form in which they are kept.
pub(super) const TWO_WORDS: &[(&str, &str, &str)] = &[
    ("social", "worker", "social care"),
    ("social", "workers", "social care"),
    ("social", "care", "social care"),
    ("children", "services", "social care"),
    ("front", "door", "social care"),
    ("emergency", "duty", "social care"),
    ("duty", "worker", "social care"),
    ("local", "authority", "social care"),
    ("health", "visitor", "health visitor"),
    ("health", "visiting", "health visitor"),
    ("school", "nurse", "school nurse"),
    ("school", "nursing", "school nurse"),
    ("head", "teacher", "school"),
    ("designated", "lead", "school"),
    ("safeguarding", "lead", "school"),
    ("key", "worker", "nursery"),
    ("offender", "manager", "probation"),
    ("mental", "health", "mental health"),
    ("youth", "offending", "youth justice"),
    ("youth", "justice", "youth justice"),
    ("early", "help", "early help"),
    ("family", "support", "early help"),
    ("child", "protection", "protection"),
    ("section", "47", "s47"),
    ("in", "need", "child in need"),
    ("foster", "carer", "foster carer"),
    ("foster", "carers", "foster carer"),
    ("family", "nurse", "health visitor"),
    ("recovery", "worker", "substance service"),
    ("drug", "service", "substance service"),
    ("accident", "emergency", "hospital"),
];

/// Words that say two things: what is said besides.
pub(super) const ALSO: &[(&str, &str)] = &[
    ("ppn", "police"),
    ("merlin", "police"),
    ("encompass", "police"),
    ("misper", "police"),
    ("marf", "social care"),
];

/// Words of every day's records: shared, they say little of what happened.
pub(super) const EVERYDAY: &str = "\
    agree agreed appointment attend attendance baby boy brother concern contact daughter discuss family father girl \
    grandmother home meeting mother offer parent plan review session sister son support visit weekly advise";

/// Words that are one thing: the form in which they are kept, and every word for it.
pub(super) const ONE_WORD: &[(&str, &str)] = &[
    (
        "police",
        "police policeman officer officers pc pcs dc dcs ds di constable sergeant detective detectives inspector",
    ),
    ("social care", "csc sw mash edt hub"),
    ("health visitor", "hv hvs"),
    (
        "school",
        "school schools teacher headteacher head dsl pastoral primary infants juniors academy tutor",
    ),
    ("nursery", "nursery preschool playgroup childminder"),
    ("surgery", "gp gps surgery practice"),
    (
        "hospital",
        "hospital ed a&e ward infirmary admitted admission paediatrician consultant registrar dr doctor doctors orthopaedic paediatric nicu resus picu icu hdu neonatal scbu clinic orthopaedics hosp",
    ),
    (
        "ambulance",
        "ambulance paramedic paramedics crew 999 conveyed",
    ),
    ("housing", "housing landlord tenant tenancy repairs"),
    ("cafcass", "cafcass fca"),
    ("court", "court courts judge magistrates hearing"),
    ("foster carer", "carer carers fostering"),
    ("probation", "probation"),
    ("midwife", "midwife midwives midwifery antenatal maternity"),
    (
        "mental health",
        "camhs cypmhs psychologist psychiatrist psychiatric perinatal",
    ),
    ("youth justice", "yot yjs yos"),
    ("domestic abuse service", "idva refuge isva ndas"),
    ("dentist", "dental dentist orthodontist extraction"),
    ("substance service", "methadone pharmacist keywork"),
    ("strategy", "strategy strat"),
    ("conference", "conference icpc rcpc cpc chair"),
    ("marac", "marac"),
    ("child in need", "cin"),
    ("network meeting", "tac taf mdt professionals"),
    ("discharge", "discharge discharged"),
    ("together", "joint jointly together"),
    (
        "passed",
        "passed passes informed informs inform reported reports report advised tells told shared",
    ),
    ("meeting", "meeting met meet meetings discussion"),
    (
        "call",
        "rang ring rings phone phoned telephone telephoned call called caller calls line dialled",
    ),
    (
        "notice",
        "notice notices notification notifications notified notifies notify alert alerted ppn merlin form forms",
    ),
    (
        "letter",
        "letter letters task slip summary email emails emailed mail mailed copy copied inbox scanned",
    ),
    (
        "referral",
        "referral referrals referred refer refers referring request requests marf",
    ),
    ("visit", "visit visited visits visiting"),
    ("bruise", "bruise bruises bruising bruised mark marks"),
    ("fracture", "fracture fractured fractures broken broke"),
    ("burn", "burn burns burnt scald scalded"),
    ("stab", "stab stabbed stabbing shanked knife knives"),
    ("overdose", "overdose od tablets paracetamol pills"),
    ("drunk", "drunk drunken intoxicated alcohol drinking"),
    ("arrest", "arrest arrested custody"),
    ("missing", "missing absconded misper"),
    ("pregnant", "pregnant pregnancy expecting"),
    ("birth", "born birth delivery newborn"),
    ("examined", "medical examination examined forensic"),
    ("interview", "interview interviewed abe"),
    (
        "shouting",
        "shouting shouted screaming screamed argument arguing argued row rows quarrel yelling altercation",
    ),
    ("domestic", "domestic da dv dva encompass dash"),
    ("imaging", "ray rays xray survey scan ct mri"),
    (
        "seizure",
        "seizure seizures fit fits convulsion epileptic epilepsy",
    ),
    (
        "immunised",
        "immunisation immunisations immunised jab jabs vaccination vaccinations vaccine",
    ),
    ("clinic", "clinic clinics outpatients"),
    ("rib", "rib ribs"),
    ("leg", "leg thigh tibia shin ankle femur femoral"),
    ("arm", "arm forearm wrist radius"),
    ("weight", "weight weighed weighs kg centile centiles"),
    (
        "crying",
        "crying cried cries tearful tears upset distressed sobbing",
    ),
    (
        "squalor",
        "squalid squalor dirty filthy clutter cluttered hoarding rubbish",
    ),
    ("found", "found located recovered traced"),
    ("missed", "missed wnb dna absent absence"),
    ("partner", "partner boyfriend husband stepfather stepdad"),
    (
        "hit",
        "hit hits slapped smacked punched struck assault assaulted beaten",
    ),
    ("drugs", "drugs cannabis cocaine heroin"),
    (
        "medicine",
        "medicine medicines medication tablet dose doses prescription",
    ),
    ("dressing", "dressing dressings bandage bandages bandaged"),
    ("feeding", "feed feeding feeds fed bottle bottles"),
    ("asleep", "asleep sleep sleeping slept"),
    ("money", "money fare fares cash"),
    ("lock", "lock locks locked bolt bolted"),
    ("order", "order orders"),
    ("exploitation", "exploitation exploited cse cce"),
    ("growth", "growth thriving faltering"),
    ("mother", "mother mum mam mummy"),
    ("father", "father dad daddy"),
    ("grandmother", "grandmother gran nan nana grandma mgm pgm"),
];
