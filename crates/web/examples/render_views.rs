//! Renders every page with every sample into a folder, to be looked at in a browser:
//! `cargo run -p ajar-web --example render_views -- OUT_DIR [BASE]`.
//!
//! `BASE` is what addresses begin with; it is empty by default, so serve the folder at the root of a host.

use std::error::Error;
use std::fs;
use std::path::Path;

use web::assets;
use web::views::{Accent, render_all};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: render_views OUT_DIR [BASE]")?;
    let base = arguments.next().unwrap_or_default();
    let out = Path::new(&out);
    fs::create_dir_all(out.join("assets/accent"))?;
    fs::create_dir_all(out.join("sample"))?;

    for asset in assets::all() {
        fs::write(out.join("assets").join(asset.file_name()), asset.bytes)?;
    }
    for accent in ["#d9480f", "#ffd43b", "#17594a"].into_iter().filter_map(Accent::parse) {
        fs::write(out.join(format!("assets/accent/{accent}.css")), accent.stylesheet())?;
    }
    for (name, svg) in pictures() {
        fs::write(out.join("sample").join(name), svg)?;
    }
    let pages = render_all(&base)?;
    let mut index = String::from("<!doctype html><title>Pages</title><ul>");
    for page in &pages {
        fs::write(out.join(format!("{}.html", page.name)), &page.html)?;
        index.push_str(&format!("<li><a href=\"{base}/{0}.html\">{0}</a>", page.name));
    }
    fs::write(out.join("index.html"), index)?;
    println!("{} pages in {}", pages.len(), out.display());
    Ok(())
}

/// Stand-ins for previews: six skies over a horizon, and the marks of an invented museum.
fn pictures() -> Vec<(String, String)> {
    let skies = [
        (900, 600, "#f6d7a7", "#5f7f95", "#22313f"),
        (600, 900, "#dfe8ea", "#a7b9bf", "#4b5a60"),
        (800, 800, "#f2b8a0", "#7c4a5e", "#2a1c33"),
        (1200, 675, "#0f2a43", "#2f5d7c", "#071420"),
        (720, 900, "#e7ecd9", "#93a682", "#3d4c38"),
        (1600, 680, "#fbe4cf", "#e08a5b", "#5b2b2f"),
    ];
    let mut all: Vec<(String, String)> = skies
        .iter()
        .zip(1..)
        .map(|((width, height, sky, haze, land), number)| {
            let (h, w) = (f64::from(*height), f64::from(*width));
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>\
                 <defs><linearGradient id='g' x2='0' y2='1'><stop stop-color='{sky}'/><stop offset='1' stop-color='{haze}'/></linearGradient></defs>\
                 <rect width='100%' height='100%' fill='url(#g)'/><circle cx='{}' cy='{}' r='{}' fill='#fff' opacity='.75'/>\
                 <path d='M0 {} Q{} {} {} {} T{w} {} V{h} H0z' fill='{haze}'/><path d='M0 {} Q{} {} {w} {} V{h} H0z' fill='{land}'/></svg>",
                w * 0.68, h * 0.36, w.min(h) * 0.11, h * 0.66, w * 0.2, h * 0.5, w * 0.45, h * 0.66, h * 0.62, h * 0.84,
                w * 0.45, h * 0.66, h * 0.8,
            );
            (format!("photo-{number}.svg"), svg)
        })
        .collect();
    let symbol = "<circle cx='200' cy='200' r='150' fill='none' stroke='C' stroke-width='26'/><path d='M200 50c-90 80-90 220 0 300 90-80 90-220 0-300zM50 200h300' fill='none' stroke='C' stroke-width='26'/>";
    let mark = |colour: &str, name: &str| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='1600' height='400' viewBox='0 0 1600 400'>{}<text x='430' y='262' font-family='Helvetica,Arial,sans-serif' font-size='176' font-weight='600' letter-spacing='-5' fill='{colour}'>Haus Meridian</text></svg>",
            symbol.replace('C', colour)
        );
        (format!("{name}.svg"), svg)
    };
    all.push(mark("#111", "wordmark-black"));
    all.push(mark("#fff", "wordmark-white"));
    let open = "<svg xmlns='http://www.w3.org/2000/svg'";
    all.push((
        "symbol.svg".into(),
        format!("{open} width='400' height='400' viewBox='0 0 400 400'>{}</svg>", symbol.replace('C', "#d9480f")),
    ));
    all.push((
        "page.svg".into(),
        format!("{open} width='424' height='600' viewBox='0 0 424 600'><rect width='424' height='600' fill='#fff'/><path d='M48 60h120v14H48zM48 150h328v8H48zM48 176h328v8H48zM48 202h280v8H48zM48 254h328v8H48zM48 280h200v8H48z' fill='#b9bcc0'/></svg>"),
    ));
    all
}
