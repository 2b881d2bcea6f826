fn main() { println!("made by hand, once"); }
