//! A form with files among its fields: each file becomes an asset of the library at once, so that nothing has to be sent again
//! when the form comes back.

use crate::{
    Site,
    extract::{Fields, Form},
    failure::Failure,
};
use app::{
    Fault, Refusal, Viewer,
    import_asset::{self, Received, Upload},
    refusal::Faults,
};
use axum::extract::{FromRequest, Multipart, Request};
use domain::AssetId;
use futures_util::TryStreamExt;
use http::header;
use std::io;

/// A sent form: its fields, the assets that its files became, each with the field that it came in, and what is wrong with
/// files that became none.
pub(in crate::pages::desk) struct WithFiles {
    pub fields: Fields,
    pub assets: Vec<(String, AssetId)>,
    pub faults: Vec<Fault>,
}

/// The most that the fields may have together.
const LONGEST: usize = 2 * 1024 * 1024;
/// The most files.
const MOST_FILES: usize = 2;

/// Reads a form. The caller has made sure that who sent it is a manager.
pub(in crate::pages::desk) async fn read(site: &Site, viewer: &Viewer, request: Request) -> Result<WithFiles, Failure> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        let Form(fields) = Form::from_request(request, site).await?;
        return Ok(WithFiles { fields, assets: vec![], faults: vec![] });
    }
    let unreadable = || Failure::bad_request("The form can't be read.");
    let mut parts = Multipart::from_request(request, site).await.map_err(|_| unreadable())?;
    let (mut fields, mut received, mut total) = (Vec::new(), Vec::new(), 0);
    let outcome: Result<(), Failure> = async {
        while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                // A field for a file that was left empty.
                Some(name) if name.is_empty() => {}
                Some(_) if received.len() == MOST_FILES => return Err(unreadable()),
                Some(name) => {
                    let bytes = import_asset::receive(&site.app, viewer, part.map_err(io::Error::other)).await?;
                    received.push((field, name, bytes));
                }
                None => {
                    let value = part.text().await.map_err(|_| unreadable())?;
                    total += field.len() + value.len();
                    if total > LONGEST {
                        let detail = "This is more than a form may have: 2 MB.".into();
                        return Err(Failure::Http(http::StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail));
                    }
                    fields.push((field, value));
                }
            }
        }
        Ok(())
    }
    .await;
    if let Err(failure) = outcome {
        for (_, _, bytes) in received {
            import_asset::discard(&site.app, bytes).await;
        }
        return Err(failure);
    }
    let (assets, faults) = add(site, viewer, received).await?;
    Ok(WithFiles { fields: Fields::default().after(fields), assets, faults })
}

type Added = (Vec<(String, AssetId)>, Vec<Fault>);

async fn add(site: &Site, viewer: &Viewer, received: Vec<(String, String, Received)>) -> Result<Added, Failure> {
    let (mut assets, mut faults) = (Vec::new(), Vec::new());
    for (field, name, bytes) in received {
        let upload = Upload { name, ..Upload::default() };
        match import_asset::add(&site.app, viewer, bytes, upload, Faults::default()).await {
            Ok(asset) => assets.push((field, asset.id)),
            Err(Refusal::Invalid(wrong)) => {
                faults.extend(wrong.into_iter().map(|fault| Fault::at("/file", fault.detail)));
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok((assets, faults))
}
