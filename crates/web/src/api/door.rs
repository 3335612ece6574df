//! Who may come in: signed-in users; and ids as they stand in addresses.

use crate::{Site, extract::Door, failure::Failure};
use app::{Refusal, Viewer};
use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use std::str::FromStr;

/// A signed-in user, before anything else is looked at.
pub(super) struct SignedIn(pub Viewer);

impl FromRequestParts<Site> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let Door(viewer) = Door::from_request_parts(parts, site).await?;
        viewer.signed_in()?;
        Ok(Self(viewer))
    }
}

/// The two parameters of an address: a thing, and what belongs to it.
pub(super) struct Nested<A, B>(pub A, pub B);

impl<A: FromStr, B: FromStr> FromRequestParts<Site> for Nested<A, B> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let not_found = || Failure::from(Refusal::NotFound);
        let params = RawPathParams::from_request_parts(parts, site).await.map_err(|_| not_found())?;
        let mut values = params.iter().map(|(_, value)| value);
        let (first, second) = (values.next().ok_or_else(not_found)?, values.next().ok_or_else(not_found)?);
        let read = (first.parse(), second.parse());
        let (Ok(first), Ok(second)) = read else { return Err(not_found()) };
        Ok(Self(first, second))
    }
}

/// The last parameter of an address. What is no id names nothing.
pub(super) struct Named<T>(pub T);

impl<T: FromStr> FromRequestParts<Site> for Named<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let not_found = || Failure::from(Refusal::NotFound);
        let params = RawPathParams::from_request_parts(parts, site).await.map_err(|_| not_found())?;
        let (_, value) = params.iter().last().ok_or_else(not_found)?;
        value.parse().map(Self).map_err(|_| not_found())
    }
}
