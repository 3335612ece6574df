//! `ajar serve`: the server, with the background work beside it.

use crate::{
    at_rest,
    config::Config,
    failure::{Failure, chain},
    installation,
    notify::Manager,
    out,
};
use app::{App, accounts, held_mails};
use std::{io, net::SocketAddr, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
    task::JoinHandle,
};
use web::{Site, SiteParts};

/// Runs until it is told to stop.
pub async fn run(config: &Config) -> Result<(), Failure> {
    // Before anything slow: who can't listen here should hear it at once, and links need to know the port.
    let (listener, listening) = listen(&config.listen).await?;
    let stop = told_to_stop()?;
    let app = installation::open(config, config.public_url_or(&reachable(listening))).await?;
    // Whoever waits for this line may connect from here on; it stays the first one.
    tracing::info!("listening on http://{listening}");
    tokio::spawn(at_rest::once_settled());
    hints(config, &app).await?;
    let site = Site::new(SiteParts {
        app: app.clone(),
        base: config.public_url.as_ref().map(|public| public.base.clone()).unwrap_or_default(),
        public_url: config.public_url.as_ref().map(|public| public.url.clone()),
        trusted_proxies: config.trusted_proxies.clone(),
        metrics_allow: config.metrics_allow.clone(),
        accel_redirect: config.accel_redirect.clone(),
        mailbox: None,
    });
    let manager = Manager::of_environment();
    manager.ready(&format!("listening on http://{listening}"));
    manager.told(stop.clone(), config.shutdown_grace);
    until_stopped(listener, site, app, stop, config.shutdown_grace).await?;
    tracing::info!("stopped");
    Ok(())
}

/// Listens at an address of the settings.
pub async fn listen(address: &str) -> Result<(TcpListener, SocketAddr), Failure> {
    let fault = |error: io::Error| Failure::failed(format!("AJAR_LISTEN: can't listen on {address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(fault)?;
    let listening = listener.local_addr().map_err(fault)?;
    Ok((listener, listening))
}

/// The address for links: who listens everywhere is reached on this machine at least.
pub fn reachable(listening: SocketAddr) -> String {
    if listening.ip().is_unspecified() { format!("localhost:{}", listening.port()) } else { listening.to_string() }
}

/// Serves and works until `stop` says so; what is under way may finish for as long as `grace`.
pub async fn until_stopped(
    listener: TcpListener,
    site: Site,
    app: App,
    mut stop: watch::Receiver<bool>,
    grace: Duration,
) -> Result<(), Failure> {
    let work = work(app.clone(), stop.clone());
    let followed = app.clone();
    let following = tokio::spawn(async move { followed.follow_changes().await });
    let told = async move {
        // A sender that is gone means that nobody can say it any more.
        let _ = stop.wait_for(|stopped| *stopped).await;
    };
    let served = web::serve(listener, site, told, grace).await;
    if served.is_err() {
        work.abort();
    }
    // Ended by `stop`, or aborted just now: there is nothing to learn from how.
    let _ = work.await;
    following.abort();
    app.close().await;
    served.map_err(|error| Failure::failed(format!("serving ended: {}", chain(&error))))
}

/// The background work; should it break, it begins again.
pub fn work(app: App, stop: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        while let Err(error) = tokio::spawn(app::jobs::work(app.clone(), stop.clone())).await {
            tracing::error!(%error, "the background work broke; it begins again");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    })
}

/// Becomes true at the first SIGINT or SIGTERM; a second one ends the process at once.
pub fn told_to_stop() -> Result<watch::Receiver<bool>, Failure> {
    let fault = |error: io::Error| Failure::failed(format!("signals can't be heard: {error}"));
    let mut interrupt = signal(SignalKind::interrupt()).map_err(fault)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(fault)?;
    let (said, stop) = watch::channel(false);
    tokio::spawn(async move {
        let mut heard = 0;
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            heard += 1;
            if heard > 1 {
                std::process::exit(130);
            }
            tracing::info!("stopping; what is under way may finish");
            // Nobody listens any more where everything has ended.
            let _ = said.send(true);
        }
    });
    Ok(stop)
}

/// What an operator should know at the start.
pub async fn hints(config: &Config, app: &App) -> Result<(), Failure> {
    for doubtful in &config.doubtful {
        tracing::warn!("{doubtful}");
    }
    if !accounts::has_admin(app).await? {
        tracing::warn!(
            "there is no admin yet; add one: ajar user add --mail you@example.org --name \"First Last\" --role admin --password-stdin"
        );
    }
    if let Some(held) = held_mails::held(app).await? {
        tracing::warn!(
            "mails are held back since a backup was restored (waiting: {}); `ajar restore --release` sends them, `ajar restore --discard` drops them",
            held.waiting
        );
    }
    app.heed_settings().await?;
    match (&config.smtp_url, app.in_force().mail_from.mail.ends_with("@localhost")) {
        (None, _) => tracing::info!(
            "mails are written to the folder {}; AJAR_SMTP_URL sends them",
            out::path(&config.mail_folder())
        ),
        (Some(_), true) => tracing::warn!(
            "mails are from an address at localhost; the settings page or AJAR_MAIL_FROM says who they should be from"
        ),
        (Some(_), false) => {}
    }
    Ok(())
}
