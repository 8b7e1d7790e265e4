//! Whether a window can be opened at all: asked before the app starts, so that the answer is a sentence and not a crash.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bevy::app::App;
use bevy::render::renderer::initialize_renderer;
use bevy::render::settings::{Backends, WgpuSettings};
use bevy::tasks::block_on;

use super::ClientError;

/// Checks that there is a display and an adapter that can draw.
///
/// # Errors
/// Which of them is missing, with what to do.
pub fn check() -> Result<(), ClientError> {
    if !has_display() {
        return Err(ClientError::NoDisplay);
    }
    // Bevy's way of looking for an adapter panics without one, on a thread where nobody can catch it. So look here first,
    // the same way.
    let settings = WgpuSettings::default();
    let backends = settings.backends.unwrap_or(Backends::all());
    quietly(|| drop(block_on(initialize_renderer(backends, None, &settings)))).map_err(|_| ClientError::NoAdapter)
}

/// Builds the app; a display that is named but doesn't answer makes winit panic, which becomes an error.
///
/// # Errors
/// [`ClientError::NoDisplay`], or [`ClientError::Build`] with what the panic said.
pub fn build(build: impl FnOnce() -> App) -> Result<App, ClientError> {
    quietly(build).map_err(|what| {
        if what.contains("event loop") {
            ClientError::NoDisplay
        } else {
            ClientError::Build(what)
        }
    })
}

/// Runs something that may panic, without a report on standard error; gives what the panic said.
fn quietly<R>(act: impl FnOnce() -> R) -> Result<R, String> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let done = catch_unwind(AssertUnwindSafe(act));
    std::panic::set_hook(hook);
    done.map_err(|payload| {
        let text = payload.downcast_ref::<String>().cloned();
        text.or_else(|| payload.downcast_ref::<&str>().map(|s| (*s).to_owned()))
            .unwrap_or_default()
    })
}

#[cfg(all(unix, not(target_os = "macos"), not(target_os = "android")))]
fn has_display() -> bool {
    let named = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    named("DISPLAY") || named("WAYLAND_DISPLAY") || named("WAYLAND_SOCKET")
}

#[cfg(not(all(unix, not(target_os = "macos"), not(target_os = "android"))))]
const fn has_display() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_words() {
        assert_eq!(quietly(|| 3).ok(), Some(3));
        assert_eq!(quietly(|| -> u8 { panic!("no {}", "luck") }), Err("no luck".to_owned()));
        let app = build(|| panic!("Failed to build event loop: nothing there"));
        assert!(matches!(app, Err(ClientError::NoDisplay)));
    }
}
