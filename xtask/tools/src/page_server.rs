//! Serves the built viewer on a loopback port, as a careful host would: a policy that allows what the viewer needs
//! and nothing more, compressed files where the browser takes them, and caching by name.
//!
//! One line of JSON on standard output says where it listens: `{"base":"http://127.0.0.1:4600/"}`.

use anyhow::{Context as _, Result, bail};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::Response,
    routing::get,
};
use lexopt::{Arg, Parser, ValueExt as _};
use std::{path::PathBuf, sync::Arc};
use tokio::{io::AsyncReadExt as _, net::TcpListener};
use tower_http::services::ServeDir;

const USAGE: &str = "\
page-server [--dist FOLDER] [--port N] [--under /PATH] [--connect ORIGIN]... [--connections JSON] [--config JSON]
            [--framed-by ORIGIN] [--meta-only] [--sandboxed] [--until-stdin-closes]
  --dist FOLDER         what to serve (dist)
  --port N              the loopback port; 0, the default, takes a free one
  --under /PATH         serve below this path instead of the root
  --connect ORIGIN      let the page ask this origin, by the policy and by leadwake.json; may be repeated
  --connections JSON    answer dev-connections.json with this
  --config JSON         answer leadwake.json with exactly this
  --framed-by ORIGIN    let this page show it in a frame, by the policy and by leadwake.json
  --meta-only           send no policy: the page then has the one in its own markup
  --sandboxed           let every site read the files, which a frame with sandbox needs
  --until-stdin-closes  end when standard input closes";

/// What the command line asks for.
#[derive(Default)]
struct Options {
    dist: Option<PathBuf>,
    port: u16,
    under: Option<String>,
    connect: Vec<String>,
    connections: Option<String>,
    config: Option<String>,
    framed_by: Option<String>,
    meta_only: bool,
    sandboxed: bool,
    until_stdin_closes: bool,
}

fn read_options() -> Result<Option<Options>> {
    let mut options = Options::default();
    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("dist") => options.dist = Some(arguments.value()?.into()),
            Arg::Long("port") => options.port = arguments.value()?.parse()?,
            Arg::Long("under") => options.under = Some(arguments.value()?.string()?),
            Arg::Long("connect") => options.connect.push(arguments.value()?.string()?),
            Arg::Long("connections") => options.connections = Some(arguments.value()?.string()?),
            Arg::Long("config") => options.config = Some(arguments.value()?.string()?),
            Arg::Long("framed-by") => options.framed_by = Some(arguments.value()?.string()?),
            Arg::Long("meta-only") => options.meta_only = true,
            Arg::Long("sandboxed") => options.sandboxed = true,
            Arg::Long("until-stdin-closes") => options.until_stdin_closes = true,
            Arg::Long("help") => return Ok(None),
            Arg::Short(_) | Arg::Long(_) | Arg::Value(_) => return Err(argument.unexpected().into()),
        }
    }
    Ok(Some(options))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let Some(options) = read_options()? else {
        println!("{USAGE}");
        return Ok(());
    };
    let dist = options.dist.unwrap_or_else(|| "dist".into());
    let Ok(page) = std::fs::read_to_string(dist.join("index.html")) else {
        bail!("{} holds no index.html: build the viewer first, with `cargo xtask build`", dist.display());
    };

    let mut app = Router::new();
    let config = options.config.or_else(|| config(&options.connect, options.framed_by.as_deref()));
    for (path, answer) in [("/dev-connections.json", options.connections), ("/leadwake.json", config)] {
        if let Some(answer) = answer {
            let answer = ([(header::CONTENT_TYPE, "application/json")], answer);
            app = app.route(path, get(|| async move { answer }));
        }
    }
    app = app.fallback_service(ServeDir::new(&dist).precompressed_br());
    let under = options.under.unwrap_or_default();
    let under = under.trim_matches('/');
    if !under.is_empty() {
        app = Router::new().nest_service(&format!("/{under}"), app);
    }
    let mut asked_for = Vec::new();
    if !options.meta_only {
        let policy = policy(&page, &options.connect, options.framed_by.as_deref())?.parse()?;
        asked_for.push((header::CONTENT_SECURITY_POLICY, policy));
    }
    if options.sandboxed {
        asked_for.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")));
    }
    app = app.layer(middleware::from_fn_with_state(asked_for.into(), add_headers));

    let listener = TcpListener::bind(("127.0.0.1", options.port)).await.with_context(|| {
        format!("port {} on 127.0.0.1 cannot be used; another program may have it", options.port)
    })?;
    let address = listener.local_addr()?;
    let slash = if under.is_empty() { "" } else { "/" };
    println!(r#"{{"base":"http://{address}/{under}{slash}"}}"#);

    let server = axum::serve(listener, app);
    if options.until_stdin_closes {
        tokio::select! {
            outcome = server.into_future() => outcome?,
            () = stdin_closes() => {}
        }
    } else {
        server.await?;
    }
    Ok(())
}

async fn stdin_closes() {
    let mut stdin = tokio::io::stdin();
    let mut ignored = [0; 256];
    while matches!(stdin.read(&mut ignored).await, Ok(1..)) {}
}

/// The content security policy: the one in the page's own markup, where `connect` are the origins that the page may ask
/// besides its own, and with what only a header can say.
fn policy(page: &str, connect: &[String], framed_by: Option<&str>) -> Result<String> {
    let start = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let stated = page.split_once(start).and_then(|(_, rest)| rest.split_once('"'));
    let (stated, _) = stated.context("the page's markup states no policy")?;
    let connect: String = connect.iter().flat_map(|origin| [" ", origin]).collect();
    let others = stated.split("; ").filter(|directive| !directive.starts_with("connect-src "));
    let around: String = framed_by.into_iter().flat_map(|origin| [" ", origin]).collect();
    let own = [format!("connect-src 'self'{connect}"), format!("frame-ancestors 'self'{around}")];
    Ok(others.map(str::to_owned).chain(own).collect::<Vec<_>>().join("; "))
}

/// A `leadwake.json` that names these origins; the file as it was built when there are none.
fn config(connect: &[String], framed_by: Option<&str>) -> Option<String> {
    let quoted: Vec<String> = connect.iter().map(|origin| format!("{origin:?}")).collect();
    let hosts = (!quoted.is_empty()).then(|| format!("\"hosts\":[{}]", quoted.join(",")));
    let around = framed_by.map(|origin| format!("\"frame_origins\":[{origin:?}]"));
    let named: Vec<String> = hosts.into_iter().chain(around).collect();
    (!named.is_empty()).then(|| format!("{{{}}}", named.join(",")))
}

async fn add_headers(
    State(asked_for): State<Arc<[(HeaderName, HeaderValue)]>>,
    request: Request,
    next: Next,
) -> Response {
    let unchanging = name_holds_hash(request.uri().path());
    let mut response = next.run(request).await;
    let caching = if unchanging && response.status().is_success() {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers.extend(asked_for.iter().cloned());
    for (name, value) in [
        (header::CACHE_CONTROL, caching),
        (header::VARY, "Accept-Encoding"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether a file's name carries the hash of its content, as Trunk names them: `viewer-0123456789abcdef_bg.wasm`.
fn name_holds_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['-', '_', '.'])
        .any(|part| part.len() >= 15 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        assert!(name_holds_hash("/a/viewer-8a5ff57fd55e6dad_bg.wasm"));
        assert!(name_holds_hash("/icon-ce4f307a43aa1566.svg"));
        for changing in ["/", "/index.html", "/boot.js", "/8a5ff57fd55e6dad/boot.js"] {
            assert!(!name_holds_hash(changing), "{changing}");
        }
    }

    #[test]
    fn the_policy_is_the_pages_own_but_for_whom_it_may_ask() {
        let page = include_str!("../../../index.html");
        let alone = policy(page, &[], None).unwrap();
        assert!(alone.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "), "{alone}");
        assert!(alone.contains("; require-trusted-types-for 'script'; trusted-types default; "), "{alone}");
        assert!(alone.ends_with("; connect-src 'self'; frame-ancestors 'self'"), "{alone}");
        assert!(!alone.contains("unsafe-inline") && !alone.contains("'unsafe-eval'"), "{alone}");
        let two = ["http://127.0.0.1:1".to_owned(), "https://a.example".to_owned()];
        let named = "; connect-src 'self' http://127.0.0.1:1 https://a.example; ";
        assert!(policy(page, &two, None).unwrap().contains(named));
        let framed = policy(page, &[], Some("https://portal.example")).unwrap();
        assert!(framed.ends_with("; frame-ancestors 'self' https://portal.example"), "{framed}");
        assert!(policy("<title>x</title>", &[], None).is_err());
    }

    #[test]
    fn whom_the_page_may_ask_and_who_may_show_it_is_also_told_to_the_page() {
        assert_eq!(config(&[], None), None);
        let one = ["https://a.example".to_owned()];
        assert_eq!(config(&one, None).unwrap(), r#"{"hosts":["https://a.example"]}"#);
        let portal = Some("https://portal.example");
        assert_eq!(config(&[], portal).unwrap(), r#"{"frame_origins":["https://portal.example"]}"#);
        let both = r#"{"hosts":["https://a.example"],"frame_origins":["https://portal.example"]}"#;
        assert_eq!(config(&one, portal).unwrap(), both);
    }
}
