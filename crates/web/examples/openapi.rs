//! Prints the OpenAPI document, as `ajar openapi` does.

fn main() {
    print!("{}", web::openapi());
}
