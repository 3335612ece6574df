//! What can be said to a visitor, requester or approver by a page. Each has a stable code, by which pages find its words in the
//! reader's language (`fault-<code>` in every language file, with the values named here), and English words for programs.

use crate::{Fault, refusal::Faults};
use domain::{MailAddress, mail_address::NoMailAddress, question::NoAnswer};

/// One thing that can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Its name: kebab-case, and it stays.
    pub code: &'static str,
    /// The values that it needs, by name.
    pub args: &'static [&'static str],
    /// The words in English, with `{name}` for each value.
    pub english: &'static str,
}

macro_rules! said {
    ($($name:ident = $code:literal [$($arg:literal),*] $english:literal;)*) => {
        $(
            #[doc = concat!("`", $code, "`: ", $english)]
            pub const $name: Words = Words { code: $code, args: &[$($arg),*], english: $english };
        )*

        /// Everything that can be said, for a test of the language files.
        pub const ALL: &[Words] = &[$($name),*];
    };
}

said! {
    FORM_STALE = "form-stale" [] "This form was open for too long. Nothing is lost: please send it once more.";
    MAIL_MISSING = "mail-missing" [] "Please enter a mail address.";
    MAIL_TOO_LONG = "mail-too-long" ["most"] "This mail address is too long; an address has at most {most} characters.";
    MAIL_UNREADABLE = "mail-unreadable" [] "This does not look like a mail address such as name@example.org.";
    MESSAGE_TOO_LONG = "message-too-long" ["most"] "This is too long; at most {most} characters fit.";
    REASON_MISSING = "reason-missing" [] "Please say what you want to download this for.";
    ASSETS_GONE = "assets-gone" [] "One of the assets is not here any more. Please choose again.";
    ASSETS_MISSING = "assets-missing" [] "Choose at least one asset.";
    ID_UNREADABLE = "id-unreadable" [] "This is no id.";
    ANSWER_MISSING = "answer-missing" [] "Please answer this.";
    ANSWER_NOT_TICKED = "answer-not-ticked" [] "Please tick this to go on.";
    ANSWER_NO_OPTION = "answer-no-option" [] "Please choose one of the options.";
    ANSWER_NO_DATE = "answer-no-date" [] "Please enter a date such as 2026-12-31.";
    ANSWER_TOO_LONG = "answer-too-long" ["most"] "This is too long; at most {most} characters fit.";
    ANSWER_UNKNOWN = "answer-unknown" [] "There is no such question here.";
    TERMS_MISSING = "terms-missing" [] "Please accept the terms of use to go on.";
    TERMS_CHANGED = "terms-changed" [] "The terms have changed; please read them again.";
    WORD_MISSING = "word-missing" [] "Please write a word first.";
    WORD_TOO_LONG = "word-too-long" ["most"] "This is too long; at most {most} characters fit.";
    WORD_TOO_MANY = "word-too-many" ["most"] "You have added {most} words already; that is as many as fit.";
    WORD_NOT_YOURS = "word-not-yours" [] "Only who asked adds words, in a browser that came by a link we sent.";
    PASSWORD_WRONG = "password-wrong" [] "This is not the password.";
    SIGN_IN_WRONG = "sign-in-wrong" [] "The address or the password is not right.";
    PASSWORD_TOO_SHORT = "password-too-short" ["fewest"] "A password needs at least {fewest} characters.";
    PASSWORD_TOO_LONG = "password-too-long" ["most"] "A password may have at most {most} bytes.";
    PASSWORDS_DIFFER = "passwords-differ" [] "The two passwords differ.";
    EXPIRY_PAST = "expiry-past" [] "This lies in the past; access has to end later than now.";
    EXPIRY_OF_DENIAL = "expiry-of-denial" [] "A denial has no end.";
    EXPIRY_UNREADABLE = "expiry-unreadable" [] "This is no date such as 2026-12-31.";
    VERDICT_MISSING = "verdict-missing" [] "Choose whether to approve or to deny.";
    DOWNLOADS_DISABLED = "downloads-disabled" [] "Nothing can be downloaded here.";
    NO_ACCESS = "no-access" [] "You may not download this.";
    NOT_PENDING = "not-pending" [] "This request is not under review any more.";
    ALREADY_DECIDED = "already-decided" [] "This was decided already.";
    UNDO_TOO_LATE = "undo-too-late" [] "This can't be undone any more: the mails have left. What was approved can be revoked.";
    UNDO_BUILT_UPON = "undo-built-upon" [] "This can't be undone any more: something else has happened to the request since.";
    OWN_REQUEST = "own-request" [] "Nobody decides their own request.";
    NOT_RESPONSIBLE = "not-responsible" [] "Somebody else is responsible for this.";
    INVITATION_OVER = "invitation-over" [] "This invitation is over. Please ask an admin for a new one.";
    RECOVERY_OVER = "recovery-over" [] "This link is over. Ask for a new one.";
    PASSWORD_NOT_PRESENT = "password-not-present" [] "This is not your present password.";
    LINK_OVER = "link-over" [] "This link is over. Sign in to see the request.";
    MANAGERS_ONLY = "managers-only" [] "Only managers and admins may do this.";
    ADMINS_ONLY = "admins-only" [] "Only admins may do this.";
    INVALID = "invalid" [] "Something in this is to be mended.";
    NOT_FOUND = "not-found" [] "There is nothing here, or nothing that you may know of.";
    UNAUTHENTICATED = "unauthenticated" [] "Sign in, or send a valid token.";
    TOO_MANY_REQUESTS = "too-many-requests" [] "That was too often. Please wait a while and try again.";
    INTERNAL = "internal" [] "Something broke on our side. Nothing that you sent is lost or half done.";
    UNAVAILABLE = "unavailable" [] "The desk can't reach its records for the moment. Please try again in a moment; look first whether what you sent has arrived.";
    MALFORMED = "malformed" [] "The form can't be read.";
    TOO_LARGE = "too-large" [] "This is more than fits.";
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type" [] "This was sent in a form that can't be read here.";
    METHOD_NOT_ALLOWED = "method-not-allowed" [] "This can't be done here.";
    FOREIGN_ORIGIN = "foreign-origin" [] "This came from another site and was not done.";
}

/// Of a text that is no address.
pub fn of_mail(pointer: &str, why: NoMailAddress) -> Fault {
    match why {
        NoMailAddress::Empty => Fault::said(pointer, &MAIL_MISSING),
        NoMailAddress::TooLong => Fault::said(pointer, &MAIL_TOO_LONG).with_arg("most", 254),
        NoMailAddress::Malformed => Fault::said(pointer, &MAIL_UNREADABLE),
    }
}

/// Of an answer that is none.
pub fn of_answer(pointer: String, why: NoAnswer) -> Fault {
    match why {
        NoAnswer::Missing => Fault::said(pointer, &ANSWER_MISSING),
        NoAnswer::NotTicked => Fault::said(pointer, &ANSWER_NOT_TICKED),
        NoAnswer::NoOption => Fault::said(pointer, &ANSWER_NO_OPTION),
        NoAnswer::NoDate => Fault::said(pointer, &ANSWER_NO_DATE),
        NoAnswer::TooLong { most } => Fault::said(pointer, &ANSWER_TOO_LONG).with_arg("most", most),
        NoAnswer::Unknown => Fault::said(pointer, &ANSWER_UNKNOWN),
    }
}

impl Faults {
    /// The address where it is one; else its fault is noted.
    pub fn take_mail(&mut self, pointer: &str, typed: &str) -> Option<MailAddress> {
        MailAddress::parse(typed).map_err(|why| self.add(of_mail(pointer, why))).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_of_its_own_and_its_words_name_its_values() {
        for (at, words) in ALL.iter().enumerate() {
            assert!(ALL[..at].iter().all(|other| other.code != words.code), "{}", words.code);
            assert!(words.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", words.code);
            assert_eq!(words.english.matches('{').count(), words.args.len(), "{}", words.code);
            for arg in words.args {
                assert!(words.english.contains(&format!("{{{arg}}}")), "{}", words.code);
            }
        }
    }

    #[test]
    fn the_words_of_the_rules_are_the_same_here() {
        for why in [NoMailAddress::Empty, NoMailAddress::TooLong, NoMailAddress::Malformed] {
            let fault = of_mail("/mail", why);
            assert_eq!((fault.code, fault.detail), (Some(why.code()), why.to_string()));
        }
        let long = NoAnswer::TooLong { most: 500 };
        for why in
            [NoAnswer::Missing, NoAnswer::NotTicked, NoAnswer::NoOption, NoAnswer::NoDate, long, NoAnswer::Unknown]
        {
            let fault = of_answer("/answers/x".into(), why);
            assert_eq!((fault.code, fault.detail), (Some(why.code()), why.to_string()));
        }
    }
}
