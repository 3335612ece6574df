//! Passwords of users, kits and portals: Argon2id, off the async threads.

use crate::{App, Fault, Outcome, Refusal, refusal::Faults, said};
use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

/// The shortest password that a person may choose, in characters.
pub const SHORTEST: usize = 10;
/// The longest, in bytes: hashing more would only cost time.
pub const LONGEST: usize = 1_000;

/// Why a text may not be a password.
pub fn fault(password: &str) -> Option<Fault> {
    if password.chars().count() < SHORTEST {
        Some(Fault::said("/password", &said::PASSWORD_TOO_SHORT).with_arg("fewest", SHORTEST))
    } else if password.len() > LONGEST {
        Some(Fault::said("/password", &said::PASSWORD_TOO_LONG).with_arg("most", LONGEST))
    } else {
        None
    }
}

/// Checks a new password that was typed twice.
pub(crate) fn check_twice(typed: &str, again: &str, faults: &mut Faults) {
    if let Some(fault) = fault(typed) {
        faults.add(fault);
    } else if typed != again {
        faults.add(Fault::said("/passwordAgain", &said::PASSWORDS_DIFFER));
    }
}

/// The Argon2id hash of a password in PHC form.
pub async fn hash(app: &App, password: String) -> Outcome<String> {
    let salt = app.random_bytes::<16>();
    tokio::task::spawn_blocking(move || {
        let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|error| Refusal::internal(error.to_string()))
    })
    .await
    .map_err(Refusal::internal)?
}

/// Whether a password is the one that was hashed. Without a hash the same work is done, so that nobody can tell by the
/// clock whether an account has a password.
pub async fn is_right(password: String, hash: Option<String>) -> bool {
    const NOBODYS: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let checked = tokio::task::spawn_blocking(move || {
        if password.len() > LONGEST {
            return false;
        }
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
        let Ok(hash) = PasswordHash::new(&hash) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known
    });
    checked.await.unwrap_or(false)
}
