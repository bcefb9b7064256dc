//! Programs that the tests drive and that come from the machine, on Debian from its packages: browsers and web servers.
//! Whatever package a test needs is named here.

use crate::{
    build::files_of,
    process::{run, step},
    workspace,
};
use anyhow::{Context as _, Result, bail};
use std::{
    env,
    fs::{self, create_dir_all},
    path::{Path, PathBuf},
    process::Command,
};

/// A program from a Debian package.
pub(crate) struct Program {
    /// What people call it.
    pub(crate) title: &'static str,
    /// The environment variable by which a person names another one, and by which the tests are told.
    pub(crate) variable: &'static str,
    /// Its names, the best first.
    names: &'static [&'static str],
    /// Where installers put it outside `PATH`; the last is where its package does.
    places: &'static [&'static str],
    /// What to install on Debian.
    packages: &'static [&'static str],
    /// How.
    how: How,
}

/// How a package gets onto the machine.
enum How {
    /// With all that it depends on, which only root can do.
    Install,
    /// Unpacked into the target folder, which anybody can: an installed web server would be started, now and whenever the
    /// machine starts.
    Unpack,
}

/// The browser that most tests drive.
pub(crate) const CHROMIUM: Program = Program {
    title: "Chromium or Google Chrome",
    variable: "CHROME",
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    places: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ],
    packages: &["chromium", "fonts-liberation"],
    how: How::Install,
};

/// A server that the printed relay recipe is for.
pub(crate) const NGINX: Program = Program {
    title: "nginx",
    variable: "NGINX",
    names: &["nginx"],
    places: &["/usr/sbin/nginx"],
    packages: &["nginx", "nginx-common", "libnginx-mod-http-brotli-static"],
    how: How::Unpack,
};

/// The other one.
pub(crate) const CADDY: Program = Program {
    title: "Caddy",
    variable: "CADDY",
    names: &["caddy"],
    places: &["/usr/bin/caddy"],
    packages: &["caddy"],
    how: How::Unpack,
};

/// Another engine.
pub(crate) const FIREFOX: Program = Program {
    title: "Firefox, 140 or newer",
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    places: &[
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ],
    packages: &["firefox-esr"],
    how: How::Install,
};

/// A third engine, in its smallest browser.
pub(crate) const WEBKIT: Program = Program {
    title: "WebKitGTK’s MiniBrowser",
    variable: "WEBKIT",
    names: &["MiniBrowser"],
    places: &[
        "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
    ],
    packages: &["webkit2gtk-driver", "xvfb"],
    how: How::Install,
};

/// By which it is driven.
pub(crate) const WEBKIT_DRIVER: Program = Program {
    title: "WebKitWebDriver",
    variable: "WEBKIT_DRIVER",
    names: &["WebKitWebDriver"],
    places: &[],
    packages: &["webkit2gtk-driver"],
    how: How::Install,
};

/// A display that nobody sees, without which it does not start.
pub(crate) const XVFB: Program = Program {
    title: "Xvfb",
    variable: "XVFB",
    names: &["Xvfb"],
    places: &[],
    packages: &["xvfb"],
    how: How::Install,
};

/// What makes the certificates of pretended vendors.
pub(crate) const OPENSSL: Program = Program {
    title: "OpenSSL",
    variable: "OPENSSL",
    names: &["openssl"],
    places: &[],
    packages: &["openssl"],
    how: How::Install,
};

impl Program {
    /// Finds the program, and on Debian gets it where it is missing.
    ///
    /// # Errors
    /// There is none; the message says what to install.
    pub(crate) fn find_or_get(&self) -> Result<PathBuf> {
        if let Some(named) = env::var_os(self.variable).map(PathBuf::from) {
            if named.is_file() {
                return Ok(named);
            }
            bail!("{} names {}, which is no file", self.variable, named.display());
        }
        let program = match self.how {
            How::Install => match self.find() {
                None if is_debian() && is_root() => {
                    install(self.title, self.packages)?;
                    self.find()
                }
                found => found,
            },
            // Rather than the machine's own, which may lack a module that the printed recipe can use.
            How::Unpack if is_debian() => Some(self.unpacked()?),
            How::Unpack => self.find(),
        };
        let (title, variable) = (self.title, self.variable);
        program.with_context(|| {
            let packages = self.packages.join(" ");
            format!(
                "the browser tests need {title}: install it (Debian: apt-get install {packages}), or name its program in {variable}"
            )
        })
    }

    fn find(&self) -> Option<PathBuf> {
        let path = env::var_os("PATH").unwrap_or_default();
        let on_path =
            env::split_paths(&path).flat_map(|folder| self.names.iter().map(move |name| folder.join(name)));
        on_path.chain(self.places.iter().map(PathBuf::from)).find(|candidate| candidate.is_file())
    }

    /// The program out of its unpacked packages.
    fn unpacked(&self) -> Result<PathBuf> {
        let folder = workspace::target()?.join("tools/debian").join(self.variable.to_lowercase());
        let place = self.places.last().with_context(|| format!("{} has no place", self.title))?;
        let program = folder.join(place.trim_start_matches('/'));
        if !program.is_file() {
            step(&format!("Unpacking {} from Debian’s packages", self.title), || {
                unpack(self.packages, &folder)
            })?;
        }
        Ok(program)
    }
}

/// Installs packages and what they depend on.
fn install(title: &str, packages: &[&str]) -> Result<()> {
    step(&format!("Installing {title} with apt-get"), || {
        run(apt().arg("update"))?;
        run(apt().args(["install", "--no-install-recommends"]).args(packages))
    })
}

/// Unpacks packages into a folder, without what they depend on and without any of their scripts.
fn unpack(packages: &[&str], folder: &Path) -> Result<()> {
    create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let download = || run(apt().arg("download").args(packages).current_dir(folder));
    if let Err(error) = download() {
        if !is_root() {
            return Err(error);
        }
        // A fresh machine has no lists of packages yet.
        run(apt().arg("update"))?;
        download()?;
    }
    for file in files_of(folder)? {
        if file.extension().is_some_and(|extension| extension == "deb") {
            run(Command::new("dpkg-deb").arg("--extract").arg(&file).arg(folder))?;
            fs::remove_file(&file)?;
        }
    }
    Ok(())
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.args(["-y", "-q"]).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_debian() -> bool {
    Path::new("/usr/bin/apt-get").is_file()
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unpacked_program_has_a_place_to_be_looked_for() {
        for program in [&CHROMIUM, &NGINX, &CADDY, &FIREFOX, &WEBKIT, &WEBKIT_DRIVER, &XVFB] {
            let place = program.places.last().copied().unwrap_or_default();
            assert!(matches!(program.how, How::Install) || place.starts_with("/usr/"), "{}", program.title);
            assert!(!program.packages.is_empty() && !program.names.is_empty(), "{}", program.title);
        }
    }
}
