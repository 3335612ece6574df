//! Writes every letter with every sample in every language into a folder, to be looked at in a browser.
//!
//! `cargo run -p ajar-mail --example dump_letters -- <folder>`
//!
//! The pictures of the samples live nowhere; drawn ones take their place.

use mail::{
    Language,
    letters::{RenderError, Specimen, gallery},
};
use std::{error::Error, fmt::Write, fs, path::PathBuf};

/// File, width, height and colour of each drawn picture.
const PICTURES: [(&str, u32, u32, &str); 5] = [
    ("horizontal", 480, 180, "#0b6e4f"),
    ("stacked", 320, 320, "#c8553d"),
    ("film", 480, 270, "#28324d"),
    ("portrait", 300, 450, "#8d6a9f"),
    ("facade", 480, 320, "#d99a2b"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    fs::create_dir_all(&folder)?;
    for (file, width, height, colour) in PICTURES {
        fs::write(folder.join(format!("{file}.svg")), picture(width, height, colour))?;
    }
    fs::write(folder.join("brand.svg"), logo())?;

    let mut index = String::from("<!doctype html><meta charset=\"utf-8\"><ul>");
    for specimen in specimens()? {
        let name = format!("{}-{}-{}", specimen.rendered.language, specimen.letter, specimen.sample);
        let html = specimen.rendered.html.replace("https://desk.example.org/previews/", "").replace(".png", ".svg");
        fs::write(folder.join(format!("{name}.html")), html)?;
        let text = format!("Subject: {}\n\n{}", specimen.rendered.subject, specimen.rendered.text);
        fs::write(folder.join(format!("{name}.txt")), text)?;
        write!(index, "<li><a href=\"{name}.html\">{name}</a> <a href=\"{name}.txt\">text</a>")?;
    }
    fs::write(folder.join("index.html"), index)?;
    Ok(())
}

/// Every letter in every language.
fn specimens() -> Result<Vec<Specimen>, RenderError> {
    let galleries: Result<Vec<_>, _> = Language::all().map(gallery).collect();
    Ok(galleries?.into_iter().flatten().collect())
}

fn picture(width: u32, height: u32, colour: &str) -> String {
    let (x, y, r) = (width / 2, height / 2, width.min(height) / 3);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"100%\" height=\"100%\" fill=\"{colour}\"/>\
         <circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"#fff\" fill-opacity=\"0.6\"/></svg>"
    )
}

fn logo() -> String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"96\">\
     <path d=\"M4 92 48 4l44 88z\" fill=\"#0b6e4f\"/>\
     <text x=\"112\" y=\"66\" font-family=\"Helvetica,Arial,sans-serif\" font-size=\"50\" \
     font-weight=\"700\" fill=\"#1b1b1a\">nordlicht</text></svg>"
        .to_owned()
}
