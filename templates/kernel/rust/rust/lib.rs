//! The kernel's parts in Rust: src/parts.h has them for C.
#![no_std]

use core::panic::PanicInfo;

extern "C" {
    /// src/stopped.c
    fn rust_stopped(file: *const u8, file_bytes: usize, line: u32) -> !;
}

#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    let (file, line) = info.location().map_or(("", 0), |at| (at.file(), at.line()));

    unsafe { rust_stopped(file.as_ptr(), file.len(), line) }
}

/// How many primes there are below a limit.
#[no_mangle]
pub extern "C" fn rust_count_primes(limit: u32) -> u32 {
    let is_prime = |n: &u32| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0);

    (2..limit).filter(is_prime).count() as u32
}

/// The mean of numbers; 0 of none.
///
/// # Safety
/// There are `count` numbers.
#[no_mangle]
pub unsafe extern "C" fn rust_mean(numbers: *const f64, count: usize) -> f64 {
    let numbers = core::slice::from_raw_parts(numbers, count);

    if numbers.is_empty() { 0.0 } else { numbers.iter().sum::<f64>() / count as f64 }
}

/// One number of three: an index beyond them is a panic.
#[no_mangle]
pub extern "C" fn rust_choose(index: usize) -> u32 {
    [2, 3, 5][index]
}
