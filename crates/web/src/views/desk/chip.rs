/// What a list is narrowed to, with the way to the list without it: "Kit Press ×".
#[derive(Debug, Clone)]
pub struct Chip {
    /// What it is that narrows: "Kit".
    pub name: &'static str,
    /// To what: "Press".
    pub value: String,
    /// The list without it.
    pub href: String,
}
