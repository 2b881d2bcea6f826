#error "this is for another machine"
