//! A router that knows its addresses. The framework's own does not tell them; here each one that is added stands in a list
//! as well, so that a test can go through all of them.

use crate::Site;
use axum::{
    Router,
    handler::Handler,
    routing::{MethodRouter, get, post},
};
use http::Method;

/// Addresses with their handlers.
#[derive(Default)]
pub(crate) struct Addresses {
    router: Router<Site>,
    known: Vec<(Method, String)>,
}

impl Addresses {
    /// What answers GET (and so HEAD) at an address.
    pub fn get<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.with(&[Method::GET], path, get(handler))
    }

    /// What answers POST at an address.
    pub fn post<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.with(&[Method::POST], path, post(handler))
    }

    /// What answers these methods at an address.
    pub fn with(mut self, methods: &[Method], path: &str, route: MethodRouter<Site>) -> Self {
        self.known.extend(methods.iter().map(|method| (method.clone(), path.to_owned())));
        Self { router: self.router.route(path, route), ..self }
    }

    /// These and others.
    pub fn merge(mut self, other: Self) -> Self {
        self.known.extend(other.known);
        Self { router: self.router.merge(other.router), ..self }
    }

    /// The list.
    pub fn known(self) -> Vec<(Method, String)> {
        self.known
    }

    /// The router.
    pub fn into_router(self) -> Router<Site> {
        self.router
    }
}
