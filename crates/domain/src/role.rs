//! What a user is.

use crate::words::spelled;

/// The role of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Users, settings, everything.
    Admin,
    /// Assets, kits, portals, and every request.
    Manager,
    /// Decides the requests that reach them.
    Responsible,
    /// Sees all assets, asks like anybody.
    Member,
}

spelled!(Role { Admin = "admin", Manager = "manager", Responsible = "responsible", Member = "member" });

impl Role {
    /// Managers and admins see, decide and download everything.
    pub fn sees_everything(self) -> bool {
        matches!(self, Role::Admin | Role::Manager)
    }

    /// Whether a new user of this role is responsible for external users unless somebody says otherwise.
    pub fn responsible_by_default(self) -> bool {
        self == Role::Responsible
    }
}
