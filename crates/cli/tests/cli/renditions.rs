//! Pictures that the real binary's children make, through HTTP: previews, watermarks, and files in other formats.

use domain::{AssetId, Policy, Privacy, Role};
use http::{Request, StatusCode};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use serde_json::json;
use std::io::Cursor;
use testkit::{Actor, Answer, Desk};

async fn desk() -> Desk {
    Desk::open_with(|setup| {
        setup.previewer = (env!("CARGO_BIN_EXE_ajar").into(), vec!["preview-child".into()]);
    })
    .await
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).expect("a sample");
    bytes.into_inner()
}

fn photograph() -> Vec<u8> {
    encoded(RgbImage::from_fn(1500, 1000, |x, y| Rgb([(x / 8) as u8, (y / 8) as u8, 90])), ImageFormat::Tiff)
}

/// An open kit with one asset, whose pictures are made.
async fn open_kit(desk: &Desk, name: &str, bytes: Vec<u8>) -> AssetId {
    let asset = desk.asset(name, bytes).await;
    desk.kit("kit", Privacy::Public, Policy::Open, &[asset]).await;
    desk.run_jobs().await;
    asset
}

async fn download(actor: &Actor, asset: AssetId, query: &str) -> Answer {
    actor.get(&format!("/kits/kit/assets/{asset}/download{query}")).await
}

fn picture(answer: &Answer) -> DynamicImage {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    image::load_from_memory(&answer.body).expect("a picture")
}

#[tokio::test]
async fn a_visitor_chooses_format_and_width_of_what_is_open() {
    let desk = desk().await;
    let asset = open_kit(&desk, "door.tif", photograph()).await;
    let visitor = desk.visitor();
    for (query, kind, size, name) in [
        ("?format=jpeg&width=640", "image/jpeg", (640, 427), "door-640.jpg"),
        ("?format=png&width=1280", "image/png", (1280, 853), "door-1280.png"),
        ("?format=webp&width=640", "image/webp", (640, 427), "door-640.webp"),
        ("?format=jpeg", "image/jpeg", (1500, 1000), "door.jpg"),
    ] {
        let answer = download(&visitor, asset, query).await;
        let shown = picture(&answer);
        assert_eq!((shown.width(), shown.height()), size, "{query}");
        assert_eq!(answer.header("content-type"), kind, "{query}");
        assert!(answer.header("content-disposition").starts_with("attachment"), "{query}");
        assert!(answer.header("content-disposition").contains(name), "{query}");
        assert_eq!(answer.header("cache-control"), "private, no-store");
    }
    let whole = download(&visitor, asset, "").await;
    assert_eq!(whole.body, photograph(), "without a format it is the original");
    let events =
        desk.user("ann@desk.example", "Ann Admin", Role::Admin).await.get("/api/dam/events?type=download").await;
    let formats: Vec<_> =
        events.json()["items"].as_array().unwrap().iter().map(|e| e["data"]["format"].clone()).collect();
    assert_eq!(formats.iter().filter(|format| format.is_string()).count(), 4, "{formats:?}");
}

#[tokio::test]
async fn a_rendition_is_made_once_and_resumed_like_any_file() {
    let desk = desk().await;
    let asset = open_kit(&desk, "door.tif", photograph()).await;
    let visitor = desk.visitor();
    let query = "?format=png&width=640";
    let (one, other) = tokio::join!(download(&visitor, asset, query), download(&visitor, asset, query));
    assert_eq!(one.body, other.body, "two at once get the same");
    assert_eq!(one.header("etag"), other.header("etag"));
    let part =
        visitor.clone().with("range", "bytes=10-19").get(&format!("/kits/kit/assets/{asset}/download{query}")).await;
    assert_eq!((part.status, &part.body[..]), (StatusCode::PARTIAL_CONTENT, &one.body[10..20]));
    let known = visitor.clone().with("if-none-match", one.header("etag"));
    let answer = download(&known, asset, query).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let head = visitor.head(&format!("/kits/kit/assets/{asset}/download{query}")).await;
    assert_eq!(head.header("content-length"), one.body.len().to_string());
}

#[tokio::test]
async fn what_there_is_not_is_refused_with_what_there_is() {
    let desk = desk().await;
    let asset = open_kit(&desk, "door.tif", photograph()).await;
    let visitor = desk.visitor().with("accept", "application/json");
    for (query, pointer, words) in [
        ("?format=bmp", "/format", "jpeg, png, webp"),
        ("?format=jpeg&width=641", "/width", "1280, 640"),
        ("?format=jpeg&width=1920", "/width", "1280, 640"),
        ("?format=jpeg&width=-1", "/width", "1280, 640"),
        ("?width=640", "/format", "jpeg, png, webp"),
        ("?format=jpeg&width=99999999999999999999", "/width", "1280, 640"),
    ] {
        let answer = download(&visitor, asset, query).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        let fault = &answer.json()["errors"][0];
        assert_eq!(fault["pointer"], json!(pointer), "{query}");
        assert!(fault["detail"].as_str().unwrap().contains(words), "{query}: {fault}");
    }
    let text = desk.asset("read me.txt", "words").await;
    desk.kit("words", Privacy::Public, Policy::Open, &[text]).await;
    let answer = visitor.get(&format!("/kits/words/assets/{text}/download?format=jpeg")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn not_a_byte_of_a_rendition_comes_without_the_right_to_the_original() {
    let desk = desk().await;
    let asset = desk.asset("door.tif", photograph()).await;
    desk.kit("kit", Privacy::Public, Policy::Approval, &[asset]).await;
    desk.run_jobs().await;
    let manager = desk.user("mo@desk.example", "Mo Manager", Role::Manager).await;
    let made = manager.get(&format!("/api/dam/medias/{asset}/content?format=jpeg&width=640")).await;
    assert_eq!(picture(&made).width(), 640, "a manager may, and now it lies there");
    for query in ["?format=jpeg&width=640", "?format=jpeg", "?format=nonsense"] {
        let answer = download(&desk.visitor(), asset, query).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{query}");
        assert!(answer.text().contains("<html"), "{query}: a page that offers to ask");
    }
    let member = desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let answer = member.get(&format!("/api/dam/medias/{asset}/content?format=jpeg&width=640")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_drawing_becomes_pixels_and_alpha_is_put_on_white_in_jpeg() {
    let desk = desk().await;
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 20'><circle cx='15' cy='10' r='8'/></svg>";
    let drawing = open_kit(&desk, "logo.svg", svg.into()).await;
    let shown = picture(&download(&desk.visitor(), drawing, "?format=png&width=1024").await);
    assert_eq!((shown.width(), shown.height()), (1024, 683));
    assert_eq!(shown.to_rgba8().get_pixel(0, 0).0[3], 0);
    for query in ["?format=png", "?format=jpeg&width=1024", "?format=png&width=640"] {
        assert_eq!(download(&desk.visitor(), drawing, query).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
    let clear =
        desk.asset("clear.png", encoded(RgbaImage::from_pixel(800, 600, Rgba([9, 9, 9, 0])), ImageFormat::Png)).await;
    desk.kit("clear", Privacy::Public, Policy::Open, &[clear]).await;
    desk.run_jobs().await;
    let answer = desk.visitor().get(&format!("/kits/clear/assets/{clear}/download?format=jpeg&width=640")).await;
    assert_eq!(picture(&answer).to_rgb8().get_pixel(100, 100).0, [255, 255, 255]);
}

#[tokio::test]
async fn a_watermark_is_put_on_once_for_each_wording_and_goes_with_its_version() {
    let desk = desk().await;
    let asset = open_kit(&desk, "door.tif", photograph()).await;
    let row = async || store::assets::by_id(&desk.store, asset).await.unwrap().unwrap();
    let previews = store::previews::of_version(&desk.store, row().await.version_id).await.unwrap();
    let widths: Vec<u32> = previews.iter().map(|picture| picture.width).collect();
    assert_eq!(widths, [320, 640, 750], "at most half of the original");
    let marked = async |words: &str| app::browse::picture_marked(&desk.app, asset, 640, words).await.unwrap().0;
    let (one, again, other) = (marked("© Doors").await, marked("© Doors").await, marked("Proof").await);
    let plain = marked("  ").await;
    assert_eq!(plain.sha256, previews[1].sha256, "without words it is as it was");
    assert_eq!(one.blob_key, again.blob_key, "made once");
    assert!(one.sha256 != other.sha256 && one.sha256 != plain.sha256);
    assert_eq!((one.width, one.height, one.content_type.as_str()), (plain.width, plain.height, "image/jpeg"));
    let manager = desk.user("mo@desk.example", "Mo Manager", Role::Manager).await;
    let body = encoded(RgbImage::new(900, 900), ImageFormat::Png);
    let replacing = Request::put(format!("/api/dam/medias/{asset}/content")).body(body.into()).expect("a request");
    assert_eq!(manager.send(replacing).await.status, StatusCode::OK);
    app::jobs::tidy(&desk.app).await.unwrap();
    assert!(
        app::browse::picture_marked(&desk.app, asset, 640, "© Doors").await.is_err(),
        "no picture of the new one yet"
    );
    let old = one.version_id;
    let left = store::write!(desk.store, |tx| store::renditions::forget_marked(tx, old).await);
    assert_eq!(left.unwrap(), Vec::<String>::new(), "what was made of the old one is gone");
}
