//! What the document says of the fixed words and of problems. The words come from `domain`, so that they can't differ.

use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident),* $(,)?) => {$(
        $(#[doc = $doc])*
        pub(super) enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words = domain::$name::ALL.iter().map(|word| word.as_str());
                let description = concat!($($doc),*).trim();
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .enum_values(Some(words))
                    .description(Some(description))
                    .into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )*};
}

words! {
    /// The state of a download request.
    RequestStatus,
    /// The state of one item of a request.
    ItemStatus,
    /// How much a request asks for.
    RequestScope,
    /// How what stands in a kit or portal may be downloaded.
    Policy,
    /// A portal's own policy, or each kit's.
    PortalPolicy,
    /// Who sees a kit or a portal.
    Privacy,
    /// What a user is.
    Role,
    /// What a decision says.
    Verdict,
    /// A named switch of the installation.
    TechnicalProperty,
    /// What a token may do of what its user may: all, or read and download and change nothing.
    TokenScope,
}

/// A language of pages and mails: one there is a file of sentences for.
pub(super) enum Language {}

impl PartialSchema for Language {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(::words::Language::all().map(::words::Language::tag)))
            .description(Some("A language of pages and mails: one there is a file of sentences for."))
            .into()
    }
}

impl ToSchema for Language {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Language")
    }
}

/// Why a call was not answered as wished (RFC 9457).
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct Problem {
    /// Always `about:blank`: the status and `code` say what it is.
    r#type: String,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: i32,
    /// What is wrong and what to mend, for people.
    detail: String,
    /// What is wrong, for programs: it stays the same.
    code: String,
    /// Where it failed on the desk's side: the request's name in its log, to be told to whoever runs it. It is the header
    /// `X-Request-Id` too, of every answer.
    #[schema(value_type = String, required = false)]
    request_id: (),
    /// Every fault of the input at once, where there are some.
    #[schema(value_type = Vec<ProblemError>, required = false)]
    errors: (),
    /// With `already-decided`: who decided, or `policy`.
    #[schema(value_type = super::requests::Decider, required = false)]
    decided_by: (),
    /// With `already-decided`: when.
    #[schema(value_type = String, format = DateTime, required = false)]
    decided_at: (),
}

/// One fault of an input.
#[derive(ToSchema)]
#[allow(dead_code)]
pub(super) struct ProblemError {
    /// Where it is: a JSON pointer into the body. A parameter of the query is pointed at by its name, as in `/size`.
    pointer: String,
    /// What is wrong and what to mend, for people.
    detail: String,
}
