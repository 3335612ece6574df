//! The client of a bucket: whom it trusts, how long it waits, how often it tries.

use std::time::Duration;

use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::{BackoffConfig, ClientOptions, RetryConfig};

use super::address::Address;

/// How long until somebody at the address answers at all.
const CONNECT: Duration = Duration::from_secs(5);
/// How long an answer may stand still, and how long a part may take on its way there.
const STALL: Duration = Duration::from_secs(60);
/// How long a connection is kept for the next question.
const IDLE: Duration = Duration::from_secs(50);

/// What failed is tried again so often, with growing pauses, but not for longer than somebody waits for it.
fn retries() -> RetryConfig {
    let backoff =
        BackoffConfig { init_backoff: Duration::from_millis(100), max_backoff: Duration::from_secs(3), base: 2.0 };
    RetryConfig { backoff, max_retries: 5, retry_timeout: Duration::from_secs(20) }
}

/// How the store is spoken to. Without encryption nobody's certificate is looked at, so that a system without any will do.
fn options(is_plain: bool) -> ClientOptions {
    ClientOptions::new()
        // A body takes as long as it takes, as long as it moves.
        .with_timeout_disabled()
        .with_connect_timeout(CONNECT)
        .with_read_timeout(STALL)
        .with_pool_idle_timeout(IDLE)
        .with_allow_http(is_plain)
        .with_no_system_certificates(is_plain)
}

/// Connects by the address, and by the usual AWS variables for what it does not say.
pub(super) fn connect(address: &Address) -> object_store::Result<AmazonS3> {
    // For the whole process, as the client asks there. Whoever was faster chose the same one: there is no other here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::from_env()
        .with_bucket_name(&address.bucket)
        .with_retry(retries())
        // One request each, which every store knows; blobs are rarely deleted.
        .with_disable_bulk_delete(true);
    if let Some(endpoint) = &address.endpoint {
        // Over what the environment says, in both of its spellings.
        builder = builder.with_endpoint(endpoint).with_config(AmazonS3ConfigKey::S3Endpoint, endpoint);
    }
    if let Some(region) = &address.region {
        builder = builder.with_region(region);
    }
    let named = |key| builder.get_config_value(&key);
    let endpoint = named(AmazonS3ConfigKey::S3Endpoint).or_else(|| named(AmazonS3ConfigKey::Endpoint));
    let is_plain = endpoint.is_some_and(|endpoint| endpoint.starts_with("http://"));
    builder.with_client_options(options(is_plain)).build()
}
