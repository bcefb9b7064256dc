//! Prints how a web server serves the viewer and relays to the vendors. Hosts, paths and headers come from the viewer's
//! own tables and its own page, so that they cannot drift apart from them.

mod caddy;
mod config;
mod headers;
mod hosted;
mod nginx;
mod options;
mod paths;
mod relay;
mod template;

use anyhow::Result;
use options::{Options, Recipe, USAGE};

fn main() -> Result<()> {
    let Some(options) = Options::read(lexopt::Parser::from_env())? else {
        print!("{USAGE}");
        return Ok(());
    };
    print!("{}", text(&options)?);
    Ok(())
}

fn text(options: &Options) -> Result<String> {
    let relays = relay::relays(options)?;
    match options.recipe {
        Recipe::Nginx => nginx::text(options, &relays),
        Recipe::Caddy => caddy::text(options, &relays),
        Recipe::Headers => hosted::text(options),
        Recipe::Config => config::text(&relays),
        Recipe::Paths => paths::text(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadwake::{model::Vendor, providers::provider};

    fn printed(words: &[&str]) -> String {
        text(&Options::read(lexopt::Parser::from_args(words)).unwrap().unwrap()).unwrap()
    }

    #[test]
    fn every_vendor_is_relayed_with_its_own_host_paths_and_header() {
        for recipe in ["nginx", "caddy"] {
            let text = printed(&[recipe]);
            for vendor in Vendor::ALL {
                let about = provider(vendor).about();
                let host = about.default_base_url.split('/').nth(2).unwrap();
                assert!(text.contains(&format!("Host {host}")), "{recipe}: {host}");
                assert!(
                    text.contains(&format!("# {}: {}", vendor.name(), about.paths.join(", "))),
                    "{recipe}"
                );
                assert!(text.contains(about.key_header), "{recipe}: {vendor}");
            }
            assert!(text.contains("connect-src 'self'; frame-ancestors 'self'"), "{recipe}");
        }
    }

    #[test]
    fn the_documented_paths_are_printed_for_every_vendor() {
        let paths: serde_json::Value = serde_json::from_str(&printed(&["paths"])).unwrap();
        assert_eq!(paths.as_object().unwrap().len(), Vendor::ALL.len());
        for vendor in Vendor::ALL {
            assert_eq!(paths[vendor.slug()], serde_json::json!(provider(vendor).about().paths), "{vendor}");
        }
    }

    #[test]
    fn a_relay_that_adds_a_key_says_what_that_means() {
        let nginx = printed(&["nginx", "--adds-key", "attendee"]);
        assert!(nginx.contains("attendee.key: proxy_set_header Authorization \"Token KEY\";"), "{nginx}");
        assert!(!nginx.contains("$http_authorization") && nginx.contains("$http_x_api_key"), "{nginx}");
        let caddy = printed(&["caddy", "--adds-key", "attendee"]);
        assert!(caddy.contains("header_up Authorization \"Token {env.LEADWAKE_ATTENDEE_KEY}\""), "{caddy}");
        for text in [nginx, caddy] {
            assert!(text.contains("WHOEVER REACHES THIS SITE READS WHAT THEY READ"), "{text}");
        }
        assert!(!printed(&["nginx"]).contains("WHOEVER"));
    }

    #[test]
    fn files_alone_are_for_every_site_and_only_where_that_is_asked_for() {
        for (recipe, times) in [("nginx", 1), ("caddy", 2), ("headers", 1)] {
            let granted = |text: &str| {
                text.lines()
                    .filter(|line| line.contains("Access-Control-Allow-Origin") && line.contains('*'))
                    .count()
            };
            assert_eq!(granted(&printed(&[recipe])), 0, "{recipe}");
            assert_eq!(granted(&printed(&[recipe, "--sandboxed"])), times, "{recipe}");
        }
    }

    #[test]
    fn hosts_of_static_files_let_the_page_ask_the_vendors() {
        let text = printed(&["headers", "--connect", "https://meet.example"]);
        for vendor in Vendor::ALL {
            let origin: Vec<&str> =
                provider(vendor).about().default_base_url.splitn(4, '/').take(3).collect();
            assert!(text.contains(&format!(" {}", origin.join("/"))), "{text}");
        }
        assert!(text.contains(" https://meet.example; frame-ancestors 'self'\n"), "{text}");
        assert!(text.contains("/viewer-*\n  Cache-Control: public"), "{text}");
    }
}
