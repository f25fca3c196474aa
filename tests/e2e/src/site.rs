//! The built app on a static host, below a path of its own.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::process::{Helper, repository};

/// Where the app lives on its host: never at the root, so that no link may assume that.
const BASE: &str = "/apps/blinkenrack/";

pub struct Site {
    url: String,
    _server: Helper,
}

impl Site {
    /// Serves `dist` on a free port, with the headers that protect the page.
    pub fn start() -> Result<Self> {
        Self::serve(&[])
    }

    /// The same from a host that sends no such headers.
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

    /// Serves another page than the app.
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
        // By number, so that no proxy and no other address family comes between.
        let url = format!("http://127.0.0.1:{url}");
        Ok(Self {
            url,
            _server: server,
        })
    }

    /// The app's address, with a slash at its end.
    pub fn url(&self) -> &str {
        &self.url
    }
}
