//! Choosing a password by a link from a mail: that of an invitation, or of a way back into an account.

use super::frame::{Frame, field_errors, render, render_as, see_other};
use crate::{
    Site,
    cookies::Cookie,
    failure::Failure,
    views::public::{ChoosePasswordPage, NotePage, Occasion},
};
use app::{Fault, Outcome, Refusal, Viewer, accounts::User, password, secret::Secret, settings::SESSION_LIFETIME};
use axum::response::Response;
use http::{StatusCode, header};

/// A link that was opened, and by whom.
pub(super) struct Opened<'a> {
    pub site: &'a Site,
    pub viewer: &'a Viewer,
    pub occasion: Occasion,
    pub token: &'a str,
}

impl Opened<'_> {
    /// The form, for whom the link is.
    pub fn form(&self, whose: Outcome<User>) -> Result<Response, Failure> {
        match whose {
            Ok(user) => Ok(render(&self.page(user, &[]))),
            Err(refusal) => self.over(refusal.into()),
        }
    }

    /// What sending the form leads to: signed in, or the form once more with what is wrong with it.
    pub async fn sent(
        &self,
        outcome: Outcome<Secret>,
        whose: impl Future<Output = Outcome<User>>,
    ) -> Result<Response, Failure> {
        match outcome {
            Ok(secret) => {
                let mut response = see_other(self.site, "/admin/");
                let cookie = Cookie::Session.set(self.site, secret.expose(), Some(SESSION_LIFETIME));
                response.headers_mut().append(header::SET_COOKIE, cookie);
                Ok(response)
            }
            Err(Refusal::Invalid(faults)) => {
                Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &self.page(whose.await?, &faults)))
            }
            Err(other) => self.over(other.into()),
        }
    }

    fn page(&self, user: User, faults: &[Fault]) -> ChoosePasswordPage {
        let Opened { site, viewer, occasion, token } = self;
        let field = |pointer: &str| if pointer == "/passwordAgain" { "passwordAgain" } else { "password" }.to_owned();
        let shell = Frame { site, viewer }.shell();
        let place = match occasion {
            Occasion::Invitation => "invitation",
            Occasion::Recovery => "recovery",
        };
        ChoosePasswordPage {
            occasion: *occasion,
            name: user.name(),
            mail: user.mail,
            action: site.path(&format!("/{place}/{token}")),
            least: u32::try_from(password::SHORTEST).unwrap_or(u32::MAX),
            errors: field_errors(shell.lang, faults, field),
            shell,
        }
    }

    /// A link that was used, or that has ended: nothing is to be mended here, but there is a way on.
    fn over(&self, failure: Failure) -> Result<Response, Failure> {
        let Opened { site, viewer, .. } = self;
        let (code, title, text, path, next) = match self.occasion {
            Occasion::Invitation => (
                app::said::INVITATION_OVER.code,
                "invitation-over-title",
                "fault-invitation-over",
                "/admin/",
                "invitation-over-sign-in",
            ),
            Occasion::Recovery => (
                app::said::RECOVERY_OVER.code,
                "recovery-over-title",
                "fault-recovery-over",
                "/recovery",
                "recovery-over-again",
            ),
        };
        if failure.code() != code {
            return Err(failure);
        }
        let shell = Frame { site, viewer }.shell();
        let page = NotePage {
            title: shell.lang.say(title),
            text: vec![shell.lang.say(text)],
            next: Some(super::status::link_to(site, path, &shell.lang.say(next))),
            shell,
        };
        Ok(render_as(StatusCode::GONE, &page))
    }
}
