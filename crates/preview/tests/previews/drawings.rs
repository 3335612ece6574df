//! SVG: sizes, letters, and references that lead nowhere.

use std::net::TcpListener;

use preview::{ContentType, Job, Kind};

use crate::desk::{preview, reason};
use crate::samples::{BLUE, RED, assert_near, png, quarters, svg};

const FILL: &str = "<rect width='100%' height='100%' fill='rgb(220,20,20)'/>";

#[test]
fn a_drawing_is_drawn_at_the_size_asked_for_and_tells_its_own() {
    let seen = preview(&svg("viewBox='0 0 30 20'", FILL), Job::new([480, 120]).at_most_half()).expect("a preview");
    assert_eq!(seen.kind, Kind::Svg);
    assert_eq!(seen.sizes(), [(480, 320), (120, 80)]);
    assert_eq!((seen.facts.width, seen.facts.height), (30, 20));
    assert_eq!(seen.pictures[0].content_type, ContentType::Jpeg);
    assert_near(seen.pixel(240, 160), RED, "the ground");
    let seen = preview(&svg("width='300' height='600'", FILL), Job::new([480]).at_most(100)).expect("a preview");
    assert_eq!(seen.sizes(), [(50, 100)]);
}

#[test]
fn a_drawing_without_ground_stays_transparent() {
    let seen = preview(&svg("viewBox='0 0 10 10'", "<circle cx='5' cy='5' r='3' fill='#fff'/>"), Job::new([100]))
        .expect("a preview");
    assert_eq!(seen.pictures[0].content_type, ContentType::Png);
    assert_eq!(seen.pixel(0, 0)[3], 0);
    assert_eq!(seen.pixel(50, 50), [255, 255, 255, 255]);
    assert!(seen.facts.has_alpha && seen.facts.is_light);
}

#[test]
fn letters_are_drawn_where_the_system_has_fonts_and_never_break_a_drawing() {
    let words = "<text x='5' y='40' font-family='No Such Font' font-size='40'>Ajar</text>";
    let seen = preview(&svg("viewBox='0 0 100 50'", words), Job::new([200])).expect("a preview");
    assert_eq!(seen.sizes(), [(200, 100)]);
    let has_fonts = std::path::Path::new("/usr/share/fonts/truetype").exists();
    let ink = seen.pictures[0].image.to_rgba8().pixels().filter(|pixel| pixel.0[3] > 200).count();
    assert!(!has_fonts || ink > 500, "the system has fonts but only {ink} pixels were inked");
}

#[test]
fn a_picture_inside_the_text_is_drawn() {
    let data = data_url("image/png", &png(quarters(40, 40)));
    let inside = format!("<image width='40' height='40' xlink:href='{data}'/>");
    let seen = preview(&svg("viewBox='0 0 40 40'", &inside), Job::new([40])).expect("a preview");
    assert_near(seen.pixel(5, 5), RED, "top left");
    assert_near(seen.pixel(5, 35), BLUE, "bottom left");
}

#[test]
fn an_embedded_picture_too_large_or_another_drawing_is_left_out() {
    let bomb = crate::samples::png_of(&[(b"IHDR", &crate::samples::header(29_000, 29_000, 8, 2)), (b"IDAT", b"")]);
    for data in [data_url("image/png", &bomb), data_url("image/svg+xml", &svg("viewBox='0 0 4 4'", FILL))] {
        let inside = format!("<image width='40' height='40' href='{data}'/>");
        let seen = preview(&svg("viewBox='0 0 40 40'", &inside), Job::new([40])).expect("a preview");
        assert_eq!(seen.pixel(20, 20)[3], 0);
    }
}

#[test]
fn references_to_files_and_addresses_lead_nowhere() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener that does not wait");
    let address = format!("http://{}/x.png", listener.local_addr().expect("an address"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let picture = folder.path().join("red.png");
    std::fs::write(&picture, png(quarters(40, 40))).expect("room for a sample");
    let picture = picture.display();
    for target in [address.clone(), format!("file://{picture}"), picture.to_string(), "/etc/passwd".to_owned()] {
        let inside = format!(
            "<?xml-stylesheet href='{target}'?>
             <style>@import url('{target}'); @font-face {{ font-family: f; src: url('{target}'); }}</style>
             <image width='40' height='40' href='{target}'/><image width='40' height='40' xlink:href='{target}'/>
             <use href='{target}#a'/><filter id='f'><feImage href='{target}'/></filter>
             <rect width='40' height='40' filter='url(#f)'/><rect width='40' height='40' fill='url({target}#p)'/>
             <foreignObject width='40' height='40'><img src='{target}'/></foreignObject>"
        );
        let seen = preview(&svg("viewBox='0 0 40 40'", &inside), Job::new([40])).expect("a preview");
        // A rectangle may stand there in black, but nothing of the picture referred to.
        let black = seen.pictures[0].image.to_rgba8().pixels().all(|pixel| pixel.0[..3] == [0, 0, 0]);
        assert!(black, "{target} was drawn");
    }
    assert!(listener.accept().is_err(), "somebody called");
}

#[test]
fn an_external_entity_is_not_read() {
    let text = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\
                <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>&x;</text></svg>";
    match preview(text.as_bytes(), Job::new([40])) {
        Ok(seen) => assert_eq!(seen.sizes(), [(40, 40)]),
        Err(failure) => assert_eq!(failure.reason, preview::Reason::Damaged),
    }
}

#[test]
fn scripts_do_not_run() {
    let inside = format!(
        "{FILL}<script>document.documentElement.remove()</script>
         <rect width='9' height='9' onload='while(1);' fill='rgb(220,20,20)'/>
         <a href='javascript:alert(1)'><rect width='9' height='9' fill='rgb(220,20,20)'/></a>"
    );
    let seen = preview(&svg("viewBox='0 0 9 9' onload='while(1);'", &inside), Job::new([90])).expect("a preview");
    assert_near(seen.pixel(45, 45), RED, "the ground");
}

#[test]
fn what_is_called_svg_without_being_one_is_damaged() {
    assert_eq!(reason(&preview(b"<svg>", Job::new([40]))), preview::Reason::Damaged);
    assert_eq!(reason(&preview(b"<svg xmlns='urn:other'/>", Job::new([40]))), preview::Reason::Damaged);
}

/// Percent-encoding spares the tests a base64 library.
fn data_url(media_type: &str, bytes: &[u8]) -> String {
    let body: String = bytes.iter().map(|byte| format!("%{byte:02x}")).collect();
    format!("data:{media_type},{body}")
}
