"""Whether the links of what was published still lead there: looked at when somebody asks, never by itself."""
