//! What fills the slots: dates, addresses, numbers, names of bodies.

use super::fill::{Maker, Person, capital};

impl Maker {
    pub(super) fn number(&mut self, from: usize, to: usize) -> usize {
        from + self.chance.below(to - from + 1)
    }

    fn digits(&mut self, n: usize) -> String {
        (0..n)
            .map(|_| char::from(b'0' + self.chance.below(10) as u8))
            .collect()
    }

    fn letters(&mut self, n: usize) -> String {
        (0..n)
            .map(|_| char::from(b'A' + self.chance.below(26) as u8))
            .collect()
    }

    fn town(&mut self) -> String {
        if self.chance.chance(700) {
            Self::from(&mut self.chance, &self.towns)
        } else {
            Self::from(&mut self.chance, &self.far_towns)
        }
    }

    fn village(&mut self) -> String {
        let family = Self::from(&mut self.chance, &self.family);
        let tail = [
            "ton",
            "by",
            "ley",
            "ford",
            "thorpe",
            "ham",
            "wick",
            "worth",
            "-under-Edge",
            "-on-Sea",
        ];
        match self.chance.below(3) {
            0 => format!(
                "{} {}",
                [
                    "Upper", "Lower", "Great", "Little", "North", "West", "Market", "Long"
                ][self.chance.below(8)],
                capital(&format!(
                    "{}{}",
                    family.to_lowercase().chars().take(5).collect::<String>(),
                    tail[self.chance.below(8)]
                ))
            ),
            1 => format!(
                "{}{}",
                family.chars().take(5).collect::<String>(),
                tail[self.chance.below(10)]
            ),
            _ => self.town(),
        }
    }

    fn date(&mut self) -> String {
        let (day, month, year) = (
            self.number(1, 31),
            self.number(1, 12),
            self.number(1940, 2026),
        );
        let name = self.values["month"][month - 1];
        let short: String = name.chars().take(3).collect();
        let suffix = match day {
            1 | 21 | 31 => "st",
            2 | 22 => "nd",
            3 | 23 => "rd",
            _ => "th",
        };
        match self.chance.below(14) {
            0..=2 => format!("{day} {name} {year}"),
            3 => format!("{day}{suffix} {name} {year}"),
            4 | 5 => format!("{day:02}/{month:02}/{year}"),
            6 => format!("{day}/{month}/{:02}", year % 100),
            7 => format!("{day:02}.{month:02}.{year}"),
            8 => format!("{year}-{month:02}-{day:02}"),
            9 => format!("{day} {short} {year}"),
            10 => format!("{day} {name}"),
            11 => format!("{day}{suffix} {name}"),
            12 => format!("the {day}{suffix} of {name}"),
            _ => format!("{name} {day}, {year}"),
        }
    }

    fn road(&mut self) -> String {
        let head = match self.chance.below(3) {
            0 => self.value("tree").to_string(),
            1 => Self::from(&mut self.chance, &self.family),
            _ => self.town(),
        };
        format!("{head} {}", self.value("roadkind"))
    }

    fn far_road(&mut self) -> String {
        let name = Self::from(&mut self.chance, &self.far_towns);
        match self.chance.below(5) {
            0 => format!("{} {name}", self.value("farhead")),
            1 => format!("{name}{}", self.value("fartail")),
            2 => name,
            _ => format!("{name} {}", self.value("farkind")),
        }
    }

    fn address(&mut self) -> String {
        let road = self.road();
        match self.chance.below(6) {
            0 => format!(
                "Flat {}, {} {road}",
                self.number(1, 60),
                self.number(1, 200)
            ),
            1 => format!(
                "{}{} {road}",
                self.number(1, 200),
                self.letters(1).to_lowercase()
            ),
            2 => format!(
                "{} {}, {road}",
                self.value("tree"),
                ["House", "Cottage", "Farm", "Court"][self.chance.below(4)]
            ),
            _ => format!("{} {road}", self.number(1, 250)),
        }
    }

    fn far_address(&mut self) -> String {
        let (road, town) = (
            self.far_road(),
            Self::from(&mut self.chance, &self.far_towns),
        );
        let n = self.number(1, 2200);
        let zip_length = self.number(4, 5);
        let zip = self.digits(zip_length);
        let country = self.value("country").trim_start_matches("the ").to_string();
        let unit = match self.chance.below(4) {
            0 => format!(" Apt. {}", self.number(1, 999)),
            1 => format!(" Suite {}", self.number(1, 999)),
            _ => String::new(),
        };
        match self.chance.below(8) {
            0 => format!("{n} {road}{unit}, {town}"),
            1 => format!("{road} {n}{unit}\n{town}\n{country} {zip}"),
            2 => format!("{n} {road}{unit}\n {town}\n {country} {zip}"),
            3 => format!("{road} {n}"),
            4 => format!("{n} {road}"),
            5 => format!("{n} {road}{unit}, {zip} {town}, {country}"),
            6 => format!("Box {n}, {town}, {} {zip}", self.letters(2)),
            _ => format!("{n} {road}{unit} {town} {country} {zip}"),
        }
    }

    fn postcode(&mut self) -> String {
        let area = [
            "LS", "BD", "M", "L", "S", "NE", "B", "CF", "EC", "SW", "SE", "N", "E", "BS", "OL",
            "WF", "HX", "NG", "DE", "PL",
        ][self.chance.below(20)];
        format!(
            "{area}{} {}{}",
            self.number(1, 30),
            self.number(1, 9),
            self.letters(2)
        )
    }

    fn phone(&mut self) -> String {
        match self.chance.below(7) {
            0 => format!("07{} {}", self.digits(3), self.digits(6)),
            1 => format!("07{}", self.digits(9)),
            2 => format!("020 {} {}", self.digits(4), self.digits(4)),
            3 => format!("01{} {}", self.digits(3), self.digits(6)),
            4 => format!("+44 7{} {}", self.digits(3), self.digits(6)),
            5 => format!("{}-{}-{}", self.digits(3), self.digits(3), self.digits(4)),
            _ => format!("({}) {} {}", self.digits(3), self.digits(3), self.digits(4)),
        }
    }

    fn code(&mut self) -> String {
        match self.chance.below(7) {
            0 => format!("{}-{}", self.letters(3), self.digits(7)),
            1 => format!("{}/{}/{}", self.letters(2), self.digits(4), self.digits(2)),
            2 => format!("{}{}", self.letters(1), self.digits(7)),
            3 => format!("{}{}-{}", self.letters(2), self.digits(1), self.digits(6)),
            4 => format!("{}/{}", self.digits(5), self.digits(2)),
            5 => format!("{}{}C{}", self.letters(2), self.digits(2), self.digits(5)),
            _ => self.digits(8),
        }
    }

    fn named(&mut self, slot: &str, cast: &[Person]) -> Option<String> {
        let number = slot.chars().last()?.to_digit(10)? as usize;
        let person = cast.get(number - 1)?;
        let (given, family) = (&person.given, &person.family);
        Some(match slot.chars().next()? {
            'p' => match self.chance.below(25) {
                0 => format!("{given} {}. {family}", self.letters(1)),
                1 => format!("{family}, {given}"),
                2 => format!(
                    "{given} {} {family}",
                    Self::from(&mut self.chance, &self.given)
                ),
                3 => format!("{}. {family}", given.chars().next()?),
                4 => format!("{given} {}", family.to_uppercase()),
                _ => format!("{given} {family}"),
            },
            'g' => given.clone(),
            'f' => family.clone(),
            'i' => match self.chance.below(3) {
                0 => format!("{}.{}.", given.chars().next()?, family.chars().next()?),
                _ => format!("{}{}", given.chars().next()?, family.chars().next()?),
            },
            't' => format!("{} {family}", person.title),
            _ => return None,
        })
    }

    /// What fills a slot.
    pub(super) fn slot(&mut self, slot: &str, cast: &[Person]) -> String {
        if let Some(name) = self
            .named(slot, cast)
            .or_else(|| self.number_like(slot))
            .or_else(|| self.place_like(slot))
        {
            return name;
        }
        let value = self.value(slot);
        let mut out = String::new();
        let mut rest = value;
        while let Some((before, (inner, after))) = rest
            .split_once('{')
            .and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
        {
            out += before;
            out += &self.slot(inner, cast);
            rest = after;
        }
        out + rest
    }

    fn place_like(&mut self, slot: &str) -> Option<String> {
        Some(match slot {
            "given" => Self::from(&mut self.chance, &self.given),
            "family" => Self::from(&mut self.chance, &self.family),
            "town" => self.town(),
            "village" => self.village(),
            "address" => self.address(),
            "faraddress" => self.far_address(),
            "roadname" => self.road(),
            "postcode" => self.postcode(),
            "email" => {
                let (given, family) = (
                    Self::from(&mut self.chance, &self.given),
                    Self::from(&mut self.chance, &self.family),
                );
                let join = [".", "_", ""][self.chance.below(3)];
                format!(
                    "{}{join}{}@{}",
                    given.to_lowercase(),
                    family.to_lowercase(),
                    self.value("domain")
                )
            }
            "url" => {
                let family = Self::from(&mut self.chance, &self.family).to_lowercase();
                let head = ["https://www.", "http://", "www."][self.chance.below(3)];
                let tail = ["com", "co.uk", "org/page", "net"][self.chance.below(4)];
                format!("{head}{}{family}.{tail}", self.value("word"))
            }
            _ => return None,
        })
    }

    fn time(&mut self) -> String {
        let (hour, minute) = (self.number(0, 23), self.number(0, 59));
        match self.chance.below(4) {
            0 => format!("{hour:02}{minute:02}"),
            1 => format!("{}.{minute:02}pm", hour % 12 + 1),
            2 => format!("{}am", hour % 12 + 1),
            _ => format!("{hour:02}:{minute:02}"),
        }
    }

    fn age(&mut self) -> String {
        let n = self.number(1, 17);
        match self.chance.below(6) {
            0 => format!("{n} months old"),
            1 => format!("{} weeks", n + 1),
            2 => format!("{n}-year-old"),
            3 => format!("aged {n}"),
            4 => format!("{n} years old"),
            _ => format!("{n} months"),
        }
    }

    fn money(&mut self) -> String {
        match self.chance.below(3) {
            0 => format!("£{},{}", self.number(1, 90), self.digits(3)),
            1 => format!("£{}", self.number(20, 900)),
            _ => format!("{} pounds", self.number(2, 900) * 10),
        }
    }

    fn number_like(&mut self, slot: &str) -> Option<String> {
        Some(match slot {
            "date" => self.date(),
            "day" => match self.chance.below(3) {
                0 => self.value("weekday").to_string(),
                _ => self.date(),
            },
            "year" => self.number(1950, 2026).to_string(),
            "time" => self.time(),
            "n" => self.number(1, 80).to_string(),
            "age" => self.age(),
            "phone" => self.phone(),
            "handle" => format!(
                "@{}{}{}",
                self.value("word"),
                ["_", "."][self.chance.below(2)],
                self.digits(2)
            ),
            "money" => self.money(),
            _ => return self.code_like(slot),
        })
    }

    fn code_like(&mut self, slot: &str) -> Option<String> {
        Some(match slot {
            "nhs" => {
                let gap = [" ", ""][self.chance.below(2)];
                format!(
                    "{}{gap}{}{gap}{}",
                    self.digits(3),
                    self.digits(3),
                    self.digits(4)
                )
            }
            "nino" => {
                format!(
                    "{} {} {} {} {}",
                    self.letters(2),
                    self.digits(2),
                    self.digits(2),
                    self.digits(2),
                    self.letters(1)
                )
            }
            "upn" => format!("{}{}", self.letters(1), self.digits(12)),
            "digits" => self.digits(10),
            "digits9" => self.digits(9),
            "licence" => format!(
                "{}{}{}9{}",
                self.letters(5),
                self.digits(6),
                self.letters(2),
                self.letters(2)
            ),
            "code" => self.code(),
            "plate" => format!("{}{} {}", self.letters(2), self.digits(2), self.letters(3)),
            "card" => {
                let length = self.number(12, 19);
                self.digits(length)
            }
            "iban" => format!("GB{}{}{}", self.digits(2), self.letters(4), self.digits(14)),
            "ip" => {
                let part = |maker: &mut Self| maker.number(1, 250);
                format!(
                    "{}.{}.{}.{}",
                    part(self),
                    part(self),
                    part(self),
                    part(self)
                )
            }
            _ => return None,
        })
    }
}
