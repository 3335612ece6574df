/// What was just decided, while it may be undone: POST of `stroke`.
#[derive(Debug, Clone)]
pub struct Undo {
    /// POST.
    pub action: String,
    /// The stroke that it was.
    pub stroke: i64,
    /// What was done, and when its mails leave, in whole sentences.
    pub text: String,
    /// For how many seconds it may be undone.
    pub seconds: u64,
}
