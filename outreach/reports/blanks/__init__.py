"""Forms that others send 外来表格: their cells are tied to figures once, and filled for any period ever after."""
