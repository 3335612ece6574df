//! `ajar worker`: the background work without the server.

use super::serve;
use crate::{config::Config, failure::Failure, installation, notify::Manager};

/// Works until it is told to stop.
pub async fn run(config: &Config) -> Result<(), Failure> {
    let stop = serve::told_to_stop()?;
    let app = installation::open(config, config.public_url_or(&config.listen)).await?;
    tracing::info!("working");
    serve::hints(config, &app).await?;
    if config.public_url.is_none() {
        tracing::warn!(
            "links in mails begin with {}; AJAR_PUBLIC_URL says what they should begin with",
            app.settings().public_url
        );
    }
    let manager = Manager::of_environment();
    manager.ready("working");
    manager.told(stop.clone(), config.shutdown_grace);
    // It ends when it is told to; one that broke begins again by itself.
    let _ = serve::work(app.clone(), stop).await;
    app.close().await;
    tracing::info!("stopped");
    Ok(())
}
