"""Beginning for real 正式启用: the example is put aside whole, and an empty database takes its place."""
