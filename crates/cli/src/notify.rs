//! Telling the service manager how things stand, by the protocol of `sd_notify(3)`: a datagram to the socket that the
//! environment names. Where it names none, nobody wants to know.

use std::{
    env,
    ffi::OsStr,
    os::unix::{
        ffi::OsStrExt,
        net::{SocketAddr, UnixDatagram},
    },
    sync::Arc,
    time::Duration,
};
use tokio::sync::watch;

/// What ending takes beside the downloads that go on: the last mails, and closing the records.
const CLOSING: Duration = Duration::from_secs(60);

/// The service manager, where there is one.
#[derive(Clone)]
pub struct Manager(Option<Arc<(UnixDatagram, SocketAddr)>>);

impl Manager {
    /// The one that the environment names.
    pub fn of_environment() -> Self {
        let found =
            env::var_os("NOTIFY_SOCKET").and_then(|name| Some((UnixDatagram::unbound().ok()?, address(&name)?)));
        Self(found.map(Arc::new))
    }

    /// The service is up; how, in words.
    pub fn ready(&self, status: &str) {
        self.say(&format!("READY=1\nSTATUS={status}"));
    }

    /// Says from now on that the process lives, where that is watched, and when `stop` says so that it ends, which may take
    /// as long as `grace`.
    pub fn told(&self, mut stop: watch::Receiver<bool>, grace: Duration) {
        let manager = self.clone();
        // Ends with the process.
        tokio::spawn(async move {
            if stop.wait_for(|stopped| *stopped).await.is_ok() {
                let longest = (grace + CLOSING).as_micros();
                manager.say(&format!("STOPPING=1\nSTATUS=downloads finish\nEXTEND_TIMEOUT_USEC={longest}"));
            }
        });
        let Some(within) = self.0.as_ref().and_then(|_| watched()) else { return };
        let manager = self.clone();
        tokio::spawn(async move {
            loop {
                manager.say("WATCHDOG=1");
                tokio::time::sleep(within / 2).await;
            }
        });
    }

    fn say(&self, words: &str) {
        let Some((socket, address)) = self.0.as_deref() else { return };
        if let Err(error) = socket.send_to_addr(words.as_bytes(), address) {
            tracing::warn!(%error, "the service manager can't be told how things stand");
        }
    }
}

/// A path, or a name without a place in the file system, which begins with `@`.
fn address(name: &OsStr) -> Option<SocketAddr> {
    #[cfg(target_os = "linux")]
    if let Some(name) = name.as_bytes().strip_prefix(b"@") {
        use std::os::linux::net::SocketAddrExt;
        return SocketAddr::from_abstract_name(name).ok();
    }
    SocketAddr::from_pathname(name).ok()
}

/// How often this process has to say that it lives.
fn watched() -> Option<Duration> {
    let number = |name| env::var(name).ok()?.parse::<u64>().ok();
    // Meant for another process, such as the one that started this.
    if number("WATCHDOG_PID").is_some_and(|pid| pid != u64::from(std::process::id())) {
        return None;
    }
    number("WATCHDOG_USEC").filter(|micros| *micros > 0).map(Duration::from_micros)
}
