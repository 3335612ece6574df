//! Asking for downloads: by the form of a page, by the public HTTP call, by a signed-in program.

mod by_form;
mod by_public_call;
mod by_user;
mod front;
mod intake;
mod record;

pub(crate) use by_public_call::Intake;
pub(crate) use front::Front;
pub(crate) use record::{Memo, about};

pub use by_form::{Answer, FormAsk, Open, ask_by_form, form_of, form_token};
pub use by_public_call::{PublicAsk, ask_publicly};
pub use by_user::{UserAsk, ask_as_user};
pub use intake::Made;

use crate::{
    refusal::{Fault, Faults},
    said,
};
use domain::text;

/// A reason or message as typed: required or not, not too long.
fn reason(faults: &mut Faults, pointer: &str, typed: Option<&str>, required: bool) -> Option<String> {
    let reason = typed.and_then(text::message);
    match &reason {
        None if required => faults.add(Fault::said(pointer, &said::REASON_MISSING)),
        Some(reason) if reason.chars().count() > text::LONGEST_MESSAGE => {
            faults.add(Fault::said(pointer, &said::MESSAGE_TOO_LONG).with_arg("most", text::LONGEST_MESSAGE));
        }
        _ => {}
    }
    reason
}

/// The most assets that one request may name.
const MOST_ASSETS: usize = 10_000;
