//! What people are called, in the scripts of the world, and whom they work for.

use super::{dice::Dice, unfit};
use crate::failure::Failure;
use domain::{MailAddress, PersonName};
use std::collections::HashSet;

/// Names as they are written, and in the letters that stand in addresses: first names, then last names.
type Culture = ([(&'static str, &'static str); 8], [(&'static str, &'static str); 8]);

const CULTURES: [Culture; 12] = [
    (
        [
            ("Alice", "alice"),
            ("Bram", "bram"),
            ("Clara", "clara"),
            ("Edith", "edith"),
            ("Hugh", "hugh"),
            ("Isla", "isla"),
            ("Owen", "owen"),
            ("Ruth", "ruth"),
        ],
        [
            ("Archer", "archer"),
            ("Bell", "bell"),
            ("Carrow", "carrow"),
            ("Fenwick", "fenwick"),
            ("Marsh", "marsh"),
            ("O’Dowd", "odowd"),
            ("Penrose", "penrose"),
            ("Whitby", "whitby"),
        ],
    ),
    (
        [
            ("Anneliese", "anneliese"),
            ("Björn", "bjoern"),
            ("Frauke", "frauke"),
            ("Jürgen", "juergen"),
            ("Käthe", "kaethe"),
            ("Lars", "lars"),
            ("Söhnke", "soehnke"),
            ("Ulrike", "ulrike"),
        ],
        [
            ("Brodersen", "brodersen"),
            ("Größe", "groesse"),
            ("Hansen", "hansen"),
            ("Jäger", "jaeger"),
            ("Köhler", "koehler"),
            ("Müller-Lüdenscheid", "mueller-luedenscheid"),
            ("Petersen", "petersen"),
            ("Weiß", "weiss"),
        ],
    ),
    (
        [
            ("Aurélie", "aurelie"),
            ("Benoît", "benoit"),
            ("Chloé", "chloe"),
            ("Françoise", "francoise"),
            ("Gaël", "gael"),
            ("Inès", "ines"),
            ("Jean-Noël", "jean-noel"),
            ("Zoé", "zoe"),
        ],
        [
            ("Bélanger", "belanger"),
            ("Côté", "cote"),
            ("de La Tour du Pin", "delatourdupin"),
            ("Guérin", "guerin"),
            ("Lefèvre", "lefevre"),
            ("Maçon", "macon"),
            ("Peña-Ruiz", "pena-ruiz"),
            ("Séguin", "seguin"),
        ],
    ),
    (
        [
            ("Agnieszka", "agnieszka"),
            ("Bożena", "bozena"),
            ("Jiří", "jiri"),
            ("Łukasz", "lukasz"),
            ("Małgorzata", "malgorzata"),
            ("Nikola", "nikola"),
            ("Şebnem", "sebnem"),
            ("Żaneta", "zaneta"),
        ],
        [
            ("Čapek", "capek"),
            ("Dvořák", "dvorak"),
            ("Gökçe", "goekce"),
            ("Kovač", "kovac"),
            ("Nagy", "nagy"),
            ("Pawłowski", "pawlowski"),
            ("Şahin", "sahin"),
            ("Wiśniewska", "wisniewska"),
        ],
    ),
    (
        [
            ("أمينة", "amina"),
            ("خالد", "khalid"),
            ("ليلى", "layla"),
            ("محمد", "mohammed"),
            ("نور", "nour"),
            ("سلمى", "salma"),
            ("طارق", "tariq"),
            ("ياسمين", "yasmin"),
        ],
        [
            ("البحري", "albahri"),
            ("الحسيني", "alhusseini"),
            ("الخطيب", "alkhatib"),
            ("المنصوري", "almansouri"),
            ("حداد", "haddad"),
            ("درويش", "darwish"),
            ("شاهين", "shaheen"),
            ("عبد الرحمن", "abdulrahman"),
        ],
    ),
    (
        [
            ("אורי", "uri"),
            ("דנה", "dana"),
            ("יעל", "yael"),
            ("מיכל", "michal"),
            ("נועם", "noam"),
            ("עידו", "ido"),
            ("רות", "rut"),
            ("תמר", "tamar"),
        ],
        [
            ("אלמוג", "almog"),
            ("ברק", "barak"),
            ("גולן", "golan"),
            ("חיים", "haim"),
            ("כהן", "cohen"),
            ("לוי", "levi"),
            ("מזרחי", "mizrahi"),
            ("שלום", "shalom"),
        ],
    ),
    (
        [
            ("Анна", "anna"),
            ("Борис", "boris"),
            ("Вера", "vera"),
            ("Ганна", "hanna"),
            ("Дмитро", "dmytro"),
            ("Ирина", "irina"),
            ("Олексій", "oleksii"),
            ("Світлана", "svitlana"),
        ],
        [
            ("Бондаренко", "bondarenko"),
            ("Волкова", "volkova"),
            ("Иванова", "ivanova"),
            ("Ковальчук", "kovalchuk"),
            ("Морозов", "morozov"),
            ("Петренко", "petrenko"),
            ("Соколова", "sokolova"),
            ("Шевченко", "shevchenko"),
        ],
    ),
    (
        [
            ("Αλέξανδρος", "alexandros"),
            ("Βασιλική", "vasiliki"),
            ("Γιώργος", "giorgos"),
            ("Ελένη", "eleni"),
            ("Θανάσης", "thanasis"),
            ("Κατερίνα", "katerina"),
            ("Νίκος", "nikos"),
            ("Σοφία", "sofia"),
        ],
        [
            ("Αγγελοπούλου", "angelopoulou"),
            ("Γεωργίου", "georgiou"),
            ("Δημητρίου", "dimitriou"),
            ("Ιωαννίδης", "ioannidis"),
            ("Καραγιάννη", "karagianni"),
            ("Νικολάου", "nikolaou"),
            ("Παπαδόπουλος", "papadopoulos"),
            ("Χατζή", "chatzi"),
        ],
    ),
    (
        [
            ("明子", "akiko"),
            ("大輔", "daisuke"),
            ("恵美", "emi"),
            ("花子", "hanako"),
            ("健太", "kenta"),
            ("美咲", "misaki"),
            ("直樹", "naoki"),
            ("さくら", "sakura"),
        ],
        [
            ("伊藤", "ito"),
            ("小林", "kobayashi"),
            ("中村", "nakamura"),
            ("佐藤", "sato"),
            ("鈴木", "suzuki"),
            ("高橋", "takahashi"),
            ("田中", "tanaka"),
            ("渡辺", "watanabe"),
        ],
    ),
    (
        [
            ("芳", "fang"),
            ("国强", "guoqiang"),
            ("丽华", "lihua"),
            ("明", "ming"),
            ("淑芬", "shufen"),
            ("伟", "wei"),
            ("小红", "xiaohong"),
            ("志明", "zhiming"),
        ],
        [
            ("陈", "chen"),
            ("黄", "huang"),
            ("李", "li"),
            ("欧阳", "ouyang"),
            ("王", "wang"),
            ("吴", "wu"),
            ("张", "zhang"),
            ("赵", "zhao"),
        ],
    ),
    (
        [
            ("अनन्या", "ananya"),
            ("दीपक", "deepak"),
            ("गीता", "geeta"),
            ("कविता", "kavita"),
            ("मोहन", "mohan"),
            ("प्रिया", "priya"),
            ("राहुल", "rahul"),
            ("सुनीता", "sunita"),
        ],
        [
            ("अग्रवाल", "agarwal"),
            ("चौधरी", "chaudhary"),
            ("गुप्ता", "gupta"),
            ("जोशी", "joshi"),
            ("मेहता", "mehta"),
            ("पटेल", "patel"),
            ("शर्मा", "sharma"),
            ("वर्मा", "verma"),
        ],
    ),
    (
        [
            ("서연", "seoyeon"),
            ("지훈", "jihoon"),
            ("민준", "minjun"),
            ("하은", "haeun"),
            ("กมล", "kamon"),
            ("นภา", "napa"),
            ("สมชาย", "somchai"),
            ("Ngọc", "ngoc"),
        ],
        [
            ("김", "kim"),
            ("박", "park"),
            ("이", "lee"),
            ("최", "choi"),
            ("ใจดี", "jaidee"),
            ("สุขใจ", "sukjai"),
            ("Nguyễn", "nguyen"),
            ("Trần", "tran"),
        ],
    ),
];

const HOUSES: [&str; 21] = [
    "harbour",
    "tidal",
    "north-pier",
    "saltmarsh",
    "beacon",
    "estuary",
    "gull",
    "kelp",
    "lagoon",
    "mudflat",
    "oyster",
    "quay",
    "reef",
    "sandbank",
    "skerry",
    "sluice",
    "spindrift",
    "stilt",
    "undertow",
    "wader",
    "wrack",
];
const TRADES: [&str; 14] = [
    "-press",
    "-post",
    "-radio",
    "-times",
    "-weekly",
    "-gallery",
    "-museum",
    "-books",
    "-studio",
    "-agency",
    "-films",
    "-institute",
    "-university",
    "-travel",
];
/// Domains that are not written in Latin letters, or not in those of ASCII.
const ABROAD: [&str; 8] = [
    "küstenblatt.example",
    "marée-haute.example",
    "музей-моря.example",
    "παλίρροια.example",
    "海岸新聞.example",
    "潮汐.example",
    "समुद्र.example",
    "갯벌.example",
];

/// The domains of everybody's addresses, some three hundred, those first of which most people have one.
pub fn domains() -> Vec<String> {
    let houses = TRADES.iter().flat_map(|trade| HOUSES.iter().map(move |house| format!("{house}{trade}.example")));
    let mut domains: Vec<String> = houses.collect();
    for (number, abroad) in ABROAD.iter().enumerate() {
        domains.insert(number * 9 + 4, (*abroad).to_owned());
    }
    domains
}

/// Somebody.
pub struct Person {
    pub mail: MailAddress,
    /// First and last name. Who only ever used the form has none.
    pub name: Option<(PersonName, PersonName)>,
}

/// People with different addresses, one after the other.
pub struct People {
    domains: Vec<String>,
    taken: HashSet<String>,
}

impl People {
    pub fn new() -> Self {
        Self { domains: domains(), taken: HashSet::new() }
    }

    /// Somebody new from anywhere.
    pub fn next(&mut self, dice: &mut Dice) -> Result<Person, Failure> {
        let domain = self.domains[dice.skewed(self.domains.len())].clone();
        let named = !dice.percent(18);
        let person = self.of(dice, &domain)?;
        Ok(Person { name: person.name.filter(|_| named), ..person })
    }

    /// Somebody new with an address of this domain.
    pub fn of(&mut self, dice: &mut Dice, domain: &str) -> Result<Person, Failure> {
        let (firsts, lasts) = &CULTURES[dice.below(CULTURES.len())];
        let (first, last) = (dice.one_of(firsts), dice.one_of(lasts));
        let mut local = format!("{}.{}", first.1, last.1);
        // People of one name are told apart by a number, as everywhere.
        for number in 2.. {
            if self.taken.insert(format!("{local}@{domain}")) {
                break;
            }
            local = format!("{}.{}{number}", first.1, last.1);
        }
        let typed = format!("{local}@{domain}");
        let mail = MailAddress::parse(&typed).map_err(|_| unfit(&typed))?;
        let name = |text: &str| PersonName::parse(text).ok_or_else(|| unfit(text));
        Ok(Person { mail, name: Some((name(first.0)?, name(last.0)?)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_an_address_of_their_own_and_names_come_in_many_scripts() {
        let (mut people, mut dice) = (People::new(), Dice::new(3));
        let some: Vec<Person> = (0..3_000).map(|_| people.next(&mut dice).unwrap()).collect();
        let keys: HashSet<&str> = some.iter().map(|person| person.mail.key()).collect();
        assert_eq!(keys.len(), some.len());
        let used: HashSet<&str> = keys.iter().filter_map(|key| key.rsplit('@').next()).collect();
        assert_eq!(domains().len(), 302);
        assert!(used.len() > 200, "{}", used.len());
        let letters: String = some.iter().filter_map(|person| Some(person.name.as_ref()?.0.as_str())).collect();
        for (script, of) in [
            ("Arabic", '\u{600}'..'\u{700}'),
            ("Cyrillic", '\u{400}'..'\u{500}'),
            ("Devanagari", '\u{900}'..'\u{980}'),
            ("Greek", '\u{370}'..'\u{400}'),
            ("Han", '\u{4e00}'..'\u{9fff}'),
            ("Hangul", '\u{ac00}'..'\u{d7a4}'),
            ("Hebrew", '\u{590}'..'\u{600}'),
            ("Thai", '\u{e00}'..'\u{e80}'),
        ] {
            assert!(letters.chars().any(|letter| of.contains(&letter)), "{script}");
        }
        assert!(some.iter().any(|person| person.name.is_none()));
    }
}
