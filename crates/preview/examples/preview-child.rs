//! The smallest program that can be a preview's child; the tests start it.

fn main() -> std::process::ExitCode {
    preview::child::main()
}
