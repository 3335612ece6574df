//! Technical properties: the named switches of an installation.

use crate::words::spelled;

/// A named switch of the installation. All are off by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TechnicalProperty {
    /// Opens `POST /api/public/download-validation-requests`. The web form does not depend on it.
    EnablePublicDownloadRequest,
    /// `responsibleIds` of a public request count.
    CanChooseDownloadRequestResponsibles,
    /// Requests without responsibles go to the responsibles of the folders.
    RequestDownloadFolderModeEnabled,
}

spelled!(TechnicalProperty {
    EnablePublicDownloadRequest = "ENABLE_PUBLIC_DOWNLOAD_REQUEST",
    CanChooseDownloadRequestResponsibles = "CAN_CHOOSE_DOWNLOAD_REQUEST_RESPONSIBLES",
    RequestDownloadFolderModeEnabled = "REQUEST_DOWNLOAD_FOLDER_MODE_ENABLED",
});

impl TechnicalProperty {
    /// What it does, in one sentence for the settings page.
    pub fn effect(self) -> &'static str {
        match self {
            Self::EnablePublicDownloadRequest => {
                "Opens the public HTTP call that makes download requests. The forms of public kits and portals do not depend on it."
            }
            Self::CanChooseDownloadRequestResponsibles => {
                "Lets a public request choose its responsibles; otherwise a choice is ignored."
            }
            Self::RequestDownloadFolderModeEnabled => {
                "Sends requests without chosen responsibles to the responsibles of the folders in which the assets live."
            }
        }
    }
}

/// Reads a switch as people write it: `true`/`false`, `1`/`0`, `yes`/`no`, `on`/`off`, in any case.
pub fn parse_switch(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}
