//! nginx in front of Ajar sends files in its place.

use domain::*;
use testkit::Desk;

#[tokio::test]
async fn a_web_server_in_front_sends_the_bytes_where_it_can_and_only_to_who_may_have_them() {
    let desk = Desk::open_with(|setup| setup.accel_redirect = Some("/stored".into())).await;
    let manager = desk.user("max@desk.example", "Max Moor", Role::Manager).await;
    let large = desk.asset("large.bin", vec![7; 300_000]).await;
    let small = desk.asset("small.txt", "small").await;
    desk.kit("press", Privacy::Public, Policy::Approval, &[large, small]).await;
    let path = format!("/kits/press/assets/{large}/download");
    let refused = desk.visitor().get(&path).await.expect(403);
    assert_eq!(refused.header("x-accel-redirect"), "");
    let handed = manager.get(&path).await.expect(200);
    let place = handed.header("x-accel-redirect");
    assert!(place.starts_with("/stored/") && place.len() == "/stored/".len() + 33, "{place}");
    assert!(handed.body.is_empty());
    assert_eq!(handed.header("content-disposition"), "attachment; filename=\"large.bin\"; filename*=UTF-8''large.bin");
    assert_eq!(handed.header("cache-control"), "private, no-store");
    let head = manager.head(&path).await.expect(200);
    assert_eq!((head.header("content-length"), head.header("etag")), ("300000", handed.header("etag")));
    // nginx cuts out ranges, but can't compare our tags.
    let ranged = manager.clone().with("range", "bytes=0-299998");
    assert_eq!(ranged.get(&path).await.expect(200).header("x-accel-redirect"), place);
    let resumed = ranged.with("if-range", handed.header("etag")).get(&path).await.expect(206);
    assert_eq!((resumed.body.len(), resumed.header("x-accel-redirect")), (299_999, ""));
    let known = manager.clone().with("if-none-match", handed.header("etag")).get(&path).await;
    assert_eq!((known.status.as_u16(), known.header("x-accel-redirect")), (304, ""));
    let beyond = manager.clone().with("range", "bytes=300000-").get(&path).await;
    assert_eq!((beyond.status.as_u16(), beyond.header("content-range")), (416, "bytes */300000"));
    assert_eq!(manager.get(&format!("/kits/press/assets/{small}/download")).await.expect(200).text(), "small");
}
