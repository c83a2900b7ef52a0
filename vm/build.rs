//! Tells the dispatch loop whether the compiler turns calls in tail position into jumps, which it
//! does when it optimises.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(hasp_threaded)");
    println!("cargo:rustc-check-cfg=cfg(loom)");
    let level = std::env::var("OPT_LEVEL").unwrap_or_default();
    if matches!(level.as_str(), "2" | "3") {
        println!("cargo:rustc-cfg=hasp_threaded");
    }
}
