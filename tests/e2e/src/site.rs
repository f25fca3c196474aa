//! The built app on a static host, below its own path.

use std::path::Path;
use std::process::Command;
use std::slice;
use std::sync::LazyLock;

use anyhow::{Result, anyhow, ensure};

use crate::process::{Farewell, Helper, repository};

/// The app's path on its host: never the root, so that no link may assume that.
const BASE: &str = "/apps/blinkenrack/";

pub struct Site {
    url: String,
    server: Helper,
}

impl Site {
    /// `dist` on a free port, with the security headers; one server for all stories of this process, since a browser reuses what it has
    /// loaded and compiled from a known address.
    pub fn shared() -> Result<&'static Self> {
        static SHARED: LazyLock<Result<(Site, Farewell)>> = LazyLock::new(|| {
            let site = Site::serve(&[])?;
            let farewell = Farewell::begin(slice::from_ref(&site.server), None)?;
            Ok((site, farewell))
        });
        match &*SHARED {
            Ok((site, _)) => Ok(site),
            Err(error) => Err(anyhow!("{error:#}")),
        }
    }

    /// `dist` from a host without security headers.
    pub fn start_bare() -> Result<Self> {
        Self::serve(&["--bare"])
    }

    fn serve(flags: &[&str]) -> Result<Self> {
        let dist = repository().join("dist");
        ensure!(
            dist.join("index.html").is_file(),
            "the app is not built: run scripts/build"
        );
        Self::serve_folder(&dist, flags)
    }

    /// Serves another page instead of the app.
    pub fn of_folder(folder: &Path) -> Result<Self> {
        Self::serve_folder(folder, &["--bare"])
    }

    fn serve_folder(folder: &Path, flags: &[&str]) -> Result<Self> {
        let mut command = Command::new("node");
        command
            .arg(repository().join("scripts/serve.mjs"))
            .arg(folder);
        command.args(["--port", "0", "--base", BASE]).args(flags);
        let (server, url) = Helper::start(&mut command, |line| {
            Some(line.split_once("http://localhost:")?.1.to_owned())
        })?;
        // By number, to avoid proxies and the other address family.
        let url = format!("http://127.0.0.1:{url}");
        Ok(Self { url, server })
    }

    /// The app's address, with a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }
}
